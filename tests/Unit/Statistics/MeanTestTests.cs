using Reproduction;
using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class MeanTestTests
{
    private const double Infinite = double.PositiveInfinity;

    private static MeanTest Of(double[] values, double low, double high) => MeanTest.Of(values, low, high, 0.05, 0.01, 0.95);

    [Fact]
    public void Inside_takes_both_ends_and_outside_one()
    {
        double[] values = [1.0, 1.1, 0.9, 1.05, 0.95];
        Assert.Equal(
            (Verdict.Holds, Math.Max(TTest.PAbove(values, 0.8), TTest.PBelow(values, 1.3))),
            (Of(values, 0.8, 1.3).Verdict, Of(values, 0.8, 1.3).P));
        Assert.Equal((Verdict.Fails, TTest.PAbove(values, 0.7)), (Of(values, 0.5, 0.7).Verdict, Of(values, 0.5, 0.7).P));
        Assert.Equal((Verdict.Fails, TTest.PBelow(values, 1.3)), (Of(values, 1.3, 1.5).Verdict, Of(values, 1.3, 1.5).P));
        Assert.Equal(Verdict.Undecided, Of(values, 0.99, 1.3).Verdict);
        Assert.Equal(
            (Verdict.Holds, TTest.PAbove(values, 0.8)), (Of(values, 0.8, Infinite).Verdict, Of(values, 0.8, Infinite).P));
        Assert.Equal(TTest.PBelow(values, 1.3), Of(values, -Infinite, 1.3).P);
        Assert.Equal(
            (Moments.Mean(values), TTest.Interval(values, 0.95), Moments.StandardDeviation(values), false),
            (Of(values, 0, 2).Estimate, Of(values, 0, 2).Interval, Of(values, 0, 2).Deviation, Of(values, 0, 2).BySigns));
    }

    [Theory] // a fair coin's tails: 1 / 1024, 11 / 1024, 56 / 1024
    [InlineData(10, 0, 1.0 / 1024)]
    [InlineData(9, 1, 11.0 / 1024)]
    [InlineData(8, 2, 56.0 / 1024)]
    [InlineData(0, 10, 1.0 / 1024)] // of the contrary
    public void Where_a_run_diverged_signs_decide_and_a_tie_counts_for_neither(int wins, int losses, double p)
    {
        double[] values = [.. Enumerable.Repeat(2.0, wins), .. Enumerable.Repeat(0.0, losses)];
        values[0] = wins > 0 ? Infinite : -Infinite;
        foreach (double[] some in new[] { values, [.. values, 1.0] })
        {
            var test = Of(some, 1, Infinite);
            Assert.Equal(p, test.P);
            Assert.Equal((true, true), (test.BySigns, double.IsNaN(test.Deviation)));
            Assert.Equal(Moments.Median(some), test.Estimate);
        }
    }

    [Fact]
    public void One_value_decides_nothing() =>
        Assert.Equal((Verdict.Undecided, false), (Of([5], 0, 10).Verdict, Of([5], 0, 10).BySigns));
}
