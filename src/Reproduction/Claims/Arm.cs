namespace WeightPred.Reproduction.Claims;

/// <summary>One side of a comparison: an experiment under a name.</summary>
/// <param name="Name">As plots and tables show it.</param>
/// <param name="Experiment">What is trained.</param>
public sealed record Arm(string Name, IExperiment Experiment)
{
    /// <summary>A metric of this arm, one value a seed.</summary>
    public Quantity this[Metric metric] => new Measured(this, metric);

    /// <summary>"This arm's error is lower, by more than a factor."</summary>
    /// <param name="other">The arm to beat.</param>
    /// <param name="on">An error: lower is better, never negative.</param>
    /// <param name="byFactor">other / this must exceed it; below 1 for "not much worse".</param>
    public Decision Beats(Arm other, Metric on, double byFactor = 1) => this[on].Below(other[on], byFactor, byFactor switch
    {
        1 => $"{Name} beats {other.Name}",
        > 1 => FormattableString.Invariant($"{Name} beats {other.Name} by a factor of {byFactor}"),
        _ => FormattableString.Invariant($"{Name} is not {1 / byFactor:0.###} times as high as {other.Name}"),
    });

    public bool Equals(Arm? other) => other is not null && Name == other.Name && Experiment.Canonical == other.Experiment.Canonical;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
