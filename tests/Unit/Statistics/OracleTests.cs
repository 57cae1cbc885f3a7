using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class OracleTests
{
    private static readonly Subject Subject = new("an identity", "Deep Sets", "R²");

    [Fact]
    public void Values_within_the_tolerance_are_equal()
    {
        var finding = Oracle.Equal(Subject, [0.5, 0.6], [0.5 + 1e-7, 0.6 - 1e-7], 2e-7, "8 roundings of a float");
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.True(double.IsNaN(finding.PValue));
        Assert.Contains("8 roundings of a float", finding.Reason);
    }

    [Fact]
    public void A_value_beyond_the_tolerance_is_not_reproduced_and_named()
    {
        var finding = Oracle.Equal(Subject, [0.5, 0.6, 0.7], 0.5, 0.15, "made up");
        Assert.Equal(Verdict.Fails, finding.Verdict);
        Assert.Equal("1 of 3 values not within 0.15 of the oracle (made up); the first is value 2: 0.2.", finding.Reason);
    }

    [Theory]
    [InlineData(0, Verdict.Holds)]
    [InlineData(1e-300, Verdict.Fails)]
    public void A_tolerance_of_zero_asks_for_equality(double difference, Verdict verdict) =>
        Assert.Equal(verdict, Oracle.Equal(Subject, [difference], 0.0, 0, "exact").Verdict);

    [Fact]
    public void A_value_on_the_edge_of_the_tolerance_is_within() =>
        Assert.Equal(Verdict.Holds, Oracle.Equal(Subject, [0.25], 0.0, 0.25, "exact").Verdict);

    [Fact]
    public void Below_what_theory_allows_is_a_leak_and_not_a_success()
    {
        var derivation = "minimum-norm least squares; 5 standard errors of 100 000 test points";
        Assert.Equal(Verdict.Holds, Oracle.NeverBelow(Subject, [0.352, 0.334], 1.0 / 3, 0.005, derivation).Verdict);
        Assert.Equal(Verdict.Holds, Oracle.NeverBelow(Subject, [0.3330, double.PositiveInfinity], 1.0 / 3, 0.005, derivation).Verdict);
        var finding = Oracle.NeverBelow(Subject, [0.352, 0.10], 1.0 / 3, 0.005, derivation);
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Contains("leaks", finding.Reason);
    }

    [Fact]
    public void A_missing_value_is_a_fault()
    {
        var finding = Oracle.Equal(Subject, [0, double.NaN], 0.0, 1, "");
        Assert.Equal((Verdict.Invalid, "Value 1 is NaN: a fault."), (finding.Verdict, finding.Reason));
    }

    [Fact]
    public void An_infinite_value_where_a_number_is_due_is_not_equal() =>
        Assert.Equal(Verdict.Fails, Oracle.Equal(Subject, [double.PositiveInfinity], 0.0, 1, "").Verdict);

    [Fact]
    public void Oracles_that_check_nothing_are_refused_in_words()
    {
        Assert.Contains("proves nothing", Assert.Throws<ArgumentException>(() => Oracle.Equal(Subject, [], 0.0, 1, "")).Message);
        Assert.Contains("1 values but 2 expected", Assert.Throws<ArgumentException>(() => Oracle.Equal(Subject, [1], [1, 2], 1, "")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Oracle.NeverBelow(Subject, [1], 0, -1, ""));
        Assert.Contains("must be finite", Assert.Throws<ArgumentException>(() => Oracle.NeverBelow(Subject, [1], double.NaN, 0, "")).Message);
    }

    [Fact]
    public void A_finding_shows_the_range_of_the_values_and_the_tolerance()
    {
        var equal = Oracle.Equal(new("equal", "Deep Sets", "R² after scaling", "R²"), [0.5, 0.75], [0.5, 1.0], 0.5, "made up");
        Assert.Equal((-0.25, 0.0, -0.125, 0.0), (equal.Low, equal.High, equal.Estimate, equal.Target));
        Assert.Equal((-0.5, 0.5, 2), (equal.ToleranceLow, equal.ToleranceHigh, equal.Seeds));
        Assert.Equal("Deep Sets: R² after scaling at most 0.25 R² off what it must be (allowed: 0.5)", equal.Effect);
        Assert.Equal("difference from the oracle: R² after scaling [R²]", equal.Statistic);

        var loss = new Subject("bounded", "2 pairs", "loss", "MSE");
        var below = Oracle.NeverBelow(loss, [0.352, 0.334], 0.5, 0.25, "made up");
        Assert.Equal((0.25, null), (below.ToleranceLow, below.ToleranceHigh));
        Assert.Equal("All 2 values at or above 0.5 less 0.25 (made up).", below.Reason);
        Assert.Equal("2 pairs: lowest loss 0.334 MSE (never below 0.5)", below.Effect);
        Assert.Equal("", Oracle.NeverBelow(loss, [0.1], 0.5, 0.25, "made up").Effect);
    }

    [Fact]
    public void Two_equal_infinities_do_not_differ() =>
        Assert.Equal(Verdict.Holds, Oracle.Equal(Subject, [double.PositiveInfinity], double.PositiveInfinity, 0, "").Verdict);
}
