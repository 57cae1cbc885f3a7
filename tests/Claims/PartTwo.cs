using WeightPred.Fixtures;
using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

/// <summary>A cell of the write-up's R² table.</summary>
/// <param name="Generator">Its generator.</param>
/// <param name="Unknowns">Weights to predict.</param>
/// <param name="Pairs">Equations, as the write-up calls the pairs.</param>
/// <param name="Ratio">Equations an unknown.</param>
/// <param name="Printed">R² in percent, as printed.</param>
public sealed record TableCell(Generator Generator, int Unknowns, int Pairs, double Ratio, string Printed)
{
    /// <summary>"15 unknowns, 20 equations".</summary>
    public string Name => $"{Unknowns} unknowns, {Pairs} equations";

    /// <summary>R² as printed, as a share of 1.</summary>
    public Quoted Quoted => Quoted.Percent(Printed);

    /// <summary>The cell's training.</summary>
    public Recipe Recipe(Tier tier) => PartTwo.Recipe(tier, Generator, Pairs);
}

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

    /// <summary>50 unknowns behind two ReLU layers: 4 -> 5 -> 5 -> 1, LeCun.</summary>
    public static Generator LargeDeep { get; } = KnownGenerators.ThreeLayerMlp(4, 5, 5, WeightScale.LeCun);

    /// <summary>The write-up's R² table: equations at 1.33, 2 and 3 times the unknowns.</summary>
    public static IReadOnlyList<TableCell> Table { get; } =
    [
        new(Small, 15, 20, 4.0 / 3, "98.3"), new(Small, 15, 30, 2, "98.6"), new(Small, 15, 45, 3, "99.0"),
        new(Large, 50, 67, 4.0 / 3, "91.7"), new(Large, 50, 100, 2, "93.6"), new(Large, 50, 150, 3, "93.8"),
    ];

    /// <summary>Learning rate of Part II from Deep Sets on.</summary>
    public const double LearningRate = 1e-3;

    /// <summary>
    /// The quick tier's budget, one for all claims so that they share runs; chosen for its time on two cores, tried on seeds from
    /// 100 on, which no claim uses.
    /// </summary>
    public const int QuickSteps = 1_000, QuickBatch = 64;

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

    /// <summary>1 - R² = MSE / Var(y): what a run leaves unexplained.</summary>
    public static double Unexplained(Run run) => 1 - run.R2;

    /// <summary>"The candidate leaves less unexplained than the reference", by more than the margin (a log ratio).</summary>
    public static Decision LeavesLess(string name, Arms arms, Recipe candidate, Recipe reference, Looks looks, double margin = 0) => Better.Decide(
        name, "log ratio of 1 - R²", arms.Of(candidate, Unexplained), arms.Of(reference, Unexplained), looks, margin);

    /// <summary>What the write-up leaves open, and what the tier reduces.</summary>
    /// <param name="tier">Quick or full.</param>
    /// <param name="survives">What of the claim survives the reduction.</param>
    public static IReadOnlyList<string> Differences(Tier tier, string survives) =>
    [
        "Not stated in the write-up: the generators' sizes (2 -> 5 -> 1 for 15 unknowns, 4 -> 10 -> 1 for 50), batch and steps (Part I's 1024 and 50 000).",
        .. tier == Tier.Quick ? [$"Reduced budget: {QuickSteps} steps of {QuickBatch} instead of 50 000 of 1024. {survives}"] : Array.Empty<string>(),
    ];
}
