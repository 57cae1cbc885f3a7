using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class ChangeTests
{
    [Theory] // candidate / reference: estimate, and the interval from the smallest log ratio (largest quotient) on
    [InlineData(0.87, 0.91, 0.82, "13 % lower than B (9 to 18 %)")]
    [InlineData(0.97, 1.02, 0.92, "3 % lower than B (2 % higher to 8 % lower)")]
    [InlineData(0.995, 0.996, 0.994, "0.5 % lower than B (0.4 to 0.6 %)")]
    [InlineData(1.35, 1.5, 1.2, "35 % higher than B (20 to 50 %)")]
    [InlineData(1.9, 2.4, 1.5, "90 % higher than B (50 % higher to a factor 2.4 higher)")]
    [InlineData(3.1, 4, 2.5, "a factor 3.1 higher than B (2.5 to 4)")]
    [InlineData(0.05, 0.0625, 0.04, "a factor 20 lower than B (16 to 25)")]
    [InlineData(0.05, 0.2, 0.0125, "a factor 20 lower than B (80 % lower to a factor 80 lower)")]
    [InlineData(1e-7, 1e-7, 1e-7, "a factor 1E+07 lower than B (1E+07 to 1E+07)")]
    public void A_log_ratio_is_said_as_people_say_it(double estimate, double least, double most, string text) =>
        Assert.Equal(text, Change.Of("B", -LogRatio.Margin(estimate), -LogRatio.Margin(least), -LogRatio.Margin(most)));

    [Fact]
    public void A_tie_and_infinite_ends_are_said_too()
    {
        Assert.Equal("0 % higher than B (0 to 0 %)", Change.Of("B", 0, 0, 0));
        Assert.Equal("50 % lower than B (no interval)", Change.Of("B", LogRatio.Margin(2), double.NegativeInfinity, double.PositiveInfinity));
        Assert.Equal("50 % lower than B (20 % lower to beyond any factor lower)", Change.Of("B", LogRatio.Margin(2), -LogRatio.Margin(0.8), double.PositiveInfinity));
        Assert.Equal("beyond any factor higher than B (20 % higher to beyond any factor higher)", Change.Of("B", double.NegativeInfinity, double.NegativeInfinity, -LogRatio.Margin(1.2)));
    }
}
