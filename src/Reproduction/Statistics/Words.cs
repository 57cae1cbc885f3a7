using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>Numbers as the reason sentences print them: the same on every machine, whatever its culture.</summary>
internal static class Words
{
    /// <summary>Four significant digits; the full value stands in the decision's own fields.</summary>
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
}
