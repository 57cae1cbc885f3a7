namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// The exact sign-flip (paired permutation) test of R. A. Fisher (The Design of Experiments, 1935): were the differences symmetric
/// about zero, each of the 2^n ways to sign them would be equally likely. It needs no normality, only symmetry.
/// </summary>
public static class SignFlipTest
{
    /// <summary>The most values it takes: halves of 2^20 sums, 16 MB.</summary>
    public const int Largest = 40;

    /// <summary>The share of all 2^n signings whose sum is at least the one observed: small where the values lie above 0.</summary>
    /// <param name="values">Differences less their margin, finite, at most 40.</param>
    public static double PAbove(IReadOnlyList<double> values)
    {
        if (values.Count is 0 or > Largest)
            throw new ArgumentException($"The exact sign-flip test takes 1 to {Largest} values, not {values.Count}.", nameof(values));
        if (values.Any(v => !double.IsFinite(v)))
            throw new ArgumentException("The sign-flip test needs finite values. Diverged runs go to the sign test.", nameof(values));

        // Sums of equal size must count as equal although they were added in another order: 1e-12 of the sum of sizes is far
        // above n roundings (1e-15) and far below any difference that matters.
        var observed = values.Sum() - 1e-12 * values.Sum(Math.Abs);

        // Meet in the middle: 2 * 2^(n/2) sorted sums instead of 2^n.
        var left = SignedSums(values.Take(values.Count / 2));
        var right = SignedSums(values.Skip(values.Count / 2));
        long reached = 0;
        var j = right.Length;
        foreach (var sum in left) // ascending, so that ever more of the right half suffices
        {
            while (j > 0 && sum + right[j - 1] >= observed)
                j--;
            reached += right.Length - j;
        }
        return (double)reached / left.Length / right.Length;
    }

    private static double[] SignedSums(IEnumerable<double> values)
    {
        var sums = new List<double> { 0 };
        foreach (var value in values)
            sums = [.. sums.Select(s => s - value), .. sums.Select(s => s + value)];
        sums.Sort();
        return [.. sums];
    }
}
