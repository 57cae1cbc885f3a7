using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Reproduction.Plots;
using Reproduction.Reports.Plots;
using Reproduction.Results;

namespace Reproduction.Reports.Html;

/// <summary>
/// Data of the page's figures, as one compact JSON text. Claims share runs, so each distinct curve is kept once, and each
/// distinct list of steps. Numbers have five digits: more than a screen shows.
/// </summary>
internal sealed class FigureData
{
    private readonly List<Action<Utf8JsonWriter>> figures = [];
    private readonly Pool steps = new(), losses = new();
    private readonly List<int> stepsOfLoss = [];
    private readonly Dictionary<Chart, int> charts = [];

    /// <summary>Every seed's curve of a result; returns the figure's number.</summary>
    /// <param name="title">Title of the figure.</param>
    /// <param name="x">The axis of steps.</param>
    /// <param name="y">The loss axis.</param>
    /// <param name="curves">All curves.</param>
    /// <param name="labels">A label's place is its colour.</param>
    /// <param name="references">Values to compare the loss with.</param>
    public int Curves(string title, Axis x, Axis y, IReadOnlyList<Curve> curves, IReadOnlyList<string> labels,
        IEnumerable<Reference> references)
    {
        var arms = curves.GroupBy(c => c.Arm)
            .Select(arm => (Name: arm.Key, Runs: arm.Select(c => (c.Seed, Loss: Keep(c))).ToArray())).ToArray();
        Reference[] held = [.. references];
        return Add(json =>
        {
            json.WriteString("title", title);
            Write(json, "x", x);
            Write(json, "y", y);
            json.WriteStartArray("arms");
            foreach (var (name, runs) in arms)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteNumber("colour", Colour(labels, name));
                json.WriteStartArray("runs");
                foreach (var (seed, loss) in runs)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(seed);
                    json.WriteNumberValue(loss);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Write(json, held);
        });
    }

    /// <summary>A chart of the claim's own; returns the figure's number, one for each chart.</summary>
    public int Chart(Chart chart, IReadOnlyList<string> labels) =>
        charts.TryGetValue(chart, out int figure) ? figure : charts[chart] = Write(chart, labels);

    private int Write(Chart chart, IReadOnlyList<string> labels) => Add(json =>
    {
        json.WriteString("title", chart.Title);
        Write(json, "x", chart.X);
        Write(json, "y", chart.Y);
        json.WriteBoolean("rows", chart.Rows);
        json.WriteStartArray("series");
        foreach (var series in chart.Series)
        {
            json.WriteStartObject();
            json.WriteString("name", series.Label);
            json.WriteNumber("colour", Colour(labels, series.Label));
            json.WriteString("drawing", series.Drawing.ToString());
            if (series.Ink)
                json.WriteBoolean("ink", true);
            Write(json, "x", series.X);
            Write(json, "y", series.Y);
            if (series is { Low: { } low, High: { } high })
            {
                Write(json, "low", low);
                Write(json, "high", high);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Write(json, chart.References);
    });

    public ReadOnlyMemory<byte> Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("steps");
        foreach (var list in steps.Lists)
            json.WriteRawValue(list);
        json.WriteEndArray();
        json.WriteStartArray("losses");
        foreach (var list in losses.Lists)
            json.WriteRawValue(list);
        json.WriteEndArray();
        json.WriteStartArray("stepsOfLoss");
        foreach (var place in stepsOfLoss)
            json.WriteNumberValue(place);
        json.WriteEndArray();
        json.WriteStartArray("figures");
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            figure(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private int Add(Action<Utf8JsonWriter> figure)
    {
        figures.Add(figure);
        return figures.Count - 1;
    }

    private int Keep(Curve curve)
    {
        var at = steps.Keep(List(curve.Points.Select(p => (double)p.Step)), 0);
        var loss = losses.Keep(List(curve.Points.Select(p => p.Loss)), at);
        if (loss == stepsOfLoss.Count)
            stepsOfLoss.Add(at);
        return loss;
    }

    private static int Colour(IReadOnlyList<string> labels, string label)
    {
        for (var place = 0; place < labels.Count; place++)
            if (labels[place] == label)
                return place % Palette.Count;
        return 0;
    }

    private static void Write(Utf8JsonWriter json, string name, Axis axis)
    {
        json.WriteStartObject(name);
        json.WriteString("title", axis.Title);
        json.WriteBoolean("log", axis.Log);
        Write(json, "at", [.. axis.Ticks.Select(t => t.At)]);
        json.WriteStartArray("labels");
        foreach (var tick in axis.Ticks)
            json.WriteStringValue(tick.Label);
        json.WriteEndArray();
        if (axis.From is { } from && double.IsFinite(from))
            json.WriteNumber("from", from);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Reference> references)
    {
        json.WriteStartArray("references");
        foreach (var reference in references)
        {
            json.WriteStartObject();
            json.WriteString("name", reference.Label);
            Write(json, "ends", [reference.Low, reference.High]);
            if (reference.X is { } x && double.IsFinite(x))
                json.WriteNumber("x", x);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(List(values));
    }

    // JSON has no infinity, but a number too large to hold is read as one.
    private static string List(IEnumerable<double> values) => $"[{string.Join(',', values.Select(v => v switch
    {
        double.NaN => "null",
        double.PositiveInfinity => "1e999",
        double.NegativeInfinity => "-1e999",
        _ => v.ToString("G5", CultureInfo.InvariantCulture),
    }))}]";

    /// <summary>Distinct lists, in the order of their first use.</summary>
    private sealed class Pool
    {
        private readonly Dictionary<(string, int), int> places = [];

        public List<string> Lists { get; } = [];

        public int Keep(string list, int of)
        {
            if (places.TryGetValue((list, of), out var place))
                return place;
            Lists.Add(list);
            return places[(list, of)] = Lists.Count - 1;
        }
    }
}
