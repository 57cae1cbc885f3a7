using WeightPred.Fixtures;

[assembly: TestFramework(TorchSharpFramework.Name, TorchSharpFramework.Assembly)]
