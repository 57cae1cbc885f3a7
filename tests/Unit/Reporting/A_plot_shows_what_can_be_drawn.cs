using System.Globalization;
using System.Xml.Linq;
using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

public sealed class A_plot_shows_what_can_be_drawn
{
    private static readonly double NaN = double.NaN, Inf = double.PositiveInfinity;

    private static Chart Chart(params Series[] series) => new("", "Title", "x", "y", series);

    // Parsing proves that the plot is well-formed XML.
    private static XElement Svg(Chart chart) => XDocument.Parse(SvgPlot.Render(chart)).Root!;

    private static List<XElement> All(XElement svg, string name) => [.. svg.Descendants(svg.Name.Namespace + name)];

    private static List<string> Texts(Chart chart) => [.. All(Svg(chart), "text").Select(t => t.Value)];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static List<(double X, double Y)> Points(XElement line)
        => [.. line.Attribute("points")!.Value.Split(' ').Select(p => p.Split(',')).Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];

    /// <summary>Labels below the horizontal axis: middle and half width, estimated on the narrow side.</summary>
    private static List<(double Middle, double Half)> XLabels(XElement svg) =>
    [
        .. All(svg, "text").Where(t => (string?)t.Attribute("text-anchor") == "middle" && (string?)t.Attribute("font-size") == "12.5")
            .Select(t => (Number(t, "x"), t.Value.Length * 12.5 * 0.25)),
    ];

    [Fact]
    public void A_line_goes_through_its_points()
    {
        var line = Assert.Single(All(Svg(Chart(new Series("a", [0, 1, 2], [0, 10, 5]))), "polyline"));
        var points = Points(line);
        Assert.Equal(3, points.Count);
        Assert.Equal(points[1].X - points[0].X, points[2].X - points[1].X, 1);
        // 5 lies half-way between 0 and 10; up is a smaller y.
        Assert.Equal((points[0].Y + points[1].Y) / 2, points[2].Y, 1);
        Assert.True(points[1].Y < points[0].Y);
    }

    [Fact]
    public void A_log_axis_makes_ratios_equal_distances()
    {
        var points = Points(All(Svg(Chart(new Series("a", [1, 10, 100], [1e-3, 1, 1e3])) with { LogX = true, LogY = true }), "polyline")[0]);
        Assert.Equal(points[1].X - points[0].X, points[2].X - points[1].X, 1);
        Assert.Equal(points[1].Y - points[0].Y, points[2].Y - points[1].Y, 1);
    }

    [Fact]
    public void Infinity_and_NaN_are_gaps_with_a_note()
    {
        var chart = Chart(new Series("a", [0, 1, 2, 3, 4, 5, 6], [1, 2, NaN, 3, 4, Inf, 5]));
        Assert.Equal([2, 2], All(Svg(chart), "polyline").Select(l => Points(l).Count));
        Assert.Single(All(Svg(chart), "circle")); // The lone last point would not be seen as a line.
        Assert.Contains("a: 2 of 7 points not finite (diverged), left out.", Texts(chart));
    }

    [Fact]
    public void What_a_log_axis_cannot_show_is_left_out_with_a_note()
    {
        var chart = Chart(new Series("a", [1, 2, 3, 4], [1, 0, -1, 2])) with { LogY = true, References = [new ReferenceLine("zero", 0)] };
        Assert.Contains("a: 2 of 4 points not positive, left out on the log axis.", Texts(chart));
        Assert.Contains("zero: has no place on this axis.", Texts(chart));
        Assert.Contains("a: band reaches below zero, cut at the log axis.", Texts(Chart(new Series("a", [1, 2], [1, 1], [-1, 0.5], [2, 2])) with { LogY = true }));
    }

    [Fact]
    public void Nothing_at_all_is_said()
    {
        Assert.Contains("no data", Texts(Chart()));
        Assert.Contains("no data", Texts(Chart(new Series("a", [], []))));
        Assert.Contains("no data", Texts(Chart(new Series("a", [1, 2], [NaN, Inf]))));
        Assert.DoesNotContain("no data", Texts(Chart(new Series("a", [1], [1]))));
    }

    [Fact]
    public void A_single_point_is_a_marker()
        => Assert.Equal(2, All(Svg(Chart(new Series("a", [3], [0.5]))), "circle").Count); // itself and its legend

    [Theory]
    [InlineData(0.25)]
    [InlineData(0)]
    [InlineData(-7e-12)]
    [InlineData(3e299)]
    [InlineData(1e-300)]
    public void Values_that_are_all_equal_lie_inside_the_axes(double value)
    {
        foreach (var log in new[] { false, true })
        {
            if (log && value <= 0)
                continue;
            var svg = Svg(Chart(new Series("a", [1, 2, 3], [value, value, value])) with { LogY = log });
            Assert.All(Points(All(svg, "polyline")[0]), p => Assert.InRange(p.Y, 50, 500));
            Assert.DoesNotContain("NaN", svg.ToString());
        }
    }

    [Fact]
    public void Text_is_escaped_and_control_characters_are_dropped()
    {
        var chart = new Chart("", "µ² < 1 & \"x\" \u0001> 0", "step <1>", "loss & more, m²", [new Series("a < b & c", [1, 2], [1, 2])]) { References = [new ReferenceLine("<ref>", 1.5)] };
        var texts = Texts(chart);
        Assert.Contains("µ² < 1 & \"x\" > 0", texts);
        Assert.Contains("step <1>", texts);
        Assert.Contains("loss & more, m²", texts);
        Assert.Contains("a < b & c", texts);
        Assert.Contains("<ref>", texts);
    }

    [Fact]
    public void The_same_chart_gives_the_same_bytes_under_any_culture()
    {
        var bytes = new SvgPlotter().Render(Runs.Loss);
        Assert.Equal(bytes, new SvgPlotter().Render(Runs.Loss));
        Assert.Equal(bytes, Foreign.Culture(() => new SvgPlotter().Render(Runs.Loss)));
    }

    public static TheoryData<double, double, bool> Ranges
    {
        get
        {
            var ranges = new TheoryData<double, double, bool>();
            ranges.Add(0, 50000, false);
            foreach (var log in new[] { false, true })
                foreach (var (low, high) in new[] { (1.0, 50000.0), (1e-9, 1e9), (0.99, 1.01), (1e-5, 3e-5), (2, 9), (1e5, 1e7), (123456, 123457), (1e-300, 1e300), (3, 40) })
                    ranges.Add(low, high, log);
            ranges.Add(-3, 7, false);
            ranges.Add(-1e-7, 1e-7, false);
            return ranges;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Tick_labels_keep_their_distance_and_there_are_at_least_two(double low, double high, bool log)
    {
        var svg = Svg(Chart(new Series("a", [low, high], [low, high])) with { LogX = log, LogY = log });
        var x = XLabels(svg);
        Assert.InRange(x.Count, 2, 20);
        for (var i = 1; i < x.Count; i++)
            Assert.True(x[i].Middle - x[i].Half > x[i - 1].Middle + x[i - 1].Half);

        var y = All(svg, "text").Where(t => (string?)t.Attribute("text-anchor") == "end").ToList();
        Assert.InRange(y.Count, 2, 20);
        Assert.Equal(y.Count, y.Select(t => t.Value).Distinct().Count());
        for (var i = 1; i < y.Count; i++)
            Assert.True(Math.Abs(Number(y[i], "y") - Number(y[i - 1], "y")) >= 14);
    }

    [Fact]
    public void Few_decades_have_minor_ticks_and_labels_that_say_where_they_are()
    {
        var texts = Texts(Chart(new Series("a", [1, 2], [0.017, 0.9])) with { LogY = true });
        Assert.Contains("0.02", texts);
        Assert.Contains("0.1", texts);
        Assert.Contains("0.5", texts);
    }

    [Fact]
    public void Large_and_small_numbers_are_readable()
    {
        Assert.Contains("50\u2009000", Texts(Chart(new Series("a", [0, 50000], [1, 2]))));
        Assert.Contains("10⁻⁵", Texts(Chart(new Series("a", [1, 2], [1e-7, 1e2])) with { LogY = true }));
        Assert.Contains("−1.0", Texts(Chart(new Series("a", [1, 2], [-1, 1.5]))));
    }

    [Fact]
    public void Counts_have_no_halves() => Assert.DoesNotContain(Texts(Chart(new Series("a", [1, 2, 3], [0.5, 0.6, 0.7]) { Markers = true })), text => text is "1.5" or "2.5");

    [Fact]
    public void Names_of_reference_lines_do_not_collide_and_lie_right_of_the_data()
    {
        var chart = Chart(new Series("a", [0, 1], [0, 1])) with { References = [.. Enumerable.Range(0, 6).Select(i => new ReferenceLine($"reference {i}", 0.97 + i * 0.001))] };
        var svg = Svg(chart);
        var names = All(svg, "text").Where(t => t.Value.StartsWith("reference", StringComparison.Ordinal)).ToList();
        var heights = names.Select(t => Number(t, "y")).Order().ToList();
        Assert.Equal(6, heights.Count);
        for (var i = 1; i < 6; i++)
            Assert.True(heights[i] - heights[i - 1] >= 14);
        var right = Points(All(svg, "polyline")[0]).Max(p => p.X);
        Assert.All(names, name => Assert.True(Number(name, "x") > right));
    }

    [Fact]
    public void The_legend_lies_below_the_data_and_inside_the_picture()
    {
        var svg = Svg(Chart([.. Enumerable.Range(0, 40).Select(i => new Series($"a series with a long name, number {i}", [0, 1], [i, i + 1]))]));
        var bottom = All(svg, "polyline").SelectMany(Points).Max(p => p.Y);
        var names = All(svg, "text").Where(t => t.Value.StartsWith("a series", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.InRange(Number(name, "y"), bottom + 10, 560));
        Assert.Contains(All(svg, "text"), t => t.Value.EndsWith($"and {40 - names.Count} more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_line_is_thinned_and_keeps_its_spike()
    {
        var y = Enumerable.Range(0, 100_000).Select(i => i == 77_777 ? 100.0 : 1.0 + i % 7 * 0.01).ToArray();
        var points = Points(All(Svg(Chart(new Series("a", [.. Enumerable.Range(0, 100_000).Select(i => (double)i)], y))), "polyline")[0]);
        Assert.InRange(points.Count, 500, 2000);
        Assert.True(points.Min(p => p.Y) < points.Max(p => p.Y) - 300);
        Assert.Equal(points.OrderBy(p => p.X).Select(p => p.X), points.Select(p => p.X));
    }

    [Fact]
    public void A_band_is_translucent_and_lies_around_its_line()
    {
        var svg = Svg(Chart(new Series("a", [0, 1], [5, 6], [4, 5], [6, 7])));
        var band = Assert.Single(All(svg, "polygon"));
        Assert.Equal("0.18", band.Attribute("fill-opacity")!.Value);
        var (line, edge) = (Points(All(svg, "polyline")[0]), Points(band));
        Assert.True(edge.Min(p => p.Y) < line.Min(p => p.Y) && edge.Max(p => p.Y) > line.Max(p => p.Y));
    }

    [Fact]
    public void A_series_of_unequal_lengths_is_an_error_that_names_it()
    {
        Assert.Contains("\"a\"", Assert.Throws<ArgumentException>(() => SvgPlot.Render(Chart(new Series("a", [1, 2], [1])))).Message);
        Assert.Throws<ArgumentException>(() => SvgPlot.Render(Chart(new Series("a", [1, 2], [1, 2], [1, 2]))));
    }
}
