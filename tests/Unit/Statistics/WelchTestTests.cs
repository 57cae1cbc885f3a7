using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

/// <summary>Golden values: the sleep data that Student published in 1908, taken as two groups.</summary>
public sealed class WelchTestTests
{
    private static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Welchs_test_of_the_sleep_data_gives_the_published_p() => // t = -1.8608, 17.776 degrees of freedom
        Assert.Equal(0.07939, WelchTest.PDifferent(FirstDrug, SecondDrug), 5);

    [Fact]
    public void Equivalence_is_the_worse_of_its_two_sides()
    {
        // The difference is 1.58 with a standard error of 0.849: far inside ± 10, and exactly on the edge of ± 1.58.
        Assert.True(WelchTest.PEquivalent(FirstDrug, SecondDrug, 10) < 1e-6);
        Assert.Equal(0.5, WelchTest.PEquivalent(FirstDrug, SecondDrug, 1.58), 6);
    }

    [Fact]
    public void The_side_and_the_margin_count()
    {
        Assert.Equal(0.07939 / 2, WelchTest.PAbove(SecondDrug, FirstDrug), 5);
        Assert.Equal(1 - 0.07939 / 2, WelchTest.PAbove(FirstDrug, SecondDrug), 5);
        Assert.Equal(0.5, WelchTest.PAbove(SecondDrug, FirstDrug, 1.58), 6);
    }

    [Fact]
    public void Without_variance_the_difference_decides()
    {
        Assert.Equal(0, WelchTest.PAbove([2, 2], [1, 1]));
        Assert.Equal(1, WelchTest.PAbove([2, 2], [1, 1], 1)); // on the margin
        Assert.Equal(1, WelchTest.PAbove([1, 1], [2, 2]));
    }

    [Fact]
    public void A_group_of_one_is_refused()
    {
        Assert.Contains("not 1 and 2", Assert.Throws<ArgumentException>(() => WelchTest.PDifferent([1], [1, 2])).Message);
        Assert.Contains("not 2 and 1", Assert.Throws<ArgumentException>(() => WelchTest.PDifferent([1, 2], [1])).Message);
        Assert.InRange(WelchTest.PDifferent([1, 2], [1, 3]), 0.1, 1);
    }
}
