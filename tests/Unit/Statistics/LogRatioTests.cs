using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class LogRatioTests
{
    private const double Diverged = double.PositiveInfinity;

    [Theory]
    [InlineData(2, 1, 0.6931471805599453)]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(Diverged, Diverged, 0)]
    [InlineData(Diverged, 1, double.PositiveInfinity)]
    [InlineData(1, Diverged, double.NegativeInfinity)]
    [InlineData(1, 0, double.PositiveInfinity)]
    [InlineData(0, 1, double.NegativeInfinity)]
    public void The_log_ratio_is_positive_where_the_candidate_is_better(double reference, double candidate, double expected) =>
        Assert.Equal(expected, LogRatio.Of(reference, candidate), 1e-15);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, double.NaN)]
    public void What_is_no_error_is_refused(double reference, double candidate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogRatio.Of(reference, candidate));

    [Theory]
    [InlineData(1, 1 + 1e-13, true)]
    [InlineData(1, 1 + 1e-11, false)]
    [InlineData(0, 1e-300, false)]
    [InlineData(Diverged, Diverged, true)]
    [InlineData(Diverged, 1, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.NaN, 1, false)]
    public void Numbers_agree_but_for_a_logarithms_last_digit(double a, double b, bool agree) =>
        Assert.Equal((agree, agree), (LogRatio.Agree(a, b), LogRatio.Agree(b, a)));

    [Fact]
    public void A_margin_is_the_log_of_a_positive_finite_ratio()
    {
        Assert.Equal(1.2, LogRatio.Back(LogRatio.Margin(1.2)), 15);
        Assert.Equal(-LogRatio.Margin(2), LogRatio.Margin(0.5), 15);
        foreach (var ratio in new[] { 0, -1, double.NaN, Diverged })
            Assert.Throws<ArgumentOutOfRangeException>(() => LogRatio.Margin(ratio));
    }

    [Fact]
    public void The_geometric_mean_is_that_of_the_logs()
    {
        Assert.Equal(2, LogRatio.GeometricMean([1, 2, 4]), 15);
        Assert.Equal(Diverged, LogRatio.GeometricMean([1, Diverged]));
        Assert.Equal(0, LogRatio.GeometricMean([1, 0]));
    }
}
