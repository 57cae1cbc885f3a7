using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

public sealed class Hints_ask_what_a_careful_reader_would
{
    private static string? Only(ReportEntry entry) => Hints.For(Runs.Of(entry)) is [] ? null : Assert.Single(Hints.For(Runs.Of(entry)));

    [Fact]
    public void A_claim_as_approved_draws_none() => Assert.Null(Only(Runs.Entry("P1.1")));

    [Fact]
    public void A_partial_run() => Assert.Contains("partial run with 5 seeds", Only(Runs.Entry("P1.1", BaselineKind.Partial)));

    [Fact]
    public void A_new_claim_with_the_command_that_approves_it()
        => Assert.Contains("approve with WEIGHTPRED_UPDATE=new dotnet test", Only(Runs.Entry("P1.1", BaselineKind.New)));

    [Fact]
    public void Drift_with_its_first_difference() => Assert.Contains("loss, seed 2: 0.1 -> 0.2", Only(Runs.Entry("P1.1", BaselineKind.Drifted)));

    [Fact]
    public void An_inconclusive_decision() => Assert.Contains("inconclusive after 5 seeds", Only(Runs.Entry("P1.1", BaselineKind.Undecided, Verdict.Inconclusive)));

    [Fact]
    public void A_fault() => Assert.Contains("is NaN for seed 1", Only(Runs.Entry("P1.1", BaselineKind.Invalid, change: o => o.With(0, 1, double.NaN))));

    [Fact]
    public void A_band_far_wider_than_the_spread()
    {
        var entry = Runs.Entry("P1.1");
        Assert.Contains("wide band: 9.4 standard deviations", Only(entry with { Baseline = entry.Baseline with { Notes = ["wide band: 9.4 standard deviations"] } }));
    }

    [Fact]
    public void A_claim_without_a_control() => Assert.Contains("no control", Only(Runs.Entry("P1.1", change: o => o with { Controls = [] })));

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.399, true)]
    [InlineData(0.38, false)]
    [InlineData(0.5, false)] // inside: the quoted value that is reached
    [InlineData(0.574, true)]
    public void An_interval_that_ends_next_to_the_margin(double target, bool close)
        => Assert.Equal(close, Only(Runs.Entry("P1.1", change: o => o with { Decisions = [Made.Decision() with { Target = target }] }))?.Contains("close call") ?? false);
}
