using System.Globalization;

namespace Reproduction;

/// <summary>Numbers, durations and verdicts as people read them:
/// the same on every machine, whatever its culture. Full values stand in files.</summary>
internal static class Words
{
    // In seconds: some thirty years, which no run takes and every time span holds.
    private const double Ages = 1e9;

    /// <summary>Four significant digits.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>Two significant digits: a p-value carries no more.</summary>
    public static string P(double p) => "p = " + p.ToString("G2", CultureInfo.InvariantCulture);

    /// <summary>"95 %", "95.88 %".</summary>
    public static string Percent(double fraction) => (100 * fraction).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Interval(double low, double high) => $"[{Number(low)}, {Number(high)}]";

    /// <summary>"1 seed", "5 seeds".</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>Every digit: the shortest text that reads back as the same bits. For csv and json.</summary>
    public static string Full(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>How a number moved: "-3.3 %", "a factor 13", "2 ulp"; "" where a side is infinite.</summary>
    public static string Change(double was, double now)
    {
        var share = (now - was) / Math.Abs(was);
        var percent = Math.Abs(100 * share);
        var (sign, format) = (share > 0 ? "+" : "-", percent >= 10 ? "F0" : percent >= 1 ? "F1" : "G2");
        return !double.IsFinite(was) || !double.IsFinite(now) ? ""
            : was == now || Math.Abs(share) < 1e-9 ? $"{Steps(was, now)} ulp"
            : was == 0 ? $"by {Number(now)}"
            : percent >= 1000 ? $"a factor {Number(now / was)}"
            : $"{sign}{percent.ToString(format, CultureInfo.InvariantCulture)} %";
    }

    /// <summary>Six significant digits of a number, or all where these do not tell it from another.</summary>
    public static string Apart(double value, double other)
    {
        string Six(double x) => x.ToString("G6", CultureInfo.InvariantCulture);
        return Six(value) == Six(other) ? Full(value) : double.IsFinite(value) ? Six(value) : Number(value);
    }

    // Two's complement order of the bits is the order of the doubles, with zero's two signs together.
    private static Int128 Steps(double a, double b)
    {
        static Int128 Ordered(double v)
        {
            Int128 bits = BitConverter.DoubleToInt64Bits(v);
            return bits < 0 ? long.MinValue - bits : bits;
        }
        return Int128.Abs(Ordered(b) - Ordered(a));
    }

    /// <summary>"1 h 02 min", "4 min 10 s", "12.3 s".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    /// <summary>"about 4 min 10 s left", by what the work so far took.</summary>
    /// <param name="spent">Time so far.</param>
    /// <param name="done">Finished work, in any unit; more than 0.</param>
    /// <param name="all">All of it, in the same unit.</param>
    public static string Left(TimeSpan spent, double done, double all)
    {
        var seconds = spent.TotalSeconds * Math.Max(0, all / done - 1);
        return seconds < Ages ? $"about {Duration(TimeSpan.FromSeconds(seconds))} left" : "no end in sight";
    }

    /// <summary>"2026-03-01".</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"2026-03-01 12:00 UTC".</summary>
    public static string Minute(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>The badge of a tier: "quick", "published", "full".</summary>
    public static string Of(Tier tier) => tier.ToString().ToLowerInvariant();

    /// <summary>Explains the word of a verdict, for a legend.</summary>
    public static string Meaning(Verdict verdict, Kind kind, Tier tier) => (verdict, kind, tier) switch
    {
        (Verdict.Undecided, _, _) => "the seeds that there are leave it open",
        (Verdict.Untestable, _, _) => "seeds differ too much for the printed number, or the tolerance, to contradict them",
        (Verdict.Invalid, _, _) => "a fault: the test is broken, not the claim",
        (Verdict.Holds, Kind.Identity, _) => "true by construction, and true here",
        (Verdict.Fails, Kind.Identity, _) => "true by construction, and false here: the plumbing is broken",
        (Verdict.Holds, _, Tier.Quick) => "a weaker sentence holds at a reduced budget; no evidence about the write-up",
        (Verdict.Fails, _, Tier.Quick) => "a weaker sentence does not hold at a reduced budget; no evidence about the write-up",
        (_, Kind.Suggestion, _) => "the test that the author proposes was made: an effect, and no verdict on the author",
        (Verdict.Holds, _, _) => "at the write-up's budget the runs show what it says, at the stated error rate",
        (_, _, _) => "at the write-up's budget the runs show the contrary, at the stated error rate: a result, not an error",
    };

    /// <summary>The word of a verdict: the write-up's budget answers for
    /// the write-up, a reduced one only says what holds there.</summary>
    public static string Of(Verdict verdict, Kind kind, Tier tier) => (verdict, kind, tier) switch
    {
        (Verdict.Undecided, _, _) => "Undecided",
        (Verdict.Untestable, _, _) => "Untestable",
        (Verdict.Invalid, _, _) => "Invalid",
        (Verdict.Holds, Kind.Identity, _) => "Holds",
        (Verdict.Fails, Kind.Identity, _) => "Broken",
        (Verdict.Holds, _, Tier.Quick) => "Holds here",
        (Verdict.Fails, _, Tier.Quick) => "Does not hold here",
        (_, Kind.Suggestion, _) => "Explored",
        (Verdict.Holds, Kind.Hypothesis, _) => "Supported",
        (Verdict.Fails, Kind.Hypothesis, _) => "Not supported",
        (Verdict.Holds, _, _) => "Reproduced",
        (_, _, _) => "Not reproduced",
    };
}
