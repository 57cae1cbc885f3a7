namespace Reproduction.Statistics;

/// <summary>How the numbers of a finding are to be read.</summary>
public enum Scale
{
    /// <summary>In the metric's own unit.</summary>
    Linear,

    /// <summary>Natural logs: of ratios, or of values in the metric's unit. People are shown their exponentials.</summary>
    Log,
}

/// <summary>One decided statement: a statistic, its interval, and the verdict that follows.</summary>
/// <param name="Name">The decision, as a short sentence ("XLinear beats Linear").</param>
/// <param name="Verdict">The verdict at the last look.</param>
/// <param name="Statistic">Name of <paramref name="Estimate"/>, with its unit ("log ratio of final loss, Linear /
/// XLinear").</param>
/// <param name="Estimate">The mean over seeds, or the median where a run diverged; NaN for a fault.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Confidence">Coverage of the interval, for example 0.95.</param>
/// <param name="Target">The value to compare with: a margin, the quoted value, or an oracle.</param>
/// <param name="PValue">P-value of the test that decided, at its look; NaN where an oracle decides.</param>
/// <param name="Seeds">How many seeds were used at the look that decided.</param>
/// <param name="Reason">One sentence a reader understands without the code.</param>
public sealed record Finding(
    string Name, Verdict Verdict, string Statistic, double Estimate, double Low, double High, double Confidence,
    double Target, double PValue, int Seeds, string Reason)
{
    /// <summary>Unit of <see cref="Estimate"/>, the interval, <see cref="Target"/> and the tolerance; "" for ratios.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How <see cref="Estimate"/>, the interval, <see cref="Target"/> and the tolerance are to be read.</summary>
    public Scale Scale { get; init; }

    /// <summary>Lower end of the region that the statement asks for, on <see cref="Scale"/>; null where it is open.</summary>
    public double? ToleranceLow { get; init; }

    /// <summary>Upper end of that region; null where it is open.</summary>
    public double? ToleranceHigh { get; init; }

    /// <summary>Number of seeds in which the candidate is better than the reference; null where nothing is paired.</summary>
    public int? Wins { get; init; }

    /// <summary>Standard deviation between seeds of what was averaged, on <see cref="Scale"/>; NaN where there is none.</summary>
    public double Deviation { get; init; } = double.NaN;

    /// <summary>
    /// The effect in a few words, with units ("XLinear: final loss 13 % lower than Linear (9 to 18 %), in 5 of 5 seeds"); "" for
    /// a fault.
    /// </summary>
    public string Effect { get; init; } = "";

    /// <summary>
    /// Whether the region that is asked for lies outside the interval. A printed number has the width of its last digit.
    /// </summary>
    public bool IsOutside() => ToleranceHigh < Low || ToleranceLow > High;

    /// <summary>A number of this finding as people read it:
    /// a log as the ratio or value it stands for, a share in per cent.</summary>
    public double Shown(double value) => ShownUnit.Of(Unit).Times * (Scale == Scale.Log ? LogRatio.Back(value) : value);

    /// <summary>A finding without numbers: of a fault, or of runs that are not there.</summary>
    public static Finding Without(string name, Verdict verdict, string reason) =>
        new(name, verdict, "", double.NaN, double.NaN, double.NaN, 0, double.NaN, double.NaN, 0, reason);
}
