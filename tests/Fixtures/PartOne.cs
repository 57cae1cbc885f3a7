using WeightPred.Models.Generators;
using WeightPred.Reproduction;
using WeightPred.Training;

namespace WeightPred.Fixtures;

/// <summary>Part I's setting: every knob in one place.</summary>
public static class PartOne
{
    /// <summary>relu(x W1) W2 with 2 inputs, 5 hidden units, 1 output, all N(0, 1): 17 numbers go into the predictor.</summary>
    public static Generator Generator { get; } = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit);

    /// <summary>What the write-up leaves open.</summary>
    public const string LeftOpen = "Not stated in the write-up: generator 2 -> 5 -> 1 with N(0, 1) weights (the size that Part II names), predictor width 128 and 3 hidden layers (of ResLinear two blocks, each Linear, ReLU, Linear beside a Linear), PyTorch's initial weights, learning rate 1e-3, a moving average of decay 0.99.";

    /// <summary>The write-up's budget, or the quick tier's.</summary>
    public static Experiment Experiment(Tier tier, Net net) => new()
    {
        Task = LearningTask.OutputFromWeights,
        Generator = Generator,
        Net = net,
        Steps = tier == Tier.Quick ? 3_000 : 50_000,
        Batch = 1024,
        LearningRate = 1e-3,
        HeldOut = 65_536,
    };
}
