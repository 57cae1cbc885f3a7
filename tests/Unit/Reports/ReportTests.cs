using Reproduction;
using Reproduction.Reports;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Reports;

public sealed class ReportTests
{
    internal static Report Of(params Result[] results) =>
        Report.Of(new ResultReading(results, []), Registry.Unknown, "Invented claims", Made.Noon);

    [Fact]
    public void Claims_are_in_natural_order_with_their_tiers_together()
    {
        var report = Of(Made.Result("P2.10"), Made.Result("P1.1", Tier.Full), Made.Result("P2.2"), Made.Result("P1.1"));
        Assert.Equal(["P1.1", "P2.2", "P2.10"], report.Claims.Select(c => c.Claim.Id));
        Assert.Equal([Tier.Full, Tier.Quick], report.Claims[0].All.Select(e => e.Result.Tier));
    }

    [Fact]
    public void Red_comes_first_then_what_is_undecided()
    {
        var report = Of(Made.Result("P1.1"), Made.Result("P1.2", verdict: Verdict.Undecided),
            Made.Result("P1.3", standing: StandingKind.Drifted));
        Assert.Equal(["P1.3", "P1.2", "P1.1"], report.ByUrgency.Select(c => c.Claim.Id));
        Assert.False(report.Passed);
    }

    [Fact]
    public void A_fault_is_red_even_without_a_baseline() =>
        Assert.False(Of(Made.Result(verdict: Verdict.Invalid) with { Standing = null }).Passed);

    [Fact]
    public void Nothing_decided_is_not_green()
    {
        Assert.False(Of().Passed);
        Assert.True(Of(Made.Result()).Passed);
        Assert.Equal("No claim was run: nothing was tested.", Of().Counts());
    }

    [Fact]
    public void What_cannot_be_read_is_not_green() =>
        Assert.False(Report.Of(new ResultReading([Made.Result()], ["a file is damaged"]), Registry.Unknown,
            "Invented claims", Made.Noon).Passed);

    [Fact]
    public void Counts_use_the_words_of_the_tier_and_count_undecided_apart() => Assert.Equal(
        "At the write-up's budget: 1 Reproduced, 1 Not reproduced, 1 Undecided. Quick guards: 1 Holds here. 1 red.",
        Of(Made.Result(), Made.Result("P1.1", Tier.Full), Made.Result("P1.2", Tier.Full, Verdict.Fails),
            Made.Result("P1.3", Tier.Published, Verdict.Undecided, StandingKind.New)).Counts());

    [Fact]
    public void A_result_of_an_earlier_plan_is_shown_but_neither_red_nor_green()
    {
        var registry = new Registry([new Registered("P1.1", Tier.Quick, "another plan")]);
        var report = Report.Of(
            new ResultReading([Made.Result(standing: StandingKind.Drifted), Made.Result("P9.9")], []), registry, "");
        var entry = Assert.Single(report.Entries);
        Assert.Equal("of an earlier plan, 2026-03-01", entry.Age);
        Assert.False(entry.Red);
        Assert.False(report.Passed);
        Assert.Equal(["P9.9 (quick, 2026-03-01)"], report.LeftOut);
        Assert.Contains("1 result of an earlier plan, not counted.", report.Counts());
    }

    [Fact]
    public void A_result_of_an_earlier_run_shows_its_day()
    {
        var yesterday = Made.Result("P1.2");
        yesterday = yesterday with { Origin = yesterday.Origin with { Started = Made.Noon.AddDays(-1) } };
        Assert.Equal(["", "2026-02-28"], Of(Made.Result(), yesterday).Entries.Select(e => e.Age));
    }
}
