using Reproduction.Plots;

namespace Reproduction.Reports.Plots;

/// <summary>
/// Layout of the marks of a chart: both scales, and the columns of arms that share a setting. x is the axis of positions, y the
/// axis of values, whichever way they lie.
/// </summary>
internal sealed class Frame
{
    // A column's share of the distance between two settings, and of the axis where settings are few.
    private const double Share = 0.8, Widest = 0.3, WidestShared = 0.09;

    private readonly List<string> _columns;

    public Frame(Chart chart)
    {
        Chart = Checked(chart);
        _columns = Columns();
        Gap = Nearest();
        X = PositionScale();
        Y = ValueScale();
        int arms = Math.Max(1, _columns.Count);
        Column = Math.Min(Gap * Share / arms, X.Length * (arms > 1 ? WidestShared : Widest));
    }

    public Chart Chart { get; }

    public AxisScale X { get; }

    public AxisScale Y { get; }

    /// <summary>Between the two nearest settings, on the scale of x.</summary>
    public double Gap { get; }

    /// <summary>Width of one arm at one setting, on the scale of x.</summary>
    public double Column { get; }

    public bool IsCurves => Chart.X.From is not null;

    private IEnumerable<double> Positions =>
        Chart.X.Ticks.Select(t => t.At).Concat(Chart.Series.SelectMany(s => s.X)).Where(v => AxisScale.Drawable(v, Chart.X.Log));

    private double Nearest()
    {
        double[] at = [.. Positions.Select(v => AxisScale.Place(v, Chart.X.Log)).Distinct().Order()];
        return at.Length < 2 ? 1 : at.Zip(at.Skip(1), (a, b) => b - a).Min();
    }

    // Arms that share a setting stand side by side there.
    private List<string> Columns()
    {
        var marks = Chart.Series.Where(s => s.Drawing != Drawing.Line).ToList();
        bool share = Chart.X.Ticks.Count > 0 && marks.SelectMany(s => s.X.Distinct().Select(x => (x, s.Label))).Distinct()
            .GroupBy(p => p.x).Any(g => g.Count() > 1);
        return share ? [.. marks.Select(s => s.Label).Distinct()] : [];
    }

    private AxisScale PositionScale()
    {
        bool log = Chart.X.Log;
        if (Chart.X.Ticks.Count == 0 && !IsCurves)
            return AxisScale.Of(Positions, [], [], log);
        double[] at = [.. Positions.Select(v => AxisScale.Place(v, log))];
        if (at.Length == 0)
            return new AxisScale(0, 1, log);
        if (Chart.X.Ticks.Count > 0)
        {
            double room = Math.Max(Gap * 0.6, (at.Max() - at.Min()) * 0.05);
            return new AxisScale(at.Min() - room, at.Max() + room, log);
        }

        double from = AxisScale.Drawable(Chart.X.From!.Value, log)
            ? Math.Max(AxisScale.Place(Chart.X.From.Value, log), at.Min()) : at.Min();
        double length = at.Max() > from ? at.Max() - from : 1;
        return new AxisScale(from, from + length * 1.015, log);
    }

    private AxisScale ValueScale()
    {
        List<double> data = [], before = [];
        bool up = false, down = false;
        foreach (var series in Chart.Series)
        {
            foreach (int i in Enumerable.Range(0, series.X.Count)
                .Where(i => AxisScale.Drawable(series.X[i], Chart.X.Log) && X.Place(series.X[i]) >= X.Low - 1e-9))
            {
                bool early = IsCurves && series.Drawing == Drawing.Line && X.Place(series.X[i]) < X.Low + X.Length / 2;
                (early ? before : data).Add(series.Y[i]);
                (up, down) = (up || double.IsPositiveInfinity(series.Y[i]), down || double.IsNegativeInfinity(series.Y[i]));
                if (series is { Low: { } low, High: { } high })
                    (early ? before : data).AddRange([low[i], high[i]]);
            }
        }

        return AxisScale.Of(data, before, Chart.References.SelectMany(r => r.Low == r.High ? [r.Low] : new[] { r.Low, r.High }),
            Chart.Y.Log, IsCurves, up, down);
    }

    private double Shift(string label) =>
        _columns.IndexOf(label) is >= 0 and var index ? (index - (_columns.Count - 1) / 2.0) * Column : 0;

    /// <summary>Place of a point on the scale of x, in its arm's column.</summary>
    public double Across(Series series, int i) => X.Place(series.X[i]) + Shift(series.Label);

    /// <summary>The points that have a place: finite values, and infinite ones at the edge.</summary>
    public IEnumerable<int> Shown(Series series) => Enumerable.Range(0, series.X.Count)
        .Where(i => AxisScale.Drawable(series.X[i], X.Log)
            && (AxisScale.Drawable(series.Y[i], Y.Log) || double.IsInfinity(series.Y[i])));

    /// <summary>A curve of which the drawn range shows nothing.</summary>
    public bool IsAbove(Series series)
    {
        double[] ys = [.. Shown(series).Where(i => X.Place(series.X[i]) >= X.Low && double.IsFinite(series.Y[i]))
            .Select(i => Y.Place(series.Y[i]))];
        return IsCurves && series.Drawing == Drawing.Line && ys.Length > 0 && ys.All(y => y > Y.High);
    }

    /// <summary>An end of a reference on the scale of y.</summary>
    public double Edge(double end) => AxisScale.Drawable(end, Y.Log) ? Y.Place(end) : end > 0 ? double.MaxValue : double.MinValue;

    public bool IsOutside(Reference r) => Edge(r.High) < Y.Low || Edge(r.Low) > Y.High;

    /// <summary>One for the whole axis, which is named at the edge.</summary>
    public bool IsBeyond(Reference r) => r.X is null && IsOutside(r);

    private static Chart Checked(Chart chart)
    {
        foreach (var s in chart.Series)
        {
            if (s.Y.Count != s.X.Count || (s.Low?.Count ?? s.X.Count) != s.X.Count || (s.High?.Count ?? s.X.Count) != s.X.Count)
                throw new ArgumentException($"series \"{s.Label}\" has {s.X.Count} positions, but {s.Y.Count} values, "
                    + $"{s.Low?.Count ?? 0} lower and {s.High?.Count ?? 0} upper ends");
        }

        // An unknown reference is not drawn.
        return chart with { References = [.. chart.References.Where(r => !double.IsNaN(r.Low) && !double.IsNaN(r.High))] };
    }
}
