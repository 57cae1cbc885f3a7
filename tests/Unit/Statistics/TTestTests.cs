using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

/// <summary>Golden values: NIST/SEMATECH e-Handbook, table 1.3.6.7.2,
/// and the sleep data that Student published in 1908.</summary>
public sealed class TTestTests
{
    /// <summary>Extra hours of sleep, per patient: the second drug less the first.</summary>
    private static readonly double[] Sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];

    [Theory]
    [InlineData(0.975, 4, 2.776)]
    [InlineData(0.99, 4, 3.747)]
    [InlineData(0.975, 9, 2.262)]
    [InlineData(0.995, 9, 3.250)]
    [InlineData(0.95, 19, 1.729)]
    [InlineData(0.9995, 19, 3.883)]
    [InlineData(0.95, 38, 1.686)]
    [InlineData(0.975, 1, 12.706)]
    public void Quantiles_are_the_tabulated_ones(double probability, int degrees, double tabulated) =>
        Assert.Equal(tabulated, TTest.Quantile(probability, degrees), 3);

    [Theory] // with one degree of freedom Student's t is Cauchy's: cot(pi tail)
    [InlineData(1e-3, 318.30883898555044)]
    [InlineData(1e-6, 318309.88618274)]
    public void Quantiles_far_out_are_found_too(double tail, double exact)
    {
        Assert.Equal(1, TTest.Quantile(1 - tail, 1) / exact, 1e-9);
        Assert.Equal(-1, TTest.Quantile(tail, 1) / exact, 1e-9);
    }

    [Fact]
    public void Students_sleep_data_give_the_published_numbers() // t = 4.0621, p = 0.002833 two-sided, [0.7001, 2.4599]
    {
        Assert.Equal(1.58, Moments.Mean(Sleep), 12);
        Assert.Equal(1.229995, Moments.StandardDeviation(Sleep), 6);
        Assert.Equal(0.002833 / 2, TTest.PAbove(Sleep, 0), 6);
        Assert.Equal(1 - 0.002833 / 2, TTest.PBelow(Sleep, 0), 6);
        var interval = TTest.Interval(Sleep, 0.95);
        Assert.Equal(0.7001142, interval.Low, 6);
        Assert.Equal(2.4598858, interval.High, 6);
    }

    [Theory]
    [InlineData(5, 1, 9.43)]
    [InlineData(10, 1, 5.01)]
    [InlineData(20, 1, 3.98)]
    [InlineData(30, 1, 3.72)]
    [InlineData(20, 5, 1.94)]
    public void The_band_for_new_values_has_the_published_width(int stored, int fresh, double published) =>
        Assert.Equal(published, TTest.KFactor(stored, 0.001, fresh), 2);

    [Fact]
    public void A_p_value_far_out_in_the_tail_is_small_but_not_zero() =>
        Assert.InRange(TTest.PAbove([1.0, 1.0 + 1e-9, 1.0 - 1e-9, 1.0, 1.0], 0), 1e-40, 1e-30);

    [Fact]
    public void One_value_has_an_infinite_interval_and_proves_nothing()
    {
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity, 0.95), TTest.Interval([3], 0.95));
        Assert.Equal(1, TTest.PAbove([3], 0));
        Assert.Equal(1, TTest.PBelow([3], 0));
        Assert.Equal(double.PositiveInfinity, TTest.KFactor(1, 0.001));
    }

    [Theory]
    [InlineData(0.2, 0, 1)]
    [InlineData(0.3, 1, 1)] // on the margin: nothing lies above or below
    [InlineData(0.4, 1, 0)]
    public void Without_variance_the_side_of_the_margin_decides(double margin, double above, double below)
    {
        double[] equal = [0.3, 0.3, 0.3]; // whose plain sum / 3 is not 0.3
        Assert.Equal(above, TTest.PAbove(equal, margin));
        Assert.Equal(below, TTest.PBelow(equal, margin));
        Assert.Equal(new Interval(0.3, 0.3, 0.95), TTest.Interval(equal, 0.95));
    }

    [Fact]
    public void What_has_no_mean_is_refused_in_words()
    {
        Assert.Contains("finite values",
            Assert.Throws<ArgumentException>(() => TTest.PAbove([1, double.PositiveInfinity], 0)).Message);
        Assert.Throws<ArgumentException>(() => TTest.Interval([1, double.NaN], 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => TTest.PAbove([1, 2], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TTest.Interval([1, 2], 1));
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused_by_name()
    {
        void Refused(string name, Func<object> call) =>
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName);
        Refused("coverage", () => TTest.Interval([1], 1));
        Refused("stored", () => TTest.KFactor(0, 0.001));
        Refused("fresh", () => TTest.KFactor(5, 0.001, 0));
        Refused("alarm", () => TTest.KFactor(1, 0));
        Refused("probability", () => TTest.Quantile(1, 4));
    }
}
