using Reproduction.Plots;

namespace WeightPred.Unit.Plots;

public class TicksTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.01, "0.01")]
    [InlineData(1000, "1\u2009000")]
    [InlineData(200000, "200\u2009000")]
    [InlineData(-0.25, "−0.25")]
    [InlineData(1e-6, "10⁻⁶")]
    [InlineData(2.5e12, "2.5×10¹²")]
    [InlineData(double.NegativeInfinity, "−∞")]
    [InlineData(-1e-8, "−1×10⁻⁸")]
    public void Numbers_are_written_as_people_read_them(double value, string label) => Assert.Equal(label, Ticks.Label(value));

    private static string Labels(double low, double high, int most = 8) =>
        string.Join(' ', Ticks.Log(new AxisScale(Math.Log10(low), Math.Log10(high), true), most).Where(t => t.Label.Length > 0)
            .OrderBy(t => t.At).Select(t => t.Label.Replace("\u2009", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData(0.005, 20, "0.01 0.1 1 10")]
    [InlineData(30, 3000, "30 100 300 1000 3000")]
    [InlineData(0.09, 0.6, "0.1 0.2 0.5")]
    [InlineData(0.95, 1.06, "0.96 0.98 1 1.02 1.04 1.06")]
    [InlineData(1e-20, 1e20, "10⁻²⁰ 10⁻¹⁵ 10⁻¹⁰ 10⁻⁵ 1 100000 10¹⁰ 10¹⁵ 10²⁰")]
    public void Labels_of_a_log_axis_are_whole_decades_or_as_few_digits_as_give_three(double low, double high, string labels)
        => Assert.Equal(labels, Labels(low, high));

    [Fact]
    public void Minor_ticks_stand_between_decades_without_a_label()
    {
        var minor = Ticks.Log(new AxisScale(0, 3, true), 8).Where(t => t.Label.Length == 0);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 20, 30], minor.Select(t => Math.Round(Math.Pow(10, t.At), 9)).Order().Take(10));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1e17, 1e17 + 64)]
    [InlineData(0.09999999999999999, 0.1)]
    [InlineData(-1e308, 1e308)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.Epsilon)]
    public void There_is_an_end_to_them_wherever_they_stand(double low, double high) =>
        Assert.InRange(Ticks.Steps(low, high, 8).Take(100).Count(), 0, 10);

    [Fact]
    public void Steps_are_round_and_no_more_than_fit()
    {
        Assert.Equal([0, 0.05, 0.1, 0.15, 0.2], Ticks.Steps(0, 0.2, 5));
        Assert.InRange(Ticks.Steps(-3.7e-8, 9.1e-8, 6).Count(), 3, 7);
    }
}
