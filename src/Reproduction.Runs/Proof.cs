using Reproduction.Claims;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>A run that, trained again here, is not what it says.</summary>
internal sealed class ProofException(string message) : InvalidRunException(message);

/// <summary>
/// A run is a function of experiment, seed and numeric contract. Its moving average is a double that every earlier step went
/// into, so a run whose first points, and whose evaluation among them, come out the same to the last bit was begun by this code,
/// whatever else was changed since. The rest of it can be replayed in the same way, to any step (<see cref="Audit{T}"/>). Prior
/// art: Proof-of-Learning (Jia et al., 2021); here the start needs no stored checkpoint, since bits are exact and random numbers
/// are addressed.
/// </summary>
internal static class Proof
{
    /// <summary>The step whose evaluation is kept with a run; the last step of a shorter one.</summary>
    public const int EvaluatedAfter = 8;

    private const int Most = 32;
    private const int Examples = 1024;

    /// <summary>Steps that a proof replays: 32, but of a dear experiment only
    /// what about a second of one core pays for, and never fewer than 8.</summary>
    public static int StepsOf(IExperiment experiment) =>
        experiment.Takes is { } takes ? (int)Math.Clamp(experiment.Steps / takes.TotalSeconds, EvaluatedAfter, Most) : Most;

    /// <summary>The step up to which a proof compares: of the last point of the curve that it comes to.</summary>
    public static int Reach<T>(Run<T> run)
        where T : class, IRecipe<T> => run.Curve.TakeWhile(point => point.Step <= StepsOf(run.Experiment)).Last().Step;

    /// <summary>The loss on held-out examples; +∞ where it is no number.</summary>
    public static double Evaluate(ILearner learner) =>
        learner.Evaluate(Examples) is var loss && double.IsNaN(loss) ? double.PositiveInfinity : loss;

    /// <summary>Trains the start again; the beginning of a longer run is proven as that.</summary>
    /// <param name="run">The run to prove.</param>
    /// <param name="steps">So many steps; <see cref="StepsOf"/> where null.</param>
    /// <param name="progress">Told the steps done, at points of the curve.</param>
    /// <exception cref="ProofException">A number differs; the message names the first step where one does.</exception>
    public static void Check<T>(Run<T> run, int? steps = null, Action<int>? progress = null)
        where T : class, IRecipe<T> => Replay(run.Longer ?? run, steps ?? StepsOf(run.Experiment), progress: progress);

    /// <summary>The reason why a run's proof fails; null where it holds.</summary>
    public static string? Failure<T>(Run<T> run)
        where T : class, IRecipe<T>
    {
        try
        {
            Check(run);
            return null;
        }
        catch (ProofException e)
        {
            return e.Message;
        }
    }

    /// <summary>Trains a run again and compares every point of its curve;
    /// at its end the losses, the final weights, and the metrics that came with it.</summary>
    /// <param name="run">The run to prove.</param>
    /// <param name="upTo">To the last point of the curve that is not beyond this step.</param>
    /// <param name="metrics">How to compute the metrics that came with the run; null to leave them out.</param>
    /// <param name="progress">Told the steps done, at points of the curve.</param>
    /// <returns>Steps that were trained again.</returns>
    /// <exception cref="ProofException">A number differs; the message names the first step where one does.</exception>
    public static int Replay<T>(Run<T> run, int upTo, IReadOnlyList<Metric>? metrics = null, Action<int>? progress = null)
        where T : class, IRecipe<T>
    {
        using var learner = run.Experiment.Begin(run.Seed);
        int last = run.Curve[^1].Step;
        foreach (var point in run.Curve.TakeWhile(point => point.Step <= upTo))
        {
            while (learner.Steps < point.Step)
                learner.Step();
            Same(run, $"the loss at step {point.Step}", point.Loss, learner.Loss);
            if (point.Step == Math.Min(EvaluatedAfter, last))
                Same(run, $"the evaluation after step {point.Step}", run.StartLoss, Evaluate(learner));
            progress?.Invoke(point.Step);
        }

        if (learner.Steps == last)
            SameEnd(run, learner, metrics);
        return learner.Steps;
    }

    /// <summary>Checks the trained weights of a run: their hash and their held-out loss.</summary>
    /// <exception cref="ProofException">The run says otherwise.</exception>
    public static void CheckWeights<T>(Run<T> run)
        where T : class, IRecipe<T>
    {
        using var learner = run.Experiment.Begin(run.Seed);
        learner.Load(run.Weights);
        SameWeights(run, learner);
    }

    private static void SameEnd<T>(Run<T> run, ILearner learner, IReadOnlyList<Metric>? metrics)
        where T : class, IRecipe<T>
    {
        Same(run, "the final loss", run.FinalLoss, learner.Loss);
        SameWeights(run, learner);
        if (metrics is null)
            return;
        var trained = run with { Weights = learner.Weights, Metrics = new Dictionary<string, double>(), PublishedIn = null };
        foreach (var (name, value) in run.Metrics)
        {
            var metric = metrics.FirstOrDefault(metric => metric.Name == name)
                ?? throw new ProofException($"{Name(run)}: no plan declares the metric \"{name}\", so it cannot be computed "
                    + $"again. Publish the run again{File(run)}.");
            if (metric.Value(trained) is var here && !metric.Agrees(value, here))
                Same(run, $"the metric \"{name}\"", value, here);
        }
    }

    private static void SameWeights<T>(Run<T> run, ILearner learner)
        where T : class, IRecipe<T>
    {
        string fingerprint = Trainer.Fingerprint(learner.Weights);
        if (fingerprint != run.Fingerprint)
            throw new ProofException(
                $"{Name(run)}: the final weights differ: it says {run.Fingerprint}, here they are {fingerprint}{File(run)}.");
        Same(run, "the held-out loss", run.HeldOutLoss, run.Diverged ? double.PositiveInfinity : learner.Evaluate());
    }

    private static void Same<T>(Run<T> run, string what, double says, double here)
        where T : class, IRecipe<T>
    {
        if (BitConverter.DoubleToInt64Bits(says) != BitConverter.DoubleToInt64Bits(here))
            throw new ProofException(FormattableString.Invariant(
                $"{Name(run)}: {what} differs: it says {says:R}, computed again here it is {here:R}{File(run)}."));
    }

    private static string Name<T>(Run<T> run)
        where T : class, IRecipe<T> =>
            $"{run.Experiment.Name}, seed {run.Seed}";

    // At the end of a sentence: a path is long.
    private static string File<T>(Run<T> run)
        where T : class, IRecipe<T> => run.PublishedIn is { } file ? $" ({file})" : "";
}
