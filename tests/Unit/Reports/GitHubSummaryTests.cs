using Reproduction;
using Reproduction.Reports;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class GitHubSummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_red_claim_is_one_error_line_at_its_baseline_escaped_as_GitHub_wants()
    {
        var red = Made.Result("P2.2", standing: StandingKind.Drifted, sentence: "100 % worse");
        red = red with { Standing = red.Standing! with { VerifiedFile = @"D:\a\baselines\P2_2.Quick.verified.json" } };
        Assert.Equal(
            "::error file=baselines/P2_2.Quick.verified.json,title=P2.2 quick%3A drifted::100 %25 worse: Holds "
                + "here.%0ADirectory: baselines%0ANotEqual: P2.2",
            Assert.Single(GitHubSummary.ErrorLines(ReportTests.Of(red, Made.Result()))));
    }

    [Fact]
    public void A_run_without_claims_is_an_error() =>
        Assert.Contains("No claim was run", Assert.Single(GitHubSummary.ErrorLines(ReportTests.Of())));

    [Fact]
    public void The_summary_names_red_first_then_what_waits_for_approval_then_curves()
    {
        var text = GitHubSummary.Render(ReportTests.Of(Made.Result(), Made.Result("P2.2", standing: StandingKind.Drifted)));
        var at = new[] { "| ❌ P2.2 |", "| P1.1 |", "accept P2.2 --tier quick --reason", "## ❌ P2.2: drifted", "xychart-beta" }
            .Select(part => text.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, at);
        Assert.Equal(at.Order(), at);
        // The geometric mean of 0.04 and 0.16 is 0.08.
        Assert.Contains(
            "x-axis \"training steps\" [\"1\", \"100\"]\n    y-axis \"log10 of the loss\"\n    line [0.0000, -1.0969]", text);
        Assert.Contains("█▁ 1 -> 0.08  Linear, 2 seeds", text);
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_one_line()
    {
        string? before = Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY"),
            actions = Environment.GetEnvironmentVariable("GITHUB_ACTIONS");
        try
        {
            Environment.SetEnvironmentVariable("GITHUB_ACTIONS", "");
            foreach (string file in new[] { _folder["nosuch/summary.md"], _folder["."] })
            {
                Environment.SetEnvironmentVariable("GITHUB_STEP_SUMMARY", file);
                using var console = new StringWriter { NewLine = "\n" };
                GitHubSummary.Publish(ReportTests.Of(Made.Result()), console);
                Assert.Matches("^GitHub's summary could not be written: .+\n$", console.ToString());
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("GITHUB_STEP_SUMMARY", before);
            Environment.SetEnvironmentVariable("GITHUB_ACTIONS", actions);
        }
    }

    [Fact]
    public void It_is_appended_and_stays_below_one_MiB_cut_at_a_line()
    {
        var line = new string('µ', 500);
        File.WriteAllText(_folder["summary.md"], "# earlier\n");
        GitHubSummary.Append(_folder["summary.md"], string.Concat(Enumerable.Repeat(line + "\n", 1500)));
        var text = _folder.Text("summary.md");
        Assert.InRange(new FileInfo(_folder["summary.md"]).Length, 900_000, 1024 * 1024 - 1);
        Assert.StartsWith("# earlier\n" + line + "\n", text);
        Assert.EndsWith("The whole report is in the artifacts.*\n", text);
        Assert.All(text.Split('\n').Skip(1).TakeWhile(l => l.Length > 0), l => Assert.Equal(line, l));
    }
}
