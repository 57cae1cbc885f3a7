using Reproduction.Testing;
using WeightPred.Training;

[assembly: TestFramework(TorchSharpFramework.Name, TorchSharpFramework.Assembly)]
[assembly: WriteUp("neural network weight prediction", typeof(Laboratory))]
