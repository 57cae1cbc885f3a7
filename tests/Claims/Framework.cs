using WeightPred.Fixtures;

[assembly: TestFramework(ClaimsFramework.TypeName, ClaimsFramework.AssemblyName)]
