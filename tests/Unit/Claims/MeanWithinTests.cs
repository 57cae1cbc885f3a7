using Reproduction;
using Reproduction.Claims;
using Reproduction.Reports.Html;
using Reproduction.Statistics;
using WeightPred.Unit.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class MeanWithinTests
{
    private static readonly Quantity Loss = Numbers.Arm("A")[Numbers.Error];

    private static Finding About(double[] values, params int[] seeds) =>
        MeanWithin.About("near 0.017", Loss, 0.017, within: 0.0005).At(seeds.Length > 0 ? seeds : [values.Length]).Judged(values);

    [Fact]
    public void A_mean_well_inside_the_tolerance_is_confirmed()
    {
        var finding = About(new Noise(1).Normals(5, 0.017, 0.0001));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal(0.90, finding.Confidence, 12); // one look: 5 % on each side
        Assert.True(finding.Low > 0.0165 && finding.High < 0.0175 && finding.PValue <= 0.05);
        Assert.Equal((0.0165, 0.0175, 0.017), (finding.ToleranceLow, finding.ToleranceHigh, finding.Target));
        Assert.Equal("error [MSE]", finding.Statistic);
    }

    [Fact]
    public void Shares_are_said_in_per_cent_and_kept_as_they_are()
    {
        var finding = MeanWithin.AtLeast("half is explained", Numbers.Arm("A")[Numbers.Score], 0.5)
            .Judged([0.79, 0.80, 0.81]);
        Assert.Equal(0.8, finding.Estimate, 12);
        Assert.Equal("A: accuracy 80 % (78.31 to 81.69 %), 3 seeds", finding.Effect);
        Assert.Contains("asked for: at least 50 %", finding.Reason, StringComparison.Ordinal);
        Assert.Equal("accuracy [%]", Say.Quantity(finding));
        string drawn = DecisionDrawing.Of(finding, legend: false).Text;
        Assert.Contains(">80</text>", drawn, StringComparison.Ordinal);
        Assert.Contains("accuracy [%]: 80, ", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interval_shown_at_three_looks_is_that_of_their_level() =>
        Assert.Equal(0.9588, About(new Noise(1).Normals(20, 0.017, 0.0001), 5, 10, 20).Confidence, 12);

    [Theory]
    [InlineData(0.0185)]
    [InlineData(0.0150)]
    public void A_mean_well_outside_is_contradicted_even_where_the_noise_is_large(double mean)
    {
        var finding = About(new Noise(1).Normals(20, mean, 0.001), 5, 10, 20); // tolerance / noise = 0.5
        Assert.Equal(Verdict.Fails, finding.Verdict);
        Assert.True(finding.PValue <= 0.00035);
    }

    [Fact]
    public void The_absence_of_a_difference_is_no_success()
    {
        var finding = About(new Noise(4).Normals(5, 0.017, 0.0006));
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Matches(@"; undecided, p = .* \(level 0\.05; the contrary asks for 0\.001\)\.$", finding.Reason);
    }

    [Fact]
    public void A_tolerance_below_the_noise_is_untestable()
    {
        var finding = About(new Noise(1).Normals(20, 0.0171, 0.002), 5, 10, 20);
        Assert.Equal(
            (Verdict.Untestable, 20), (finding.Verdict, finding.Seeds)); // the mean might have proved to lie outside
        Assert.Contains("standard deviations between seeds", finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.99, Verdict.Holds)]
    [InlineData(0.97, Verdict.Fails)]
    [InlineData(0.98, Verdict.Undecided)]
    public void At_least_and_at_most_ask_one_side_only(double mean, Verdict verdict)
    {
        double[] noise = new Noise(2).Normals(10, 0, 0.001), centred = [.. noise.Select(z => z - noise.Average() + mean)];
        Assert.Equal(verdict, MeanWithin.AtLeast("", Loss, 0.98).At(5, 10).Judged(centred).Verdict);
        Assert.Equal(verdict, MeanWithin.AtMost("", Loss, 1 - 0.98).At(5, 10).Judged([.. centred.Select(v => 1 - v)]).Verdict);
        Assert.Equal(Verdict.Holds, MeanWithin.AtLeast("", Loss, 0.98, slack: 0.02).At(5, 10).Judged(centred).Verdict);
    }

    [Fact]
    public void A_diverged_run_is_far_out_and_signs_decide()
    {
        double[] values = new Noise(3).Normals(10, 0.1, 0.001);
        values[0] = double.PositiveInfinity;
        var least = MeanWithin.AtLeast("", Loss, 0.05).Judged(values);
        Assert.Equal((Verdict.Holds, 1.0 / 1024), (least.Verdict, least.PValue));
        Assert.StartsWith("A run diverged; median error", least.Reason);
        Assert.Equal(Verdict.Fails, MeanWithin.AtMost("", Loss, 0.05).Judged(values).Verdict);
    }

    [Fact]
    public void A_tolerance_that_is_none_is_refused()
    {
        var five = SeedSchedule.At(5);
        foreach (double within in (double[])[-0.1, double.NaN])
            Assert.Contains("at least 0", MeanWithin.About("", Loss, 1, within).Refusal(five), StringComparison.Ordinal);
        Assert.Contains("ExactlyEqual", MeanWithin.About("", Loss, 1, 0).Refusal(five), StringComparison.Ordinal);
        Assert.Contains("at least 0", MeanWithin.AtLeast("", Loss, double.NaN).Refusal(five), StringComparison.Ordinal);
        Assert.Null(MeanWithin.AtLeast("", Loss, 1).Refusal(five));
    }
}
