using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

public sealed class GitHub_sees_what_is_red : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void One_error_line_a_red_claim_escaped_as_GitHub_wants()
    {
        var entry = Runs.Entry("P2.2", BaselineKind.Drifted, change: o => o with { Statement = o.Statement with { Id = "P2.2: a, b", Sentence = "100 % worse" } });
        var line = Assert.Single(GitHubSummary.ErrorLines(Runs.Of(entry, Runs.Entry("P1.1"))));
        Assert.Equal("::error file=baselines/P2_2_XLinear_beats_Linear.Quick.verified.json,title=P2.2%3A a%2C b Drifted::100 %25 worse: Reproduced.%0ADirectory: /baselines%0ANotEqual: P2.2", line);
    }

    [Fact]
    public void A_shard_from_Windows_is_marked_at_the_same_file()
    {
        var entry = Runs.Entry("P1.1", BaselineKind.New);
        entry = entry with { Baseline = entry.Baseline with { VerifiedFile = @"D:\a\repository\baselines\P1_1.Quick.verified.json" } };
        Assert.StartsWith("::error file=baselines/P1_1.Quick.verified.json,", GitHubSummary.ErrorLines(Runs.Of(entry))[0]);
    }

    [Fact]
    public void A_run_without_claims_is_an_error() => Assert.Contains("No claim was run", Assert.Single(GitHubSummary.ErrorLines(Runs.Of())));

    [Fact]
    public void A_summary_is_appended_to_what_is_there()
    {
        File.WriteAllText(_scratch["summary.md"], "# earlier\n");
        GitHubSummary.Append(_scratch["summary.md"], "# mine\n");
        GitHubSummary.Append(_scratch["summary.md"], "# again\n");
        Assert.Equal("# earlier\n# mine\n# again\n", File.ReadAllText(_scratch["summary.md"]));
    }

    [Fact]
    public async Task A_locked_summary_is_tried_again()
    {
        var held = new FileStream(_scratch["summary.md"], FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var append = Task.Run(() => GitHubSummary.Append(_scratch["summary.md"], "# mine\n"));
        await Task.Delay(60);
        Assert.False(append.IsCompleted);
        await held.DisposeAsync();
        await append;
        Assert.Equal("# mine\n", File.ReadAllText(_scratch["summary.md"]));
    }

    [Fact]
    public void A_summary_stays_below_one_MiB_and_is_cut_at_a_line()
    {
        var line = new string('µ', 500);
        GitHubSummary.Append(_scratch["summary.md"], string.Concat(Enumerable.Repeat(line + "\n", 1500)));
        Assert.InRange(new FileInfo(_scratch["summary.md"]).Length, 900_000, 1024 * 1024 - 1);
        var text = File.ReadAllText(_scratch["summary.md"]);
        Assert.EndsWith("The whole report is in the artifacts.*\n", text);
        Assert.All(text.Split('\n').TakeWhile(l => l.Length > 0), l => Assert.Equal(line, l));

        var before = new FileInfo(_scratch["summary.md"]).Length;
        GitHubSummary.Append(_scratch["summary.md"], string.Concat(Enumerable.Repeat(line + "\n", 1500)));
        Assert.InRange(new FileInfo(_scratch["summary.md"]).Length, before, 1024 * 1024 - 1);
    }
}
