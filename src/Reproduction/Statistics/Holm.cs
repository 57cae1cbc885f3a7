namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// Many claims, one error rate: the probability that any of the rejections is false stays below the level, however the claims
/// depend on each other (S. Holm, Scandinavian Journal of Statistics 6, 1979).
/// </summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values in the order given: reject where one is at most the level. NaN (an oracle decided) stays NaN and does not
    /// count as a test. A p-value of a look goes in through <see cref="Looks.OverallP"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value outside 0 to 1.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        foreach (var p in pValues)
            if (p is < 0 or > 1)
                throw new ArgumentOutOfRangeException(nameof(pValues), p, "A p-value lies between 0 and 1.");

        int[] order = [.. Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i])];
        var adjusted = pValues.ToArray();
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, (order.Length - rank) * pValues[order[rank]]); // a larger p never ends up below a smaller one
            adjusted[order[rank]] = Math.Min(1, largest);
        }
        return adjusted;
    }

    /// <summary>Which p-values are rejected with a family-wise error of at most <paramref name="error"/>.</summary>
    public static bool[] Rejected(IReadOnlyList<double> pValues, double error)
    {
        TTest.RequireProbability(error, nameof(error));
        return [.. Adjust(pValues).Select(p => p <= error)];
    }
}
