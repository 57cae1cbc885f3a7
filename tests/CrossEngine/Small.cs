using WeightPred.Models.Generators;

namespace WeightPred.CrossEngine;

/// <summary>Part I's learning task at a size that two engines train in seconds.</summary>
internal static class Small
{
    public static Experiment Experiment(Net net, int steps, int batch) => new()
    {
        Task = LearningTask.OutputFromWeights,
        Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit),
        Net = net,
        Steps = steps,
        Batch = batch,
    };
}
