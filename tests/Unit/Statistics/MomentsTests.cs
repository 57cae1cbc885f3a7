using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class MomentsTests
{
    [Fact]
    public void Mean_and_spread_are_the_textbooks()
    {
        double[] values = [2, 4, 4, 4, 5, 5, 7, 9];
        Assert.Equal(5, Moments.Mean(values));
        Assert.Equal(Math.Sqrt(32.0 / 7), Moments.StandardDeviation(values), 15);
    }

    [Fact]
    public void A_spread_that_is_small_beside_the_mean_is_kept() =>
        // the mean is rounded
        Assert.Equal(Math.Sqrt(42.0 / 144 / 2), Moments.StandardDeviation([1e9, 1e9 + 0.25, 1e9 + 0.75]), 9);

    [Fact]
    public void Equal_values_give_exactly_that_value_and_no_spread()
    {
        Assert.Equal(0.3, Moments.Mean([0.3, 0.3, 0.3]));
        Assert.Equal(0, Moments.StandardDeviation([0.3, 0.3, 0.3]));
        Assert.True(double.IsNaN(Moments.StandardDeviation([3])));
        Assert.True(Moments.AllEqual([1]));
        Assert.False(Moments.AllEqual([1, 1, 2]));
    }

    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 3.0 }, 2.5)]
    [InlineData(new[] { double.NegativeInfinity, 1.0, 2.0, 3.0 }, 1.5)]
    [InlineData(new[] { double.PositiveInfinity, double.PositiveInfinity }, double.PositiveInfinity)]
    public void The_median_orders_infinite_values_like_any_other(double[] values, double median) =>
        Assert.Equal(median, Moments.Median(values));

    [Fact]
    public void No_values_have_no_moments()
    {
        Assert.Contains("at least one seed", Assert.Throws<ArgumentException>(() => Moments.Mean([])).Message);
        Assert.Throws<ArgumentException>(() => Moments.StandardDeviation([]));
        Assert.Throws<ArgumentException>(() => Moments.Median([]));
    }
}
