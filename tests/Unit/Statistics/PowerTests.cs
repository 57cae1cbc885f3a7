using MathNet.Numerics.Distributions;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace WeightPred.Unit.Statistics;

public sealed class PowerTests
{
    private static readonly Looks Three = Looks.At(5, 10, 20);
    private static readonly Subject Subject = new("", "A", "loss");

    /// <summary>Four standard errors of the simulated sequences.</summary>
    private const double Noise4 = 0.016;

    [Theory]
    [InlineData(2, 3, 0.01)]
    [InlineData(5, 3, 0.01)]
    [InlineData(5, 1, 0.05)]
    [InlineData(20, 1, 0.01)]
    [InlineData(20, -0.3, 0.01)]
    public void One_look_finds_a_shift_as_often_as_the_noncentral_t_says(int seeds, double shift, double overall)
    {
        var chances = Power.OfBetter(Looks.At(seeds), shift, 1, overall: overall);
        Assert.Equal(OfOneLook(seeds, shift, overall), chances.Holds, Noise4);
        Assert.Equal(OfOneLook(seeds, -shift, overall), chances.Fails, Noise4);
        Assert.Equal(1, chances.Holds + chances.Fails + chances.Undecided, 12);
        Assert.Equal(0, chances.Untestable);
    }

    // The upper tail of the noncentral t.
    private static double OfOneLook(int seeds, double shift, double level)
    {
        double degrees = seeds - 1, critical = TTest.Quantile(1 - level, degrees), noncentrality = shift * Math.Sqrt(seeds);
        return OverSpreads(degrees, Math.Sqrt((degrees + 12 * Math.Sqrt(2 * degrees) + 60) / degrees), u => Normal.CDF(0, 1, noncentrality - critical * u));
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

    [Theory] // how far the printed run lies, and how wide an interval is allowed, in true spreads
    [InlineData(10, 0, 1, 100)]
    [InlineData(10, 3, 1, 100)]
    [InlineData(10, -3, 1, 1)]
    [InlineData(5, 2, 6, 1)]
    [InlineData(5, 0, 3, 1.2)]
    public void A_printed_run_is_plausible_as_often_as_the_noncentral_t_says(int seeds, double shift, int cells, double allowed)
    {
        const double spread = 0.2;
        double unit = Math.Sqrt(1 + 1.0 / seeds), distance = shift / unit, critical = TTest.Quantile(1 - 0.025 / cells, seeds - 1);
        double Inside(double end) => OverSpreads(seeds - 1, end, u => Normal.CDF(0, 1, critical * u - distance) - Normal.CDF(0, 1, -critical * u - distance));
        var widest = 2 * critical * unit * spread * allowed;
        var chances = Power.OfPlausible(Looks.At(2, seeds), shift * spread, spread, widest, Scale.Linear, cells);
        Assert.Equal(1 - Math.Pow(Inside(20), cells), chances.Fails, 0.008);
        Assert.Equal(Math.Pow(Inside(Math.Min(20, allowed)), cells), chances.Holds, 0.008);
        Assert.Equal((0, 1), (chances.Undecided, Math.Round(chances.Holds + chances.Fails + chances.Untestable, 12)));
        if (widest < 100) // as a ratio
            Assert.Equal(chances.Holds, Power.OfPlausible(Looks.At(seeds), shift * spread, spread, LogRatio.Back(widest), cells: cells).Holds, 0.001);
    }

    [Theory] // three looks at an overall 0.01: 92 % at one standard deviation, above 99.9 % at one and a half
    [InlineData(0, 0.0099)]
    [InlineData(1, 0.92)]
    [InlineData(1.5, 0.9995)]
    public void Three_looks_have_the_published_power(double shift, double published) =>
        Assert.Equal(published, Power.OfBetter(Three, shift, 1).Holds, 0.004);

    [Fact]
    public void Only_the_distance_from_the_margin_in_spreads_counts()
    {
        var plain = Power.OfBetter(Three, 0.8, 1);
        Assert.Equal(plain, Power.OfBetter(Three, 0.5 + 0.08, 0.1, margin: 0.5));
        var mirrored = Power.OfBetter(Three, -0.8, 1);
        Assert.Equal((plain.Holds, plain.Fails), (mirrored.Fails, mirrored.Holds));
    }

    [Theory] // two arms whose runs each spread by this, with three looks, if the printed shares 1.7, 1.4 and 1.0 % are true
    [InlineData(0.05, 1, 1, 1)]
    [InlineData(0.10, 1, 0.98, 0.98)]
    [InlineData(0.20, 1, 0.58, 0.40)]
    public void The_write_ups_own_figures_have_the_published_power(double spread, double fortyFiveBeatsThirty, double thirtyBeatsTwenty, double lessThanTwice)
    {
        var two = Math.Sqrt(2) * spread;
        Assert.Equal(fortyFiveBeatsThirty, Power.OfBetter(Three, LogRatio.Margin(1.4 / 1.0), two).Holds, 0.02);
        Assert.Equal(thirtyBeatsTwenty, Power.OfBetter(Three, LogRatio.Margin(1.7 / 1.4), two).Holds, 0.02);
        Assert.Equal(lessThanTwice, Power.OfBetter(Three, -LogRatio.Margin(1.7 / 1.0), two, LogRatio.Margin(0.5)).Holds, 0.02);
    }

    [Theory] // "50 saturates, 15 does not": log gain at 15 less log gain at 50
    [InlineData(0.05, 1)]
    [InlineData(0.10, 1)]
    [InlineData(0.20, 0.67)]
    public void A_contrast_has_the_published_power(double spread, double published) =>
        Assert.Equal(published, Power.OfBetter(Three, LogRatio.Margin(1.4 / 1.0) - LogRatio.Margin(6.4 / 6.2), 2 * spread).Holds, 0.02);

    [Theory] // TOST in a single look, the true mean exactly as quoted; the tolerance in standard deviations
    [InlineData(5, 1, 0.30)]
    [InlineData(10, 1, 0.81)]
    [InlineData(20, 1, 0.99)]
    [InlineData(5, 1.5, 0.74)]
    [InlineData(5, 2, 0.95)]
    [InlineData(20, 0.75, 0.88)]
    public void A_true_value_is_confirmed_as_often_as_published(int seeds, double tolerance, double published) =>
        Assert.Equal(published, Power.OfAbout(Looks.At(seeds), 7, 2, Quoted.Exactly(7), slack: 2 * tolerance).Holds, 0.015);

    [Fact]
    public void A_tolerance_below_the_noise_is_foreseen_as_untestable()
    {
        var chances = Power.OfAbout(Three, 0.017, 0.004, Quoted.From("0.017"));
        Assert.Equal(0.99, chances.Untestable, 0.005);
        Assert.Equal(1, Power.OfAbout(Three, 0.03, 0.004, Quoted.From("0.017")).Fails, 0.005);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(-0.3, 0.3)]
    public void At_least_and_at_most_mirror_each_other(double distance, double slack)
    {
        var least = Power.OfAtLeast(Three, 1 + distance, 1, Quoted.Exactly(1), slack);
        Assert.Equal(least, Power.OfAtMost(Three, 1 - distance, 1, Quoted.Exactly(1), slack));
        Assert.Equal(0, least.Untestable);
        Assert.Equal(distance + slack == 0 ? 0.05 : least.Holds, least.Holds, 0.004); // on the bound: the error promised
    }

    [Theory] // the whole decisions, second opinion included
    [InlineData(0.5)]
    [InlineData(1)]
    [Trait("Kind", "Simulation")]
    public void Better_decides_as_foreseen(double shift)
    {
        const int trials = 1500;
        var (noise, ones) = (new Noise(51), Enumerable.Repeat(1.0, 20).ToArray());
        var verdicts = Enumerable.Range(0, trials).Select(_ => Better.Decide(
            Subject, "B", Sample.From(ones), Sample.From([.. noise.Normals(20, 0.1 + 0.2 * shift, 0.2).Select(LogRatio.Back)]), Three, margin: 0.1).Verdict);
        Compare(Power.OfBetter(Three, 0.1 + 0.2 * shift, 0.2, margin: 0.1), verdicts, trials, foreseen: 0.03);
    }

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(1.2, 0.8)]
    [InlineData(0.3, 0.5)]
    [Trait("Kind", "Simulation")]
    public void About_decides_as_foreseen(double shift, double slack)
    {
        const int trials = 3000;
        var noise = new Noise(52);
        var verdicts = Enumerable.Range(0, trials).Select(_ => Reaches.About(Subject, Sample.From(noise.Normals(20, 3 + shift)), Quoted.Exactly(3), Three, slack).Verdict);
        Compare(Power.OfAbout(Three, 3 + shift, 1, Quoted.Exactly(3), slack), verdicts, trials);
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void At_least_decides_as_foreseen()
    {
        const int trials = 3000;
        var noise = new Noise(53);
        var verdicts = Enumerable.Range(0, trials).Select(_ => Reaches.AtLeast(Subject, Sample.From(noise.Normals(20, 0.4)), Quoted.Exactly(0), Three).Verdict);
        Compare(Power.OfAtLeast(Three, 0.4, 1, Quoted.Exactly(0)), verdicts, trials);
    }

    [Theory]
    [InlineData(0, 2.5, 1)]
    [InlineData(0.5, 2.5, 1)]
    [InlineData(-0.5, 2, 1)]
    [InlineData(0, 3, 6)]
    [Trait("Kind", "Simulation")]
    public void Plausible_decides_as_foreseen(double shift, double widest, int cells)
    {
        const int trials = 2000;
        var noise = new Noise(54);
        double Run(double mean) => LogRatio.Back(mean + 0.2 * noise.Normal());
        var verdicts = Enumerable.Range(0, trials).Select(_ => PlausibleTable.Decide(
            "", [.. Enumerable.Range(0, cells).Select(i => new Cell(Subject, Sample.From([.. Enumerable.Range(0, 10).Select(_ => Run(shift))]), Quoted.Exactly(Run(0))))], Looks.At(10), widest).Finding.Verdict);
        Compare(Power.OfPlausible(Looks.At(5, 10), shift, 0.2, widest, cells: cells), verdicts, trials);
    }

    private static void Compare(Chances chances, IEnumerable<Verdict> verdicts, int trials, double foreseen = 0.006)
    {
        var counts = verdicts.CountBy(v => v).ToDictionary();
        foreach (var (verdict, chance) in new[] { (Verdict.Holds, chances.Holds), (Verdict.Fails, chances.Fails), (Verdict.Undecided, chances.Undecided), (Verdict.Untestable, chances.Untestable) })
            Simulated.RateIsAbout(chance, counts.GetValueOrDefault(verdict), trials, foreseen);
    }

    [Fact]
    public void One_seed_decides_nothing()
    {
        Assert.Equal(new Chances(0, 0, 1, 0), Power.OfBetter(Looks.At(1), 100, 1));
        Assert.Equal(new Chances(0, 0, 1, 0), Power.OfAtLeast(Looks.At(1), 100, 1, Quoted.Exactly(0)));
        Assert.Equal(new Chances(0, 0, 0, 1), Power.OfPlausible(Looks.At(1), 0, 1, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_spread_that_is_none_is_refused(double spread)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.OfBetter(Three, 1, spread));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.OfAtLeast(Three, 1, spread, Quoted.Exactly(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.OfPlausible(Three, 1, spread, 2));
    }

    [Fact]
    public void A_plan_that_could_not_be_decided_has_no_power()
    {
        Assert.Throws<ArgumentException>(() => Power.OfAbout(Three, 1, 1, Quoted.Exactly(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Power.OfPlausible(Three, 0, 1, widest: 1));
        Assert.Equal("cells", Assert.Throws<ArgumentOutOfRangeException>(() => Power.OfPlausible(Three, 0, 1, 2, cells: 0)).ParamName);
    }
}
