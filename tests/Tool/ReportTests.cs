using Reproduction;
using Reproduction.Results;

namespace WeightPred.ToolTests;

public sealed class ReportTests : Bench
{
    private void Shard(string name, Result result, bool passed = true) =>
        new ResultFolder(Path.Combine(Root, "shards", name, "Reproduction.Artifacts")).Write(
        result with { Standing = new() { Kind = passed ? StandingKind.Equal : StandingKind.Drifted, Passed = passed,
            Message = "invented", VerifiedFile = "invented", Approved = result.Verdict } });

    [Fact]
    public void An_empty_folder_is_rendered_and_is_not_green()
    {
        var result = Run("report");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("nothing was tested", result.Output);
        Assert.Contains("artifacts/results/reproduction-report.html", Files().Keys);
    }

    [Fact]
    public void Without_built_claims_the_report_says_what_it_cannot_tell()
    {
        Decide(Made.Result());
        Assert.Contains("No claims are built here", Run("report").Output);
        Refused("No claims are built here: run dotnet build", "explain", "P1.1");
        Refused("No claims are built here: run dotnet build", "scorecard");
        Refused("There is no ", "scorecard", "--claims", "none.dll");
        Refused("holds no claims", "scorecard", "--claims", typeof(Settings).Assembly.Location);
        var spoilt = Path.Combine(Root, "spoilt.dll");
        File.WriteAllText(spoilt, "no assembly");
        Refused("does not fit this program", "scorecard", "--claims", spoilt);
    }

    [Fact]
    public void A_report_that_is_not_whole_is_red()
    {
        Decide(Made.Result(), "a reason");
        Assert.Equal(0, Run("report").ExitCode);
        File.Delete(Path.Combine(Artifacts, "results", "reproduction-report.html"));
        Directory.CreateDirectory(Path.Combine(Artifacts, "results", "reproduction-report.html", "in the way"));
        var result = Run("report");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("results/reproduction-report.html could not be written", result.Output);
        Assert.Contains("The report is not whole", result.Output);
        Assert.DoesNotContain("Report: ", result.Output);
    }

    [Fact]
    public void A_baseline_that_is_gone_is_red()
    {
        Decide(Made.Result(), "a reason");
        Directory.Delete(Baselines, recursive: true);
        Assert.Equal(1, Run("report").ExitCode);
    }

    [Fact]
    public void Nights_are_added_to_a_file_that_is_named_where_it_is_damaged()
    {
        Decide(Made.Result(), "a reason");
        string csv = Path.Combine(Root, "site", "trend.csv");
        string[] trend = ["trend", Artifacts, csv, "--claims", Sample];
        Assert.Equal(0, Run(trend).ExitCode);
        Assert.Contains("site/trend.html", Files().Keys);
        File.AppendAllText(csv, "no row\n");
        Refused("site/trend.csv cannot be used: line ", trend);
    }

    [Fact]
    public void Shards_are_copied_and_rendered_and_the_exit_code_is_that_of_the_run()
    {
        Decide(Made.Result(), "a reason");
        Decide(Made.Result(tier: Tier.Full), "a reason");
        Shard("a", Made.Result());
        Shard("b/deep", Made.Result(tier: Tier.Full));
        Shard("c", Made.Result());
        var to = Path.Combine(Root, "shards", "all");
        var result = Run("merge", Path.Combine(Root, "shards"), to);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3 shards merged.", result.Output);
        Assert.Equal(["P1.1.full.json", "P1.1.quick.json"],
            Directory.GetFiles(Path.Combine(to, "results", "claims")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
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
