using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>Numbers, durations and verdicts as people read them: the same on every machine, whatever its culture. Full values stand in files.</summary>
public static class Words
{
    /// <summary>Four significant digits.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>Two significant digits: a p-value carries no more.</summary>
    public static string P(double p) => "p = " + p.ToString("G2", CultureInfo.InvariantCulture);

    /// <summary>"95 %", "95.88 %".</summary>
    public static string Percent(double fraction) => (100 * fraction).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Interval(double low, double high) => $"[{Number(low)}, {Number(high)}]";

    /// <summary>"1 seed", "5 seeds".</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>The word of a verdict: the write-up's budget answers for the write-up, a reduced one only says what holds there.</summary>
    public static string Of(Verdict verdict, Kind kind, Tier tier) => (verdict, kind, tier) switch
    {
        (Verdict.Undecided, _, _) => "Undecided",
        (Verdict.Untestable, _, _) => "Untestable",
        (Verdict.Invalid, _, _) => "Invalid",
        (Verdict.Holds, Kind.Identity, _) => "Holds",
        (Verdict.Fails, Kind.Identity, _) => "Broken",
        (Verdict.Holds, _, Tier.Quick) => "Holds here",
        (Verdict.Fails, _, Tier.Quick) => "Does not hold here",
        (_, Kind.Suggestion, _) => "Explored",
        (Verdict.Holds, Kind.Hypothesis, _) => "Supported",
        (Verdict.Fails, Kind.Hypothesis, _) => "Not supported",
        (Verdict.Holds, _, _) => "Reproduced",
        (_, _, _) => "Not reproduced",
    };
}
