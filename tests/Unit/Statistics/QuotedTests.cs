using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class QuotedTests
{
    [Theory]
    [InlineData("0.017", 0.017, 0.0005)]
    [InlineData("5", 5, 0.5)]
    [InlineData("-1.50", -1.5, 0.005)]
    public void The_last_digit_printed_is_the_tolerance(string printed, double value, double half) =>
        Assert.Equal(new Quoted(value, half), Quoted.From(printed));

    [Fact]
    public void A_percentage_keeps_its_digits()
    {
        Assert.Equal(new Quoted(0.983, 0.0005), Quoted.Percent("98.3"));
        Assert.Throws<FormatException>(() => Quoted.From("0,017"));
        Assert.Throws<FormatException>(() => Quoted.From("1e-3"));
    }

    [Fact]
    public void A_share_explained_leaves_the_rest() =>
        Assert.Equal(new Quoted(0.017, 0.0005), Quoted.Percent("98.3").Remainder());

    [Fact]
    public void A_bound_is_exact() => Assert.Equal(new Quoted(0.5, 0), Quoted.Exactly(0.5));
}
