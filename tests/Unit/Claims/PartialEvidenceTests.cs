using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class PartialEvidenceTests
{
    private static Func<IExperiment, IReadOnlyList<IRun>> Runs(int good, int poor, int from = 0) =>
        experiment => [.. Enumerable.Range(from, experiment.Name == "good" ? good : poor).Select(seed => new MadeRun((MadeExperiment)experiment, seed))];

    private static Plan Backwards(Kind kind = Kind.Result) => Made.Plan(
        plan =>
        {
            var (good, poor) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
            plan.Decide(poor.Beats(good, on: Made.Loss), good.Beats(poor, on: Made.Loss), Reach.AtMost("good is low", good[Made.Loss], 0.01));
            plan.Measure(Made.Loss, good, poor);
        },
        Tier.Full,
        kind);

    private static Plan Table(string good, string poor) => Made.Plan(
        plan =>
        {
            var (a, b) = (plan.Arm("good", Made.Good), plan.Arm("poor", Made.Poor));
            plan.Decide(new IsPlausibleTable("Both cells", [(a[Made.Loss], Quoted.From(good)), (b[Made.Loss], Quoted.From(poor))], Widest: 3).At(5));
            plan.Measure(Made.Loss, a, b);
        },
        Tier.Full);

    [Fact]
    public void A_part_is_decided_as_soon_as_its_own_runs_are_there()
    {
        var (plan, decisions) = (Backwards(), Backwards().Decisions);
        var evidence = new PartialEvidence(plan, Runs(good: 5, poor: 4));
        Assert.Equal([null, null, Verdict.Fails], decisions.Select(decision => evidence.Decide(decision)?.Verdict));
        Assert.Equal([Verdict.Fails, Verdict.Holds, Verdict.Fails], decisions.Select(decision => new PartialEvidence(plan, Runs(5, 5)).Decide(decision)!.Verdict));
    }

    [Theory]
    [InlineData(Kind.Result, 2)]
    [InlineData(Kind.Hypothesis, 2)]
    [InlineData(Kind.Suggestion, 0)]
    [InlineData(Kind.Identity, 0)]
    public void Contrary_are_the_parts_that_fail_of_what_the_author_says(Kind kind, int parts) => Assert.Equal(parts, new PartialEvidence(Backwards(kind), Runs(5, 5)).Contrary().Count);

    [Theory]
    [InlineData("9", "0.5", 5, "good: loss")]
    [InlineData("9", "0.5", 0, "good: loss")]
    [InlineData("0.2", "0.5", 5, "")]
    [InlineData("0.2", "9", 0, "")]
    public void Contrary_of_a_table_are_its_cells_outside_whether_or_not_the_others_are_there(string good, string poor, int runsOfPoor, string outside) =>
        Assert.Equal(outside, string.Join("; ", new PartialEvidence(Table(good, poor), Runs(5, runsOfPoor)).Contrary().Select(part => part.Name)));

    [Fact]
    public void A_cell_alone_is_judged_at_its_share_of_the_error_of_its_table()
    {
        var evidence = new PartialEvidence(Table("9", "0.5"), Runs(5, 0));
        Assert.Equal(1 - (Plausible.Error / 2), evidence.Decide(evidence.Contrary().Single())!.Confidence);
    }

    [Fact]
    public void To_decide_once_more_takes_as_many_seeds_of_each_arm_as_it_took()
    {
        var evidence = new PartialEvidence(Backwards(), Runs(5, 5));
        IEnumerable<Lack> Lacks(int good, int poor) => evidence.LacksOnceMore(new(Backwards(), Runs(good, poor, PartialEvidence.OnceMore)));
        Assert.Equal([("poor", 3, 5), ("good", 0, 5)], Lacks(0, 3).Select(lack => (lack.Arm.Name, lack.There, lack.Wanted)));
        Assert.Equal([("good", 4, 5)], Lacks(4, 5).Select(lack => (lack.Arm.Name, lack.There, lack.Wanted)));
        Assert.Empty(Lacks(5, 5));

        // A printed number is asked about once, here at ten seeds.
        var late = Made.Plan(
            plan =>
            {
                var good = plan.Arm("good", Made.Good);
                plan.Decide(new IsPlausible("9", good[Made.Loss], Quoted.From("9"), Widest: 3).At(10));
                plan.Measure(Made.Loss, good);
            },
            Tier.Full);
        Assert.Equal(10, Assert.Single(new PartialEvidence(late, Runs(10, 0)).LacksOnceMore(new(late, Runs(0, 0)))).Wanted);
    }

    [Fact]
    public void What_is_not_found_again_is_said_with_what_to_do()
    {
        var evidence = new PartialEvidence(Backwards(), Runs(5, 5));
        string NotFound(Func<IExperiment, IReadOnlyList<IRun>> again) => evidence.NotFoundAgain(new(Backwards(), again));
        Assert.Empty(NotFound(Runs(5, 5, PartialEvidence.OnceMore)));
        Assert.Equal("it was not decided once more: `weightpred train T1` trains what is lacking, `weightpred publish` publishes it.", NotFound(Runs(5, 4, PartialEvidence.OnceMore)));
        Assert.StartsWith(
            $"\"{Backwards().Decisions[0].Name}\" came out otherwise once more, on other seeds: ",
            NotFound(experiment => [.. Enumerable.Range(PartialEvidence.OnceMore, 5).Select(seed => new MadeRun(Made.Good with { Name = experiment.Name, Loss = experiment.Name == "good" ? 0.5 : 0.2 }, seed))]));
    }

    [Fact]
    public void Once_more_it_is_decided_on_the_seeds_that_are_handed_in()
    {
        var finding = new PartialEvidence(Table("9", "0.5"), Runs(5, 5, PartialEvidence.OnceMore)).Decide(Table("9", "0.5").Decisions[0])!;
        Assert.Equal((Verdict.Fails, 5), (finding.Verdict, finding.Seeds));
        Assert.Equal(new MadeRun(Made.Good, PartialEvidence.OnceMore).Loss, new PartialEvidence(Backwards(), Runs(5, 5, PartialEvidence.OnceMore)).Values(Backwards().Arms[0][Made.Loss])[0]);
    }
}
