using WeightPred.Reproduction.Results;

namespace WeightPred.Training.Runs;

/// <summary>A run whose start, trained again here, is not what it says.</summary>
public sealed class ProofException(string message) : Exception(message);

/// <summary>
/// A run is a function of experiment, seed and numeric contract. Its moving average is a double that every earlier step went into, so a run whose first
/// points, and whose evaluation after them, come out the same to the last bit was begun by this code, whatever else was changed since. The rest of it can be
/// replayed in the same way, to any step (the audit). Prior art: Proof-of-Learning (Jia et al., 2021); here the start needs no stored checkpoint, since
/// bits are exact and random numbers are addressed.
/// </summary>
public static class Proof
{
    /// <summary>Steps that are trained again.</summary>
    public const int Steps = 32;

    private const int Examples = 1024;

    /// <summary>The evaluation that belongs to the start.</summary>
    public static double Evaluate(Learner learner) => learner.Evaluate(Examples);

    /// <summary>Trains the start again, or more of the run.</summary>
    /// <param name="run">What is to be proven.</param>
    /// <param name="upTo">Steps to train again; the whole run where it has no more, and then the final weights are compared too.</param>
    /// <exception cref="ProofException">A number differs; the message names the first step where one does.</exception>
    public static void Check(Run run, int upTo = Steps)
    {
        using var learner = new Learner(run.Experiment, run.Seed);
        foreach (var point in run.Curve)
        {
            if (point.Step > upTo && learner.Steps >= upTo)
                break;
            int until = Math.Min(point.Step, upTo);
            while (learner.Steps < until)
            {
                learner.Step();
                if (learner.Steps == Steps || (learner.Steps == run.Curve[^1].Step && learner.Steps < Steps))
                    Same(run, $"the evaluation after step {learner.Steps}", run.StartLoss, Evaluate(learner));
            }

            if (learner.Steps == point.Step)
                Same(run, $"the loss at step {point.Step}", point.Loss, learner.Loss);
        }

        if (learner.Steps == run.Curve[^1].Step)
            SameEnd(run, learner);
    }

    private static void SameEnd(Run run, Learner learner)
    {
        if (!run.Diverged)
        {
            Same(run, "the final loss", run.FinalLoss, learner.Loss);
            Same(run, "the held-out loss", run.HeldOutLoss, learner.Evaluate());
        }

        string fingerprint = Trainer.Fingerprint(learner.Weights);
        if (fingerprint != run.Fingerprint)
            throw new ProofException($"{Name(run)}: the final weights differ: it says {run.Fingerprint}, trained again here it is {fingerprint}.");
    }

    private static void Same(Run run, string what, double says, double here)
    {
        if (BitConverter.DoubleToInt64Bits(says) != BitConverter.DoubleToInt64Bits(here))
            throw new ProofException(FormattableString.Invariant($"{Name(run)}: {what} differs: it says {says:R}, trained again here it is {here:R}."));
    }

    private static string Name(Run run) => $"{run.Experiment.Name}, seed {run.Seed}";
}
