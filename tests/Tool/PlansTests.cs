namespace WeightPred.ToolTests;

/// <summary>On the sample's claims, read from their assembly as it was built.</summary>
public sealed class PlansTests : Bench
{
    [Fact]
    public void A_claim_is_explained_with_its_plan_and_its_log()
    {
        // Where the sample's [WriteUp] says that its baselines lie.
        Directory.CreateDirectory(Path.Combine(Root, "samples", "NoisyRegression"));
        Decide(Made.Result() with { Claim = Made.Result().Claim with { Id = "S1" } }, "invented for a test");
        Directory.Move(Baselines, Path.Combine(Root, "samples", "NoisyRegression", "baselines"));
        var text = Run("explain", "s1", "--claims", Sample).Output;
        Assert.Contains("## S1 SGD on a noisy line ends at the least-squares fit", text);
        Assert.Contains("Cost: 200 000 to 400 000 steps.", text);
        Assert.Contains($"samples/NoisyRegression/baselines/{Made.Name}.Quick.verified.json: Holds here with 3 seeds", text);
        Assert.Contains("  invented for a test", text);
        Refused("There is no claim \"P9\". There are: S1.", "explain", "P9", "--claims", Sample);
    }

    [Fact]
    public void A_damaged_baseline_of_another_claim_is_named_and_hides_nothing()
    {
        Directory.CreateDirectory(Path.Combine(Root, "samples", "NoisyRegression"));
        Decide(Made.Result() with { Claim = Made.Result().Claim with { Id = "S1" } }, "invented for a test");
        File.WriteAllText(Path.Combine(Baselines, "Another.Quick.verified.json"), "{}");
        Directory.Move(Baselines, Path.Combine(Root, "samples", "NoisyRegression", "baselines"));
        var text = Run("explain", "S1", "--claims", Sample).Output;
        Assert.Contains("Another.Quick.verified.json", text);
        Assert.Contains("  invented for a test", text);
    }

    [Fact]
    public void Claims_without_a_figure_have_no_picture_of_figures() =>
        Refused("None of these claims is about a figure", "figures", "--claims", typeof(PlansTests).Assembly.Location);

    [Fact]
    public void A_report_knows_where_the_claims_results_lie_and_the_plans_of_today()
    {
        Decide(Made.Result());
        string own = Path.Combine(Artifacts, "samples", "NoisyRegression");
        Directory.CreateDirectory(own);
        Directory.Move(Path.Combine(Artifacts, "results"), Path.Combine(own, "results"));
        var result = Run("report", "--claims", Sample);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Left out, since these claims exist no more: P1.1 (quick, 2026-03-01)", result.Output);
        Assert.DoesNotContain("No claims are built here", result.Output);
        Assert.Equal(["artifacts/samples/NoisyRegression/results/reproduction-report.html"],
            Files().Keys.Where(file => file.EndsWith(".html", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_list_says_kind_what_is_approved_and_how_results_stand()
    {
        Directory.CreateDirectory(Path.Combine(Root, "samples", "NoisyRegression"));
        Assert.Matches(@"S1 +│ SGD .* │ Result +│ not approved +│ not approved", Run("list", "--claims", Sample).Output);
        Decide(Made.Result() with { Claim = Made.Result().Claim with { Id = "S1" } }, "invented for a test");
        Directory.Move(Baselines, Path.Combine(Root, "samples", "NoisyRegression", "baselines"));
        Directory.CreateDirectory(Path.Combine(Artifacts, "samples", "NoisyRegression"));
        Directory.Move(Path.Combine(Artifacts, "results"), Path.Combine(Artifacts, "samples", "NoisyRegression", "results"));
        Assert.Contains("Holds here; here:", Run("list", "--claims", Sample).Output);
    }
}
