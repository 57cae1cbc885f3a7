using Reproduction;
using Reproduction.Reports;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class SummaryTextTests
{
    private static string Of(params Result[] results) => SummaryText.Render(ReportTests.Of(results));

    private static string[] Rows(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith('P') && line.Contains(" | "))];

    [Fact]
    public void A_claim_is_one_line_with_its_answer_before_its_guard()
    {
        var row = Assert.Single(Rows(Of(Made.Result(), Made.Result(tier: Tier.Full, verdict: Verdict.Fails))));
        Assert.Equal(["P1.1", "XLinear beats Linear", "Not reproduced", "Holds here"],
            row.Split(" | ").Select(cell => cell.Trim()));
    }

    [Fact]
    public void A_claim_without_published_runs_is_not_run_yet() =>
        Assert.Contains("not run yet", Assert.Single(Rows(Of(Made.Result()))));

    [Fact]
    public void The_red_ones_come_last_in_one_line_each_with_what_moved()
    {
        var lines = Of(Made.Result("P1.1"), Made.Result("P1.2", verdict: Verdict.Invalid),
            Made.Result("P2.2", standing: StandingKind.Drifted)).TrimEnd().Split('\n');
        Assert.Equal("// * Red *", lines[^3]);
        Assert.Equal("  P1.2 (quick): Invalid, as approved: Seed 1 has no value.", lines[^2]);
        Assert.StartsWith("  P2.2 (quick): Holds here, drifted: Linear: final loss", lines[^1]);
        Assert.Equal(2, Rows(string.Join('\n', lines)).Count(row => row.Contains("RED")));
    }

    [Fact]
    public void A_result_that_is_invalid_in_every_way_says_so_once() => Assert.Equal(
        "Invalid", SummaryText.Found(Made.Result(verdict: Verdict.Invalid, standing: StandingKind.Invalid)));

    [Fact]
    public void Claims_of_earlier_runs_take_one_line()
    {
        var earlier = Made.Result("P1.2", verdict: Verdict.Invalid);
        var text = Of(Made.Result("P1.1"), earlier with { Origin = earlier.Origin with { Started = Made.Noon.AddDays(-1) } });
        Assert.StartsWith("P1.1", Assert.Single(Rows(text)));
        Assert.Contains("1 other claim, decided earlier (2026-02-28): red are P1.2.", text);

        var built = earlier.Origin with { Started = Made.Noon.AddDays(-1), Commit = "another" };
        Assert.Contains("(2026-02-28, some by other sources)", Of(Made.Result("P1.1"), earlier with { Origin = built }));
    }

    [Fact]
    public void No_line_is_wider_than_140_columns()
    {
        var text = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"50 000 for {i + 10} unknowns"));
        var result = Made.Result(sentence: new string('x', 300), standing: StandingKind.Drifted);
        var report = ReportTests.Of(result with { Faults = [text],
            Standing = result.Standing! with { Differences = [new ValueMoved(text, 1, 0.1, 0.2)] } }) with { Problems = [text] };
        Assert.All(SummaryText.Render(report).Split('\n'), line => Assert.InRange(line.Length, 0, SummaryText.Width));
    }

    [Fact]
    public void Problems_notes_and_what_was_left_out_are_named()
    {
        var report = ReportTests.Of(Made.Result())
            with { Problems = ["a damaged file"], Notes = ["P1.4: skipped"], LeftOut = ["P9.9 (quick, 2026-03-01)"] };
        var text = SummaryText.Render(report);
        Assert.All(["a damaged file", "P1.4: skipped", "Left out, since these claims exist no more: P9.9"],
            part => Assert.Contains(part, text));
    }

    [Fact]
    public void A_run_of_nothing_says_so() => Assert.Contains("nothing was tested", Of());
}
