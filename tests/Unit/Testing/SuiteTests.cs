using WeightPred.Claims;
using Reproduction;
using Reproduction.Results;
using Reproduction.Testing;
using WeightPred.Unit.Reports;

namespace WeightPred.Unit.Testing;

/// <summary>The report at the end of a run, whatever went wrong in it.</summary>
public sealed class SuiteTests : IDisposable
{
    private readonly TemporaryFolder _artifacts = new();
    private readonly P1_1_XLinear_beats_Linear _claim = new();
    private readonly Suite _suite;

    public SuiteTests() => _suite = new Suite(
        _claim.GetType().Assembly,
        Settings.Read(new Dictionary<string, string> { ["REPRODUCTION_ARTIFACTS"] = _artifacts.Path }, Checkout.Root));

    public void Dispose() => _artifacts.Dispose();

    [Fact]
    public void A_claim_that_ends_by_an_error_is_red_in_every_format_in_place_of_its_earlier_result()
    {
        var plan = _claim.PlanOf(Tier.Quick);
        new ResultFolder(_artifacts.Path).Write(Made.Result() with { Plan = plan.Canonical, Registration = plan.Registration });
        _suite.Broke(_claim, Tier.Quick, "dotnet test", "No space left on device");
        Assert.Empty(_suite.Close());
        foreach (string file in (string[])["summary.txt", "report.html", "report-github.md", "report-full.json", "report.csv"])
            Assert.Contains("It ended by an error: No space left on device", _artifacts.Text("results/reproduction-" + file),
                StringComparison.Ordinal);
        Assert.Contains("1 red.", _artifacts.Text("results/reproduction-summary.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_ends_by_an_error_is_red_where_no_file_can_keep_that()
    {
        Directory.CreateDirectory(_artifacts["results/claims/P1.1.quick.json/in the way"]);
        _suite.Broke(_claim, Tier.Quick, "dotnet test", "No space left on device");
        _ = _suite.Close();
        string summary = _artifacts.Text("results/reproduction-summary.txt");
        Assert.Contains("1 red.", summary, StringComparison.Ordinal);
        Assert.Contains("It ended by an error: No space left on device", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_cannot_be_written_is_told_with_its_differences()
    {
        Directory.CreateDirectory(_artifacts["results/claims/P1.1.quick.json/in the way"]);
        string told = Assert.Throws<IOException>(() => _suite.Report(Made.Result(standing: StandingKind.Drifted))).Message;
        Assert.StartsWith("The result (Holds here, drifted) could not be written: ", told, StringComparison.Ordinal);
        Assert.Contains("Linear: final loss, seed 1 | 0.1      | 0.2 ", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_page_cannot_be_written_says_so()
    {
        Directory.CreateDirectory(_artifacts["results/reproduction-report.html/in the way"]);
        _suite.Broke(_claim, Tier.Quick, "dotnet test", "an error");
        Assert.StartsWith("results/reproduction-report.html could not be written: ", Assert.Single(_suite.Close()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_is_answered_where_its_full_baseline_is_there()
    {
        Assert.True(_suite.IsApproved(typeof(F_4_Fifteen_unknowns), Tier.Published));
        Assert.False(_suite.IsApproved(typeof(SuiteTests), Tier.Published));
    }

    // Those of this assembly cannot be made.
    [Fact]
    public void A_plan_that_cannot_be_made_costs_no_report() =>
        Assert.All(Suite.RegistryOf(typeof(SuiteTests).Assembly).Plans,
            plan => Assert.Equal(("X1", Made.PlanOfToday), (plan.Claim.ToUpperInvariant(), plan.Registration)));
}
