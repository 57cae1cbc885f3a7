using WeightPred.Models.Generators;
using Reproduction.Recipes.Engines;

namespace WeightPred.Unit.Training;

/// <summary>Experiments that train in milliseconds.</summary>
internal static class Tiny
{
    public static Net Linear { get; } = new LinearNet { Widths = [8, 8, 8] };

    public static Experiment Of(Net net, int steps = 20) => new()
    {
        Task = net is DeepSetsNet ? LearningTask.FunctionFromPairs : LearningTask.OutputFromWeights,
        Generator = KnownGenerators.TwoLayerMlp(2, 3, WeightScale.LeCun),
        Net = net,
        Pairs = net is DeepSetsNet ? 4 : 0,
        Steps = steps,
        Batch = 16,
        HeldOut = 32,
    };

    /// <summary>Skips a test of a proof where the engine promises no bits.</summary>
    public static void SkipWithoutExactBits() => Skip.IfNot(Engine.Device.Exact, $"{Engine.Device.Class} promises no bits.");
}
