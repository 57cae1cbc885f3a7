namespace WeightPred.Training;

/// <summary>Measurements on a run's network, as it was trained.</summary>
public static class Networks
{
    /// <summary>1 - MSE / Var(y) on the held-out examples, with the generator's known variance.</summary>
    public static double R2(this Run run) => 1 - run.HeldOutLoss / run.Experiment.Generator.OutputVariance;

    /// <summary>The network, for metrics that are computed on it.</summary>
    /// <inheritdoc cref="Reproduction.Runs.Run{T}.DemandNetwork"/>
    public static Learner Restore(this Run run)
    {
        run.DemandNetwork();
        var learner = new Learner(run.Experiment, run.Seed);
        learner.Load(run.Weights);
        return learner;
    }

    /// <inheritdoc cref="Learner.Evaluate(int?, Func{Tensor, Tensor}?, int?, Experiment?)"/>
    public static double Evaluate(this Run run, Func<Tensor, Tensor>? shift = null, int? pairs = null, Experiment? on = null)
    {
        if (run.Diverged)
            return double.PositiveInfinity;
        using var learner = run.Restore();
        return learner.Evaluate(null, shift, pairs, on);
    }
}
