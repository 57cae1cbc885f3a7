using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

/// <summary>Part II's setting: every knob in one place.</summary>
public static class PartTwo
{
    /// <summary>y = x w with 3 unknowns: the linear sanity check.</summary>
    public static Generator LinearMap { get; } = KnownGenerators.LinearMap(3);

    /// <summary>15 unknowns: 2 -> 5 -> 1, LeCun.</summary>
    public static Generator Small { get; } = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.LeCun);

    /// <summary>15 unknowns with N(0, 1) weights, as before the write-up's correction.</summary>
    public static Generator SmallUnit { get; } = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit);

    /// <summary>50 unknowns: 4 -> 10 -> 1, LeCun.</summary>
    public static Generator Large { get; } = KnownGenerators.TwoLayerMlp(4, 10, WeightScale.LeCun);

    /// <summary>Pairs at 1.33, 2 and 3 times the unknowns.</summary>
    public static IReadOnlyList<int> SmallPairs { get; } = [20, 30, 45];

    /// <inheritdoc cref="SmallPairs"/>
    public static IReadOnlyList<int> LargePairs { get; } = [67, 100, 150];

    /// <summary>Learning rate of Part II from Deep Sets on.</summary>
    public const double LearningRate = 1e-3;

    /// <summary>The quick tier's budget.</summary>
    public const int QuickSteps = 300, QuickBatch = 64;

    /// <summary>Pairs in, weights out, judged by the function on fresh points.</summary>
    public static Recipe Recipe(Tier tier, Generator generator, int pairs, Net net = Net.DeepSets) => new()
    {
        Task = LearningTask.FunctionFromPairs,
        Generator = generator,
        Net = net,
        Pairs = pairs,
        Steps = tier == Tier.Quick ? QuickSteps : 50_000,
        Batch = tier == Tier.Quick ? QuickBatch : 1024,
        LearningRate = LearningRate,
        HeldOut = tier == Tier.Quick ? 8_192 : 65_536,
    };

    /// <summary>The linear check: pairs in, the three weights out, judged by the weights themselves.</summary>
    public static Recipe Linear(Tier tier, int pairs) => Recipe(tier, LinearMap, pairs, Net.FlattenedPairs) with { Task = LearningTask.WeightsFromPairs };

    /// <summary>What the write-up leaves open, and what the tier reduces.</summary>
    /// <param name="tier">Quick or full.</param>
    /// <param name="survives">What of the claim survives the reduction.</param>
    public static IReadOnlyList<string> Differences(Tier tier, string survives) =>
    [
        "Not stated in the write-up: the generators' sizes (2 -> 5 -> 1 for 15 unknowns, 4 -> 10 -> 1 for 50), batch and steps (Part I's 1024 and 50 000).",
        .. tier == Tier.Quick ? [$"Reduced budget: {QuickSteps} steps of {QuickBatch} instead of 50 000 of 1024. {survives}"] : Array.Empty<string>(),
    ];
}
