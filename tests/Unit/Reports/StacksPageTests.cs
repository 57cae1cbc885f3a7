using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;
using Numbers = WeightPred.Unit.Baselines.Made;

namespace WeightPred.Unit.Reports;

public sealed class StacksPageTests
{
    private static readonly Statement[] Claims = [Made.Result().Claim, Made.Result("P1.2").Claim];

    private static readonly Result Exact = Numbers.Result(), Cpu = Numbers.With(Numbers.Result(Numbers.Cpu), 0, 0.0406, 0.0390, 0.0413, 0.0398, 0.0408);

    private static string Page(params Result[] results) => StacksPage.Render(Claims, [.. results.Select(Baseline.From)], null);

    [Fact]
    public void A_claim_stands_with_both_verdicts_both_means_and_the_band_between_them()
    {
        var page = Page(Exact, Cpu);
        Assert.Contains("## torchsharp-cpu\n\n0.1 beside exacttorch, 1. ", page);
        Assert.Contains("| P1.1 | Holds here, 5 seeds | Holds here, 5 seeds | Linear: final loss, MSE | 0.0403 | 0.0403 | ±0.0004609 |\n", page);
        Assert.Contains("| P1.1 | XLinear: final loss, MSE | 0.02496 | 0.02496 | ±9.842E-08 | paired by seed |\n", page);
    }

    [Fact]
    public void A_claim_that_is_not_approved_there_says_so()
    {
        var other = Exact with { Claim = Claims[1] };
        Assert.Contains("| P1.2 | Holds here, 5 seeds | not approved |", Page(Exact, other, Cpu));
        Assert.DoesNotContain("| P1.2 |", Page(Exact, Cpu));
    }

    [Fact]
    public void Means_of_half_the_training_that_leave_the_bands_of_the_device_are_counted()
    {
        VariedCell Cell(Result measured) => new("P1.1", measured.Registration, 5, Verdict.Holds, "", 0, 0, 0, "") { Measurements = measured.Measurements };
        VariedOutcome Half(VariedCell cell) => new("half the training", VariationKind.Bands, "Everything trains half of its steps.", "1", "a machine", new(2026, 1, 1), TimeSpan.Zero, [cell]);
        string With(VariedCell cell) => StacksPage.Render(Claims, [Baseline.From(Exact), Baseline.From(Cpu)], new([Half(cell)]));
        Assert.Contains("±0.0004609 | 0 of 2 noticed |\n", With(Cell(Cpu)));
        Assert.Contains("±0.0004609 | 1 of 2 noticed |\n", With(Cell(Numbers.With(Cpu, 0, 0.0811, 0.0782, 0.0823, 0.0799, 0.0814))));
        Assert.Contains("where everything trains half of its steps (a machine)", With(Cell(Cpu)));
    }

    [Fact]
    public void The_other_tier_and_the_exact_engine_alone_make_no_table() => Assert.DoesNotContain("##", Page(Exact, Numbers.Result(Numbers.Cpu, tier: Tier.Full)));
}
