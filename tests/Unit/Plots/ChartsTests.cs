using Reproduction.Plots;
using Reproduction.Reports.Plots;

namespace WeightPred.Unit.Plots;

public class ChartsTests
{
    private static readonly double[] Steps = [.. Enumerable.Range(0, 61).Select(i => Math.Pow(10, i / 20.0))];

    // Both fall alike until a step, then apart.
    private static Chart Curves(double apart) => Charts.Losses("", "title", "loss", [Arm("a", 0), Arm("b", apart)]);

    private static ArmCurves Arm(string name, double apart) =>
        new(name, Steps, [[.. Steps.Select(s => 1 / Math.Sqrt(s) * (apart > 0 && s > apart ? 1 + Math.Log(s / apart) : 1))]]);

    [Fact]
    public void Loss_curves_are_drawn_from_where_they_differ()
    {
        double from = Curves(50).X.From!.Value;
        Assert.InRange(from, 50, 100);
        Assert.Equal(Steps, Curves(50).Series[0].X);
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(500, 100)]
    [InlineData(0, 10)]
    public void At_least_one_decade_of_steps_is_drawn_and_at_most_two(double apart, double from) =>
        Assert.Equal(from, Curves(apart).X.From!.Value, 1e-6);

    [Fact]
    public void A_line_is_the_geometric_mean_and_a_band_the_extremes_of_the_seeds_that_have_not_diverged()
    {
        var chart = Charts.Losses("", "title", "loss", [new("a", [1, 2, 3], [[1, 1, 1], [4, 4, double.PositiveInfinity]])]);
        Assert.Equal([2, 2, 1], chart.Series[0].Y.Select(y => Math.Round(y, 12)));
        Assert.Equal([1, 1, 1], chart.Series[0].Low!);
        Assert.Equal([4, 4, 1], chart.Series[0].High!);
        Assert.Equal(("a", 3, double.PositiveInfinity),
            (chart.Series[1].Label, chart.Series[1].X.Single(), chart.Series[1].Y.Single()));
    }

    private static DrawnCurve Drawn(params (double, double, bool)[] judged) => new("a", [10, 100, 300], [2, 1, 0.5])
    {
        Ours = new("a", [1, 100, 300], [[9, 1, 0.5], [9, 4, 0.5]]),
        Expected = [(8, 10), (0.5, 8), (0.4, 0.6)],
        Judged = judged,
    };

    [Fact]
    public void A_figure_stands_over_our_seeds_their_mean_and_where_one_more_would_lie()
    {
        var series = Charts.Figure("", "title", "loss", [Drawn((100, 1, true), (300, 0.5, false))]).Series;
        Drawing[] drawings = [Drawing.Line, Drawing.Thin, Drawing.Thin, Drawing.Line, Drawing.Discs, Drawing.Rings];
        Assert.Equal(drawings, series.Select(s => s.Drawing));
        Assert.Equal([100, 300], series[0].X); // from a thirtieth of the axis on
        Assert.Equal([2, 0.5], series[0].Y.Select(y => Math.Round(y, 12)));
        Assert.Equal([0.5, 0.4], series[0].Low!);
        Assert.Equal([1, 0.5], series[1].Y);
        Assert.Equal([2, 1, 0.5], series[3].Y);
        Assert.True(series[3].Ink);
        Assert.Equal((100.0, 300.0), (series[4].X.Single(), series[5].X.Single()));
        Assert.Equal(["a"], Palette.Labels([Charts.Figure("", "title", "loss", [Drawn()])]));
    }

    [Fact]
    public void A_figure_without_runs_stands_alone()
    {
        var chart = Charts.Figure("", "title", "loss", [Drawn() with { Ours = null, Expected = [] }]);
        Assert.Equal(("a", false), (Assert.Single(chart.Series).Label, chart.Series[0].Ink));
        Assert.Contains("no runs", chart.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_have_ticks_where_they_are_and_nowhere_else()
    {
        var one = new Spread([1, 2], 1.5, 1, 2);
        var chart = Charts.Settings("", "title", new Axis("pairs"), new Axis("loss"),
            [("a", 45, one), ("a", 5, one), ("b", 5, one)]);
        Assert.Equal([new Tick(5, "5"), new Tick(45, "45")], chart.X.Ticks);
        Assert.Equal([5, 45], chart.Series[0].X);
        Assert.Equal(["a", "b"], Palette.Labels([chart]));
    }

    [Fact]
    public void A_finding_is_drawn_with_what_it_is_held_against()
    {
        var chart = Charts.Findings("", "title", new Axis("ratio", Log: true),
            [new("a", 0.9, 0.8, 1) { Held = (0, 0.95) }, new("b", 1, 0.9, 1.1)], none: 1);
        Assert.True(chart.Rows);
        Assert.Equal([new("where it holds", 0, 0.95) { X = 0 }, Reference.At("no effect", 1)], chart.References);
    }

    [Fact]
    public void Ratios_without_a_decade_among_them_have_ticks_of_their_own()
    {
        ForestRow Between(double low, double high) => new("a", 1, low, high);
        Assert.Equal(["0.9", "0.95", "1", "1.05", "1.1"],
            Charts.Findings("", "", new Axis("", Log: true), [Between(0.88, 1.12)]).Y.Ticks.Select(tick => tick.Label));
        Assert.Empty(Charts.Findings("", "", new Axis("", Log: true), [Between(0.1, 12)]).Y.Ticks);
    }

    [Fact]
    public void Many_arms_or_long_names_stand_in_rows()
    {
        var one = new Spread([1], 1, 1, 1);
        Assert.False(Charts.Arms("", "", new Axis("loss"), [("Linear", one), ("XLinear", one)]).Rows);
        Assert.True(Charts.Arms("", "", new Axis("loss"), [.. Enumerable.Range(0, 9).Select(i => ($"{i}", one))]).Rows);
        Assert.True(Charts.Arms("", "", new Axis("loss"), [(new string('x', 60), one), (new string('y', 60), one)]).Rows);
    }
}
