using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

/// <summary>Prediction intervals and the spreads behind them, against tabulated values.</summary>
public sealed class PredictionIntervalTests
{
    [Theory] // mean 3, s = sqrt(2.5), sqrt(1 + 1/5); t(0.975, 4) = 2.776445, t(0.995, 4) = 4.604095
    [InlineData(0.05, 2.776445)]
    [InlineData(0.01, 4.604095)]
    public void Its_width_is_the_tabulated_one(double error, double t)
    {
        double[] values = [1, 2, 3, 4, 5];
        var interval = PredictionInterval.Of(values, PooledSpread.Of(values)).At(error);
        double half = t * Math.Sqrt(2.5 * 1.2);
        Assert.Equal(
            (3 - half, 3 + half), (interval.Low, interval.High),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-5 && Math.Abs(a.Item2 - b.Item2) < 1e-5);
        Assert.Equal(1 - error, interval.Coverage);
    }

    [Fact]
    public void An_end_of_the_interval_has_the_p_value_of_its_error()
    {
        double[] values = [1, 2, 3, 4, 5];
        var prediction = PredictionInterval.Of(values, PooledSpread.Of(values));
        var (low, high) = (prediction.At(0.05).Low, prediction.At(0.05).High);
        Assert.Equal(0.05, prediction.P(low, low), 12);
        Assert.Equal(0.05, prediction.P(high, high + 1), 12);
        Assert.Equal(1, prediction.P(2, 4));
    }

    [Fact] // six cells of five: t(1 - 0.05 / 12, 24) = 2.875 in place of t(.., 4) = 4.851
    public void A_pooled_spread_has_the_degrees_of_all_groups()
    {
        double[][] six = [.. Enumerable.Range(0, 6).Select(i => (double[])[i - 2, i - 1, i, i + 1, i + 2])];
        var pooled = PooledSpread.Of(six)!.Value;
        Assert.Equal((Math.Sqrt(2.5), 24), (pooled.Deviation, pooled.Degrees));
        Assert.Equal(2.875 * Math.Sqrt(3), PredictionInterval.Of(six[0], pooled).At(0.05 / 6).High, 2);
        Assert.Equal(4.851 * Math.Sqrt(3), PredictionInterval.Of(six[0], PooledSpread.Of(six[0])).At(0.05 / 6).High, 2);
    }

    [Theory] // by hand: 12 ln(14/3) - 4 ln(1 x 4 x 9) = 4.151265, over 10/9: 3.736139; exp(-3.736139 / 2) with 2 degrees
    [InlineData(1, 2, 3, 0.15442)]
    [InlineData(7, 7, 7, 1)]
    public void Bartletts_p_value_is_the_one_by_hand(double a, double b, double c, double p) =>
        Assert.Equal(p, PooledSpread.PEqual([Scaled(a), Scaled(b), Scaled(c)]), 5);

    [Fact]
    public void Spreads_that_are_told_apart_are_not_pooled()
    {
        Assert.NotNull(PooledSpread.Of([Scaled(1), Scaled(2), Scaled(3)]));
        Assert.Null(PooledSpread.Of([Scaled(1), Scaled(2), Scaled(9)]));
        Assert.Null(PooledSpread.Of([Scaled(1)])); // one group has nothing to pool with
    }

    private static double[] Scaled(double by) => [-2 * by, -by, 0, by, 2 * by];
}
