namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// Wins against losses, whatever their size: the test that a diverged run cannot upset. Exact: the tail of a fair coin's binomial,
/// counted in whole numbers.
/// </summary>
public static class SignTest
{
    private const int Largest = 50; // 2^50 is a whole number in double, and so are all the counts below it

    /// <summary>
    /// One-sided p-value of "a win is no more likely than a loss". Values above 0 are wins, below 0 losses; zeros are ties and
    /// count for neither. 1 where there are only ties.
    /// </summary>
    public static double PAbove(IReadOnlyList<double> values) => P(values.Count(v => v > 0), values.Count(v => v < 0));

    /// <summary>P(at least this many wins) for a fair coin thrown wins + losses times.</summary>
    public static double P(int wins, int losses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        return AtMost(losses, wins + losses);
    }

    /// <summary>The smallest p that this many seeds can give: 2^-n, reached when all of them win.</summary>
    public static double Floor(int seeds) => P(seeds, 0);

    /// <summary>
    /// The interval of the median between two of the values themselves, at least as wide as <paramref name="coverage"/> asks;
    /// (-∞, +∞) where there are too few values (below 6 for 95 %).
    /// </summary>
    public static Interval MedianInterval(IReadOnlyList<double> values, double coverage)
    {
        TTest.RequireProbability(coverage, nameof(coverage));
        var sorted = values.Order().ToArray();
        var outside = -1; // how many values may be left out at either end, less one
        while (outside + 1 < (sorted.Length + 1) / 2 && 2 * AtMost(outside + 1, sorted.Length) <= 1 - coverage)
            outside++;
        return outside < 0
            ? new(double.NegativeInfinity, double.PositiveInfinity, coverage)
            : new(sorted[outside], sorted[^(outside + 1)], coverage);
    }

    private static double AtMost(int k, int n)
    {
        if (n > Largest)
            throw new ArgumentException($"The exact sign test counts up to {Largest} seeds, not {n}.", nameof(n));
        double term = 1, sum = 0, all = 1;
        for (var i = 0; i <= k; i++)
        {
            sum += term;
            term = term * (n - i) / (i + 1); // the next binomial coefficient: exact, since the product is divisible
        }
        for (var i = 0; i < n; i++)
            all *= 2;
        return sum / all;
    }
}
