using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class ChangeTests
{
    [Theory] // candidate / reference: estimate, and the interval from the smallest log ratio (largest quotient) on
    [InlineData(0.87, 0.91, 0.82, "13 % lower than B (9 to 18 %)")]
    [InlineData(0.97, 1.02, 0.92, "3 % lower than B (2 % higher to 8 % lower)")]
    [InlineData(0.995, 0.996, 0.994, "0.5 % lower than B (0.4 to 0.6 %)")]
    [InlineData(1.35, 1.5, 1.2, "35 % higher than B (20 to 50 %)")]
    [InlineData(1.9, 2.4, 1.5, "1.9 times as high as B (1.5 to 2.4 times)")]
    [InlineData(3.1, 4, 2.5, "3.1 times as high as B (2.5 to 4 times)")]
    [InlineData(0.05, 0.0625, 0.04, "20 times lower than B (16 to 25 times)")]
    [InlineData(0.17, 0.36, 0.083, "5.9 times lower than B (2.8 to 12 times)")]
    [InlineData(0.8, 1.6, 0.08, "1.2 times lower than B (1.6 times as high to 13 times lower)")]
    [InlineData(0.008, 0.009, 0.007, "125 times lower than B (111 to 143 times)")]
    [InlineData(1e-7, 1e-7, 1e-7, "1E+07 times lower than B (1E+07 to 1E+07 times)")]
    public void An_effect_and_its_interval_have_one_unit(double estimate, double least, double most, string text)
    {
        var (log, low, high) = (-LogRatio.Margin(estimate), -LogRatio.Margin(least), -LogRatio.Margin(most));
        Assert.Equal(text, Change.Of("B", log, low, high));
        Assert.Equal(text.Replace(" than B", "").Replace(" as B", ""), Change.Of(log, low, high));
    }

    [Theory]
    [InlineData(1, true, "the same")]
    [InlineData(0.8, true, "20 % lower")]
    [InlineData(0.8, false, "1.2 times lower")]
    [InlineData(2, false, "2 times as high")]
    public void A_tick_of_an_axis_is_said_in_its_unit(double ratio, bool percent, string text) =>
        Assert.Equal(text, Change.Of(-LogRatio.Margin(ratio), percent));

    [Fact]
    public void A_tie_and_infinite_ends_are_said_too()
    {
        const double Infinity = double.PositiveInfinity;
        Assert.Equal("0 % higher than B (0 to 0 %)", Change.Of("B", 0, 0, 0));
        Assert.Equal("50 % lower than B (no interval)", Change.Of("B", LogRatio.Margin(2), -Infinity, Infinity));
        Assert.Equal(
            "50 % lower than B (20 % lower to beyond any factor lower)",
            Change.Of("B", LogRatio.Margin(2), -LogRatio.Margin(0.8), Infinity));
        Assert.Equal(
            "beyond any factor higher than B (20 % higher to beyond any factor higher)",
            Change.Of("B", -Infinity, -Infinity, -LogRatio.Margin(1.2)));
    }
}
