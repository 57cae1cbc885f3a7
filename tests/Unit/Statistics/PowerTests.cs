using MathNet.Numerics.Distributions;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;
using WeightPred.Unit.Claims;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace WeightPred.Unit.Statistics;

public sealed class PowerTests
{
    private static readonly SeedSchedule Three = SeedSchedule.At(5, 10, 20);
    private static readonly Arm A = Numbers.Arm("A"), B = Numbers.Arm("B"), C = Numbers.Arm("C"), D = Numbers.Arm("D");

    /// <summary>Four standard errors of the simulated sequences.</summary>
    private const double Noise4 = 0.016;

    private static Chances OfShift(SeedSchedule schedule, double shift, double overall = 0.01, double contrary = 0.001) =>
        Power.OfMean(schedule, -shift, double.PositiveInfinity, overall, contrary);

    [Theory]
    [InlineData(2, 3, 0.01)]
    [InlineData(5, 3, 0.01)]
    [InlineData(5, 1, 0.05)]
    [InlineData(20, 1, 0.01)]
    [InlineData(20, -0.3, 0.01)]
    public void One_look_finds_a_shift_as_often_as_the_noncentral_t_says(int seeds, double shift, double overall)
    {
        var chances = OfShift(SeedSchedule.At(seeds), shift, overall, overall / 10);
        Assert.Equal(OfOneLook(seeds, shift, overall), chances.Holds, Noise4);
        Assert.Equal(OfOneLook(seeds, -shift, overall / 10), chances.Fails, Noise4);
        Assert.Equal(1, chances.Holds + chances.Fails + chances.Undecided, 12);
        Assert.Equal(0, chances.Untestable);
    }

    // The upper tail of the noncentral t.
    private static double OfOneLook(int seeds, double shift, double level)
    {
        double degrees = seeds - 1, critical = TTest.Quantile(1 - level, degrees), noncentrality = shift * Math.Sqrt(seeds);
        return OverSpreads(degrees, Math.Sqrt((degrees + 12 * Math.Sqrt(2 * degrees) + 60) / degrees),
            u => Normal.CDF(0, 1, noncentrality - critical * u));
    }

    // A chance averaged over the spread that the seeds happen to show, up to some spread, by Simpson's rule.
    private static double OverSpreads(double degrees, double end, Func<double, double> chance)
    {
        const int intervals = 2000;
        double Integrand(double u) => chance(u) * ChiSquared.PDF(degrees, degrees * u * u) * 2 * degrees * u;
        var step = end / intervals;
        var sum = Integrand(1e-9) + Integrand(end);
        for (var i = 1; i < intervals; i++)
            sum += (i % 2 == 1 ? 4 : 2) * Integrand(i * step);
        return sum * step / 3;
    }

    [Theory] // seeds, cells, widest interval in standard deviations
    [InlineData(10, 1, 100)]
    [InlineData(10, 1, 5.0)]
    [InlineData(5, 6, 100)]
    [InlineData(5, 3, 6.5)]
    public void Printed_runs_lie_inside_as_often_as_the_noncentral_t_says(int seeds, int cells, double widest)
    {
        int degrees = cells * (seeds - 1);
        double inner = TTest.Quantile(1 - 0.025 / cells, degrees), outer = TTest.Quantile(1 - 0.005 / cells, degrees);
        double unit = Math.Sqrt(1 + 1.0 / seeds);
        double All(double critical, double end) =>
            OverSpreads(degrees, end, u => Math.Pow(2 * Normal.CDF(0, 1, critical * u) - 1, cells));
        double narrow = Math.Min(20, widest / 2 / inner / unit);
        var chances = Power.OfPrinted(seeds, cells, widest, 0.05, 0.01);
        Assert.Equal(All(inner, narrow), chances.Holds, 0.008);
        Assert.Equal(1 - All(outer, 20), chances.Fails, 0.004);
        Assert.Equal(All(outer, 20) - All(outer, narrow), chances.Untestable, 0.008);
        Assert.Equal(1, chances.Holds + chances.Fails + chances.Undecided + chances.Untestable, 12);
    }

    [Theory] // three looks at an overall 0.01: 92 % at one standard deviation, above 99.9 % at one and a half
    [InlineData(0, 0.0099)]
    [InlineData(1, 0.92)]
    [InlineData(1.5, 0.9995)]
    public void Three_looks_have_the_published_power(double shift, double published) =>
        Assert.Equal(published, OfShift(Three, shift).Holds, 0.004);

    [Fact]
    public void The_contrary_is_found_at_a_tenth_of_the_level()
    {
        Assert.Equal(0.001, OfShift(Three, 0).Fails, 0.0007);
        Assert.Equal(OfShift(Three, 1, 0.001).Holds, OfShift(Three, -1).Fails); // a mirror image
    }

    [Theory] // two arms whose runs each spread by this, with three looks, if the printed shares 1.7, 1.4 and 1.0 % are true
    [InlineData(0.05, 1, 1, 1)]
    [InlineData(0.10, 1, 0.98, 0.98)]
    [InlineData(0.20, 1, 0.58, 0.40)]
    public void The_write_ups_own_figures_have_the_published_power(double spread, double fortyFiveBeatsThirty,
        double thirtyBeatsTwenty, double lessThanTwice)
    {
        double Of(double ratio, double factor = 1)
        {
            var beats = A.Beats(B, Numbers.Error, factor).Supposing(ratio);
            return beats.Power(Three, beats.Deviation(spread))!.Value.Holds;
        }

        Assert.Equal(fortyFiveBeatsThirty, Of(1.4 / 1.0), 0.02);
        Assert.Equal(thirtyBeatsTwenty, Of(1.7 / 1.4), 0.02);
        Assert.Equal(lessThanTwice, Of(1.0 / 1.7, 0.5), 0.02);
    }

    [Theory] // "50 saturates, 15 does not": log gain at 15 less log gain at 50
    [InlineData(0.05, 1)]
    [InlineData(0.10, 1)]
    [InlineData(0.20, 0.67)]
    public void A_contrast_has_the_published_power(double spread, double published)
    {
        var (small, large) = (C[Numbers.Error].Over(D[Numbers.Error]), A[Numbers.Error].Over(B[Numbers.Error]));
        var contrast = large.Below(small).Supposing(1.4 / 1.0 / (6.4 / 6.2));
        Assert.Equal(2 * spread, contrast.Deviation(spread), 12);
        Assert.Equal(published, contrast.Power(Three, contrast.Deviation(spread))!.Value.Holds, 0.02);
    }

    [Theory] // TOST in a single look, the true mean exactly as quoted; the tolerance in standard deviations
    [InlineData(5, 1, 0.30)]
    [InlineData(10, 1, 0.81)]
    [InlineData(20, 1, 0.99)]
    [InlineData(5, 1.5, 0.74)]
    [InlineData(5, 2, 0.95)]
    [InlineData(20, 0.75, 0.88)]
    public void A_true_value_is_confirmed_as_often_as_published(int seeds, double tolerance, double published) =>
        Assert.Equal(
            published,
            MeanWithin.About("", A[Numbers.Error], 7, within: 2 * tolerance).Supposing(7)
                .Power(SeedSchedule.At(seeds), 2)!.Value.Holds,
            0.015);

    [Fact]
    public void A_tolerance_below_the_noise_is_foreseen_as_untestable()
    {
        Chances Of(double mean) =>
            MeanWithin.About("", A[Numbers.Error], 0.017, within: 0.0005).Supposing(mean).Power(Three, 0.004)!.Value;
        Assert.Equal(0.99, Of(0.017).Untestable, 0.01);
        Assert.Equal(1, Of(0.03).Fails, 0.005);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(-0.3, 0.3)]
    public void At_least_and_at_most_mirror_each_other(double distance, double slack)
    {
        var least = MeanWithin.AtLeast("", A[Numbers.Error], 1, slack).Supposing(1 + distance).Power(Three, 1)!.Value;
        Assert.Equal(least, MeanWithin.AtMost("", A[Numbers.Error], 1, slack).Supposing(1 - distance).Power(Three, 1));
        Assert.Equal(0, least.Untestable);
        Assert.Equal(distance + slack == 0 ? 0.05 : least.Holds, least.Holds, 0.004); // on the bound: the error promised
    }

    [Fact]
    public void One_seed_decides_nothing_and_without_figures_nothing_is_foreseen()
    {
        Assert.Equal(new Chances(0, 0, 1, 0), OfShift(SeedSchedule.At(1), 100));
        Assert.Null(A.Beats(B, Numbers.Error).Power(Three, 1));
        Assert.Null(MeanWithin.AtLeast("", A[Numbers.Error], 1).Power(Three, 1));
        Assert.Null(new ExactlyEqual("", A[Numbers.Error], null, 0, "").Power(Three, 1));
    }
}
