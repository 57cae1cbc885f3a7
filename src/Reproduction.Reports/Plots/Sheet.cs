using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;
using SkiaSharp;

using Reproduction.Plots;
using Drawing = Reproduction.Plots.Drawing;
using Tick = Reproduction.Plots.Tick;

namespace Reproduction.Reports.Plots;

/// <summary>One chart on its way to an image.</summary>
internal sealed class Sheet : IDisposable
{
    private const float TickSize = 15, TitleSize = 15, LineHeight = 19, RowGap = 14;

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.DenselyDashed, LinePattern.Dotted];

    private readonly Frame _frame;
    private readonly Chart _chart;
    private readonly Theme _theme;
    private readonly Color _ink, _muted, _grid, _paper;
    private readonly List<string> _labels;
    private readonly Plot _plot = new();
    private readonly Heading _heading;
    private readonly AxisScale _x, _y;
    private readonly float _height;

    public Sheet(Chart chart, Theme theme, IReadOnlyList<string> labels)
    {
        _frame = new Frame(chart);
        (_chart, _x, _y, _theme) = (_frame.Chart, _frame.X, _frame.Y, theme);
        (_paper, _ink, _muted, _grid) = theme == Theme.Dark
            ? (new Color("#16181d"), new Color("#e6e8eb"), new Color("#a9afb8"), new Color("#2c3038"))
            : (new Color("#ffffff"), new Color("#1f2328"), new Color("#5f6670"), new Color("#e6e8eb"));
        _labels = [.. labels.Concat(Palette.Labels([chart])).Distinct()];
        _heading = new Heading(chart.Title, [.. Entries()], chart.Note, Painter.Width);
        _height = chart.Rows ? RowsHeight() : Math.Max(300, Painter.Height - _heading.Height);
    }

    public byte[] Png(float scale)
    {
        Draw();
        float height = MathF.Ceiling(_heading.Height + _height);
        using var surface =
            SKSurface.Create(new SKImageInfo((int)MathF.Round(Painter.Width * scale), (int)MathF.Round(height * scale)))
            ?? throw new InvalidOperationException("Skia could not make an image of this size");
        surface.Canvas.Scale(scale);
        _plot.Render(surface.Canvas, new PixelRect(0, Painter.Width, height, _heading.Height));
        using (var paper = new SKPaint { Color = _paper.ToSKColor() })
            surface.Canvas.DrawRect(0, 0, Painter.Width, _heading.Height, paper);
        _heading.Draw(surface.Canvas, _ink.ToSKColor(), _muted.ToSKColor());
        using var image = surface.Snapshot();
        using var pixels = image.PeekPixels();
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 6))
            ?? throw new InvalidOperationException("Skia could not write the image");
        return data.ToArray();
    }

    public void Dispose()
    {
        _heading.Dispose();
        _plot.Dispose();
    }

    private void Draw()
    {
        _plot.FigureBackground.Color = _plot.DataBackground.Color = _paper;
        Axes();
        foreach (var (reference, index) in _chart.References.Select((r, i) => (r, i)))
            DrawReference(reference, index);
        foreach (var series in _chart.Series.Where(s => s.Drawing == Drawing.Line))
            DrawBand(series);
        foreach (var series in _chart.Series.Where(s => s.Drawing is Drawing.Line or Drawing.Thin))
            DrawLine(series);
        foreach (var series in _chart.Series.Where(s => s.Drawing == Drawing.Dots))
            DrawDots(series);
        foreach (var series in _chart.Series.Where(s => s.Drawing is Drawing.Discs or Drawing.Rings))
            DrawJudged(series);
        foreach (var series in _chart.Series.Where(s => s.Drawing == Drawing.Interval))
            DrawIntervals(series);
        if (!_chart.Series.Any(s => _frame.Shown(s).Any()))
            Words("no values to show", _x.Low + _x.Length / 2, _y.Low + _y.Length / 2, Alignment.MiddleCenter);
    }

    private float RowsHeight()
    {
        var rows = RowTicks();
        float lines = LineHeight * rows.Select(t => t.Label.Split('\n').Length).DefaultIfEmpty(1).Max();
        if (_chart.Series.Any(s => s.Drawing == Drawing.Dots))
            lines = Math.Max(lines, 2 * LineHeight);
        return Math.Max(160, 70 + Math.Max(rows.Count, 1) * (lines + RowGap));
    }

    // ---- axes ----

    private void Axes()
    {
        IAxis across = _plot.Axes.Bottom, upright = _plot.Axes.Left;
        var (positions, values) = _chart.Rows ? (upright, across) : (across, upright);
        positions.TickGenerator = new NumericManual([.. PositionTicks()]);
        values.TickGenerator = ValueTicks(values == across);
        using var letters = new Lettering(TitleSize);
        positions.Label.Text = letters.Wrap(_chart.X.Title, _chart.Rows ? _height - 40 : Painter.Width - 60, 1)[0];
        values.Label.Text = letters.Wrap(_chart.Y.Title, _chart.Rows ? Painter.Width - 60 : _height - 40, 1)[0];
        foreach (var axis in new[] { across, upright })
        {
            if (axis is AxisBase panel)
                panel.PaddingBetweenTickAndAxisLabels = new PixelPadding(8);
            (axis.Label.FontName, axis.Label.FontSize, axis.Label.Bold, axis.Label.ForeColor) =
                (Inter.Name, TitleSize, false, _ink);
            (axis.TickLabelStyle.FontName, axis.TickLabelStyle.FontSize, axis.TickLabelStyle.ForeColor) =
                (Inter.Name, TickSize, _ink);
            (axis.MajorTickStyle.Color, axis.MinorTickStyle.Color, axis.FrameLineStyle.Color) = (_muted, _muted, _muted);
        }

        if (_chart.Rows)
            upright.MajorTickStyle.Length = 0;
        // Half of the last tick's label.
        _plot.Axes.Right.MinimumSize = 26;
        _plot.Axes.Right.FrameLineStyle.Width = _plot.Axes.Top.FrameLineStyle.Width = 0;
        _plot.Grid.MajorLineColor = _grid;
        _plot.Grid.MajorLineWidth = 1;
        // Rows and categories are told apart by their place; lines would only add ink.
        (_chart.Rows ? _plot.Grid.YAxisStyle : _plot.Grid.XAxisStyle).IsVisible = _chart.X.Ticks.Count == 0;
        if (_chart.Rows)
            _plot.Axes.SetLimits(_y.Low, _y.High, -_x.High, -_x.Low);
        else
            _plot.Axes.SetLimits(_x.Low, _x.High, _y.Low, _y.High);
    }

    private IEnumerable<ScottPlot.Tick> PositionTicks()
    {
        if (_chart.X.Ticks.Count == 0)
        {
            var ticks = _x.Log ? Ticks.Log(_x, 9) : [.. Ticks.Steps(_x.Low, _x.High, 8).Select(v => new Tick(v, Ticks.Label(v)))];
            return ticks.Select(t => new ScottPlot.Tick(t.At * (_chart.Rows ? -1 : 1), t.Label, t.Label.Length > 0));
        }

        using var letters = new Lettering(TickSize);
        var settings = _chart.X.Ticks.Where(t => AxisScale.Drawable(t.At, _x.Log)).ToList();
        if (_chart.Rows)
            return RowTicks();
        if (settings.Count == 0)
            return [];
        // A label has the room between its neighbours; where settings are too dense for words, every other or third is named.
        double pixels = 600 / _x.Length;
        double room = _frame.Gap * pixels - 8;
        int every = room >= settings.Max(t => Math.Min(letters.Width(t.Label), 34)) ? 1
            : (int)Math.Ceiling(42 / (_frame.Gap * pixels));
        return settings.OrderBy(t => t.At).Select((t, i) => i % every == 0
            ? new ScottPlot.Tick(_x.Place(t.At), string.Join('\n', letters.Wrap(t.Label, (float)Math.Max(room * every, 34), 3)))
            : new ScottPlot.Tick(_x.Place(t.At), "", false)).ToList();
    }

    private List<ScottPlot.Tick> RowTicks()
    {
        using var letters = new Lettering(TickSize);
        return [.. _chart.X.Ticks.Where(t => AxisScale.Drawable(t.At, _x.Log)).Select(t => new ScottPlot.Tick(-_x.Place(t.At),
            string.Join('\n', t.Label.Split('\n').SelectMany(l => letters.Wrap(l, 250, 2)))))];
    }

    private NumericManual ValueTicks(bool across)
    {
        // Diverged runs alone have no scale.
        if (!_chart.Series.Any(s => _frame.Shown(s).Any(i => double.IsFinite(s.Y[i]))))
            return new NumericManual();
        int most = across ? 7 : 8;
        if (_chart.Y.Ticks.Count > 0)
            return new NumericManual([.. _chart.Y.Ticks.Where(t => AxisScale.Drawable(t.At, _y.Log))
                .Select(t => new ScottPlot.Tick(_y.Place(t.At), t.Label))]);
        var ticks = _y.Log ? Ticks.Log(_y, most)
            : [.. Ticks.Steps(_y.Low, _y.High, most).Select(v => new Tick(v, Ticks.Label(v)))];
        return new NumericManual([.. ticks.Select(t => new ScottPlot.Tick(t.At, t.Label, t.Label.Length > 0))]);
    }

    // ---- marks ----

    private Coordinates At(double x, double y) => _chart.Rows ? new(y, -x) : new(x, y);

    private Color Colour(Series series) => series.Ink ? _ink : new(Palette.Colour(_labels.IndexOf(series.Label), _theme));

    private int Style(Series series) =>
        series.Ink ? 0 : Math.Min(_labels.IndexOf(series.Label) / Palette.Count, Patterns.Length - 1);

    // Finite values at their place; a diverged run as an arrow at the edge.
    private bool TryPlace(Series series, int i, double x, out double y)
    {
        if (AxisScale.Drawable(series.Y[i], _y.Log))
        {
            y = _y.Place(series.Y[i]);
            return true;
        }

        bool up = series.Y[i] > 0;
        y = up ? _y.High - 0.035 * _y.Length : _y.Low + 0.035 * _y.Length;
        Arrow(x, y, up, Colour(series));
        return false;
    }

    private void DrawBand(Series series)
    {
        if (series is not { Low: { } low, High: { } high })
            return;
        int[] shown = [.. _frame.Shown(series).Where(i => !double.IsNaN(low[i]) && !double.IsNaN(high[i]))];
        if (shown.Length < 2)
            return;
        var ends = shown.Select(i => At(_frame.Across(series, i), _y.End(high[i])))
            .Concat(shown.Reverse().Select(i => At(_frame.Across(series, i), _y.End(low[i]))));
        var band = _plot.Add.Polygon([.. ends]);
        (band.FillColor, band.LineWidth) = (Colour(series).WithAlpha(0.17), 0);
    }

    private void DrawLine(Series series)
    {
        var points = new List<Coordinates>();
        // An infinite value breaks the line.
        foreach (int i in _frame.Shown(series))
        {
            if (TryPlace(series, i, _frame.Across(series, i), out double y))
                points.Add(At(_frame.Across(series, i), y));
            else
                Flush();
        }

        Flush();
        if (_frame.IsAbove(series))
            Arrow(_x.High - 0.02 * _x.Length, _y.High - 0.035 * _y.Length, up: true, Colour(series));

        void Flush()
        {
            if (points.Count > 0)
            {
                bool thin = series.Drawing == Drawing.Thin;
                var line = _plot.Add.Scatter(points.ToArray(), Colour(series).WithAlpha(thin ? 0.45 : 1));
                line.LineWidth = thin ? 1 : series.Ink ? 1.6f : 2.2f;
                (line.LinePattern, line.MarkerSize) = (Patterns[Style(series)], points.Count == 1 ? 7 : 0);
            }

            points.Clear();
        }
    }

    private void DrawDots(Series series)
    {
        // Beside the bar of the same arm and setting, spread by the golden ratio: dots of equal seeds do not hide one another.
        bool settings = _chart.X.Ticks.Count > 0;
        bool beside = _chart.Series.Any(s => s.Drawing == Drawing.Interval && s.Label == series.Label
            && s.X.Intersect(series.X).Any());
        var (middle, spread) = !settings ? (0, 0) : beside ? (0.24 * _frame.Column, 0.22 * _frame.Column)
            : (0, 0.5 * _frame.Column);
        var points = new List<Coordinates>();
        var places = new Dictionary<double, int>();
        foreach (int i in _frame.Shown(series))
        {
            int nth = places[series.X[i]] = places.GetValueOrDefault(series.X[i]) + 1;
            double x = _frame.Across(series, i) + middle + (nth * 0.6180339887 % 1 - 0.5) * spread;
            if (TryPlace(series, i, x, out double y))
                points.Add(At(x, y));
        }

        if (points.Count > 0)
            _plot.Add.Markers(points.ToArray(), MarkerShape.FilledCircle, 6.5f, Colour(series).WithAlpha(0.6));
    }

    private void DrawJudged(Series series)
    {
        var colour = Colour(series);
        var (fill, outline, width) = series.Drawing == Drawing.Discs ? (colour, _paper, 1.2f) : (_paper, colour, 2.6f);
        foreach (int i in _frame.Shown(series))
        {
            if (!TryPlace(series, i, _frame.Across(series, i), out double y))
                continue;
            var mark = _plot.Add.Marker(At(_frame.Across(series, i), y), MarkerShape.FilledCircle, 11, fill);
            (mark.MarkerStyle.OutlineColor, mark.MarkerStyle.OutlineWidth) = (outline, width);
        }
    }

    private void DrawIntervals(Series series)
    {
        var colour = Colour(series);
        foreach (int i in _frame.Shown(series))
        {
            double x = _frame.Across(series, i);
            double cap = _chart.X.Ticks.Count > 0 ? Math.Min(0.11 * _frame.Column, 0.02 * _x.Length) : 0.008 * _x.Length;
            if (_chart.Rows)
                cap = 0.09;
            if (series is { Low: { } low, High: { } high } && !double.IsNaN(low[i]) && !double.IsNaN(high[i]))
            {
                var (from, to) = (_y.End(low[i]), _y.End(high[i]));
                Stroke(At(x, from), At(x, to), colour, 2.4f);
                foreach (var (end, value) in new[] { (from, low[i]), (to, high[i]) })
                {
                    if (AxisScale.Drawable(value, _y.Log))
                        Stroke(At(x - cap, end), At(x + cap, end), colour, 2.4f);
                }
            }

            if (TryPlace(series, i, x, out double y))
            {
                var mark = _plot.Add.Marker(At(x, y), MarkerShape.FilledCircle, 11, colour);
                (mark.MarkerStyle.OutlineColor, mark.MarkerStyle.OutlineWidth) = (_paper, 1.5f);
            }
        }
    }

    private void DrawReference(Reference reference, int index)
    {
        var (from, to) = reference.X is { } x && AxisScale.Drawable(x, _x.Log)
            ? (_x.Place(x) - _frame.Gap * 0.42, _x.Place(x) + _frame.Gap * 0.42) : (_x.Low, _x.High);
        double low = _frame.Edge(reference.Low), high = _frame.Edge(reference.High);
        if (_frame.IsOutside(reference))
        {
            if (reference.X is not null)
                Arrow((from + to) / 2, low > _y.High ? _y.High - 0.02 * _y.Length : _y.Low + 0.02 * _y.Length,
                    low > _y.High, _muted);
            else if (!_chart.Rows)
                Beyond(reference, low > _y.High);
            return;
        }

        if (reference.Low != reference.High)
        {
            var band = _plot.Add.Polygon([At(from, Math.Max(low, _y.Low)), At(to, Math.Max(low, _y.Low)),
                At(to, Math.Min(high, _y.High)), At(from, Math.Min(high, _y.High))]);
            (band.FillColor, band.LineWidth) = (BandColour, 0);
        }

        foreach (double end in new[] { low, high }.Distinct().Where(v => v > _y.Low && v < _y.High))
            Stroke(At(from, end), At(to, end), _muted, reference.Low == reference.High ? 1.8f : 1,
                Patterns[RuleStyle(reference, index)]);
    }

    private Color BandColour => _muted.WithAlpha(_theme == Theme.Dark ? 0.3 : 0.17);

    private int RuleStyle(Reference reference, int index) =>
        reference.Low != reference.High ? 0 : 1 + _chart.References.Take(index)
            .Where(r => r.Low == r.High && r.Label != reference.Label).Select(r => r.Label).Distinct().Count() % 2;

    private void Beyond(Reference reference, bool up)
    {
        var same = _chart.References.Where(r => _frame.IsBeyond(r) && _y.Place(r.Low) > _y.High == up).ToList();
        int line = same.IndexOf(reference);
        double diverged = _chart.Series.Any(s => s.Y.Contains(up ? double.PositiveInfinity : double.NegativeInfinity)) ? 1 : 0;
        double at = (line + diverged + 0.5) * 0.066 * _y.Length;
        Words($"{reference.Label}: {Value(reference)} {(up ? '↑' : '↓')}", _x.High - 0.01 * _x.Length,
            up ? _y.High - at : _y.Low + at, Alignment.MiddleRight);
    }

    private static string Value(Reference r)
    {
        string low = Ticks.Label(Ticks.Round(r.Low, 4)), high = Ticks.Label(Ticks.Round(r.High, 4));
        return r.Low == r.High ? low : double.IsNegativeInfinity(r.Low) ? $"below {high}" : double.IsPositiveInfinity(r.High)
            ? $"above {low}" : $"{low} to {high}";
    }

    private void Words(string text, double x, double y, Alignment alignment)
    {
        var words = _plot.Add.Text(text, At(x, y));
        (words.LabelFontName, words.LabelFontSize, words.LabelFontColor, words.Alignment) = (Inter.Name, 14, _muted, alignment);
    }

    private void Stroke(Coordinates from, Coordinates to, Color colour, float width, LinePattern? pattern = null)
    {
        var line = _plot.Add.Line(from, to);
        (line.Color, line.LineWidth, line.LinePattern) = (colour, width, pattern ?? LinePattern.Solid);
    }

    private void Arrow(double x, double y, bool up, Color colour)
    {
        // ScottPlot has no mark that points to the right.
        if (_chart.Rows)
        {
            double length = (up ? 0.024 : -0.024) * _y.Length;
            var arrow = _plot.Add.Polygon([At(x - 0.13, y - length / 2), At(x, y + length / 2), At(x + 0.13, y - length / 2)]);
            (arrow.FillColor, arrow.LineWidth) = (colour, 0);
            return;
        }

        _plot.Add.Marker(At(x, y), up ? MarkerShape.FilledTriangleUp : MarkerShape.FilledTriangleDown, 11, colour);
    }

    // ---- legend ----

    private IEnumerable<Entry> Entries()
    {
        // A label that stands at the axis needs no entry.
        var named = _chart.X.Ticks.Select(t => t.Label).ToHashSet();
        foreach (var group in _chart.Series.Where(s => !named.Contains(s.Label) && s.Label.Length > 0).GroupBy(s => s.Label))
        {
            bool line = _frame.IsCurves || group.Any(s => s.Drawing == Drawing.Thin) || group.All(s => s.Drawing == Drawing.Line);
            var colour = Colour(group.First()).ToSKColor();
            yield return new Entry(group.Key, line ? Symbol.Line : Symbol.Mark, colour, line ? Style(group.First()) : 0);
        }

        var seen = new HashSet<string>();
        foreach (var (reference, index) in _chart.References.Select((r, i) => (r, i)))
        {
            // One that lies beyond the edge says so there; in rows there is no room for it.
            // So does a band of which neither end is seen.
            string label = reference.Label;
            if (_frame.IsBeyond(reference))
                label += $": {Value(reference)} "
                    + $"({(_y.Place(reference.Low) > _y.High ? "beyond the right edge" : "beyond the left edge")})";
            else if (reference.X is null && AxisScale.Drawable(reference.Low, _y.Log) && _y.Place(reference.Low) < _y.Low
                && AxisScale.Drawable(reference.High, _y.Log) && _y.Place(reference.High) > _y.High)
                label += $": {Value(reference)}";
            if ((_frame.IsBeyond(reference) && !_chart.Rows) || reference.Label.Length == 0 || !seen.Add(label))
                continue;
            bool band = reference.Low != reference.High;
            yield return new Entry(label, band ? Symbol.Band : Symbol.Rule, (band
                ? BandColour.WithAlpha(_theme == Theme.Dark ? 0.5 : 0.3) : _muted).ToSKColor(), RuleStyle(reference, index));
        }

        foreach (string label in _chart.References.Where(r => r.X is not null && _frame.IsOutside(r))
            .Select(r => r.Label).Distinct())
            yield return new Entry($"{label}, beyond the edge", Symbol.Diverged, _muted.ToSKColor());
        if (_chart.Series.Any(s => s.Y.Any(double.IsInfinity)))
            yield return new Entry("diverged", Symbol.Diverged, _muted.ToSKColor());
        if (_chart.Series.Any(_frame.IsAbove))
            yield return new Entry("above the drawn range", Symbol.Diverged, _muted.ToSKColor());
    }
}
