using WeightPred.Reproduction;
using WeightPred.Reproduction.Results;

namespace WeightPred.ToolTests;

public sealed class ReportTests : Bench
{
    private void Shard(string name, Result result, bool passed = true) => new ResultFolder(Path.Combine(Root, "shards", name, "WeightPred.Artifacts")).Write(
        result with { Standing = new() { Kind = passed ? StandingKind.Equal : StandingKind.Drifted, Passed = passed, Message = "invented", VerifiedFile = "invented", Approved = result.Verdict } });

    [Fact]
    public void An_empty_folder_is_rendered_and_is_not_green()
    {
        var result = Run("report");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing was tested", result.Output);
        Assert.Contains("artifacts/results/WeightPred-report.html", Files().Keys);
    }

    [Fact]
    public void Without_built_claims_the_report_says_what_it_cannot_tell()
    {
        Decide(Made.Result());
        Assert.Contains("No claims are built here", Run("report").Output);
        Refused("dotnet build tests/Claims", "explain", "P1.1");
        Refused("dotnet build tests/Claims", "scorecard");
        Refused("There is no ", "scorecard", "--claims", "none.dll");
        Refused("holds no claims", "scorecard", "--claims", typeof(Settings).Assembly.Location);
        var spoilt = Path.Combine(Root, "spoilt.dll");
        File.WriteAllText(spoilt, "no assembly");
        Refused("does not fit this program", "scorecard", "--claims", spoilt);
    }

    [Fact]
    public void Shards_are_copied_and_rendered_and_the_exit_code_is_that_of_the_run()
    {
        Shard("a", Made.Result());
        Shard("b/deep", Made.Result(tier: Tier.Full));
        Shard("c", Made.Result());
        var to = Path.Combine(Root, "shards", "all");
        var result = Run("merge", Path.Combine(Root, "shards"), to);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 shards merged.", result.Output);
        Assert.Equal(["P1.1.full.json", "P1.1.quick.json"], Directory.GetFiles(Path.Combine(to, "results", "claims")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Shard("d", Made.Result() with { Claim = Made.Result().Claim with { Id = "P1.2" } }, passed: false);
        Assert.Equal(1, Run("merge", Path.Combine(Root, "shards"), to).ExitCode);
    }

    [Fact]
    public void Shards_that_contradict_each_other_and_none_at_all_are_refused()
    {
        Refused("There is no results/claims", "merge", Path.Combine(Root, "none"), Path.Combine(Root, "all"));
        Shard("a", Made.Result());
        Shard("b", Made.Result(shift: 0.1));
        Refused("hold the same claim and differ", "merge", Path.Combine(Root, "shards"), Path.Combine(Root, "all"));
    }
}
