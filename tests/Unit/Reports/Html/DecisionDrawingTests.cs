using System.Text.RegularExpressions;
using Reproduction;
using Reproduction.Reports.Html;
using Reproduction.Statistics;

namespace WeightPred.Unit.Reports.Html;

public partial class DecisionDrawingTests
{
    private const double Infinity = double.PositiveInfinity;

    private static Finding Of(double estimate, double low, double high, double target, Scale scale = Scale.Log) =>
        new("a finding", Verdict.Holds, "log ratio", estimate, low, high, 0.95, target, 0.01, 5, "reason") { Scale = scale };

    private static string Drawn(Finding finding) => DecisionDrawing.Of(finding, legend: false).Text;

    [GeneratedRegex("(?<= (?:x|x1|x2|cx|width)=\")[^\"]*")]
    private static partial Regex Places { get; }

    // Every place is a share of the width.
    private static void AssertWhole(string drawing, int ticks = 1)
    {
        Assert.NotEmpty(Places.Matches(drawing));
        Assert.All(Places.Matches(drawing), place => Assert.Matches(@"^(0|\d+(\.\d+)?%)$", place.Value));
        Assert.InRange(Regex.Count(drawing, "<text "), ticks, 6);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(0.9)]
    public void Equal_values_at_their_bound_are_drawn(double value) =>
        AssertWhole(Drawn(Of(value, value, value, value, Scale.Linear)));

    [Theory]
    [InlineData(Scale.Linear)]
    [InlineData(Scale.Log)]
    public void Ends_that_differ_in_their_last_bit_are_drawn(Scale scale)
    {
        foreach (double value in new[] { 0.1, 1, 1e16, 1e-300, -5, 0 })
            AssertWhole(Drawn(Of(Math.Clamp(value, -600, scale == Scale.Log ? 600 : Infinity), Math.BitDecrement(value),
                Math.BitIncrement(value), value, scale)), ticks: 0);
    }

    [Theory]
    [InlineData(1e7)]
    [InlineData(2147483648)]
    [InlineData(-1e300)]
    [InlineData(Infinity)]
    [InlineData(double.NaN)]
    public void A_target_beyond_all_numbers_is_left_out(double target) => AssertWhole(Drawn(Of(0.1, 0.05, 0.2, target)));

    [Fact]
    public void Hundreds_of_decades_have_few_ticks() => AssertWhole(Drawn(Of(-600, -680, 680, 0)));

    [Theory]
    [InlineData(Scale.Linear, 1e308)]
    [InlineData(Scale.Linear, double.NegativeInfinity)]
    [InlineData(Scale.Log, 700)]
    public void An_estimate_without_a_place_is_a_sentence(Scale scale, double estimate)
    {
        string drawing = Drawn(Of(estimate, estimate, Infinity, 0, scale));
        Assert.Contains("not drawn, since the estimate is", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_has_no_place()
    {
        Assert.Equal("", Drawn(Of(double.NaN, 0, 1, 0)));
        AssertWhole(Drawn(
            Of(0.1, double.NaN, double.NaN, double.NaN, Scale.Linear) with { ToleranceLow = double.NaN, ToleranceHigh = 0.2 }));
        AssertWhole(Drawn(Of(0.1, double.NegativeInfinity, Infinity, 0, Scale.Linear)
            with { ToleranceLow = double.NegativeInfinity, ToleranceHigh = Infinity }));
    }
}
