using WeightPred.Reproduction;

namespace WeightPred.Unit.Statistics;

public sealed class A_baseline_is_kept
{
    private static readonly double[] Stored = new Noise(1).Normals(20, 10, 2);

    [Fact]
    public void The_same_values_raise_no_alarm()
    {
        var drift = Regression.Check(Stored, Stored);
        Assert.False(drift.Alarm);
        Assert.True(drift.CanDecide);
        Assert.Equal(0, drift.Z);
    }

    [Fact]
    public void Five_new_seeds_against_twenty_stored_have_the_published_limit() => // 1.94 s
        Assert.Equal(1.94, Regression.Check(Stored, Stored[..5]).K, 2);

    [Fact]
    public void The_band_and_z_say_the_same()
    {
        var drift = Regression.Check(Stored, [15, 15, 15, 15, 15]);
        Assert.Equal(drift.Alarm, 15 < drift.Low || 15 > drift.High);
        Assert.Equal((15 - Moments.Mean(Stored)) / Moments.StandardDeviation(Stored), drift.Z, 12);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(0)]
    public void A_shift_to_either_side_is_an_alarm(double mean) => Assert.True(Regression.Check(Stored, [mean, mean]).Alarm);

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
    public void A_new_run_that_diverges_is_an_alarm()
    {
        var drift = Regression.Check(Stored, [10, 10, double.PositiveInfinity]);
        Assert.True(drift.Alarm);
        Assert.Contains("1 new run of 3 diverged", drift.Reason);
    }

    [Fact]
    public void Without_a_spread_there_is_no_band()
    {
        Assert.False(Regression.Check([10], [1000]).CanDecide);
        Assert.False(Regression.Check([10, double.PositiveInfinity], [1000]).CanDecide);
        Assert.False(Regression.Check([10], [1000]).Alarm);
    }

    [Fact]
    public void Where_the_stored_values_never_varied_any_other_value_is_an_alarm()
    {
        Assert.False(Regression.Check([0.1, 0.1, 0.1], [0.1]).Alarm);
        Assert.True(Regression.Check([0.1, 0.1, 0.1], [0.1000001]).Alarm);
    }

    [Fact]
    public void Missing_values_are_refused_in_words()
    {
        Assert.Contains("fault", Assert.Throws<ArgumentException>(() => Regression.Check(Stored, [double.NaN])).Message);
        Assert.Contains("at least one seed", Assert.Throws<ArgumentException>(() => Regression.Check([], [1])).Message);
        Assert.Contains("20 seeds with 20, not 20 with 5", Assert.Throws<ArgumentException>(() => Regression.Reapprove(Stored, Stored[..5])).Message);
    }

    [Theory] // an alarm at 0.1 %, a shift of 2 s is caught in 56 % and of 3 s in 97 % of cases
    [InlineData(2, 0.56)]
    [InlineData(3, 0.97)]
    public void Shifts_are_caught_as_often_as_published(double shift, double published)
    {
        const int trials = 4000;
        var noise = new Noise(11);
        var alarms = Enumerable.Range(0, trials).Count(_ => Regression.Check(noise.Normals(20), noise.Normals(5, shift)).Alarm);
        Simulated.RateIsAbout(published, alarms, trials);
    }

    [Fact]
    public void An_unchanged_program_raises_no_more_alarms_than_promised()
    {
        const int trials = 10_000;
        var noise = new Noise(12);
        var alarms = Enumerable.Range(0, trials).Count(_ => Regression.Check(noise.Normals(20), noise.Normals(5)).Alarm);
        Simulated.RateIsAtMost(Regression.AlarmRate, alarms, trials);
    }

    [Fact]
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
