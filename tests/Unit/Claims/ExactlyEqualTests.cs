using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;

namespace WeightPred.Unit.Claims;

/// <summary>Decisions that mathematics makes: equality, and a bound.</summary>
public sealed class ExactlyEqualTests
{
    private static readonly Quantity A = Numbers.Arm("A")[Numbers.Error], B = Numbers.Arm("B")[Numbers.Error];

    private static Finding Equal(double[] a, double[] b, double tolerance) =>
        new ExactlyEqual("equal", A, B, tolerance, "made up").Judged(a, b);

    private static Finding Bound(params double[] values) =>
        new LowerBound("bound", A, 1.0 / 3, 0.005, "5 standard errors").Judged(values);

    [Fact]
    public void Values_within_the_tolerance_are_equal_and_one_beyond_is_named()
    {
        var finding = Equal([0.5, 0.6], [0.5 + 1e-7, 0.6 - 1e-7], 2e-7);
        Assert.Equal((Verdict.Holds, 2), (finding.Verdict, finding.Seeds));
        Assert.True(double.IsNaN(finding.PValue));
        Assert.Contains("made up", finding.Reason, StringComparison.Ordinal);

        finding = Equal([0.5, 0.6, 0.7], [0.5, 0.5, 0.5], 0.15);
        Assert.Equal(
            (Verdict.Fails, "1 of 3 values not within 0.15 MSE of what is expected (made up); the first is value 2: 0.2 MSE."),
            (finding.Verdict, finding.Reason));
    }

    [Theory]
    [InlineData(0, 0, Verdict.Holds)]
    [InlineData(1e-300, 0, Verdict.Fails)]
    [InlineData(0.25, 0.25, Verdict.Holds)]
    [InlineData(double.PositiveInfinity, 1, Verdict.Fails)]
    public void The_edge_is_within_and_a_tolerance_of_0_asks_for_equality(double value, double tolerance, Verdict verdict) =>
        Assert.Equal(verdict, new ExactlyEqual("", A, null, tolerance, "").Judged([value, value]).Verdict);

    [Fact]
    public void Two_equal_infinities_do_not_differ() =>
        Assert.Equal(Verdict.Holds, Equal([double.PositiveInfinity], [double.PositiveInfinity], 0).Verdict);

    [Fact]
    public void A_missing_value_is_a_fault() =>
        Assert.StartsWith("Seed 1 has no value (NaN)", Equal([0, double.NaN], [0, 0], 1).Reason);

    [Fact]
    public void Below_what_theory_allows_is_a_leak_and_no_success()
    {
        Assert.Equal(Verdict.Holds, Bound(0.352, 0.334).Verdict);
        Assert.Equal(Verdict.Holds, Bound(0.3330, double.PositiveInfinity).Verdict);
        var finding = Bound(0.352, 0.10);
        Assert.Equal((Verdict.Invalid, ""), (finding.Verdict, finding.Effect));
        Assert.EndsWith("Something leaks.", finding.Reason);
    }

    [Fact]
    public void A_tolerance_that_is_none_is_refused()
    {
        Assert.Contains("tolerance", new ExactlyEqual("", A, null, -1, "").Refusal(SeedSchedule.At(1)), StringComparison.Ordinal);
        Assert.Contains(
            "tolerance", new LowerBound("", A, 0, double.NaN, "").Refusal(SeedSchedule.At(1)), StringComparison.Ordinal);
        Assert.Contains("bound", new LowerBound("", A, double.NaN, 1, "").Refusal(SeedSchedule.At(1)), StringComparison.Ordinal);
        Assert.Null(new ExactlyEqual("", A, null, 0, "").Refusal(SeedSchedule.At(1)));
    }
}
