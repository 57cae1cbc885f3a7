using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// "The candidate is lower than the reference, by more than a factor": the log ratio of the two errors, paired by seed, against
/// the log of the factor (<see cref="MeanTest"/>). A contrast ("saturates here, but not there") is the same on ratios of errors.
/// </summary>
/// <remarks>
/// Both errors are promises for log ratios near normal. A mild skew (lognormal of sigma 0.3 about its mean) makes the 1 % of its
/// short side into 3 %.
/// </remarks>
/// <param name="Name">A short sentence.</param>
/// <param name="Candidate">An error, or a quotient of errors: never negative.</param>
/// <param name="Reference">The same of the reference.</param>
/// <param name="Factor">Reference / candidate must exceed it; below 1 for "not much worse".</param>
internal sealed record LowerThan(string Name, Quantity Candidate, Quantity Reference, double Factor = 1) : Decision(Name)
{
    /// <summary>The error promised for Holds, over all looks.</summary>
    public const double ConfirmError = 0.01;

    /// <summary>The error promised for Fails, over all looks: to contradict the write-up takes more than to confirm it.</summary>
    public const double ContradictError = 0.001;

    private const double Coverage = 0.95;

    public override bool AllowsDifference => Factor < 1;

    public override IEnumerable<Quantity> Quantities => [Candidate, Reference];

    public override JsonObject Rule => new()
    {
        ["rule"] = "lowerThan", ["candidate"] = Candidate.Name, ["reference"] = Reference.Name, ["factor"] = Factor,
        ["level"] = ConfirmError, ["contraryLevel"] = ContradictError,
    };

    public override Decision On(Func<Arm, Arm> arms) =>
        this with { Candidate = Candidate.On(arms), Reference = Reference.On(arms) };

    public override string? Refusal(SeedSchedule schedule) =>
        Factor > 0 && double.IsFinite(Factor) ? NeedsTwoSeeds(schedule) : "its factor must be positive and finite.";

    public override Chances? Power(SeedSchedule schedule, double deviation)
    {
        if (Supposed is not { } ratio)
            return null;
        double low = (LogRatio.Margin(Factor) - LogRatio.Margin(ratio)) / deviation;
        return Statistics.Power.OfMean(schedule, low, double.PositiveInfinity, ConfirmError, ContradictError);
    }

    // The log ratio of two arms spreads by the root of 2 more than one arm, a contrast of two ratios by 2.
    public override double Deviation(double spread) =>
        spread * Math.Sqrt(Quantity.Sum([(Candidate, 1), (Reference, -1)]).Values.Sum(weight => weight * weight));

    public override Finding Judge(Look look)
    {
        var (a, b) = (look.Values(Candidate), look.Values(Reference));
        foreach (var arm in new[] { a, b })
            for (int i = 0; i < arm.Count; i++)
                if (arm[i] < 0)
                    return FindingText.NegativeError(Name, look.Seed(i), arm[i]);
        double[] ratios = [.. b.Zip(a, LogRatio.Of)];
        double margin = LogRatio.Margin(Factor), confirm = look.Level(ConfirmError), contradict = look.Level(ContradictError);
        var test = MeanTest.Of(ratios, margin, double.PositiveInfinity, confirm, contradict, Coverage);
        var (low, high) = (test.Interval.Low, test.Interval.High);
        return FindingText.Of(this, test, ratios, confirm, contradict, new(
            Name, test.Verdict, "", test.Estimate, low, high, Coverage, margin, test.P, look.Seeds, "")
        {
            Scale = Scale.Log,
            ToleranceLow = margin,
            Wins = ratios.Count(r => r > 0),
            Deviation = test.Deviation,
        });
    }
}
