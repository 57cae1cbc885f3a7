using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class ReachesTests
{
    private static readonly Subject Subject = new("ends near it", "ResLinear", "final loss", "MSE");

    private static Finding About(double[] values, Looks looks, string quoted = "0.017", double slack = 0) =>
        Reaches.About(Subject, Sample.From(values), Quoted.From(quoted), looks, slack);

    [Fact]
    public void A_mean_well_inside_the_tolerance_is_reproduced()
    {
        var finding = About(new Noise(1).Normals(5, 0.017, 0.0001), Looks.At(5));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal(0.90, finding.Confidence, 12); // one look: 5 % on each side
        Assert.True(finding.Low > 0.0165 && finding.High < 0.0175);
        Assert.True(finding.PValue <= 0.05);
    }

    [Fact]
    public void The_interval_shown_at_three_looks_is_the_published_one() => // 95.9 %
        Assert.Equal(0.9588, About(new Noise(1).Normals(20, 0.017, 0.0001), Looks.At(5, 10, 20)).Confidence, 12);

    [Theory]
    [InlineData(0.0185)]
    [InlineData(0.0150)]
    public void A_mean_well_outside_is_not_reproduced_even_where_the_noise_is_large(double mean)
    {
        var finding = About(new Noise(1).Normals(20, mean, 0.001), Looks.At(5, 10, 20)); // tolerance / noise = 0.5
        Assert.Equal(Verdict.Fails, finding.Verdict);
        Assert.True(finding.PValue <= 0.0037);
    }

    [Fact]
    public void The_absence_of_a_difference_is_not_success()
    {
        var finding = About(new Noise(4).Normals(5, 0.017, 0.0006), Looks.At(5));
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Contains("; undecided: inside, p = ", finding.Reason);
        Assert.Contains("; outside, p = ", finding.Reason);
        Assert.EndsWith("(level 0.01).", finding.Reason);
    }

    [Fact]
    public void A_tolerance_below_the_noise_is_untestable()
    {
        var finding = About(new Noise(1).Normals(20, 0.0171, 0.002), Looks.At(5, 10, 20));
        Assert.Equal(Verdict.Untestable, finding.Verdict);
        Assert.Contains("standard deviations between seeds", finding.Reason);
        Assert.Equal(20, finding.Seeds); // not before the last look: the mean might have proved to lie outside
    }

    [Fact]
    public void A_declared_slack_widens_the_tolerance_but_never_narrows_it()
    {
        var values = new Noise(1).Normals(5, 0.0185, 0.0001);
        Assert.Equal(Verdict.Fails, About(values, Looks.At(5)).Verdict);
        Assert.Equal(Verdict.Holds, About(values, Looks.At(5), slack: 0.002).Verdict);
        Assert.Equal(Verdict.Fails, About(values, Looks.At(5), slack: 0.0001).Verdict);
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_negative_or_missing_margin_is_refused(double slack) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => About([1, 2], Looks.At(2), slack: slack));

    [Fact]
    public void No_tolerance_at_all_is_refused()
    {
        Assert.Contains("oracle", Assert.Throws<ArgumentException>(() => Reaches.About(Subject, Sample.From([1, 2]), Quoted.Exactly(1), Looks.At(2))).Message);
        Assert.Throws<ArgumentException>(() => Reaches.AtLeast(Subject, Sample.From([1, 2]), Quoted.Exactly(double.NaN), Looks.At(2)));
    }

    [Theory]
    [InlineData(0.99, Verdict.Holds)]
    [InlineData(0.97, Verdict.Fails)]
    [InlineData(0.98, Verdict.Undecided)]
    public void At_least_asks_one_side_only(double mean, Verdict verdict)
    {
        var values = new Noise(2).Normals(10, 0, 0.001).Select(z => z + mean).ToArray();
        var centred = values.Select(v => v - values.Average() + mean).ToArray(); // exactly on the bound for the third case
        var finding = Reaches.AtLeast(Subject, Sample.From(centred), Quoted.Exactly(0.98), Looks.At(5, 10));
        Assert.Equal(verdict, finding.Verdict);
        Assert.Equal(verdict, Reaches.AtMost(Subject, Sample.From([.. centred.Select(v => 1 - v)]), Quoted.Exactly(1 - 0.98), Looks.At(5, 10)).Verdict);
    }

    [Fact]
    public void One_seed_decides_nothing() => Assert.Equal(Verdict.Undecided, About([0.017], Looks.At(1)).Verdict);

    [Fact]
    public void Values_without_variance_belong_to_an_oracle() => Assert.Equal(Verdict.Invalid, About([0.017, 0.017, 0.017], Looks.At(3)).Verdict);

    [Fact]
    public void A_missing_value_is_a_fault() => Assert.Equal(Verdict.Invalid, About([0.017, double.NaN, 0.018], Looks.At(3)).Verdict);

    [Fact]
    public void With_one_diverged_run_the_median_is_judged_and_a_band_needs_signs_on_both_sides()
    {
        var near = new Noise(1).Normals(20, 0.017, 0.0001);
        near[0] = double.PositiveInfinity;
        var finding = About(near, Looks.At(5, 10, 20));
        Assert.Equal(Verdict.Holds, finding.Verdict); // 9 of 10 below the upper end, all above the lower: the median lies inside
        Assert.StartsWith("median", finding.Statistic);
        Assert.StartsWith("A run diverged; median final loss", finding.Reason);
        Assert.Equal(10, finding.Seeds);
        Assert.Equal(11.0 / 1024, finding.PValue);

        Assert.Equal(Verdict.Fails, About([.. Enumerable.Repeat(double.PositiveInfinity, 10)], Looks.At(5, 10)).Verdict);
        Assert.Equal(Verdict.Undecided, About([.. near.Take(4), double.PositiveInfinity], Looks.At(5)).Verdict);
    }

    [Fact]
    public void With_a_diverged_run_a_bound_is_still_the_bound()
    {
        double[] scores = [0.4, 0.41, 0.39, 0.4, 0.42, 0.38, 0.4, 0.41, 0.39, double.NegativeInfinity];
        Assert.Equal(Verdict.Holds, Reaches.AtLeast(Subject, Sample.From(scores), Quoted.Exactly(0.3), Looks.At(10)).Verdict);
        Assert.Equal(Verdict.Fails, Reaches.AtLeast(Subject, Sample.From(scores), Quoted.Exactly(0.5), Looks.At(10)).Verdict);
        Assert.Equal(Verdict.Holds, Reaches.AtMost(Subject, Sample.From(scores), Quoted.Exactly(0.5), Looks.At(10)).Verdict);
    }

    [Fact]
    public void A_reader_understands_the_sentences_without_the_code()
    {
        double[] values = [0.0249, 0.026, 0.024, 0.0255, 0.0247];
        var finding = About(values, Looks.At(5), "0.025", slack: 0.002);
        Assert.Equal("ResLinear: final loss 0.02502 MSE (0.02429 to 0.02575), 5 seeds", finding.Effect);
        Assert.Equal("Mean final loss 0.02502 MSE, 0.02429 to 0.02575 at 90 %, of 5 seeds; asked for: 0.023 to 0.027; inside, p = 0.0022 (level 0.05).", finding.Reason);
        Assert.Equal("final loss [MSE]", finding.Statistic);
        Assert.Equal(0.023, finding.ToleranceLow!.Value, 15);
        Assert.Equal(0.027, finding.ToleranceHigh!.Value, 15);
        Assert.Equal((Scale.Linear, null), (finding.Scale, finding.Wins));

        var score = new Subject("more than half", "20 equations", "R²", "R²");
        double[] scores = [0.72, 0.74, 0.75, 0.73, 0.71];
        var least = Reaches.AtLeast(score, Sample.From(scores), Quoted.Exactly(0.5), Looks.At(5));
        Assert.Equal("20 equations: R² 0.73 (0.7149 to 0.7451), 5 seeds", least.Effect);
        Assert.Contains("asked for: at least 0.5;", least.Reason);
        Assert.Equal((0.5, null), (least.ToleranceLow, least.ToleranceHigh));
        var most = Reaches.AtMost(score, Sample.From(scores), Quoted.Exactly(0.8), Looks.At(5));
        Assert.Contains("asked for: at most 0.8;", most.Reason);
        Assert.Equal((null, 0.8), (most.ToleranceLow, most.ToleranceHigh));
        Assert.Equal("R²", most.Statistic);
        Assert.Equal("loss", Reaches.AtMost(new("", "A", "loss"), Sample.From(scores), Quoted.Exactly(0.8), Looks.At(5)).Statistic); // a pure number
    }

    [Fact]
    public void A_half_digit_that_makes_no_sense_is_refused()
    {
        foreach (var half in new[] { -0.1, double.NaN, double.PositiveInfinity })
            Assert.Contains("Half a digit", Assert.Throws<ArgumentException>(() => Reaches.AtLeast(Subject, Sample.From([1, 2]), new Quoted(1, half), Looks.At(2))).Message);
    }
}
