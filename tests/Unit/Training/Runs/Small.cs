using WeightPred.Models.Generators;
using Reproduction.Claims;

namespace WeightPred.Unit.Training.Runs;

/// <summary>An experiment of a few milliseconds, and what plans measure on it.</summary>
internal static class Small
{
    /// <summary>Longer than a proof.</summary>
    public static Experiment Experiment { get; } = new()
    {
        Task = LearningTask.OutputFromWeights,
        Generator = KnownGenerators.TwoLayerMlp(2, 3, WeightScale.Unit),
        Net = new LinearNet { Widths = [8, 8, 8] },
        Steps = 60,
        Batch = 16,
        HeldOut = 32,
    };

    public static Metric FinalLoss { get; } = Metric.Error<Run>("final loss", "MSE", run => run.FinalLoss);

    public static Metric Shifted { get; } = Metric.Error<Run>("held-out loss of another generator", "MSE", run => run.Evaluate(
        on: run.Experiment with { Generator = KnownGenerators.TwoLayerMlp(2, 3, WeightScale.LeCun) }), onNetwork: true);

    public static IReadOnlyList<Metric> Metrics { get; } = [FinalLoss, Shifted];

    public static Publishing Publishing(PublishedRuns runs) => new(runs, _ => Metrics, "a machine");

    /// <summary>The next double: one bit, or one digit, of a file.</summary>
    public static double Changed(double value) => Math.BitIncrement(value);

    /// <summary>A run whose loss at one step is changed.</summary>
    public static Run WithLoss(this Run run, int step) => run
        with { Curve = [.. run.Curve.Select(point => point.Step == step ? point with { Loss = Changed(point.Loss) } : point)] };
}
