using MathNet.Numerics.Distributions;

namespace Reproduction.Statistics;

/// <summary>A standard deviation and how well it is known.</summary>
/// <param name="Deviation">In the values' unit.</param>
/// <param name="Degrees">Degrees of freedom.</param>
internal readonly record struct PooledSpread(double Deviation, int Degrees)
{
    /// <summary>Below it the spreads of alike recipes are told apart.</summary>
    public const double EqualSpreadsLevel = 0.05;

    /// <summary>
    /// One spread for all groups where Bartlett's test does not tell theirs apart; else null, and each group has its own. Six
    /// groups of five values make 24 degrees of freedom of 4: the critical t falls from 4.9 to 2.9.
    /// </summary>
    /// <param name="groups">Finite values, at least two a group, not all equal in any.</param>
    public static PooledSpread? Of(IReadOnlyList<IReadOnlyList<double>> groups)
    {
        if (groups.Count < 2 || PEqual(groups) <= EqualSpreadsLevel)
            return null;
        int degrees = groups.Sum(group => group.Count - 1);
        return new(Math.Sqrt(groups.Sum(Squares) / degrees), degrees);
    }

    /// <summary>The spread of one group.</summary>
    public static PooledSpread Of(IReadOnlyList<double> group) => new(Moments.StandardDeviation(group), group.Count - 1);

    /// <summary>p-value of "all groups have one variance" (M. S. Bartlett, 1937), for normal values.</summary>
    public static double PEqual(IReadOnlyList<IReadOnlyList<double>> groups)
    {
        double degrees = groups.Sum(group => group.Count - 1.0), pooled = groups.Sum(Squares) / degrees;
        double statistic = groups.Sum(group => (group.Count - 1) * LogRatio.Log(pooled / (Squares(group) / (group.Count - 1))));
        double correction = 1 + (groups.Sum(group => 1 / (group.Count - 1.0)) - 1 / degrees) / (3 * (groups.Count - 1));
        return 1 - ChiSquared.CDF(groups.Count - 1, statistic / correction);
    }

    private static double Squares(IReadOnlyList<double> group) =>
        Moments.StandardDeviation(group) is var deviation ? deviation * deviation * (group.Count - 1) : 0;
}
