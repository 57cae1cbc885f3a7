using WeightPred.Reproduction.Testing;
using WeightPred.Training;

[assembly: TestFramework(ClaimsFramework.TypeName, ClaimsFramework.AssemblyName)]
// Two cores with AVX-512, by what the published runs took: 0.8e11 to 1.8e11 multiplications a second on each.
[assembly: WriteUp("neural network weight prediction", typeof(Laboratory), CostPerMinute = 1.4e13)]
