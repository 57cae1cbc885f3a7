using MathNet.Numerics.Distributions;

namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// "Reaches 0.017", where the printed number is one run: is it a plausible seed of ours? With n seeds the next run of the same training lies within
/// mean ± t(1 - a / 2, n - 1) s sqrt(1 + 1 / n) with probability 1 - a (normal values, on the chosen scale). Holds where the printed number, with
/// the rounding of its last digit, reaches into this interval; Fails where it lies outside, on whichever side: better than ours is not ours either.
/// </summary>
/// <remarks>
/// The promise: if the printed number comes from the same training as ours, Fails has the probability a, 0.05, or less. Nothing is promised for Holds but that
/// the interval was narrow enough to mean something: inside an interval wider than declared beforehand the number is Untestable. (Outside of
/// a wide interval it still Fails, at the same error.) There is one look: looking at 5 seeds and again at 10 would spend the error twice. A run that diverged leaves no interval, and one printed number among n runs could at best be the most extreme of n + 1: Undecided.
/// </remarks>
public static class Plausible
{
    /// <summary>The error promised for Fails: for one number, or for all cells of a table together.</summary>
    public const double Error = 0.05;

    /// <param name="subject">What is decided.</param>
    /// <param name="values">From n to the values of the first n seeds; on the log scale at least 0.</param>
    /// <param name="quoted">The printed number.</param>
    /// <param name="looks">One.</param>
    /// <param name="widest">How wide the interval may be: on the log scale the ratio of its ends, else their difference in the metric's unit.</param>
    /// <param name="scale">Log for errors, losses and unexplained shares (<see cref="Quoted.Remainder"/>).</param>
    /// <param name="error">Promised for Fails.</param>
    /// <exception cref="ArgumentException">A width that allows nothing, several looks, or a number that has no log.</exception>
    public static Finding Decide(Subject subject, Func<int, Sample> values, Quoted quoted, Looks looks, double widest, Scale scale = Scale.Log, double error = Error)
    {
        var blank = Blank(subject, quoted, error, scale);
        RequireWidth(widest, scale);
        RequireOnce(looks);
        return looks.Decide(blank, arms => Judge(blank, subject, arms[0], quoted, widest, error), values);
    }

    internal static Finding Blank(Subject subject, Quoted quoted, double error, Scale scale)
    {
        quoted.RequireSound();
        if (scale == Scale.Log && !(quoted.Value > 0))
            throw new ArgumentException($"On the log scale the printed number must be positive, not {quoted.Value}: choose the linear scale.", nameof(quoted));
        var (low, high) = (On(scale, quoted.Value - quoted.HalfDigit), On(scale, quoted.Value + quoted.HalfDigit));
        var statistic = scale == Scale.Log ? "log of " + subject.Quantity : subject.Quantity;
        return new(subject.Name, Verdict.Invalid, statistic, double.NaN, double.NaN, double.NaN, 1 - error, On(scale, quoted.Value), double.NaN, 0, "")
        {
            Scale = scale,
            ToleranceLow = double.IsFinite(low) ? low : null,
            ToleranceHigh = high,
        };
    }

    internal static void RequireOnce(Looks looks)
    {
        if (looks.Seeds.Count > 1)
            throw new ArgumentException($"Several looks: {looks.RefusalOfOnce()}", nameof(looks));
    }

    internal static void RequireWidth(double widest, Scale scale)
    {
        if (!(widest > (scale == Scale.Log ? 1 : 0) && double.IsFinite(widest)))
            throw new ArgumentOutOfRangeException(nameof(widest), widest, "The widest interval is a ratio above 1 on the log scale, a difference above 0 on the linear one.");
    }

    internal static Finding Judge(Finding blank, Subject subject, Sample sample, Quoted quoted, double widest, double error)
    {
        var (x, n, scale) = (sample.Values, sample.Values.Count, blank.Scale);
        for (var i = 0; i < n; i++)
            if (scale == Scale.Log && x[i] < 0)
                return blank with { Reason = $"Seed {sample.Seeds[i]} has the value {Words.Number(x[i])}, which has no log." };
        if (n > 1 && double.IsFinite(x[0]) && Moments.AllEqual(x))
            return blank with { Reason = $"{subject.Of}: every seed gave the same value: the seed does not reach the run." };

        var (lower, higher) = (x.Count(v => v < quoted.Value), x.Count(v => v > quoted.Value));
        var rank = $"{lower} of {Words.Count(n, "seed")} lie below it (percentile {Words.Number(Math.Round(100 * (lower + (n - lower - higher) / 2.0) / n))})";
        double[] y = [.. x.Select(v => On(scale, v))];
        if (!y.All(double.IsFinite))
        {
            var median = Moments.Median(y);
            return blank with
            {
                Verdict = Verdict.Undecided,
                Estimate = median,
                Low = double.NegativeInfinity,
                High = double.PositiveInfinity,
                PValue = 1,
                Effect = $"{subject.Of}: median {subject.Metric} {subject.Value(blank.Shown(median))}, printed {Words.Number(quoted.Value)}; {rank}",
                Reason = $"Undecided: a run diverged or hit 0, so there is no interval for one more run; {rank}.",
            };
        }

        var mean = Moments.Mean(y);
        var unit = Moments.StandardDeviation(y) * Math.Sqrt(1 + 1.0 / n); // of one more run less our mean
        var half = n == 1 ? double.PositiveInfinity : TTest.Quantile(1 - error / 2, n - 1) * unit;
        var (low, high) = (mean - half, mean + half);
        var beyond = Math.Max(0, Math.Max((blank.ToleranceLow ?? double.NegativeInfinity) - mean, mean - blank.ToleranceHigh!.Value));
        var p = n == 1 ? 1 : 2 * StudentT.CDF(0, 1, n - 1, -beyond / unit);
        var width = scale == Scale.Log ? LogRatio.Back(high - low) : high - low;
        var (verdict, head) = blank.ToleranceHigh < low ? (Verdict.Fails, $"The printed {subject.Value(quoted.Value)} is lower than a run of ours would be")
            : blank.ToleranceLow > high ? (Verdict.Fails, $"The printed {subject.Value(quoted.Value)} is higher than a run of ours would be")
            : width > widest ? (Verdict.Untestable, $"The interval is too wide for {subject.Value(quoted.Value)} to mean anything")
            : (Verdict.Holds, $"The printed {subject.Value(quoted.Value)} is a plausible run of ours");
        var (from, to) = (Words.Number(blank.Shown(low)), Words.Number(blank.Shown(high)));
        return blank with
        {
            Verdict = verdict,
            Estimate = mean,
            Low = low,
            High = high,
            PValue = p,
            Effect = $"{subject.Of}: {subject.Metric} {from} to {to}{subject.Suffix} expected of one more run, printed {Words.Number(quoted.Value)}; {rank}",
            Reason = $"{head}: one more run ends at {from} to {to} ({Words.Percent(1 - error)}), "
                + (scale == Scale.Log ? $"a ratio of {Words.Number(width)} (at most {Words.Number(widest)} declared)" : $"{Words.Number(width)} wide (at most {Words.Number(widest)} declared)")
                + $"; {rank}; {Words.P(p)}.",
        };
    }

    private static double On(Scale scale, double value) => scale == Scale.Log ? LogRatio.Log(Math.Max(0, value)) : value;
}
