using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// "The candidate's score is higher than the reference's": the difference of the two, paired by seed, against 0
/// (<see cref="MeanTest"/>). Scores may be negative, so no ratio is taken; the errors are those of <see cref="LowerThan"/>.
/// </summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Candidate">A score: accuracy, R².</param>
/// <param name="Reference">The same of the reference.</param>
internal sealed record HigherThan(string Name, Quantity Candidate, Quantity Reference) : Decision(Name)
{
    private const double Coverage = 0.95;

    public override IEnumerable<Quantity> Quantities => [Candidate, Reference];

    public override JsonObject Rule => new()
    {
        ["rule"] = "higherThan", ["candidate"] = Candidate.Name, ["reference"] = Reference.Name,
        ["level"] = LowerThan.ConfirmError, ["contraryLevel"] = LowerThan.ContradictError,
    };

    public override Decision On(Func<Arm, Arm> arms) =>
        this with { Candidate = Candidate.On(arms), Reference = Reference.On(arms) };

    public override string? Refusal(SeedSchedule schedule) => NeedsTwoSeeds(schedule);

    public override Chances? Power(SeedSchedule schedule, double deviation) => Supposed is { } difference
        ? Statistics.Power.OfMean(
            schedule, -difference / deviation, double.PositiveInfinity, LowerThan.ConfirmError, LowerThan.ContradictError)
        : null;

    // The difference of two arms spreads by the root of 2 more than one arm.
    public override double Deviation(double spread) => spread * Math.Sqrt(2);

    public override Finding Judge(Look look)
    {
        // Two diverged runs, -∞ both, are a tie.
        double[] differences =
            [.. look.Values(Candidate).Zip(look.Values(Reference), (a, b) => a.Equals(b) ? 0 : a - b)];
        double confirm = look.Level(LowerThan.ConfirmError), contradict = look.Level(LowerThan.ContradictError);
        var test = MeanTest.Of(differences, 0, double.PositiveInfinity, confirm, contradict, Coverage);
        return FindingText.Of(this, test, differences, confirm, contradict, new(
            Name, test.Verdict, "", test.Estimate, test.Interval.Low, test.Interval.High, Coverage, 0, test.P, look.Seeds, "")
        {
            ToleranceLow = 0,
            Wins = differences.Count(d => d > 0),
            Deviation = test.Deviation,
        });
    }
}
