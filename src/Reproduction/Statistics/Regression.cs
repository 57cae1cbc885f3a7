namespace WeightPred.Reproduction.Statistics;

/// <summary>How new values compare with the stored ones of an approved baseline.</summary>
/// <param name="Alarm">True where chance explains the difference with less than the alarm rate.</param>
/// <param name="CanDecide">False where the stored values give no band: a single one, or a diverged run among them.</param>
/// <param name="Z">New mean less stored mean, in standard deviations of the stored values; NaN without a band.</param>
/// <param name="K">The |Z| beyond which it is an alarm.</param>
/// <param name="Low">Lower end of the band for the new mean.</param>
/// <param name="High">Upper end of the band.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Drift(bool Alarm, bool CanDecide, double Z, double K, double Low, double High, string Reason);

/// <summary>Whether a changed program may replace an approved baseline.</summary>
/// <param name="Approvable">Not significantly different, and shown equivalent.</param>
/// <param name="PDifferent">Welch's two-sided p-value of "no difference".</param>
/// <param name="PEquivalent">TOST's p-value of "a difference of the margin or more".</param>
/// <param name="Margin">1.25 standard deviations of the baseline, in the metric's unit.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Reapproval(bool Approvable, double PDifferent, double PEquivalent, double Margin, string Reason);

/// <summary>
/// New values of a metric against its approved baseline, where equal bits are not promised (another device, an intended change of
/// the arithmetic).
/// </summary>
public static class Regression
{
    /// <summary>The rate of false alarms of one metric.</summary>
    public const double AlarmRate = 0.001;

    private const double EquivalenceError = 0.05;
    private const double EquivalenceMargin = 1.25; // 20 against 20 seeds without a difference pass with 98 %; 1 s would give 85 %
    private const int ReapprovalSeeds = 20;

    /// <summary>
    /// An alarm where |new mean - stored mean| exceeds k s, with s of the stored values and k by <see cref="TTest.KFactor"/>: 1.94 for 5
    /// new seeds against 20 stored. It catches a shift of 2 s in 56 % and of 3 s in 97 % of cases.
    /// </summary>
    /// <param name="stored">The baseline's values, one a seed.</param>
    /// <param name="fresh">The new values, one a seed; a diverged run is infinite.</param>
    /// <param name="alarmRate">The rate of false alarms, two-sided.</param>
    /// <exception cref="ArgumentException">No values, or NaN: a fault is not a data point.</exception>
    public static Drift Check(IReadOnlyList<double> stored, IReadOnlyList<double> fresh, double alarmRate = AlarmRate)
    {
        RequireNoFault(stored, nameof(stored));
        RequireNoFault(fresh, nameof(fresh));
        var k = TTest.KFactor(stored.Count, alarmRate, fresh.Count);
        if (stored.Count == 1 || !stored.All(double.IsFinite))
            return new(false, false, double.NaN, k, double.NegativeInfinity, double.PositiveInfinity,
                stored.Count == 1 ? "One stored value has no spread to compare with." : "A stored run diverged: the baseline has no mean to compare with.");

        var (mean, s) = (Moments.Mean(stored), Moments.StandardDeviation(stored));
        var (low, high) = (mean - k * s, mean + k * s);
        var fallen = fresh.Count(v => !double.IsFinite(v));
        if (fallen > 0)
            return new(true, true, double.PositiveInfinity, k, low, high,
                $"{Words.Count(fallen, "new run")} of {fresh.Count} diverged; none of the {stored.Count} stored ones did.");

        var difference = Moments.Mean(fresh) - mean;
        var z = s > 0 ? difference / s : difference == 0 ? 0 : double.CopySign(double.PositiveInfinity, difference);
        var alarm = Math.Abs(z) > k;
        return new(alarm, true, z, k, low, high,
            $"Mean {Words.Number(Moments.Mean(fresh))} of {Words.Count(fresh.Count, "new seed")} {(alarm ? "outside" : "inside")} {Words.Interval(low, high)}: "
                + $"{Words.Number(z)} standard deviations from the mean of {stored.Count} stored ones, limit {Words.Number(k)} (false alarms {Words.Percent(alarmRate)}).");
    }

    /// <summary>
    /// May the new values become the baseline? At least 20 seeds against at least 20: Welch's test not significant at 0.001, and TOST within 1.25 standard
    /// deviations significant at 0.05. Ask it against the first approved baseline too, so that small drifts cannot add up.
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than 20 seeds on either side, or values that are not finite.</exception>
    public static Reapproval Reapprove(IReadOnlyList<double> stored, IReadOnlyList<double> fresh)
    {
        if (stored.Count < ReapprovalSeeds || fresh.Count < ReapprovalSeeds)
            throw new ArgumentException($"Re-approval compares {ReapprovalSeeds} seeds with {ReapprovalSeeds}, not {stored.Count} with {fresh.Count}.");
        if (!stored.Concat(fresh).All(double.IsFinite))
            throw new ArgumentException("Re-approval needs finite values: a baseline with diverged runs is not one.");
        var margin = EquivalenceMargin * Moments.StandardDeviation(stored);
        var (different, equivalent) = (WelchTest.PDifferent(stored, fresh), WelchTest.PEquivalent(stored, fresh, margin));
        var approvable = different > AlarmRate && equivalent <= EquivalenceError;
        return new(approvable, different, equivalent, margin,
            $"{(approvable ? "Equivalent" : different <= AlarmRate ? "Different" : "Not shown equivalent")}: "
                + $"difference {Words.Number(Moments.Mean(fresh) - Moments.Mean(stored))}, margin {Words.Number(margin)}, Welch {Words.P(different)}, TOST {Words.P(equivalent)}.");
    }

    private static void RequireNoFault(IReadOnlyList<double> values, string name)
    {
        if (values.Count == 0)
            throw new ArgumentException("No values: at least one seed is needed.", name);
        if (values.Any(double.IsNaN))
            throw new ArgumentException("A value is NaN: a fault is not a data point.", name);
    }
}
