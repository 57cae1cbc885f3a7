using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// "The mean is at least, at most, or about a value", in the metric's own unit, with a declared tolerance
/// (<see cref="MeanTest"/>). For a number that is one run of somebody else's see <see cref="WithinPredictionInterval"/>.
/// </summary>
/// <remarks>
/// Untestable where the last look left it open and the tolerance is below 0.6 standard deviations between seeds: at the level of
/// three looks a true mean of exactly the value is then missed more often than not, even with 20 seeds.
/// </remarks>
/// <param name="Name">A short sentence.</param>
/// <param name="Quantity">The quantity that is averaged over seeds.</param>
/// <param name="Value">As the write-up says it.</param>
/// <param name="Low">The value less the tolerance; -∞ for "at most".</param>
/// <param name="High">The value plus the tolerance; +∞ for "at least".</param>
public sealed record MeanWithin(string Name, Quantity Quantity, double Value, double Low, double High) : Decision(Name)
{
    /// <summary>The error promised for Holds, over all looks.</summary>
    public const double ConfirmError = 0.05;

    /// <summary>The error promised for Fails, over all looks.</summary>
    public const double ContradictError = 0.001;

    /// <summary>Below this many standard deviations a tolerance is lost in the noise between seeds.</summary>
    public const double SmallestTolerance = 0.6;

    /// <summary>Asks for at least the value, less the slack.</summary>
    public static Decision AtLeast(string name, Quantity quantity, double value, double slack = 0) =>
        new MeanWithin(name, quantity, value, value - slack, double.PositiveInfinity);

    /// <summary>Asks for at most the value, plus the slack.</summary>
    public static Decision AtMost(string name, Quantity quantity, double value, double slack = 0) =>
        new MeanWithin(name, quantity, value, double.NegativeInfinity, value + slack);

    /// <summary>Within some distance of the value.</summary>
    public static Decision About(string name, Quantity quantity, double value, double within) =>
        new MeanWithin(name, quantity, value, value - within, value + within);

    public override IEnumerable<Quantity> Quantities => [Quantity];

    public override JsonObject Rule => new()
    {
        ["rule"] = "meanWithin", ["quantity"] = Quantity.Name, ["value"] = Value, ["low"] = Finite(Low), ["high"] = Finite(High),
        ["level"] = ConfirmError, ["contraryLevel"] = ContradictError,
    };

    public override Decision On(Func<Arm, Arm> arms) => this with { Quantity = Quantity.On(arms) };

    public override string? Refusal(SeedSchedule schedule) =>
        !(Low <= Value && Value <= High) ? "its tolerance must be at least 0."
        : Low == High ? "a tolerance of 0 can never be shown to hold: declare one, or use ExactlyEqual."
        : NeedsTwoSeeds(schedule);

    public override Chances? Power(SeedSchedule schedule, double deviation) => Supposed is { } mean
        ? Statistics.Power.OfMean(
            schedule, (Low - mean) / deviation, (High - mean) / deviation, ConfirmError, ContradictError, SmallestTolerance)
        : null;

    // As a share of the value.
    public override double Deviation(double spread) => spread * Math.Abs(Supposed is { } mean && mean != 0 ? mean : 1);

    public override Finding Judge(Look look)
    {
        var (confirm, contradict) = (look.Level(ConfirmError), look.Level(ContradictError));
        double coverage = 1 - 2 * confirm; // the interval that lies inside where it holds
        var test = MeanTest.Of(look.Values(Quantity), Low, High, confirm, contradict, coverage);
        double tolerance = (High - Low) / 2 / test.Deviation;
        var verdict = test.Verdict == Verdict.Undecided && tolerance < SmallestTolerance ? Verdict.Untestable : test.Verdict;
        return FindingText.Of(this, test, tolerance, confirm, contradict, new(
            Name, verdict, "", test.Estimate, test.Interval.Low, test.Interval.High, coverage, Value, test.P, look.Seeds, "")
        {
            ToleranceLow = Finite(Low),
            ToleranceHigh = Finite(High),
            Deviation = test.Deviation,
        });
    }

    private static double? Finite(double end) => double.IsFinite(end) ? end : null;
}
