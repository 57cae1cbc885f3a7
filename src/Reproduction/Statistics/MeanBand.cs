namespace Reproduction.Statistics;

/// <summary>
/// How far a mean may lie from an approved one where bits are not promised, so that the same training leaves the band once in
/// 1000 comparisons. Two bands are asked, each at half that alarm, and the narrower one holds: together they keep the promise
/// whichever it is.
/// </summary>
/// <remarks>
/// Runs of one seed have the same data and initial weights, whatever device trains them; rounding alone drives them apart. Their
/// differences spread far less than seeds do, so the paired band is the narrower one as a rule. Where some seeds went astray and
/// others did not, the differences spread widely, and the band of the seeds' own spread catches what the paired one would let
/// pass.
/// </remarks>
/// <param name="HalfWidth">In the metric's unit; ∞ where a single value has no spread.</param>
/// <param name="Difference">The difference that must lie in it: the mean of now less the approved one, over the seeds that the
/// band compares.</param>
/// <param name="By">The rule that gave it, in a few words.</param>
/// <param name="Seeds">How many values it was made of, in words.</param>
internal sealed record MeanBand(double HalfWidth, double Difference, string By, string Seeds)
{
    /// <summary>The rules' names.</summary>
    public const string Paired = "paired by seed", OwnSpread = "the approved spread", BothSpreads = "both spreads";

    /// <summary>How often the same training may leave the band.</summary>
    public const double FalseAlarm = 1e-3;

    // A metric is a mean of many float32 values: another order of sums moves it by some 2^-24 of itself, times the root of a few
    // thousand terms. No band is narrower.
    private const double Rounding = 64.0 / (1 << 24);

    /// <summary>The mean may be where it is.</summary>
    public bool Holds => Math.Abs(Difference) <= HalfWidth;

    /// <summary>The band of a measurement.</summary>
    /// <param name="approved">Finite values by seed.</param>
    /// <param name="now">Finite values by seed.</param>
    /// <param name="sameDevice">Both sides spread alike; else each has a spread of its own.</param>
    public static MeanBand Of(IReadOnlyDictionary<int, double> approved, IReadOnlyDictionary<int, double> now, bool sameDevice)
    {
        double[] a = [.. approved.OrderBy(v => v.Key).Select(v => v.Value)],
            b = [.. now.OrderBy(v => v.Key).Select(v => v.Value)];
        double[] differences =
            [.. approved.Where(v => now.ContainsKey(v.Key)).OrderBy(v => v.Key).Select(v => now[v.Key] - v.Value)];
        // A single pair has no spread, and takes nothing from the other band's alarm.
        var alarm = differences.Length > 1 ? FalseAlarm / 2 : FalseAlarm;
        var rounding = Rounding * a.Concat(b).Max(Math.Abs);
        var ofSpread = new MeanBand(
            Math.Max(rounding, sameDevice ? OfApproved(a, b.Length, alarm) : OfBoth(a, b, alarm)), Moments.Mean(b)
                - Moments.Mean(a), sameDevice ? OwnSpread : BothSpreads, $"{a.Length} and {Words.Count(b.Length, "seed")}");
        if (differences.Length < 2)
            return ofSpread;
        var half = TTest.Quantile(1 - alarm / 2, differences.Length - 1)
            * Moments.StandardDeviation(differences) / Math.Sqrt(differences.Length);
        var paired = new MeanBand(Math.Max(rounding, half), Moments.Mean(differences), Paired,
            Words.Count(differences.Length, "pair"));
        return paired.HalfWidth <= ofSpread.HalfWidth ? paired : ofSpread;
    }

    /// <summary>Half the band for the mean of some fresh values, from the approved values' own spread.</summary>
    private static double OfApproved(double[] approved, int fresh, double alarm)
        => approved.Length == 1 ? double.PositiveInfinity
            : TTest.KFactor(approved.Length, alarm, fresh) * Moments.StandardDeviation(approved);

    /// <summary>Half the band for the difference of two means with spreads of their own;
    /// a single value borrows the other side's.</summary>
    private static double OfBoth(double[] a, double[] b, double alarm)
    {
        if (a.Length == 1 || b.Length == 1)
            return a.Length == 1 ? OfApproved(b, 1, alarm) : OfApproved(a, 1, alarm);
        var (va, vb) = (Square(Moments.StandardDeviation(a)) / a.Length, Square(Moments.StandardDeviation(b)) / b.Length);
        if (va + vb == 0)
            return 0;
        var degrees = Square(va + vb) / (Square(va) / (a.Length - 1) + Square(vb) / (b.Length - 1)); // Satterthwaite
        return TTest.Quantile(1 - alarm / 2, degrees) * Math.Sqrt(va + vb);

        static double Square(double x) => x * x;
    }
}
