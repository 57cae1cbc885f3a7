namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// "Reaches about v", "at least v", "at most v": the mean over seeds, in the metric's own unit, against a quoted number with a tolerance.
/// For a number that is one run of somebody else's see <see cref="Plausible"/>.
/// </summary>
/// <remarks>
/// Holds only where the tolerance is shown to hold: two one-sided t-tests (D. J. Schuirmann, 1987), at the looks' nominal level
/// for an overall 0.05. Fails where the mean is shown to lie outside it, at the nominal level for an overall 0.01: to contradict the
/// write-up takes more than to confirm it. Untestable where neither happened by the last look and the tolerance is below 0.6 standard deviations
/// between seeds: at the level of three looks TOST then fails more often than not, even with 20 seeds and a true mean of exactly v.
/// A diverged run is infinite and never dropped; the median and the exact sign test then take the place of the mean and t.
/// </remarks>
public static class Reaches
{
    /// <summary>The error promised for Holds, over all looks.</summary>
    public const double PassError = 0.05;

    /// <summary>The error promised for Fails, over all looks.</summary>
    public const double FailError = 0.01;

    /// <summary>Below this many standard deviations a tolerance is lost in the noise between seeds.</summary>
    public const double SmallestTolerance = 0.6;

    /// <summary>"The loss ends near 0.017": is the mean within the tolerance of the quoted number?</summary>
    /// <param name="subject">What is decided.</param>
    /// <param name="values">From n to the values of the first n seeds.</param>
    /// <param name="quoted">The write-up's number; the tolerance is half its last digit...</param>
    /// <param name="looks">How many seeds, when.</param>
    /// <param name="slack">...or this, if it is larger: declared with the claim, in the metric's unit.</param>
    /// <exception cref="ArgumentException">Wrong lengths, a negative slack, or no tolerance at all.</exception>
    public static Finding About(Subject subject, Func<int, Sample> values, Quoted quoted, Looks looks, double slack = 0) =>
        Decide(subject, values, quoted.Value, BandAbout(quoted, slack), looks);

    /// <summary>"At least v": does the mean lie above v less the tolerance?</summary>
    /// <inheritdoc cref="About" path="/param"/>
    public static Finding AtLeast(Subject subject, Func<int, Sample> values, Quoted quoted, Looks looks, double slack = 0) =>
        Decide(subject, values, quoted.Value, BandAtLeast(quoted, slack), looks);

    /// <summary>"At most v": does the mean lie below v plus the tolerance?</summary>
    /// <inheritdoc cref="About" path="/param"/>
    public static Finding AtMost(Subject subject, Func<int, Sample> values, Quoted quoted, Looks looks, double slack = 0) =>
        Decide(subject, values, quoted.Value, BandAtMost(quoted, slack), looks);

    internal static (double Low, double High) BandAbout(Quoted quoted, double slack) => Tolerance(quoted, slack) is > 0 and var tolerance
        ? (quoted.Value - tolerance, quoted.Value + tolerance)
        : throw new ArgumentException("A tolerance of 0 can never be shown to hold: declare a slack, or use an oracle.", nameof(slack));

    internal static (double Low, double High) BandAtLeast(Quoted quoted, double slack) => (quoted.Value - Tolerance(quoted, slack), double.PositiveInfinity);

    internal static (double Low, double High) BandAtMost(Quoted quoted, double slack) => (double.NegativeInfinity, quoted.Value + Tolerance(quoted, slack));

    private static double Tolerance(Quoted quoted, double slack)
    {
        quoted.RequireSound();
        if (!(slack >= 0 && double.IsFinite(slack)))
            throw new ArgumentOutOfRangeException(nameof(slack), slack, "A tolerance is at least 0 and finite.");
        return Math.Max(quoted.HalfDigit, slack);
    }

    // An infinite end of the band is one that cannot be missed.
    private static Finding Decide(Subject subject, Func<int, Sample> values, double target, (double Low, double High) band, Looks looks)
    {
        var (low, high) = band;
        var (passLevel, failLevel) = (looks.Level(PassError), looks.Level(FailError));
        var coverage = 1 - 2 * passLevel; // the interval that TOST holds inside the band
        var asked = double.IsInfinity(high) ? $"at least {Words.Number(low)}" : double.IsInfinity(low) ? $"at most {Words.Number(high)}" : $"{Words.Number(low)} to {Words.Number(high)}";
        var blank = new Finding(subject.Name, Verdict.Invalid, subject.Quantity, double.NaN, double.NaN, double.NaN, coverage, target, double.NaN, 0, "")
        {
            ToleranceLow = double.IsFinite(low) ? low : null,
            ToleranceHigh = double.IsFinite(high) ? high : null,
        };
        return looks.Decide(blank, Judge, values);

        Finding Judge(IReadOnlyList<Sample> arms)
        {
            var x = arms[0].Values;
            var finite = x.All(double.IsFinite);
            var (estimate, interval) = finite
                ? (Moments.Mean(x), TTest.Interval(x, coverage))
                : (Moments.Median(x), SignTest.MedianInterval(x, coverage));

            var inside = Math.Max(PAbove(low), PBelow(high));
            var outside = Math.Min(PBelow(low), PAbove(high));
            var noise = finite ? InDeviations(low, high, Moments.StandardDeviation(x)) : double.NaN;
            var within = $"inside, {Words.P(inside)} (level {Words.Number(passLevel)})";
            var beyond = $"outside, {Words.P(outside)} (level {Words.Number(failLevel)})";
            var (verdict, p, finding) = inside <= passLevel ? (Verdict.Holds, inside, within)
                : outside <= failLevel ? (Verdict.Fails, outside, beyond)
                : noise < SmallestTolerance // asks for the next look all the same: the mean may yet prove to lie outside
                    ? (Verdict.Untestable, inside, $"the tolerance is only {Words.Number(noise)} standard deviations between seeds (below {Words.Number(SmallestTolerance)} is untestable)")
                : (Verdict.Undecided, inside, $"undecided: {within}; {beyond}");
            return blank with
            {
                Verdict = verdict,
                Statistic = finite ? blank.Statistic : "median " + blank.Statistic,
                Estimate = estimate,
                Low = interval.Low,
                High = interval.High,
                PValue = p,
                Effect = $"{subject.Effect(estimate, interval.Low, interval.High)}, {Words.Count(x.Count, "seed")}",
                Reason = $"{(finite ? "Mean" : "A run diverged; median")} {subject.Metric} {subject.Value(estimate)}, {Words.Number(interval.Low)} to {Words.Number(interval.High)} "
                    + $"at {Words.Percent(coverage)}, of {Words.Count(x.Count, "seed")}; asked for: {asked}; {finding}.",
            };

            // One-sided p-values of "the mean is at most" and "at least" an end of the band. An end at infinity is never in question.
            double PAbove(double end) => double.IsPositiveInfinity(end) ? 1 : double.IsNegativeInfinity(end) ? 0
                : finite ? TTest.PAbove(x, end) : SignTest.PAbove([.. x.Select(v => v - end)]);
            double PBelow(double end) => double.IsNegativeInfinity(end) ? 1 : double.IsPositiveInfinity(end) ? 0
                : finite ? TTest.PBelow(x, end) : SignTest.PAbove([.. x.Select(v => end - v)]);
        }
    }

    /// <summary>Half the band in standard deviations; NaN where it is open, or nothing varies.</summary>
    internal static double InDeviations(double low, double high, double deviation) =>
        deviation > 0 && double.IsFinite(high - low) ? (high - low) / 2 / deviation : double.NaN;
}
