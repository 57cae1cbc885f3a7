using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;

namespace WeightPred.Training.Runs;

/// <summary>What a run took, and when: no part of what it is.</summary>
/// <param name="Spent">Of its training, beside whatever ran with it.</param>
/// <param name="Day">When it ended, UTC.</param>
public sealed record RunOrigin(TimeSpan Spent, DateOnly Day)
{
    /// <summary>Operating system, processor, runtime; "" for this machine.</summary>
    public string Machine { get; init; } = "";
}

/// <summary>An experiment trained with one seed.</summary>
public sealed record Run : IRun
{
    public required Experiment Experiment { get; init; }
    public required int Seed { get; init; }

    /// <summary>Points at most 8 % apart; of runs trained today every 250 steps or closer. The last is of the last step.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>MSE on held-out examples after the step that <see cref="Proof.EvaluatedAfter"/> says.</summary>
    public required double StartLoss { get; init; }

    /// <summary>Moving average of the training loss (MSE) after the last step; +∞ for a run that diverged.</summary>
    public required double FinalLoss { get; init; }

    /// <summary>MSE on fresh examples that no training step saw; +∞ for a run that diverged.</summary>
    public required double HeldOutLoss { get; init; }

    /// <summary>Trained parameters in the network's order, each flattened; empty for a published run, which carries metrics instead.</summary>
    public IReadOnlyList<float[]> Weights { get; init; } = [];

    /// <summary>Metrics by name, of a published run.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The file of a published run.</summary>
    public string? PublishedIn { get; init; }

    /// <summary>SHA-256 over the trained parameters' bits.</summary>
    public required string Fingerprint { get; init; }

    public required RunOrigin Origin { get; init; }

    /// <summary>Whether the loss left the finite numbers.</summary>
    public bool Diverged => double.IsPositiveInfinity(FinalLoss);

    /// <summary>1 - MSE / Var(y) on the held-out examples, with the generator's known variance.</summary>
    public double R2 => 1 - HeldOutLoss / Experiment.Generator.OutputVariance;

    /// <inheritdoc/>
    public double? Known(string metric) => Metrics.TryGetValue(metric, out double value) ? value : null;

    /// <summary>Its network as it was trained, for metrics that are computed on it.</summary>
    /// <exception cref="InvalidOperationException">A published run has no weights: a metric that asks for them is declared by <see cref="Metric.OnNetwork"/>.</exception>
    public Learner Restore()
    {
        if (Weights.Count == 0)
            throw new InvalidOperationException($"{Experiment.Name}, seed {Seed}: a published run has no weights; a metric that is computed on the network is declared by Metric.OnNetwork.");
        var learner = new Learner(Experiment, Seed);
        learner.Load(Weights);
        return learner;
    }

    /// <summary>The loss, as in evaluation, on examples that its next training steps would have drawn.</summary>
    public double NextTrainingLoss()
    {
        using var learner = Restore();
        return learner.NextTrainingLoss(Experiment.Steps);
    }

    /// <inheritdoc cref="Learner.Evaluate(int?, Func{Tensor, Tensor}?, int?, Experiment?)"/>
    public double Evaluate(Func<Tensor, Tensor>? shift = null, int? pairs = null, Experiment? on = null)
    {
        if (Diverged)
            return double.PositiveInfinity;
        using var learner = Restore();
        return learner.Evaluate(null, shift, pairs, on);
    }
}
