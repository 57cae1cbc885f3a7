namespace WeightPred.Reproduction.Statistics;

/// <summary>Whether a changed program may replace an approved baseline.</summary>
/// <param name="Approvable">Not significantly different, and shown equivalent.</param>
/// <param name="PDifferent">Welch's two-sided p-value of "no difference".</param>
/// <param name="PEquivalent">TOST's p-value of "a difference of the margin or more".</param>
/// <param name="Margin">1.25 standard deviations of the baseline, in the metric's unit.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Reapproval(bool Approvable, double PDifferent, double PEquivalent, double Margin, string Reason);

/// <summary>Whether a program changed on purpose still does what its approved baseline did, where equal bits are not promised.</summary>
public static class Regression
{
    private const double DifferenceError = 0.001;
    private const double EquivalenceError = 0.05;
    private const double EquivalenceMargin = 1.25; // 20 against 20 seeds without a difference pass with 98 %; 1 s would give 85 %
    private const int ReapprovalSeeds = 20;

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
        var approvable = different > DifferenceError && equivalent <= EquivalenceError;
        return new(approvable, different, equivalent, margin,
            $"{(approvable ? "Equivalent" : different <= DifferenceError ? "Different" : "Not shown equivalent")}: "
                + $"difference {Words.Number(Moments.Mean(fresh) - Moments.Mean(stored))}, margin {Words.Number(margin)}, Welch {Words.P(different)}, TOST {Words.P(equivalent)}.");
    }
}
