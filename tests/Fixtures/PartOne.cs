using WeightPred.Models.Generators;
using Reproduction;

namespace WeightPred.Fixtures;

/// <summary>Part I's setting: every knob in one place.</summary>
public static class PartOne
{
    /// <summary>Steps of the figure that compares XLinear with Linear.</summary>
    public const int ShortSteps = 10_000;

    /// <summary>Steps of the figure that compares ResLinear with XLinear.</summary>
    public const int LongSteps = 50_000;

    /// <summary>The quick tier's budget, chosen for its time and tried on seeds from 100 on, which no claim uses.</summary>
    public const int QuickSteps = 1_500, QuickBatch = 128;

    /// <summary>relu(x W1) W2 with 2 inputs, 5 hidden units, 1 output, all N(0, 1): 17 numbers go into the predictor.</summary>
    public static Generator Generator { get; } = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit);

    /// <summary>XLinear's widths and the 17 numbers that it appends,
    /// without appending them: a Linear of no fewer weights.</summary>
    public static LinearNet AsWideAsXLinear { get; } = Net.Linear with { Widths = [273, 529, 529, 273, 145] };

    /// <summary>The budget of the quick tier.</summary>
    public static string ReducedBudget { get; } = $"{QuickSteps} steps of {QuickBatch} examples.";

    /// <summary>Choices that the write-up leaves open.</summary>
    public const string LeftOpen =
        "XLinear and ResLinear are those that the write-up's first version prints. Not stated: Linear's widths (here XLinear's), "
        + "the generator's weights (here N(0, 1)), initial weights (PyTorch's), the decay of the moving average (0.99).";

    /// <summary>The write-up's budget, or the quick tier's.</summary>
    /// <param name="tier">Which of them.</param>
    /// <param name="net">The training.</param>
    /// <param name="steps">Steps of the write-up's budget, as its figure says.</param>
    public static Experiment Experiment(Tier tier, Net net, int steps = LongSteps) => new()
    {
        Task = LearningTask.OutputFromWeights,
        Generator = Generator,
        Net = net,
        Steps = tier == Tier.Quick ? QuickSteps : steps,
        Batch = tier == Tier.Quick ? QuickBatch : 1024,
        LearningRate = 1e-3,
        HeldOut = 65_536,
    };
}
