using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class PlausibleTests
{
    private static readonly Subject Subject = new("ends at 0.017", "ResLinear", "final loss", "MSE");

    /// <summary>Losses whose logs spread by 0.2.</summary>
    private static double[] Losses(int n, double level = 0.019, ulong seed = 1) => [.. new Noise(seed).Normals(n, 0, 0.2).Select(z => level * LogRatio.Back(z))];

    private static Finding Decide(double[] values, string printed = "0.017", double widest = 3, Scale scale = Scale.Log) =>
        Plausible.Decide(Subject, Sample.From(values), Quoted.From(printed), Looks.At(values.Length), widest, scale);

    [Fact]
    public void A_printed_number_among_our_seeds_is_plausible()
    {
        var finding = Decide(Losses(20));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal(20, finding.Seeds);
        Assert.Equal(0.95, finding.Confidence, 12);
        Assert.Equal(0.017, finding.Shown(finding.Target), 12);
        Assert.Equal(0.0165, finding.Shown(finding.ToleranceLow!.Value), 12);
        Assert.Equal(0.0175, finding.Shown(finding.ToleranceHigh!.Value), 12);
        Assert.Equal("log of final loss [MSE]", finding.Statistic);
        Assert.True(finding.PValue > 0.05);
        Assert.Null(finding.Wins);
    }

    [Fact] // by hand: mean 3, s = sqrt(2.5), t(0.975, 4) = 2.776445
    public void The_interval_is_that_of_one_more_run()
    {
        var finding = Decide([1, 2, 3, 4, 5], "4", widest: 10, Scale.Linear);
        var half = 2.776445 * Math.Sqrt(2.5) * Math.Sqrt(1.2);
        Assert.Equal(3, finding.Estimate);
        Assert.Equal(3 - half, finding.Low, 5);
        Assert.Equal(3 + half, finding.High, 5);
        Assert.Equal((Verdict.Holds, Scale.Linear, 4.0, 3.5, 4.5), (finding.Verdict, finding.Scale, finding.Target, finding.ToleranceLow, finding.ToleranceHigh));
        Assert.Equal(
            "The printed 4 MSE is a plausible run of ours: one more run ends at -1.809 to 7.809 (95 %), 9.618 wide (at most 10 declared); 3 of 5 seeds lie below it (percentile 70); p = 0.79.",
            finding.Reason);
        Assert.Equal("ResLinear: final loss -1.809 to 7.809 MSE expected of one more run, printed 4; 3 of 5 seeds lie below it (percentile 70)", finding.Effect);
        Assert.Equal("final loss [MSE]", finding.Statistic);
        Assert.Equal(finding.PValue, finding.OverallP);
    }

    [Fact]
    public void On_the_log_scale_the_interval_and_its_width_are_ratios()
    {
        var finding = Decide([.. new[] { 1.0, 2, 3, 4, 5 }.Select(LogRatio.Back)], "50", widest: 1e5);
        Assert.Equal(3, finding.Estimate, 12);
        Assert.Contains("one more run ends at 0.1638 to 2463 (95 %), a ratio of 1.503E+04 (at most 1E+05 declared)", finding.Reason);
    }

    [Theory] // the interval of 1 to 5 ends at 7.809: 8 ± 0.5 reaches into it, 8.4 ± 0.05 does not
    [InlineData("8", Verdict.Holds, "")]
    [InlineData("8.4", Verdict.Fails, "The printed 8.4 MSE is higher than a run of ours would be")]
    [InlineData("-2", Verdict.Holds, "")]
    [InlineData("-2.4", Verdict.Fails, "The printed -2.4 MSE is lower than a run of ours would be")]
    public void The_rounding_of_the_printed_number_counts_for_it_and_either_side_against_it(string printed, Verdict verdict, string head)
    {
        var finding = Decide([1, 2, 3, 4, 5], printed, widest: 10, Scale.Linear);
        Assert.Equal(verdict, finding.Verdict);
        Assert.StartsWith(head, finding.Reason);
        Assert.Equal(verdict == Verdict.Fails, finding.PValue <= 0.05);
    }

    [Fact] // p of the nearest value that rounds to what is printed: t = 5 / sqrt(3) with 4 degrees of freedom
    public void The_p_value_is_that_of_the_nearest_end_of_the_printed_digit()
    {
        var above = Decide([1, 2, 3, 4, 5], "8.5", widest: 10, Scale.Linear).PValue;
        Assert.Equal(2 * (1 - MathNet.Numerics.Distributions.StudentT.CDF(0, 1, 4, 5.45 / Math.Sqrt(3))), above, 12);
        Assert.Equal(above, Decide([1, 2, 3, 4, 5], "-2.5", widest: 10, Scale.Linear).PValue, 12);
        Assert.Equal(1, Decide([1, 2, 3, 4, 5], "3", widest: 10, Scale.Linear).PValue);
    }

    [Fact]
    public void Inside_an_interval_wider_than_declared_nothing_is_shown_and_outside_it_the_contrary_still_is()
    {
        Assert.Equal(Verdict.Holds, Decide([1, 2, 3, 4, 5], "3", widest: 9.62, Scale.Linear).Verdict);
        var wide = Decide([1, 2, 3, 4, 5], "3", widest: 9.61, Scale.Linear);
        Assert.Equal(Verdict.Untestable, wide.Verdict);
        Assert.StartsWith("The interval is too wide for 3 MSE to mean anything", wide.Reason);
        Assert.Equal(Verdict.Untestable, Decide(Losses(20), widest: 1.5).Verdict);
        Assert.Equal(Verdict.Fails, Decide(Losses(20), "0.2", widest: 1.5).Verdict);
        Assert.Equal(Verdict.Holds, Decide([0.1, 0.2, 0.3, 0.4, 0.5], "0.3", widest: 0.97, Scale.Linear).Verdict); // no ratio: it may be below 1
    }

    [Fact]
    public void One_seed_has_no_interval()
    {
        var finding = Decide([0.017]);
        Assert.Equal(Verdict.Untestable, finding.Verdict);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity, 1.0), (finding.Low, finding.High, finding.PValue));
    }

    [Fact]
    public void It_is_looked_at_once()
    {
        var values = Losses(20);
        Assert.Contains("asked once", Assert.Throws<ArgumentException>(() => Plausible.Decide(Subject, n => values[..n], Quoted.From("0.017"), Looks.At(5, 10, 20), 3)).Message);
        var finding = Plausible.Decide(Subject, n => values[..n], Quoted.From("0.017"), Looks.At(10), 3);
        Assert.Equal(10, finding.Seeds);
        Assert.Equal(finding.PValue, finding.OverallP);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    public void A_diverged_run_leaves_no_interval(double value)
    {
        var values = Losses(10);
        values[3] = value;
        var finding = Decide(values);
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity, 1.0), (finding.Low, finding.High, finding.PValue));
        Assert.True(double.IsFinite(finding.Estimate));
        Assert.Contains("diverged or hit 0", finding.Reason);
        Assert.Contains("of 10 seeds lie below it", finding.Effect);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-0.1, "Seed 2 has the value -0.1, which has no log")]
    public void A_faulty_value_is_invalid(double fault, string word)
    {
        var values = Losses(5);
        values[2] = fault;
        var finding = Decide(values);
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Contains(word, finding.Reason);
        Assert.Equal("", finding.Effect);
    }

    [Fact]
    public void Seeds_that_change_nothing_are_a_fault() => Assert.Equal(Verdict.Invalid, Decide([0.017, 0.017, 0.017]).Verdict);

    [Fact]
    public void A_printed_zero_has_an_open_lower_end_on_the_log_scale()
    {
        Assert.Null(Plausible.Decide(Subject, Sample.From(Losses(5)), new Quoted(0.001, 0.001), Looks.At(5), 3).ToleranceLow);
        Assert.Contains("linear scale", Assert.Throws<ArgumentException>(() => Decide(Losses(5), "0.0")).Message);
        Assert.Contains("Half a digit", Assert.Throws<ArgumentException>(() => Plausible.Decide(Subject, Sample.From(Losses(5)), new Quoted(1, -1), Looks.At(5), 3)).Message);
    }

    [Theory]
    [InlineData(1, Scale.Log)]
    [InlineData(double.NaN, Scale.Log)]
    [InlineData(double.PositiveInfinity, Scale.Linear)]
    [InlineData(0, Scale.Linear)]
    public void A_width_that_allows_nothing_or_anything_is_refused(double widest, Scale scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide(Losses(5), widest: widest, scale: scale));

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [Trait("Kind", "Simulation")]
    public void A_run_of_the_same_training_is_called_foreign_as_often_as_promised(int seeds)
    {
        const int trials = 4000;
        var noise = new Noise(41);
        var fails = Enumerable.Range(0, trials).Count(_ =>
            Plausible.Decide(Subject, Sample.From(noise.Normals(seeds)), Quoted.Exactly(noise.Normal()), Looks.At(seeds), 1000, Scale.Linear).Verdict == Verdict.Fails);
        Simulated.RateIsAbout(Plausible.Error, fails, trials, rounding: 0);
    }
}
