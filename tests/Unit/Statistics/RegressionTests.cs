using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class RegressionTests
{
    private static readonly double[] Stored = new Noise(1).Normals(20, 10, 2);

    [Fact]
    public void The_same_values_are_equivalent()
    {
        var reapproval = Regression.Reapprove(Stored, Stored);
        Assert.True(reapproval.Approvable);
        Assert.Equal(1, reapproval.PDifferent);
        Assert.Equal(1.25 * Moments.StandardDeviation(Stored), reapproval.Margin, 12);
        Assert.StartsWith("Equivalent: difference 0, ", reapproval.Reason);
    }

    [Fact]
    public void With_many_seeds_a_small_but_certain_difference_stops_a_reapproval()
    {
        var reapproval = Regression.Reapprove(new Noise(2).Normals(200), new Noise(3).Normals(200, 0.6));
        Assert.True(reapproval.PEquivalent < 0.05);
        Assert.True(reapproval.PDifferent < 0.001);
        Assert.False(reapproval.Approvable);
        Assert.StartsWith("Different", reapproval.Reason);
    }

    [Fact]
    public void What_is_neither_different_nor_shown_equivalent_is_not_approvable()
    {
        var reapproval = Regression.Reapprove(Stored, [.. Stored.Select(v => v + 0.8 * Moments.StandardDeviation(Stored))]);
        Assert.True(reapproval.PDifferent > 0.001);
        Assert.True(reapproval.PEquivalent > 0.05);
        Assert.False(reapproval.Approvable);
        Assert.StartsWith("Not shown equivalent", reapproval.Reason);
    }

    [Fact]
    public void Too_few_seeds_and_diverged_runs_are_refused_in_words()
    {
        Assert.Contains("20 seeds with 20, not 20 with 5", Assert.Throws<ArgumentException>(() => Regression.Reapprove(Stored, Stored[..5])).Message);
        Assert.Contains("not 19 with 20", Assert.Throws<ArgumentException>(() => Regression.Reapprove(Stored[..19], Stored)).Message);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => Regression.Reapprove(Stored, [.. Stored[..19], double.PositiveInfinity])).Message);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => Regression.Reapprove([.. Stored[..19], double.NegativeInfinity], Stored)).Message);
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void Reapproval_passes_equal_programs_and_stops_different_ones()
    {
        const int trials = 2000;
        var noise = new Noise(13);
        var equal = Enumerable.Range(0, trials).Count(_ => Regression.Reapprove(noise.Normals(20), noise.Normals(20)).Approvable);
        var shifted = Enumerable.Range(0, trials).Count(_ => Regression.Reapprove(noise.Normals(20), noise.Normals(20, 1.25)).Approvable);
        Simulated.RateIsAbout(0.98, equal, trials, rounding: 0.015); // the margin is in estimated, not true, standard deviations
        Simulated.RateIsAtMost(0.07, shifted, trials); // 5 %, and a little for the same reason
    }
}
