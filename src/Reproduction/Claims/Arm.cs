namespace Reproduction.Claims;

/// <summary>One side of a comparison: an experiment under a name.</summary>
/// <param name="Name">As plots and tables show it.</param>
/// <param name="Experiment">The training.</param>
public sealed record Arm(string Name, IExperiment Experiment)
{
    /// <summary>A metric of this arm, one value a seed.</summary>
    public Quantity this[Metric metric] => new Measured(this, metric);

    /// <summary>
    /// "This arm is better, by more than a factor": its error is lower (<see cref="LowerThan"/>), or its score higher
    /// (<see cref="HigherThan"/>).
    /// </summary>
    /// <param name="other">The arm to beat.</param>
    /// <param name="on">A metric that says which of two values is better.</param>
    /// <param name="byFactor">For errors, other / this must exceed it; below 1 for "not much worse".</param>
    /// <exception cref="PlanException">The metric does not say so, or a factor is asked for between scores.</exception>
    public Decision Beats(Arm other, Metric on, double byFactor = 1)
    {
        string beats = $"{Name} beats {other.Name}";
        return on.Better switch
        {
            Better.Lower => this[on].Below(other[on], byFactor, byFactor switch
            {
                1 => beats,
                > 1 => FormattableString.Invariant($"{beats} by a factor of {byFactor}"),
                _ => FormattableString.Invariant($"{Name} is not {1 / byFactor:0.###} times as high as {other.Name}"),
            }),
            Better.Higher when byFactor == 1 => new HigherThan(beats, this[on], other[on]),
            Better.Higher => throw new PlanException(
                $"\"{beats}\" by a factor: \"{on.Name}\" is a score, and factors compare errors: leave byFactor out, "
                + "or compare an error, such as 1 less the score."),
            _ => throw new PlanException(
                $"\"{beats}\" on \"{on.Name}\" says nothing: declare the metric by Metric.Error, where lower is better, "
                + "or by Metric.Score, where higher is."),
        };
    }

    public bool Equals(Arm? other) =>
        other is not null && Name == other.Name && Experiment.Canonical == other.Experiment.Canonical;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
