using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class PartialEvidenceTests
{
    private static Func<IExperiment, IReadOnlyList<IRun>> Runs(int good, int poor, int from = 0) =>
        experiment => [.. Enumerable.Range(from, experiment.Name == "good" ? good : poor).Select(seed => new MadeRun((MadeExperiment)experiment, seed))];

    private static Func<IExperiment, IReadOnlyList<IRun>> Again(int good, int poor) => Runs(good, poor, OnceMore.From);

    // Good has become poor, and poor good.
    private static IReadOnlyList<IRun> Otherwise(IExperiment experiment) =>
        [.. Enumerable.Range(OnceMore.From, 5).Select(seed => new MadeRun(Made.Good with { Name = experiment.Name, Loss = experiment.Name == "good" ? 0.5 : 0.2 }, seed))];

    private static PartialEvidence Of(Plan plan, int good, int poor) => new(plan, Runs(good, poor), Again(0, 0));

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
        Assert.Equal([null, null, Verdict.Fails], decisions.Select(decision => Of(plan, good: 5, poor: 4).Decide(decision)?.Verdict));
        Assert.Equal([Verdict.Fails, Verdict.Holds, Verdict.Fails], decisions.Select(decision => Of(plan, 5, 5).Decide(decision)!.Verdict));
    }

    [Theory]
    [InlineData(Kind.Result, 2)]
    [InlineData(Kind.Hypothesis, 2)]
    [InlineData(Kind.Suggestion, 0)]
    [InlineData(Kind.Identity, 0)]
    public void Asked_once_more_is_what_fails_of_what_the_author_says(Kind kind, int parts) => Assert.Equal(parts, Of(Backwards(kind), 5, 5).Asked().Count);

    [Theory]
    [InlineData("9", "0.5", 5, "good: loss")]
    [InlineData("9", "0.5", 0, "good: loss")]
    [InlineData("0.2", "0.5", 5, "")]
    [InlineData("0.2", "9", 0, "")]
    public void Asked_once_more_of_a_table_are_its_cells_outside_whether_or_not_the_others_are_there(string good, string poor, int runsOfPoor, string outside) =>
        Assert.Equal(outside, string.Join("; ", Of(Table(good, poor), 5, runsOfPoor).Asked().Select(part => part.Name)));

    [Fact]
    public void A_cell_alone_is_judged_at_its_share_of_the_error_of_its_table()
    {
        var evidence = Of(Table("9", "0.5"), 5, 0);
        Assert.Equal(1 - (Plausible.Error / 2), evidence.Decide(evidence.Asked().Single())!.Confidence);
    }

    [Fact]
    public void To_decide_once_more_takes_as_many_seeds_of_each_arm_as_it_took()
    {
        IEnumerable<Lack> Lacks(int good, int poor) => new PartialEvidence(Backwards(), Runs(5, 5), Again(good, poor)).LacksOnceMore();
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
        Assert.Equal(10, Assert.Single(Of(late, 10, 0).LacksOnceMore()).Wanted);
    }

    [Fact]
    public void What_fails_has_failed_where_it_fails_again()
    {
        var backwards = Backwards().Decisions[0];
        Finding? Both(Func<IExperiment, IReadOnlyList<IRun>> again) => new PartialEvidence(Backwards(), Runs(5, 5), again).Both(backwards);
        var (twice, once, notYet) = (Both(Again(5, 5))!, Both(Otherwise)!, Both(Again(5, 4))!);
        Assert.Equal((Verdict.Fails, Verdict.Undecided, Verdict.Undecided), (twice.Verdict, once.Verdict, notYet.Verdict));
        Assert.EndsWith(" Once more, on other seeds, it has to fail again before that counts, and runs of that are not published.", notYet.Reason, StringComparison.Ordinal);
        Assert.Contains(" Once more, on other seeds, it came out so again: ", twice.Reason, StringComparison.Ordinal);
        Assert.Contains(" Once more, on other seeds, it came out otherwise: ", once.Reason, StringComparison.Ordinal);
        Assert.Equal(Of(Backwards(), 5, 5).Decide(backwards)!.Effect, once.Effect);
    }

    [Fact]
    public void What_holds_is_not_asked_again() => Assert.Equal(Verdict.Holds, Of(Backwards(), 5, 5).Both(Backwards().Decisions[1])!.Verdict);

    [Theory]
    [InlineData(0.2, 0.5, Verdict.Fails)]
    [InlineData(9, 0.5, Verdict.Fails)]
    [InlineData(0.2, 8, Verdict.Fails)]
    [InlineData(9, 8, Verdict.Undecided)]
    public void A_table_fails_where_one_of_its_cells_outside_is_outside_again(double good, double poor, Verdict verdict)
    {
        var plan = Table("9", "8");
        var evidence = new PartialEvidence(plan, Runs(5, 5), experiment => [.. Enumerable.Range(OnceMore.From, 5).Select(seed => new MadeRun(Made.Good with { Name = experiment.Name, Loss = experiment.Name == "good" ? good : poor }, seed))]);
        Assert.Equal(verdict, evidence.Both(plan.Decisions[0])!.Verdict);
    }

    [Theory]
    [InlineData(9, Verdict.Undecided, 1)]
    [InlineData(0.2, Verdict.Fails, 0)]
    public void One_cell_that_is_outside_again_suffices_and_then_no_other_is_lacking(double then, Verdict verdict, int lacks)
    {
        var plan = Table("9", "8");
        var evidence = new PartialEvidence(plan, Runs(5, 5), experiment => experiment.Name == "poor" ? [] : [.. Enumerable.Range(OnceMore.From, 5).Select(seed => new MadeRun(Made.Good with { Loss = then }, seed))]);
        Assert.Equal((verdict, lacks), (evidence.Both(plan.Decisions[0])!.Verdict, evidence.LacksOnceMore().Count));
    }

    [Fact]
    public void The_second_time_looks_no_further_than_the_first_did()
    {
        // Of twenty published seeds that are alike, the first five decide.
        var evidence = new PartialEvidence(Backwards(), Runs(20, 20), Again(20, 20));
        Assert.Equal((5, 5), (evidence.Decide(Backwards().Decisions[0])!.Seeds, evidence.Again(Backwards().Decisions[0])!.Seeds));
        var alike = new PartialEvidence(Backwards(), Runs(20, 20), experiment => [.. Enumerable.Range(OnceMore.From, 20).Select(seed => new MadeRun(Made.Good with { Name = experiment.Name }, seed))]);
        Assert.Equal((Verdict.Undecided, 5), (alike.Again(Backwards().Decisions[0])!.Verdict, alike.Again(Backwards().Decisions[0])!.Seeds));
    }
}
