using Reproduction;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class HeadlineTests
{
    private static readonly Quantity A = Numbers.Arm("A")[Numbers.Error], B = Numbers.Arm("B")[Numbers.Error];

    private static Told Tell(Headline headline, double[] a, double[]? b = null) =>
        headline.Tell(name => name == A.Name ? a : name == B.Name ? b : null);

    [Fact]
    public void A_mean_is_said_in_the_write_ups_unit()
    {
        Assert.Equal(
            new Told("ours", "0.017", "0.0191", false, 2, 0.0191), Tell(Headline.Mean("ours", "0.017", A), [0.0190, 0.0192]));
        Assert.Equal("13.0 %", Tell(Headline.Mean("", "100 %", A, Headline.Percent), [0.12, 0.14]).Ours);
        Assert.Equal("diverged", Tell(Headline.Mean("", "1", A), [1, double.PositiveInfinity]).Ours);
    }

    [Fact]
    public void Without_values_the_write_ups_side_stands_alone()
    {
        var headline = Headline.Lower("", "huge", A, B);
        Assert.Equal(new Told("", "huge", "", false, 0), Tell(headline, [1, 2]));
        Assert.Equal(2, Tell(headline, [1, 2, 3], [2, 4.1]).Seeds); // of both
    }

    [Fact]
    public void A_comparison_says_what_its_finding_says()
    {
        double[] a = [1, 1.1, 0.9, 1, 1.05], b = [5, 6, 5.5, 5.2, 6.1];
        string said = Tell(Headline.Lower("", "huge", A, B), a, b).Ours;
        Assert.Contains(said.Split(" (")[1].TrimEnd(')'), ((LowerThan)A.Below(B)).Judged(a, b).Effect, StringComparison.Ordinal);
        Assert.Equal(said, Tell(Headline.Lower("", "huge", A, B, score => 1 - score), [.. a.Select(x => 1 - x)],
            [.. b.Select(x => 1 - x)]).Ours);
    }

    [Fact]
    public void A_quantity_of_several_is_made_of_what_was_measured()
    {
        var difference = A.Less(B);
        Assert.Equal("-1", Tell(Headline.Mean("", "", difference), [1, 2], [2, 3]).Ours);
        Assert.Equal("7", Headline.Mean("", "", difference).Tell(name => name == difference.Name ? [7] : null).Ours);
        Assert.Equal("", Tell(Headline.Mean("", "", difference), [1, 2]).Ours);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_printed_number_outside_the_rules_interval_is_marked(double printed, bool outside)
    {
        var rule = new WithinPredictionInterval("printed", A, new Quoted(printed, 0.01), 2);
        var line = Assert.Single(Headline.Printed(rule, [("A", "as printed")], values => values.Count, count => $"{count} runs"));
        var told = Tell(line, [0.99, 1, 1.02, 1.01, 0.98]);
        Assert.Equal(("5 runs", outside), (told.Ours, told.Outside));
        Assert.Equal(outside, rule.Judged([0.99, 1, 1.02, 1.01, 0.98]).Verdict != Verdict.Holds);
    }

    [Fact]
    public void Only_the_seeds_that_the_rule_looks_at_mark_it()
    {
        var rule = new WithinPredictionInterval("printed", A, new Quoted(2, 0.01), 2) { Schedule = SeedSchedule.At(5) };
        var told = Tell(Headline.Printed(rule, [("A", "2")], _ => 0, _ => "").Single(),
            [0.99, 1, 1.02, 1.01, 0.98, 2, 2, 2, 2, 2]);
        Assert.True(told.Outside);
    }

    [Fact]
    public void A_plan_that_does_not_measure_what_its_headline_reads_is_refused()
    {
        var plan = Made.GoodBeatsPoor(Tier.Full, (plan, good, _) => plan.Headline(Headline.Mean("", "", good[Made.Score])));
        Assert.Contains("headline reads \"good: score\"", Assert.Throws<PlanException>(plan.Check).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_tells_ours_at_the_write_ups_budget_alone()
    {
        Plan Of(Tier tier) =>
            Made.GoodBeatsPoor(tier, (plan, good, _) => plan.Headline(Headline.Mean("good", "0.2", good[Made.Loss])));
        Assert.Equal("", Examination.Of(Of(Tier.Quick), new(new MadeLab())).Headline.Single().Ours);
        var told = Examination.Of(Of(Tier.Full), new(new MadeLab())).Headline.Single();
        Assert.Equal(("0.2", 5), (told.WriteUp, told.Seeds));
        Assert.NotEqual("", told.Ours);
    }

    [Fact]
    public void An_alternative_that_was_tried_is_kept_beside_the_findings()
    {
        var plan = Made.GoodBeatsPoor(Tier.Full, (plan, good, poor) => plan.Try(poor.Beats(good, on: Made.Loss)));
        var result = Examination.Of(plan, new(new MadeLab()));
        Assert.Equal((Verdict.Holds, Verdict.Fails), (result.Verdict, result.Tried.Single().Verdict));
    }
}
