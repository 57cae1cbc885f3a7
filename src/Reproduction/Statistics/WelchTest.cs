using MathNet.Numerics.Distributions;

namespace WeightPred.Reproduction.Statistics;

/// <summary>Two independent groups of seeds whose spreads may differ (B. L. Welch, Biometrika 34, 1947).</summary>
public static class WelchTest
{
    /// <summary>One-sided p-value of "mean(a) - mean(b) is at most <paramref name="margin"/>": small where it is larger.</summary>
    public static double PAbove(IReadOnlyList<double> a, IReadOnlyList<double> b, double margin = 0)
    {
        var (difference, error, degrees) = Compare(a, b);
        if (error == 0)
            return difference > margin ? 0 : 1;
        return StudentT.CDF(0, 1, degrees, -(difference - margin) / error);
    }

    /// <summary>Two-sided p-value of "the means are equal".</summary>
    public static double PDifferent(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        Math.Min(1, 2 * Math.Min(PAbove(a, b), PAbove(b, a)));

    /// <summary>
    /// p-value of "the means differ by <paramref name="margin"/> or more" (two one-sided tests): small where they are equivalent.
    /// </summary>
    public static double PEquivalent(IReadOnlyList<double> a, IReadOnlyList<double> b, double margin) =>
        Math.Max(PAbove(a, b, -margin), PAbove(b, a, -margin));

    private static (double Difference, double Error, double Degrees) Compare(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count < 2 || b.Count < 2)
            throw new ArgumentException($"Welch's test needs two values in each group, not {a.Count} and {b.Count}.");
        var (sa, sb) = (Moments.StandardDeviation(a), Moments.StandardDeviation(b));
        var (va, vb) = (sa * sa / a.Count, sb * sb / b.Count);
        var degrees = (va + vb) * (va + vb) / (va * va / (a.Count - 1) + vb * vb / (b.Count - 1)); // Satterthwaite
        return (Moments.Mean(a) - Moments.Mean(b), Math.Sqrt(va + vb), degrees);
    }
}
