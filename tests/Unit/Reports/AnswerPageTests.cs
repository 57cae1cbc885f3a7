using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Statistics;
using WeightPred.Unit.Claims;
using MadePlans = WeightPred.Unit.Claims.Made;

namespace WeightPred.Unit.Reports;

public sealed class AnswerPageTests
{
    private static string Page(int good, int poor) =>
        AnswerPage.Render("a write-up", [MadePlans.GoodBeatsPoor(Tier.Full)], [], experiment => Runs(experiment == (IExperiment)MadePlans.Good ? good : poor)(experiment), None, []);

    private static Func<IExperiment, IReadOnlyList<AnswerRun>> Runs(int seeds, int from = 0) =>
        experiment => [.. Enumerable.Range(from, seeds).Select(seed => new AnswerRun(experiment.Name, new MadeRun((MadeExperiment)experiment, seed), "a machine", TimeSpan.FromMinutes(6)))];

    private static IReadOnlyList<AnswerRun> None(IExperiment experiment) => [];

    [Fact]
    public void A_decision_with_its_runs_stands_with_its_effect_and_says_that_nothing_is_approved()
    {
        var page = Page(5, 5);
        Assert.Contains("## T1 Good beats poor\n\nThe write-up: \"good beats poor\"\n\n**Not yet there.** [How it is read and decided](claims.md#t1-good-beats-poor).\n\n- *good beats poor.* good: loss 6", page);
        Assert.Contains(" in 5 of 5 seeds: this part alone holds\n", page);
        Assert.Contains("| good: loss, MSE | 5 | 0.", page);
    }

    [Fact]
    public void Of_a_run_that_is_used_the_proven_steps_are_said_beside_all()
    {
        var steps = MadePlans.Good.Steps;
        var page = AnswerPage.Render(
            "a write-up", [MadePlans.GoodBeatsPoor(Tier.Full)], [],
            experiment => [.. Runs(5)(experiment).Select(run => run with { Proven = experiment == (IExperiment)MadePlans.Good ? 32 : 8 })], None, []);
        Assert.Contains($"Of each, its first 8 to 32 of {steps} steps are proven wherever it is used; what follows, final and held-out loss among it, is proven by an audit alone.", page);
        Assert.Matches(@$"\| 5 \| 32 of \d+ \| 6 min", page);
        Assert.DoesNotContain("proven wherever", Page(0, 0));
    }

    [Fact]
    public void A_decision_without_its_runs_says_which_are_to_come_and_shows_those_that_are_there()
    {
        var page = Page(2, 0);
        Assert.Contains("To come: good, 3 more of 5 seeds; poor, 5 seeds.\n", page);
        Assert.Contains("| good: loss, MSE | 2 | 0.", page);
        Assert.DoesNotContain("| poor: loss", page);
        Assert.DoesNotContain("this part alone", page);
    }

    [Fact]
    public void A_decision_without_its_runs_says_what_its_looks_can_find()
    {
        Assert.Matches(@"\n- \*good beats poor\.\* To come; at spreads of 0\.05 / 0\.10 / 0\.20 between seeds it finds, with probability 0\.90, a ratio beyond ", Page(2, 0));
        Assert.DoesNotContain("To come; ", Page(5, 5));
    }

    [Theory]
    [InlineData("9", null, 0, "already: good: loss ")]
    [InlineData("9", null, 4, "already: good: loss ")]
    [InlineData("9", null, 5, "already, and once more, so that the table fails: good: loss ")]
    [InlineData("9", 9.0, 5, "already, and not once more, so that the table cannot hold: good: loss ")]
    [InlineData("0.20", null, 5, null)]
    public void A_table_that_lacks_runs_says_which_of_its_cells_is_outside_already(string printed, double? then, int again, string? said)
    {
        var good = MadePlans.Good with { Again = then };
        var page = AnswerPage.Render(
            "a write-up",
            [MadePlans.Plan(plan =>
            {
                var (one, poor) = (plan.Arm("good", good), plan.Arm("poor", MadePlans.Poor));
                plan.Decide(new IsPlausibleTable("Both cells", [(one[MadePlans.Loss], Quoted.From(printed)), (poor[MadePlans.Loss], Quoted.From("1"))], Widest: 3).At(5));
                plan.Measure(MadePlans.Loss, one, poor);
            }, Tier.Full)],
            [], experiment => Runs(experiment == (IExperiment)good ? 5 : 0)(experiment), Runs(again, from: OnceMore.From), []);

        if (said is null)
            Assert.DoesNotContain("Outside already", page, StringComparison.Ordinal);
        else
            Assert.Contains($"Outside {said}", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_out_against_the_write_up_stands_once_more_on_other_seeds()
    {
        string With(Kind kind, int again, double? then = null) => AnswerPage.Render(
            "a write-up",
            [MadePlans.Plan(plan =>
            {
                var (good, poor) = (plan.Arm("good", MadePlans.Good with { Again = then }), plan.Arm("poor", MadePlans.Poor));
                plan.Decide(poor.Beats(good, on: MadePlans.Loss), good.Beats(poor, on: MadePlans.Loss));
                plan.Measure(MadePlans.Loss, good, poor);
            }, Tier.Full, kind)],
            [], Runs(5), Runs(again, from: OnceMore.From), []);

        Assert.Matches(@"\n- Once more, on other seeds \(20000 to 20004\): poor: loss .* higher than good .*: this part alone fails\n", With(Kind.Result, 5));
        Assert.Matches(@"\n- \*poor beats good\.\* poor: loss .* higher than good .*: this part alone fails\n", With(Kind.Result, 5));
        Assert.Single(With(Kind.Result, 5).Split("Once more")[1..]);
        Assert.Matches(@"\n- Once more, on other seeds \(20000 to 20004\): poor: loss .* lower than good .*: this part alone holds\n", With(Kind.Result, 5, then: 0.9));
        Assert.Matches(@"\n- \*poor beats good\.\* poor: loss .* higher than good .*: this part alone undecided, since it fails, and not once more; at spreads of ", With(Kind.Result, 5, then: 0.9));
        Assert.Contains("10 runs of 2 recipes", With(Kind.Result, 0), StringComparison.Ordinal);
        Assert.Contains("20 runs of 2 recipes", With(Kind.Result, 5), StringComparison.Ordinal);
        Assert.Contains("Once more, on other seeds: to come, \"poor beats good\".", With(Kind.Hypothesis, 4), StringComparison.Ordinal);
        Assert.Matches(@"\n- \*poor beats good\.\* poor: loss .*: this part alone undecided, since it fails, and is to be asked once more; at spreads of ", With(Kind.Hypothesis, 4));
        Assert.Contains("To come: 2 runs of 2 recipes", With(Kind.Hypothesis, 4), StringComparison.Ordinal);
        Assert.DoesNotContain("To come", With(Kind.Hypothesis, 5), StringComparison.Ordinal);
        Assert.DoesNotContain("Once more", With(Kind.Suggestion, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_its_first_look_leaves_open_says_when_it_is_looked_at_next()
    {
        var plan = MadePlans.GoodBeatsPoor(Tier.Full, (plan, good, poor) => plan.Decide(good.Beats(poor, on: MadePlans.Loss, byFactor: MadePlans.Poor.Loss / MadePlans.Good.Loss)));
        var page = AnswerPage.Render("a write-up", [plan], [], Runs(5), None, []);
        Assert.Matches(@"\n- \*good beats poor by .*\* good: loss .* in 5 of 5 seeds: this part alone undecided so far, the next look is at 10 seeds; at spreads of ", page);
        Assert.Matches(@"\n- \*good beats poor\.\* good: loss .* in 5 of 5 seeds: this part alone holds\n", page);
    }

    [Fact]
    public void What_was_tried_says_what_it_would_have_come_to()
    {
        var plan = MadePlans.GoodBeatsPoor(Tier.Full, (plan, good, poor) => plan.Try(poor.Beats(good, on: MadePlans.Loss)));
        var page = AnswerPage.Render("a write-up", [plan], [], Runs(5), None, []);
        Assert.Matches(@"\n- Tried beside it: poor: loss .* higher than good .*: would be Not reproduced\n", page);
        Assert.DoesNotContain("Tried", Page(5, 5));
    }

    [Fact]
    public void Another_framework_stands_in_a_column_where_it_has_runs_and_decides_nothing()
    {
        string With(int ours, int theirs) => AnswerPage.Render("a write-up", [MadePlans.GoodBeatsPoor(Tier.Full)], [], Runs(ours), None, [("another 1.0", Runs(theirs))]);

        Assert.Matches(@"\| seeds, from and to \| another 1\.0 \|\n", With(2, 3));
        Assert.Matches(@"\| good: loss, MSE \| 2 \|.*\| 0\.\d+, 3 seeds from 0\.\d+ to 0\.\d+ \|\n", With(2, 3));
        Assert.DoesNotContain("another 1.0", With(5, 0));
        Assert.DoesNotContain("this part alone", With(2, 5));
    }

    [Fact]
    public void What_the_runs_took_is_added_up_by_recipe()
    {
        var page = Page(5, 2);
        Assert.Contains("7 runs of 2 recipes, 0.7 h of one core, without a GPU (a machine).", page);
        Assert.Contains("| good | 5 | 0 of 100 | 6 min 00 s | 0.5 h |\n| poor | 2 | 0 of 100 | 6 min 00 s | 0.2 h |\n", page);
    }
}
