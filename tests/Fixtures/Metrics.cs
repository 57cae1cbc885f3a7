using Reproduction.Claims;

namespace WeightPred.Fixtures;

/// <summary>The metrics of a run, each defined once.</summary>
public static class Metrics
{
    /// <summary>Moving average of the training loss after the last step: examples are fresh, so it is a held-out loss too (but
    /// for batch normalisation, which takes the batch's own moments in training), 1.57 times as steady as the last
    /// step's.</summary>
    public static Metric FinalLoss { get; } = Metric.Error<Run>("final loss", "MSE", run => run.FinalLoss);

    /// <summary>On examples of a stream that training never reads.</summary>
    public static Metric HeldOutLoss { get; } = Metric.Error<Run>("held-out loss", "MSE", run => run.HeldOutLoss);

    /// <summary>1 - MSE / Var(y), of the training loss's moving average: what the write-up plots.</summary>
    public static Metric R2 { get; } = Metric.Score<Run>("R²", "R²", run => 1 - run.FinalLoss / Variance(run));

    /// <summary>MSE / Var(y): 1 - R².</summary>
    public static Metric Unexplained { get; } =
        Metric.Error<Run>("unexplained share", "share of Var(y)", run => run.FinalLoss / Variance(run));

    /// <summary><see cref="Unexplained"/>, where a network that does worse than predicting 0 counts as predicting 0.</summary>
    public static Metric UnexplainedAtMost1 { get; } = Metric.Error<Run>(
        "unexplained share, at most 1", "share of Var(y)", run => Math.Min(1, run.FinalLoss / Variance(run)));

    // The moving average begins at the first batch's loss; after five of its time constants that batch counts less than 1 %.
    private const int AverageSettled = 500;

    /// <summary>The lowest point of the curve from step 500 on, over what predicting 0 leaves.
    /// A run that diverges may have fallen before.</summary>
    public static Metric Lowest { get; } =
        Metric.Error<Run>("lowest loss from step 500 on", "share of E[y²]", run => LowestOf(run) / Variance(run));

    /// <summary><see cref="Unexplained"/> after half of the steps:
    /// at the last point of the curve that is not beyond them.</summary>
    public static Metric UnexplainedHalfway { get; } = Metric.Error<Run>(
        "unexplained share after half of the steps", "share of Var(y)", run => run.Diverged ? double.PositiveInfinity
            : run.Curve.Last(point => point.Step <= Math.Max(1, run.Experiment.Steps / 2)).Loss / Variance(run));

    /// <summary>The moving average of the training loss after a step, read from the curve.</summary>
    public static Metric LossAt(int step) => Metric.Error<Run>($"loss at step {step}", "MSE", run => run.LossAt(step));

    /// <summary>The mean of that between two steps.</summary>
    public static Metric MeanLoss(int from, int to) =>
        Metric.Error<Run>($"mean loss, steps {from} to {to}", "MSE", run => run.MeanLoss(from, to));

    /// <summary>1 - <see cref="UnexplainedMean"/>.</summary>
    public static Metric R2Mean(int from, int to) =>
        Metric.Score<Run>($"R², mean of steps {from} to {to}", "R²", run => 1 - run.MeanLoss(from, to) / Variance(run));

    /// <summary><see cref="MeanLoss"/> / Var(y).</summary>
    public static Metric UnexplainedMean(int from, int to) =>
        Metric.Error<Run>($"unexplained, mean of steps {from} to {to}", "share of Var(y)",
            run => run.MeanLoss(from, to) / Variance(run));

    /// <summary>1 - MSE / Var(y), held out.</summary>
    public static Metric HeldOutR2 { get; } = Metric.Score<Run>("held-out R²", "R²", run => run.R2());

    /// <summary>MSE / Var(y) of the function, held out, whatever the network was trained on: weights or function.</summary>
    public static Metric FunctionUnexplained { get; } = Metric.Error<Run>(
        "unexplained share of the function, held out", "share of Var(y)", run =>
            run.Evaluate(on: run.Experiment with { Task = LearningTask.FunctionFromPairs }) / Variance(run), onNetwork: true);

    /// <summary>1 - <see cref="FunctionUnexplained"/>.</summary>
    public static Metric FunctionR2 { get; } = Metric.Score<Run>(
        "R² of the function, held out", "R²", run =>
            1 - run.Evaluate(on: run.Experiment with { Task = LearningTask.FunctionFromPairs }) / Variance(run), onNetwork: true);

    /// <summary>The held-out loss where another number of pairs is read than was trained on.</summary>
    public static Metric HeldOutLossWith(int pairs) =>
        Metric.Error<Run>($"held-out loss with {pairs} pairs", "MSE", run => run.Evaluate(pairs: pairs), onNetwork: true);

    private static double LowestOf(Run run) =>
        run.Curve.Where(point => point.Step >= Math.Min(AverageSettled, run.Curve[^1].Step)).Min(point => point.Loss);

    private static double Variance(Run run) => run.Experiment.Generator.OutputVariance;
}
