using Reproduction.Claims;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>Duration and date of a training. Two runs that differ in these alone are the same run.</summary>
/// <param name="Spent">Duration of the training, with other work on the machine at the same time.</param>
/// <param name="Day">When it ended, UTC.</param>
public sealed record RunOrigin(TimeSpan Spent, DateOnly Day)
{
    /// <summary>Operating system, processor, runtime; "" for this machine.</summary>
    public string Machine { get; init; } = "";
}

/// <summary>An experiment trained with one seed.</summary>
/// <typeparam name="T">Its recipe.</typeparam>
public sealed record Run<T> : IRun
    where T : class, IRecipe<T>
{
    public required T Experiment { get; init; }
    public required int Seed { get; init; }

    /// <summary>Points at most 8 % apart; of runs trained today every 250 steps or closer.
    /// The last is of the last step.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>The loss on held-out examples after the step that <see cref="Proof.EvaluatedAfter"/> says.</summary>
    public required double StartLoss { get; init; }

    /// <summary>Moving average of the training loss after the last step; +∞ for a run that diverged.</summary>
    public required double FinalLoss { get; init; }

    /// <summary>The loss on examples that no training step saw; +∞ for a run that diverged.</summary>
    /// <exception cref="InvalidRunException">The run is the beginning of a <see cref="Longer"/> one.</exception>
    public required double HeldOutLoss { get => Longer is null ? field : throw NotKnown("held-out loss"); init; }

    /// <summary>Trained parameters in the network's order, each flattened;
    /// empty for a published run, which carries metrics instead.</summary>
    public IReadOnlyList<float[]> Weights { get; init; } = [];

    /// <summary>Metrics by name, of a published run.</summary>
    internal IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The file of a published run.</summary>
    public string? PublishedIn { get; init; }

    /// <summary>The published run that this one is the beginning of; null for a run of its own.</summary>
    internal Run<T>? Longer { get; private init; }

    /// <summary>SHA-256 over the trained parameters' bits; of a beginning, its steps and the longer run's fingerprint.</summary>
    public required string Fingerprint { get; init; }

    public required RunOrigin Origin { get; init; }

    /// <summary>Whether the loss left the finite numbers.</summary>
    public bool Diverged => double.IsPositiveInfinity(FinalLoss);

    /// <summary>The loss at a step, between the curve's points; +∞ for a run that diverged.</summary>
    /// <exception cref="InvalidRunException">The run has fewer steps.</exception>
    public double LossAt(int step) => Diverged ? double.PositiveInfinity : Reaches(step) ? Curve.At(step) : FinalLoss;

    /// <summary>The mean loss between two steps; +∞ for a run that diverged.</summary>
    /// <inheritdoc cref="LossAt"/>
    public double MeanLoss(int from, int to) =>
        Diverged ? double.PositiveInfinity : Reaches(to) ? Curve.Mean(from, to) : FinalLoss;

    /// <summary>
    /// The first steps of a published run, as a run of so many steps: a shorter training is the same up to there. Its curve is
    /// known; held-out loss, network and metrics are not.
    /// </summary>
    internal Run<T> Until(int steps)
    {
        if (steps == Experiment.Steps)
            return this;
        var curve = Curve.Until(steps);
        return this with
        {
            Experiment = Experiment.WithSteps(steps),
            Curve = curve,
            FinalLoss = curve[^1].Loss,
            Metrics = new Dictionary<string, double>(),
            Fingerprint = $"first {steps} steps of {Fingerprint}",
            PublishedIn = null,
            Longer = this,
        };
    }

    /// <inheritdoc/>
    public double? Known(string metric) => Metrics.TryGetValue(metric, out double value) ? value : null;

    /// <summary>Refuses a run whose network is not here.</summary>
    /// <exception cref="InvalidOperationException">A published run has no weights:
    /// a metric that asks for them is declared with onNetwork.</exception>
    /// <exception cref="InvalidRunException">The run is the beginning of a <see cref="Longer"/> one.</exception>
    internal void DemandNetwork()
    {
        if (Longer is not null)
            throw NotKnown("network");
        if (Weights.Count == 0)
            throw new InvalidOperationException($"{Experiment.Name}, seed {Seed}: a published run has no weights; a metric that "
                + "is computed on the network is declared with onNetwork: true.");
    }

    /// <summary>"Linear, 2-5-1/Unit, 50000 x 1024, seed 0".</summary>
    public override string ToString() => $"{Experiment.Name}, seed {Seed}";

    // The loss of a network that does not learn is the same at every step.
    private bool Reaches(int step) => step <= Experiment.Steps || (!Experiment.Learns
        ? false
        : throw new InvalidRunException(
            $"{this} has no step {step}: a plan reads a curve within the steps that its arm trains."));

    private InvalidRunException NotKnown(string what) => new(
        $"{this} is published as the beginning of a run of {Longer!.Experiment.Steps} steps ({Longer.PublishedIn}): its curve is "
        + $"known, its {what} after {Experiment.Steps} steps is not. Train and publish the run of {Experiment.Steps} steps, or "
        + "read the curve alone.");
}
