using WeightPred.Reproduction;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class SummaryTextTests
{
    private static string Of(params Result[] results) => SummaryText.Render(ReportTests.Of(results));

    [Fact]
    public void It_says_effects_in_words_and_the_tier_in_a_badge_and_the_answer_before_the_guard()
    {
        var lines = Of(Made.Result(), Made.Result(tier: Tier.Full, verdict: Verdict.Fails)).Split('\n');
        var row = lines.Single(l => l.StartsWith("P1.1 ", StringComparison.Ordinal));
        Assert.InRange(row.IndexOf("[full] Not reproduced; as approved", StringComparison.Ordinal), 0, row.IndexOf("[quick] Holds here; as approved", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("XLinear: final loss 13 % lower"));
        Assert.DoesNotContain(lines, l => l.Contains("0.143"));
    }

    [Fact]
    public void Red_is_the_first_row() => Assert.Equal(
        ["P2.2", "P1.2", "P1.1"],
        Of(Made.Result("P1.1"), Made.Result("P1.2", verdict: Verdict.Untestable), Made.Result("P2.2", standing: StandingKind.Drifted)).Split('\n').Where(l => l.StartsWith('P') && l.Contains(" | ")).Select(l => l.Split(' ')[0]));

    [Fact]
    public void No_line_is_wider_than_140_columns_and_no_number_is_cut()
    {
        string[] numbers = ["0.123456789012", "98.3 %", "50 000", "123456.789", "9 to 18 %", "0.487 [0.407, 0.567]"];
        var text = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"{numbers[i % numbers.Length]} for {i + 10} unknowns"));
        var result = Made.Result(sentence: new string('x', 300));
        var lines = Of(result with { Claim = result.Claim with { WriteUp = text }, Findings = [Made.Finding() with { Effect = text }], Faults = [text] }).Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, SummaryText.Width));
        // Cells stand side by side: each number must be whole in a line of its own cell. Write-up, effect, fault, and the fault's hint.
        foreach (var number in numbers)
            Assert.Equal(4 * 10, lines.Sum(line => line.Split(number).Length - 1));
    }

    [Fact]
    public void Problems_notes_power_and_what_was_left_out_are_named()
    {
        var report = ReportTests.Of(Made.Result()) with { Problems = ["a damaged file"], Notes = ["P1.4: skipped"], LeftOut = ["P9.9 (quick, 2026-03-01)"] };
        var text = SummaryText.Render(report);
        Assert.All(["a damaged file", "P1.4: skipped", "Left out, since these claims exist no more: P9.9", "probability 0.98", "commit abc1234", "Invented CPU"], part => Assert.Contains(part, text));
    }

    [Fact]
    public void What_waits_for_approval_is_named_with_the_command_on_a_line_of_its_own() => Assert.Contains(
        "    dotnet run --project tools/WeightPred -- accept P1.1 --reason \"...\"", Of(Made.Result(standing: StandingKind.New)).Split('\n'));

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.092, true)]
    [InlineData(0.08, false)]
    [InlineData(0.15, false)] // inside: a value that is reached
    [InlineData(0.2, true)]
    public void An_interval_that_ends_next_to_its_target_is_a_close_call(double target, bool close) => Assert.Equal(
        close, Of(Made.Result() with { Findings = [Made.Finding() with { Target = target }] }).Contains("close call"));

    [Fact]
    public void A_run_of_nothing_says_so() => Assert.Contains("nothing was tested", Of());
}
