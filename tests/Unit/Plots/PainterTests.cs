using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Plots;
using Reproduction.Reports.Plots;

namespace WeightPred.Unit.Plots;

public class PainterTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly Axis Steps = new("training steps", Log: true),
        Loss = new("loss [MSE]", Log: true), Linear = new("R²");

    private static Chart Of(params Series[] series) => new("", "title", Steps, Loss, series);

    private static Series Line(params double[] y) => new("Linear", Drawing.Line, [.. y.Select((_, i) => (double)i + 1)], y);

    private static (int Width, int Height) Drawn(Chart chart, Theme theme = Theme.Light, double scale = 1)
    {
        var picture = Painter.Draw(chart, theme, scale: scale);
        Assert.Equal("", picture.Problem);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], picture.Png[..8]);
        return (BinaryPrimitives.ReadInt32BigEndian(picture.Png.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(picture.Png.AsSpan(20)));
    }

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static readonly Spread Three = new([1, 2, 3], 2, 1.5, 2.5);

    private static DrawnCurve Compared(string name, double end) => new(name, [1, 10, 100], [1, 0.5, 0.2])
    {
        Ours = new(name, [1, 10, 100], [[1, 0.5, 0.2], [1, 0.6, end]]),
        Expected = [(0.9, 1.1), (0.4, 0.6), (double.NaN, double.NaN)],
        Judged = [(10, 0.5, true), (100, 0.2, false)],
    };

    private static readonly Dictionary<string, Chart> All = new()
    {
        ["losses"] = Charts.Losses("", "title", "loss [MSE]", [new("Linear", [1, 10, 100], [[1, 0.5, 0.2], [1.1, 0.6, Infinity]]),
            new("XLinear", [1, 10, 100], [[1, 0.4, 0.1], [1.1, 0.5, 0.12]])], [Reference.At("write-up", 0.017)]),
        ["settings"] = Charts.Settings("", "title", new Axis("pairs", Log: true), Loss,
            [("a", 5, Three), ("a", 20, Three), ("b", 5, Three), ("b", 20, Three)], [new("tolerance", 1, 2)]),
        ["arms"] = Charts.Arms("", "title", Loss, [("Linear", Three), ("XLinear", Three)]),
        ["arms in rows"] = Charts.Arms("", "title", Loss, [.. Enumerable.Range(0, 12).Select(i => ($"arm {i}", Three))]),
        ["findings"] = Charts.Findings("", "title", new Axis("ratio", Log: true),
            [new("a", 0.9, 0.8, 1.1) { Held = (0, 1) }, new("b", Infinity, 0.8, Infinity) { Held = (1e6, Infinity) }], none: 1),
        ["figure"] = Charts.Figure("", "title", "loss",
            [Compared("a", 1), Compared("b", Infinity), new("c", [1, 10, 100], [3, 2, 1])]),
        ["figure alone"] = Charts.Figure("", "title", "loss", [new("c", [1, 10, 100], [3, 2, 1])]),
        ["no series"] = Of(),
        ["an empty series"] = Of(Line()),
        ["one point"] = Of(Line(0.5)),
        ["curves that all diverge"] = Charts.Losses("", "title", "loss", [new("rate 3", [1, 2, 4, 8, 16, 32], [[1, 1e3, 1e10,
            1e60, 1e200, Infinity]]), new("rate 4", [1, 2, 4, 8, 16, 32], [[1, 1e4, 1e15, 1e90, Infinity, Infinity]])]),
        ["all infinite"] = Of(Line(Infinity, Infinity), new Series("score", Drawing.Interval, [1],
            [double.NegativeInfinity]) { Low = [double.NegativeInfinity], High = [Infinity] }),
        ["all missing"] = Of(Line(double.NaN, double.NaN)),
        ["zeros and less on log axes"] =
            Of(new Series("a", Drawing.Interval, [0, -1, 1], [0, -1, 1]) { Low = [0, -1, 0], High = [0, -1, 2] }),
        ["equal values"] = Of(Line(0.3, 0.3, 0.3)) with { Y = Linear },
        ["equal zeros"] = Of(Line(0, 0, 0)) with { Y = Linear },
        ["the largest and the smallest"] = Of(Line(double.MaxValue, double.Epsilon, 1e299)),
        ["far apart on a linear axis"] = Of(Line(-1e299, 1e299)) with { Y = Linear },
        ["nearly equal"] = Of(Line(1, 1 + 1e-9)),
        ["empty settings"] = Charts.Settings("", "title", Steps, Loss, []),
        ["no arms"] = Charts.Arms("", "title", Loss, []),
        ["no findings"] = Charts.Findings("", "title", Linear, []),
        ["no curves"] = Charts.Losses("", "title", "loss", []),
        ["curves of no steps"] = Charts.Losses("", "title", "loss", [new("a", [], [[]])]),
        ["references only"] = Of() with { References = [Reference.At("write-up", 0.1), new("tolerance", 0.1, 0.2),
            Reference.At("unknown", double.NaN), new("all", double.NegativeInfinity, Infinity)] },
        ["references beyond the edges"] =
            Of(Line(1, 2)) with { References = [new("below", double.NegativeInfinity, 1e-9), new("above", 1e9, Infinity),
            new("at infinity", Infinity, Infinity), new("in row", 1e9, Infinity) { X = 1 }, Reference.At("zero", 0)] },
        ["a position that no log axis has"] =
            Of(Line(1, 2)) with { X = new Axis("x", Log: true) { Ticks = [new(0, "none"), new(1, "one")] } },
        ["no words"] = new Chart("", "", new Axis(""), new Axis(""), [new Series("", Drawing.Dots, [1], [1])]),
    };

    [Fact]
    public void Several_charts_are_one_picture()
    {
        var picture = Painter.Together("title", [All["figure"], All["figure alone"], All["losses"]], columns: 2);
        Assert.Equal("", picture.Problem);
        Assert.Equal(3 * Painter.Width, BinaryPrimitives.ReadInt32BigEndian(picture.Png.AsSpan(16)));
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(picture.Png.AsSpan(20)), 3 * Painter.Height, 4 * Painter.Height);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_chart_is_drawn_on_either_paper(string kind)
    {
        Assert.Equal(Painter.Width, Drawn(All[kind]).Width);
        Assert.Equal(Painter.Width, Drawn(All[kind], Theme.Dark).Width);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_chart_survives_being_written_as_JSON(string kind)
    {
        var options = new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
        string json = JsonSerializer.Serialize(All[kind], options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Chart>(json, options), options));
    }

    [Fact]
    public void The_image_has_the_nominal_size_times_the_scale()
    {
        Assert.Equal((Painter.Width, Painter.Height), Drawn(All["losses"]));
        Assert.Equal((2 * Painter.Width, 2 * Painter.Height), Drawn(All["losses"], scale: 2));
    }

    [Fact]
    public void More_rows_make_a_higher_image()
    {
        var few = All["findings"];
        var many = Charts.Findings("", "title", Linear,
            [.. Enumerable.Range(0, 20).Select(i => new ForestRow($"row {i}\nsecond line", i, i - 1, i + 1))]);
        Assert.True(Drawn(many).Height > 2 * Drawn(few).Height);
    }

    [Fact]
    public void Very_long_words_do_not_make_a_larger_image()
    {
        string words = string.Join(' ', Enumerable.Repeat("longer", 200)), word = new('x', 5000);
        var chart = new Chart("", words, new Axis(words), new Axis(word),
            [new Series(word, Drawing.Line, [1, 2], [1, 2]), new Series(words, Drawing.Dots, [1, 2], [1, 2])]) { Note = words };
        Assert.Equal((Painter.Width, Painter.Height), Drawn(chart));
        Drawn(chart with { X = new Axis(words) { Ticks = [new(1, words), new(2, word)] }, Rows = true });
        Drawn(chart with { X = new Axis(words) { Ticks = [new(1, words), new(2, word)] } });
    }

    [Fact]
    public void A_hundred_series_leave_room_for_the_data()
    {
        var chart = Of([.. Enumerable.Range(0, 100).Select(i => new Series($"series {i}", Drawing.Line, [1, 2], [1, i + 1]))]);
        Assert.Equal((Painter.Width, Painter.Height), Drawn(chart));
    }

    [Fact]
    public void The_same_chart_gives_the_same_bytes_in_any_culture()
    {
        byte[] first = Painter.Draw(All["settings"]).Png;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat =
                { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" } };
            Assert.Equal(first, Painter.Draw(All["settings"]).Png);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Plots_may_be_drawn_side_by_side()
    {
        byte[][] drawn = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => Painter.Draw(All["arms"], scale: 1).Png)];
        Assert.All(drawn, png => Assert.Equal(drawn[0], png));
    }

    [Fact]
    public void The_words_of_a_chart_are_drawn_with_no_font_but_its_own()
    {
        Assert.Equal("", Painter.Problem);
        foreach (char c in "abc019²⁻⁰≥±−×∞→←↑↓…\u2009")
            Assert.True(Inter.Regular.ContainsGlyph(c) && Inter.Bold.ContainsGlyph(c), $"U+{(int)c:X4}");
        Assert.NotEqual(Painter.Draw(All["one point"]).Png, Painter.Draw(All["one point"] with { Title = "another" }).Png);
    }

    [Fact]
    public void Labels_known_before_keep_their_colour()
    {
        var alone = Of(new Series("XLinear", Drawing.Line, [1, 2], [1, 2]));
        Assert.NotEqual(Painter.Draw(alone).Png, Painter.Draw(alone, labels: ["Linear", "XLinear"]).Png);
        Assert.Equal(["Linear", "XLinear"], Palette.Labels([Of(Line(1)), alone, All["losses"]]));
        Assert.Equal(Palette.Count, Enumerable.Range(0, Palette.Count).Select(i => Palette.Colour(i)).Distinct().Count());
        Assert.Equal(Palette.Colour(0), Palette.Colour(Palette.Count));
    }

    [Fact]
    public void Bad_input_is_a_problem_and_no_exception()
    {
        var picture = Painter.Draw(Of(new Series("Linear", Drawing.Line, [1, 2], [1])));
        Assert.Empty(picture.Png);
        Assert.StartsWith("plot unavailable: series \"Linear\" has 2 positions, but 1 values", picture.Problem,
            StringComparison.Ordinal);
    }
}
