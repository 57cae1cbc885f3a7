using Reproduction.Plots;

namespace WeightPred.Unit.Plots;

public class AxisScaleTests
{
    [Fact]
    public void The_data_fill_the_axis_but_for_a_margin()
    {
        var scale = AxisScale.Of([1, 3], [], [], log: false);
        Assert.InRange(scale.Low, 0.8, 0.99);
        Assert.InRange(scale.High, 3.01, 3.2);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(-0.9, true)]
    [InlineData(-1.1, false)]
    [InlineData(-100, false)]
    [InlineData(4.9, true)]
    [InlineData(5.1, false)]
    public void A_reference_extends_the_axis_while_the_data_keep_half_of_it(double reference, bool inside)
    {
        var scale = AxisScale.Of([1, 3], [], [reference], log: false);
        Assert.Equal(inside, reference >= scale.Low && reference <= scale.High);
        Assert.True(2 / scale.Length > 0.4);
    }

    [Fact]
    public void Nearer_references_go_first()
    {
        var scale = AxisScale.Of([1, 3], [], [-0.9, 3.5, 4.5], log: false);
        Assert.True(scale.High > 4.5);
        Assert.True(scale.Low > -0.9);
    }

    [Fact]
    public void One_value_and_its_reference_share_the_axis()
    {
        var scale = AxisScale.Of([1], [], [100], log: false);
        Assert.True(scale.Low < 1 && scale.High > 100);
    }

    [Fact]
    public void What_a_curve_did_before_takes_at_most_two_thirds()
    {
        var scale = AxisScale.Of([1, 2], [100], [], log: false, curves: true);
        Assert.InRange(scale.High, 4, 4.5);
        Assert.True(AxisScale.Of([1, 2], [2.5], [], log: false, curves: true).High < 3);
    }

    [Fact]
    public void A_curve_that_blew_up_has_no_part_in_the_range()
    {
        var scale = AxisScale.Of([0.26, 0.29, 1e8, 1e9], [0.3, 1e5], [], log: true, curves: true);
        Assert.True(scale.High < Math.Log10(0.4));
    }

    // One point is left of each: the others lie three decades above it.
    [Fact]
    public void Curves_that_all_blew_up_still_have_an_axis() =>
        Assert.InRange(AxisScale.Of([1e10, 1e60, 1e200], [1, 1e3], [], log: true, curves: true).Length, 0.1, 20);

    [Fact]
    public void What_has_no_place_is_left_out_and_ends_go_to_the_edge()
    {
        var scale = AxisScale.Of([0, -1, 10, double.NaN, double.PositiveInfinity, 1000], [], [], log: true);
        Assert.InRange(scale.Low, 0.8, 1);
        Assert.Equal((scale.Low, scale.Low, scale.High),
            (scale.End(0), scale.End(double.NegativeInfinity), scale.End(double.PositiveInfinity)));
        Assert.Equal(2, scale.End(100), 1e-12);
    }

    [Fact]
    public void Nothing_at_all_still_has_an_axis() => Assert.Equal(1, AxisScale.Of([], [], [], log: true).Length);
}
