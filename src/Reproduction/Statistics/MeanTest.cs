namespace Reproduction.Statistics;

/// <summary>
/// Where the mean of one value a seed lies: shown inside a band by two one-sided t-tests (D. J. Schuirmann, 1987), shown outside
/// it by one, or neither. To contradict takes a smaller level than to confirm.
/// </summary>
/// <remarks>
/// The levels are exact for normal values. A run that diverged is infinite and leaves no mean: the median and the exact sign
/// test, the tail of a fair coin's binomial, take their place at the same levels. Ten seeds of ten confirm at 0.001, five can
/// confirm nothing at 0.01.
/// </remarks>
/// <param name="Verdict">Holds inside, Fails outside, else Undecided.</param>
/// <param name="P">One-sided p-value: of "outside" where it fails, else of "inside".</param>
/// <param name="Estimate">The mean; the median where a run diverged.</param>
/// <param name="Interval">The t-interval of the mean; without ends where a run diverged.</param>
/// <param name="Deviation">Standard deviation between seeds; NaN where a run diverged, and of a single seed.</param>
/// <param name="BySigns">A run diverged.</param>
internal readonly record struct MeanTest(
    Verdict Verdict, double P, double Estimate, Interval Interval, double Deviation, bool BySigns)
{
    /// <summary>Tests against a band; an infinite end cannot be missed.</summary>
    /// <param name="values">One a seed, never NaN.</param>
    /// <param name="low">Lower end of the band.</param>
    /// <param name="high">Upper end of the band.</param>
    /// <param name="confirm">Level of "inside" at this look.</param>
    /// <param name="contradict">Level of "outside" at this look.</param>
    /// <param name="coverage">Coverage of the interval.</param>
    public static MeanTest Of(
        IReadOnlyList<double> values, double low, double high, double confirm, double contradict, double coverage)
    {
        bool finite = values.All(double.IsFinite);
        double inside = Math.Max(PAbove(low), PBelow(high)), outside = Math.Min(PBelow(low), PAbove(high));
        var (verdict, p) = inside <= confirm ? (Verdict.Holds, inside)
            : outside <= contradict ? (Verdict.Fails, outside)
            : (Verdict.Undecided, inside);
        if (!finite)
        {
            var none = new Interval(double.NegativeInfinity, double.PositiveInfinity, coverage);
            return new(verdict, p, Moments.Median(values), none, double.NaN, BySigns: true);
        }

        var (mean, interval) = (Moments.Mean(values), TTest.Interval(values, coverage));
        return new(verdict, p, mean, interval, Moments.StandardDeviation(values), BySigns: false);

        double PAbove(double end) => double.IsInfinity(end) ? (end > 0 ? 1 : 0)
            : finite ? TTest.PAbove(values, end) : PSigns(values.Count(v => v > end), values.Count(v => v < end));
        double PBelow(double end) => double.IsInfinity(end) ? (end < 0 ? 1 : 0)
            : finite ? TTest.PBelow(values, end) : PSigns(values.Count(v => v < end), values.Count(v => v > end));
    }

    // The chance of at least so many wins where a win is no more likely than a loss; ties count for neither. Binomial
    // coefficients are whole numbers, exact up to 50 seeds.
    private static double PSigns(int wins, int losses)
    {
        double term = 1, sum = 0;
        for (int i = 0; i <= losses; i++)
        {
            sum += term;
            term = term * (wins + losses - i) / (i + 1);
        }
        return Math.ScaleB(sum, -(wins + losses));
    }
}
