using Reproduction;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Results;
using WeightPred.Unit.Claims;

namespace WeightPred.Unit.Reports;

public sealed class ScorecardTableTests
{
    private static Plan TwoArms(bool chosenAfterRuns)
    {
        var plan = new Plan(new Statement("P1.1", "XLinear beats Linear", Kind.Result, "Part I", "it did work"), Tier.Full);
        var loss = new Metric("final loss", "MSE", _ => 0);
        var (linear, xlinear) = (plan.Arm("Linear", new MadeExperiment("a", 1)), plan.Arm("XLinear", new MadeExperiment("b", 1)));
        plan.Measure(loss, linear, xlinear);
        plan.Headline(Headline.Mean("Linear", "0.177", linear[loss]), Headline.Mean("XLinear", "0.064", xlinear[loss]));
        if (chosenAfterRuns)
            plan.ChosenWithRunsKnown("Read so.");
        return plan;
    }

    private static Baseline Approved(Tier tier = Tier.Full, bool exact = true) =>
        Baseline.From(Made.Result("P1.1", verdict: Verdict.Fails, tier: tier)) with
    {
        Device = new(exact ? "exacttorch" : "torchsharp-cpu", exact, ""),
        Seeds = [0, 1],
        Measurements = [new("Linear: final loss", "MSE", [0.04, 0.05]),
            new("XLinear: final loss", "MSE", [0.02, double.PositiveInfinity])],
    };

    private static string Row(Plan plan, params Baseline[] approved) =>
        ScorecardTable.Render([plan], approved, []).Split('\n')[6];

    [Fact]
    public void A_row_has_the_verdict_and_the_headline() => Assert.Equal(
        "| P1.1 XLinear beats Linear | **Not reproduced** | Linear: 0.177 → 0.045; XLinear: 0.064 → diverged; 2 seeds |",
        Row(TwoArms(false), Approved()));

    [Fact]
    public void A_sentence_stands_above_as_long_as_its_verdict_and_has_the_headlines_number()
    {
        string Page(Verdict presumed, params Baseline[] approved) => ScorecardTable.Render(
            [TwoArms(false)], approved, [new([("P1.1", presumed)], answers => $"Linear ends at {answers["P1.1"][0]}.")]);
        Assert.StartsWith("- Linear ends at 0.045.\n\n<details>", Page(Verdict.Fails, Approved()));
        Assert.StartsWith("\n<details>", Page(Verdict.Holds, Approved()));
        Assert.StartsWith("\n<details>", Page(Verdict.Fails));
    }

    [Fact]
    public void The_table_is_folded_under_the_count_of_its_verdicts()
    {
        var other = new Plan(new Statement("P1.2", "Another", Kind.Result, "Part I", "it did work"), Tier.Full);
        Assert.Contains("<summary>Each claim: 1 Not reproduced, 1 not run yet</summary>\n\n| claim |",
            ScorecardTable.Render([other, TwoArms(false)], [Approved()], []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_was_chosen_when_its_runs_were_known_is_marked() =>
        Assert.Contains("**Not reproduced** † |", Row(TwoArms(true), Approved()), StringComparison.Ordinal);

    [Fact]
    public void Missing_answers_and_those_without_exact_bits_are_not_run_yet()
    {
        foreach (Baseline[] approved in (Baseline[][])[[], [Approved(Tier.Quick)], [Approved(exact: false)]])
            Assert.EndsWith("| not run yet | Linear: 0.177; XLinear: 0.064 |", Row(TwoArms(false), approved),
                StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_stands_between_the_marks_of_the_page()
    {
        const string page = "before\n<!-- scorecard -->\nold\n<!-- end of the scorecard -->\nafter\n";
        Assert.Equal("before\n<!-- scorecard -->\nnew\n<!-- end of the scorecard -->\nafter\n",
            ScorecardTable.Put(page, "new\n"));
        Assert.Throws<InvalidDataException>(() => ScorecardTable.Put("a page", "new\n"));
    }
}
