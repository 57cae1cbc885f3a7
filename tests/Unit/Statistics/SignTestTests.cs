using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class SignTestTests
{
    [Theory] // the binomial table at 1/2
    [InlineData(10, 0, 1.0 / 1024)]
    [InlineData(9, 1, 11.0 / 1024)]
    [InlineData(17, 3, 1351.0 / 1048576)]
    [InlineData(0, 5, 1)]
    [InlineData(0, 0, 1)]
    public void The_sign_test_counts_a_fair_coins_tail(int wins, int losses, double p) => Assert.Equal(p, SignTest.P(wins, losses));

    [Fact]
    public void The_sign_test_ignores_sizes_and_ties()
    {
        Assert.Equal(1.0 / 16, SignTest.PAbove([double.PositiveInfinity, 1e-300, 1, 2, 0]));
    }

    [Fact] // ranks for at least 95 %: J. D. Gibbons, Nonparametric Statistical Inference, table of the median's interval
    public void The_medians_interval_runs_between_the_tabulated_ranks()
    {
        double[] Ranks(int n) => [.. Enumerable.Range(1, n).Select(i => (double)i).Reverse()];
        Assert.Equal(new Interval(2, 9, 0.95), SignTest.MedianInterval(Ranks(10), 0.95));
        Assert.Equal(new Interval(6, 15, 0.95), SignTest.MedianInterval(Ranks(20), 0.95));
        Assert.Equal(new Interval(1, 6, 0.95), SignTest.MedianInterval(Ranks(6), 0.95));
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity, 0.95), SignTest.MedianInterval(Ranks(5), 0.95));
        Assert.Equal(new Interval(1, 2, 0.5), SignTest.MedianInterval(Ranks(2), 0.5)); // just as wide as asked
    }

    [Fact]
    public void Counts_that_make_no_sense_are_refused_in_words()
    {
        Assert.Contains("50 seeds", Assert.Throws<ArgumentException>(() => SignTest.P(30, 21)).Message);
        Assert.Equal(1.0 / (1L << 50), SignTest.P(50, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignTest.P(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignTest.P(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignTest.MedianInterval([1, 2], 1));
    }
}
