using Reproduction.Reports;

namespace WeightPred.Unit.Reports;

public sealed class SparklineTests
{
    [Fact]
    public void Heights_are_logarithmic() => Assert.Equal("█▅▁", Sparkline.Of([100, 10.5, 1]));

    [Fact]
    public void A_diverged_value_is_marked() => Assert.Equal("▁█×", Sparkline.Of([1, 2, double.PositiveInfinity]));

    [Fact]
    public void Equal_values_are_flat_and_many_are_thinned()
    {
        Assert.Equal("▁▁", Sparkline.Of([3, 3]));
        Assert.Equal(24, Sparkline.Of([.. Enumerable.Range(1, 500).Select(i => (double)i)]).Length);
        Assert.Equal("", Sparkline.Of([]));
    }
}
