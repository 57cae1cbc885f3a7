using Reproduction;
using Reproduction.Claims;
using Reproduction.Reports;
using WeightPred.Unit.Claims;
using MadePlans = WeightPred.Unit.Claims.Made;

namespace WeightPred.Unit.Reports;

public sealed class AnswerPageTests
{
    private static string Page(int good, int poor) =>
        AnswerPage.Render("a write-up", [MadePlans.GoodBeatsPoor(Tier.Full)], [], [],
            experiment => Runs(experiment == (IExperiment)MadePlans.Good ? good : poor)(experiment), []);

    private static Func<IExperiment, IReadOnlyList<AnswerRun>> Runs(int seeds) =>
        experiment => [.. Enumerable.Range(0, seeds).Select(seed =>
            new AnswerRun(experiment.Name, new MadeRun((MadeExperiment)experiment, seed), "a machine", TimeSpan.FromMinutes(6)))];

    [Fact]
    public void A_decision_with_its_runs_stands_with_its_effect_and_says_that_nothing_is_approved()
    {
        var page = Page(5, 5);
        Assert.Contains(
            "## T1 Good beats poor\n\nThe write-up: \"good beats poor\"\n\n**Not run yet.**\n\n- *good beats poor.* good: loss 6",
            page);
        Assert.Contains(" in 5 of 5 seeds: this part alone holds\n", page);
        Assert.Contains("| good: loss, MSE | 5 | 0.", page);
    }

    [Fact]
    public void Of_a_run_that_is_used_the_proven_steps_are_said_beside_all()
    {
        var steps = MadePlans.Good.Steps;
        var page = AnswerPage.Render(
            "a write-up", [MadePlans.GoodBeatsPoor(Tier.Full)], [], [],
            experiment => [.. Runs(5)(experiment)
                .Select(run => run with { Proven = experiment == (IExperiment)MadePlans.Good ? 32 : 8 })], []);
        Assert.Contains($"The first 8 to 32 of {steps} steps of each are trained again wherever it is used, and must be equal to "
            + "the last bit; ", page);
        Assert.Matches(@$"\| 5 \| 32 of \d+ \| 6 min", page);
        Assert.DoesNotContain("are trained again wherever", Page(0, 0));
    }

    [Fact]
    public void What_lies_behind_the_proven_steps_is_not_called_proven() =>
        Assert.Contains("; what follows, final and held-out loss among it, is proven by an audit alone. ", Page(5, 5));

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
    public void A_decision_without_its_runs_is_to_come()
    {
        Assert.Contains("\n- *good beats poor.* To come.\n", Page(2, 0), StringComparison.Ordinal);
        Assert.DoesNotContain("To come", Page(5, 5), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_its_first_look_leaves_open_says_when_it_is_looked_at_next()
    {
        var plan = MadePlans.GoodBeatsPoor(Tier.Full, (plan, good, poor) =>
            plan.Decide(good.Beats(poor, on: MadePlans.Loss, byFactor: MadePlans.Poor.Loss / MadePlans.Good.Loss).Supposing(3)));
        var page = AnswerPage.Render("a write-up", [plan], [], [], Runs(5), []);
        Assert.Matches(
            @"\n- \*good beats poor by .*\* good: loss .* in 5 of 5 seeds: this part alone undecided so far, the next look is at 10 seeds; its seeds spread by 0\.\d+; there it holds with probability ",
            page);
        Assert.Matches(@"\n- \*good beats poor\.\* good: loss .* in 5 of 5 seeds: this part alone holds\n", page);
    }

    [Fact]
    public void What_was_tried_says_what_it_would_have_come_to()
    {
        var plan = MadePlans.GoodBeatsPoor(Tier.Full, (plan, good, poor) => plan.Try(poor.Beats(good, on: MadePlans.Loss)));
        var page = AnswerPage.Render("a write-up", [plan], [], [], Runs(5), []);
        Assert.Matches(@"\n- Tried beside it: poor: loss .* times as high as good .*: would be Not reproduced\n", page);
        Assert.DoesNotContain("Tried", Page(5, 5));
    }

    [Fact]
    public void Another_framework_stands_in_a_column_where_it_has_runs_and_decides_nothing()
    {
        string With(int ours, int theirs) =>
            AnswerPage.Render("a write-up", [MadePlans.GoodBeatsPoor(Tier.Full)], [], [], Runs(ours),
                [("another 1.0", Runs(theirs))]);

        Assert.Matches(@"\| seeds, from and to \| another 1\.0 \|\n", With(2, 3));
        Assert.Matches(@"\| good: loss, MSE \| 2 \|.*\| 0\.\d+, 3 seeds from 0\.\d+ to 0\.\d+ \|\n", With(2, 3));
        Assert.DoesNotContain("another 1.0", With(5, 0));
        Assert.DoesNotContain("this part alone", With(2, 5));
    }

    [Fact]
    public void What_the_runs_took_is_added_up_by_recipe()
    {
        var page = Page(5, 2);
        Assert.Contains("7 runs of 2 recipes, 0.7 core hours, without a GPU (a machine).", page);
        Assert.Contains("| good | 5 | 0 of 100 | 6 min 00 s | 0.5 h |\n| poor | 2 | 0 of 100 | 6 min 00 s | 0.2 h |\n", page);
    }
}
