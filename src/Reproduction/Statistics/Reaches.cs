namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// "Reaches about v", "at least v", "at most v": the mean over seeds, in the metric's own unit, against a quoted number with a tolerance.
/// </summary>
/// <remarks>
/// Reproduced only where the tolerance is shown to hold: two one-sided t-tests (D. J. Schuirmann, 1987), at the looks' nominal level
/// for an overall 0.05. Not reproduced where the mean is shown to lie outside it, at the nominal level for an overall 0.01: to contradict the
/// write-up takes more than to confirm it. Untestable where neither happened by the last look and the tolerance is below 0.6 standard deviations
/// between seeds: at the level of three looks TOST then fails more often than not, even with 20 seeds and a true mean of exactly v.
/// A diverged run is infinite and never dropped; the median and the exact sign test then take the place of the mean and t.
/// </remarks>
public static class Reaches
{
    /// <summary>The error promised for Reproduced, over all looks.</summary>
    public const double PassError = 0.05;

    /// <summary>The error promised for Not reproduced, over all looks.</summary>
    public const double FailError = 0.01;

    /// <summary>Below this many standard deviations a tolerance is lost in the noise between seeds.</summary>
    public const double SmallestTolerance = 0.6;

    /// <summary>"The loss ends near 0.017": is the mean within the tolerance of the quoted number?</summary>
    /// <param name="name">What is decided, as a short sentence.</param>
    /// <param name="statistic">What the values are, with their unit.</param>
    /// <param name="values">From n to the values of the first n seeds.</param>
    /// <param name="quoted">The write-up's number; the tolerance is half its last digit...</param>
    /// <param name="slack">...or this, if it is larger: declared with the claim, in the metric's unit.</param>
    /// <param name="looks">How many seeds, when.</param>
    /// <exception cref="ArgumentException">Wrong lengths, a negative slack, or no tolerance at all.</exception>
    public static Finding About(string name, string statistic, Func<int, Sample> values, Quoted quoted, Looks looks, double slack = 0)
    {
        var tolerance = Tolerance(quoted, slack);
        if (tolerance == 0)
            throw new ArgumentException("A tolerance of 0 can never be shown to hold: declare a slack, or use an oracle.", nameof(slack));
        return Decide(name, statistic, values, quoted.Value, quoted.Value - tolerance, quoted.Value + tolerance, looks);
    }

    /// <summary>"At least v": does the mean lie above v less the tolerance?</summary>
    /// <inheritdoc cref="About" path="/param"/>
    public static Finding AtLeast(string name, string statistic, Func<int, Sample> values, Quoted quoted, Looks looks, double slack = 0) =>
        Decide(name, statistic, values, quoted.Value, quoted.Value - Tolerance(quoted, slack), double.PositiveInfinity, looks);

    /// <summary>"At most v": does the mean lie below v plus the tolerance?</summary>
    /// <inheritdoc cref="About" path="/param"/>
    public static Finding AtMost(string name, string statistic, Func<int, Sample> values, Quoted quoted, Looks looks, double slack = 0) =>
        Decide(name, statistic, values, quoted.Value, double.NegativeInfinity, quoted.Value + Tolerance(quoted, slack), looks);

    private static double Tolerance(Quoted quoted, double slack)
    {
        if (!double.IsFinite(quoted.Value))
            throw new ArgumentException($"The quoted number must be finite, not {quoted.Value}.", nameof(quoted));
        if (!(quoted.HalfDigit >= 0 && double.IsFinite(quoted.HalfDigit)))
            throw new ArgumentException($"Half a digit is at least 0, not {quoted.HalfDigit}.", nameof(quoted));
        if (!(slack >= 0 && double.IsFinite(slack)))
            throw new ArgumentOutOfRangeException(nameof(slack), slack, "A tolerance is at least 0 and finite.");
        return Math.Max(quoted.HalfDigit, slack);
    }

    // The band [low, high]; an infinite end is one that cannot be missed.
    private static Finding Decide(string name, string statistic, Func<int, Sample> values, double target, double low, double high, Looks looks)
    {
        var (passLevel, failLevel) = (looks.Level(PassError), looks.Level(FailError));
        var coverage = 1 - 2 * passLevel; // the interval that TOST holds inside the band
        return looks.Decide(Invalid, Judge, values);

        Finding Invalid(string reason, int seeds) =>
            new(name, Verdict.Invalid, statistic, double.NaN, double.NaN, double.NaN, coverage, target, double.NaN, seeds, reason);

        Finding Judge(IReadOnlyList<Sample> arms)
        {
            var x = arms[0].Values;
            var finite = x.All(double.IsFinite);
            var (estimate, interval) = finite
                ? (Moments.Mean(x), TTest.Interval(x, coverage))
                : (Moments.Median(x), SignTest.MedianInterval(x, coverage));

            var inside = Math.Max(PAbove(low), PBelow(high));
            var outside = Math.Min(PBelow(low), PAbove(high));
            var spread = Moments.StandardDeviation(x);
            var noise = finite && spread > 0 && double.IsFinite(high - low) ? (high - low) / 2 / spread : double.NaN;
            var within = $"inside, {Words.P(inside)} (level {Words.Number(passLevel)})";
            var beyond = $"outside, {Words.P(outside)} (level {Words.Number(failLevel)})";
            var (verdict, p, finding) = inside <= passLevel ? (Verdict.Holds, inside, within)
                : outside <= failLevel ? (Verdict.Fails, outside, beyond)
                : noise < SmallestTolerance // asks for the next look all the same: the mean may yet prove to lie outside
                    ? (Verdict.Untestable, inside, $"the tolerance is only {Words.Number(noise)} standard deviations between seeds (below {Words.Number(SmallestTolerance)} is untestable)")
                : (Verdict.Undecided, inside, $"undecided: {within}; {beyond}");
            var reason = $"{(finite ? "Mean" : "A run diverged; median")} {Words.Number(estimate)} {Words.Interval(interval.Low, interval.High)} "
                + $"({Words.Percent(coverage)}) of {Words.Count(x.Count, "seed")} against {Words.Interval(low, high)}: {finding}.";
            return new(name, verdict, finite ? statistic : "median " + statistic, estimate, interval.Low, interval.High, coverage, target, p, x.Count, reason);

            // One-sided p-values of "the mean is at most" and "at least" an end of the band. An end at infinity is never in question.
            double PAbove(double end) => double.IsPositiveInfinity(end) ? 1 : double.IsNegativeInfinity(end) ? 0
                : finite ? TTest.PAbove(x, end) : SignTest.PAbove([.. x.Select(v => v - end)]);
            double PBelow(double end) => double.IsNegativeInfinity(end) ? 1 : double.IsPositiveInfinity(end) ? 0
                : finite ? TTest.PBelow(x, end) : SignTest.PAbove([.. x.Select(v => end - v)]);
        }
    }
}
