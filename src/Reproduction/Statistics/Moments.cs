namespace Reproduction.Statistics;

/// <summary>Mean, spread and median of one value a seed. Sums run in seed order, so equal inputs give equal bits.</summary>
internal static class Moments
{
    /// <summary>The arithmetic mean, in the values' unit. Equal values give exactly that value.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Mean(IReadOnlyList<double> values)
    {
        RequireSome(values);
        if (AllEqual(values))
            return values[0]; // n * x / n need not round back to x
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++)
            sum += values[i];
        return sum / values.Count;
    }

    /// <summary>
    /// The sample standard deviation (divisor n - 1), in the values' unit: exactly 0 for equal values, NaN for a single one.
    /// </summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double StandardDeviation(IReadOnlyList<double> values)
    {
        RequireSome(values);
        if (values.Count == 1)
            return double.NaN;
        if (AllEqual(values))
            return 0;
        var mean = Mean(values); // two passes: the textbook one-pass formula cancels where the spread is small beside the mean
        var squares = 0.0;
        for (var i = 0; i < values.Count; i++)
            squares += (values[i] - mean) * (values[i] - mean);
        return Math.Sqrt(squares / (values.Count - 1));
    }

    /// <summary>The middle value, or the mean of the two middle ones; infinite values are ordered like any other.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static double Median(IReadOnlyList<double> values)
    {
        RequireSome(values);
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        if (sorted.Length % 2 == 1 || sorted[middle - 1] == sorted[middle])
            return sorted[middle];
        return (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>True when every value equals the first (also for a single value).</summary>
    public static bool AllEqual(IReadOnlyList<double> values)
    {
        for (var i = 1; i < values.Count; i++)
            if (values[i] != values[0])
                return false;
        return true;
    }

    private static void RequireSome(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("No values: at least one seed is needed.", nameof(values));
    }
}
