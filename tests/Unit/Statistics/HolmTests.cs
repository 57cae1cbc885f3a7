using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class HolmTests
{
    [Fact] // the example of R's p.adjust and of most textbooks
    public void Holms_adjusted_p_values_are_the_textbooks()
    {
        double[] expected = [0.03, 0.06, 0.06, 0.02], adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);
        foreach (var (e, a) in expected.Zip(adjusted))
            Assert.Equal(e, a, 12);
        Assert.Equal([true, false, false, true], Holm.Rejected([0.01, 0.04, 0.03, 0.005], 0.05));
    }

    [Fact]
    public void An_oracle_does_not_count_as_a_test()
    {
        var adjusted = Holm.Adjust([0.01, double.NaN, 0.04]);
        Assert.Equal([0.02, double.NaN, 0.04], adjusted);
        Assert.Equal([true, false, true], Holm.Rejected([0.01, double.NaN, 0.04], 0.05));
    }

    [Fact]
    public void Ties_a_single_claim_and_none_are_no_special_cases()
    {
        Assert.Equal([0.04, 0.04], Holm.Adjust([0.02, 0.02]));
        Assert.Equal([0.3], Holm.Adjust([0.3]));
        Assert.Empty(Holm.Adjust([]));
        Assert.Equal([1.0, 1.0], Holm.Adjust([0.8, 0.9]));
    }

    [Fact]
    public void An_adjusted_p_exactly_at_the_level_is_rejected() => Assert.Equal([true, true], Holm.Rejected([0.0078125, 0.015625], 0.015625));

    [Fact]
    public void What_is_no_p_value_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([0.5, 1.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([-0.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Rejected([0.5], 0));
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void One_in_a_family_of_twenty_true_nulls_is_rejected_no_more_often_than_promised()
    {
        const int trials = 20_000;
        var noise = new Noise(5);
        var families = Enumerable.Range(0, trials).Count(_ => Holm.Rejected([.. Enumerable.Range(0, 20).Select(_ => noise.Uniform())], 0.01).Any(r => r));
        Simulated.RateIsAtMost(0.01, families, trials);
    }
}
