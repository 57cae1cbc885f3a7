using System.Globalization;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>
/// Draws a chart as SVG, 900 by 560. The same chart gives the same bytes on every machine. Labels stand where no data are: the legend below the axes,
/// names of reference lines in the right margin.
/// </summary>
public static class SvgPlot
{
    private const double Width = 900, Height = 560, Edge = 20;
    private const double TitleSize = 18, AxisSize = 13.5, TickSize = 12.5, LegendSize = 13, NoteSize = 11.5, ReferenceSize = 12.5;
    private const double LegendRow = 22, ReferenceRow = 15, ReferenceWidth = 128;
    private const string Ink = "#222222", Muted = "#5f6368", Grid = "#e6e8eb", MinorGrid = "#f3f4f6", Frame = "#9aa0a6";

    /// <summary>More points than pixels only make the file large.</summary>
    private const int MostPoints = 1600;

    public static string Render(Chart chart)
    {
        foreach (var series in chart.Series)
            RefuseUneven(series);
        return new Canvas(chart).Draw();
    }

    private static void RefuseUneven(Series series)
    {
        if (series.X.Count != series.Y.Count || series.X.Count != (series.Low ?? series.X).Count || series.X.Count != (series.High ?? series.X).Count || (series.Low is null) != (series.High is null))
            throw new ArgumentException($"Series \"{series.Label}\" has {series.X.Count} x, {series.Y.Count} y, {series.Low?.Count.ToString(CultureInfo.InvariantCulture) ?? "no"} low and {series.High?.Count.ToString(CultureInfo.InvariantCulture) ?? "no"} high values; the counts must be equal.");
    }

    private sealed class Canvas
    {
        private readonly Chart _chart;
        private readonly PlotScale _x, _y;
        private readonly List<string> _title, _notes;
        private readonly List<List<(int Series, string Label, double At)>> _legend;
        private readonly IReadOnlyList<PlotTick> _yTicks;
        private readonly double _left, _right, _top, _bottom;
        private readonly StringBuilder _svg = new();

        public Canvas(Chart chart)
        {
            _chart = chart;
            var drawn = chart.Series.SelectMany(s => Enumerable.Range(0, s.X.Count).Where(i => Drawable(s, i)).Select(i => (s, i))).ToList();
            var pad = chart.Series.Any(s => s.Markers) ? 0.03 : 0.0;
            _x = PlotScale.For(drawn.Select(p => p.s.X[p.i]), chart.LogX, pad, zeroWithin: chart.Series.Any(s => s.Markers) ? 0 : 0.05);
            _y = PlotScale.For(drawn.SelectMany(p => Values(p.s, p.i)).Concat(chart.References.Select(r => r.Y)), chart.LogY, 0.06, zeroWithin: 0.35);
            _notes = Notes();

            _title = PlotText.Wrap(chart.Title, TitleSize, Width - 2 * Edge, 2);
            _right = Width - (chart.References.Any(r => PlotScale.Drawable(r.Y, chart.LogY)) ? Edge + ReferenceWidth : Edge + 12);
            _legend = Legend(_right - 70);
            _top = Edge + _title.Count * 24 + 14;
            _bottom = Height - Edge - _notes.Count * 16 - _legend.Count * LegendRow - (_legend.Count > 0 ? 12 : 0) - 44;
            _yTicks = _y.Ticks(_bottom - _top, _ => TickSize + 2, 6);
            var widest = _yTicks.Select(t => PlotText.Width(t.Label, TickSize)).Append(20).Max();
            _left = Edge + 24 + widest + 10;
        }

        public string Draw()
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" role=\"img\" font-family=\"{PlotText.Fonts}\">\n");
            _svg.Append($"<title>{Markup.Escape(_chart.Title)}</title>\n");
            _svg.Append($"<rect width=\"{N(Width)}\" height=\"{N(Height)}\" fill=\"#ffffff\"/>\n");
            for (var i = 0; i < _title.Count; i++)
                Text(Edge, Edge + 17 + 24 * i, _title[i], TitleSize, Ink, weight: 600);
            Axes();
            for (var i = 0; i < _chart.Series.Count; i++)
                Band(_chart.Series[i], i);
            References();
            for (var i = 0; i < _chart.Series.Count; i++)
                Line(_chart.Series[i], i);
            if (_x.IsEmpty)
                Text((_left + _right) / 2, (_top + _bottom) / 2, "no data", 15, Muted, "middle");
            DrawLegend();
            for (var i = 0; i < _notes.Count; i++)
                Text(Edge, Height - Edge + 4 - 16 * (_notes.Count - 1 - i), _notes[i], NoteSize, Muted);
            return _svg.Append("</svg>\n").ToString();
        }

        private bool Drawable(Series s, int i) => PlotScale.Drawable(s.X[i], _chart.LogX) && PlotScale.Drawable(s.Y[i], _chart.LogY);

        private static IEnumerable<double> Values(Series s, int i)
        {
            yield return s.Y[i];
            if (s.Low is not null && s.High is not null)
            {
                yield return s.Low[i];
                yield return s.High[i];
            }
        }

        private List<string> Notes()
        {
            var notes = new List<string>();
            foreach (var s in _chart.Series)
            {
                var infinite = Enumerable.Range(0, s.X.Count).Count(i => !PlotScale.Drawable(s.X[i], false) || !PlotScale.Drawable(s.Y[i], false));
                var negative = Enumerable.Range(0, s.X.Count).Count(i => !Drawable(s, i)) - infinite;
                var cut = s.Low is { } low && _chart.LogY ? Enumerable.Range(0, s.X.Count).Count(i => Drawable(s, i) && low[i] <= 0) : 0;
                if (s.X.Count == 0)
                    notes.Add($"{s.Label}: no points.");
                if (infinite > 0)
                    notes.Add($"{s.Label}: {infinite} of {s.X.Count} points not finite (diverged), left out.");
                if (negative > 0)
                    notes.Add($"{s.Label}: {negative} of {s.X.Count} points not positive, left out on the log axis.");
                if (cut > 0)
                    notes.Add($"{s.Label}: band reaches below zero, cut at the log axis.");
            }
            foreach (var r in _chart.References.Where(r => !PlotScale.Drawable(r.Y, _chart.LogY)))
                notes.Add($"{r.Label}: has no place on this axis.");
            if (notes.Count > 3)
                notes = [.. notes.Take(2), $"and {notes.Count - 2} more notes of this kind."];
            return [.. notes.Select(n => PlotText.Shorten(n, NoteSize, Width - 2 * Edge))];
        }

        // Flows into rows; more than five rows would leave no room for the data.
        private List<List<(int, string, double)>> Legend(double width)
        {
            var rows = new List<List<(int, string, double)>>();
            var at = double.PositiveInfinity;
            for (var i = 0; i < _chart.Series.Count; i++)
            {
                var label = PlotText.Shorten(_chart.Series[i].Label, LegendSize, width - 40);
                var needed = 34 + PlotText.Width(label, LegendSize) + 22;
                if (at + needed - 22 > width)
                {
                    if (rows.Count == 5)
                    {
                        rows[^1][^1] = (-1, $"… and {_chart.Series.Count - i + 1} more", rows[^1][^1].Item3);
                        break;
                    }
                    rows.Add([]);
                    at = 0;
                }
                rows[^1].Add((i, label, at));
                at += needed;
            }
            return rows;
        }

        private void DrawLegend()
        {
            for (var row = 0; row < _legend.Count; row++)
            {
                var y = _bottom + 44 + 14 + LegendRow * row;
                foreach (var (i, label, at) in _legend[row])
                {
                    var x = _left + at;
                    if (i >= 0)
                    {
                        if (_chart.Series[i].Low is not null)
                            _svg.Append($"<rect x=\"{N(x)}\" y=\"{N(y - 7)}\" width=\"26\" height=\"14\" fill=\"{Palette.Colour(i)}\" fill-opacity=\"0.18\"/>\n");
                        _svg.Append($"<line x1=\"{N(x)}\" y1=\"{N(y)}\" x2=\"{N(x + 26)}\" y2=\"{N(y)}\" {Stroke(i)}/>\n");
                        if (_chart.Series[i].Markers || _chart.Series[i].X.Count == 1)
                            Marker(x + 13, y, i);
                    }
                    Text(x + (i >= 0 ? 34 : 0), y + 4.5, label, LegendSize, Ink);
                }
            }
        }

        private void Axes()
        {
            var xTicks = _x.Ticks(_right - _left, label => PlotText.Width(label, TickSize), 14);
            foreach (var tick in xTicks.OrderBy(t => t.Label.Length > 0))
                Rule(X(tick.At), _top, X(tick.At), _bottom, tick.Label.Length > 0 ? Grid : MinorGrid);
            foreach (var tick in _yTicks.OrderBy(t => t.Label.Length > 0))
                Rule(_left, Y(tick.At), _right, Y(tick.At), tick.Label.Length > 0 ? Grid : MinorGrid);
            Rule(_left, _top, _left, _bottom, Frame);
            Rule(_left, _bottom, _right, _bottom, Frame);
            foreach (var tick in xTicks)
            {
                Rule(X(tick.At), _bottom, X(tick.At), _bottom + (tick.Label.Length > 0 ? 5 : 3), Frame);
                if (tick.Label.Length > 0)
                    Text(X(tick.At), _bottom + 19, tick.Label, TickSize, Muted, "middle");
            }
            foreach (var tick in _yTicks)
            {
                Rule(_left - (tick.Label.Length > 0 ? 5 : 3), Y(tick.At), _left, Y(tick.At), Frame);
                if (tick.Label.Length > 0)
                    Text(_left - 9, Y(tick.At) + 4.3, tick.Label, TickSize, Muted, "end");
            }
            Text((_left + _right) / 2, _bottom + 39, PlotText.Shorten(AxisTitle(_chart.XAxis, _chart.LogX), AxisSize, _right - _left), AxisSize, Ink, "middle");
            var (x, y) = (Edge + 10, (_top + _bottom) / 2);
            _svg.Append($"<text transform=\"translate({N(x)} {N(y)}) rotate(-90)\" font-size=\"{N(AxisSize)}\" fill=\"{Ink}\" text-anchor=\"middle\">{Markup.Escape(PlotText.Shorten(AxisTitle(_chart.YAxis, _chart.LogY), AxisSize, _bottom - _top))}</text>\n");
        }

        private static string AxisTitle(string title, bool log) => log && !title.Contains("log", StringComparison.OrdinalIgnoreCase) ? $"{title} (log scale)" : title;

        private void References()
        {
            // Lines are drawn where they belong; their names are pushed apart, from the top down and back from the bottom up.
            var labels = _chart.References.Where(r => PlotScale.Drawable(r.Y, _chart.LogY))
                .Select(r => (Line: Y(_y.At(r.Y)), Lines: PlotText.Wrap(r.Label, ReferenceSize, ReferenceWidth - 26, 4)))
                .Where(l => l.Lines.Count > 0).OrderBy(l => l.Line).ToList();
            var heights = labels.Select(l => l.Lines.Count * ReferenceRow + 5).ToList();
            var tops = labels.Select((l, i) => l.Line - heights[i] / 2).ToList();
            for (var i = 1; i < tops.Count; i++)
                tops[i] = Math.Max(tops[i], tops[i - 1] + heights[i - 1]);
            for (var i = tops.Count - 1; i >= 0; i--)
                tops[i] = Math.Min(tops[i], (i == tops.Count - 1 ? _bottom + 10 : tops[i + 1]) - heights[i]);

            for (var i = 0; i < labels.Count; i++)
            {
                var (line, middle) = (labels[i].Line, tops[i] + heights[i] / 2);
                _svg.Append($"<line x1=\"{N(_left)}\" y1=\"{N(line)}\" x2=\"{N(_right)}\" y2=\"{N(line)}\" stroke=\"#3c4043\" stroke-width=\"1.4\" stroke-dasharray=\"7 5\"/>\n");
                _svg.Append($"<path d=\"M{N(_right)} {N(line)}L{N(_right + 12)} {N(middle)}h6\" fill=\"none\" stroke=\"{Frame}\"/>\n");
                for (var row = 0; row < labels[i].Lines.Count; row++)
                    Text(_right + 22, middle - (labels[i].Lines.Count - 1) * ReferenceRow / 2 + row * ReferenceRow + 4.3, labels[i].Lines[row], ReferenceSize, "#3c4043");
            }
        }

        private void Band(Series s, int index)
        {
            if (s.Low is not { } low || s.High is not { } high)
                return;
            foreach (var run in Runs(s, i => Drawable(s, i) && PlotScale.Drawable(high[i], _chart.LogY) && PlotScale.Drawable(low[i], false)))
            {
                var points = Thin(run, i => X(_x.At(s.X[i])), i => Y(_y.AtOrFloor(high[i])))
                    .Concat(Thin(run, i => X(_x.At(s.X[i])), i => Y(_y.AtOrFloor(low[i]))).Reverse());
                _svg.Append($"<polygon points=\"{Points(points)}\" fill=\"{Palette.Colour(index)}\" fill-opacity=\"0.18\"/>\n");
            }
        }

        private void Line(Series s, int index)
        {
            _svg.Append($"<g>\n<title>{Markup.Escape(s.Label)}</title>\n");
            foreach (var run in Runs(s, i => Drawable(s, i)))
            {
                if (run.Count > 1)
                    _svg.Append($"<polyline points=\"{Points(Thin(run, i => X(_x.At(s.X[i])), i => Y(_y.At(s.Y[i]))))}\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\" {Stroke(index)}/>\n");
                // A point between two gaps has no line to be seen by.
                if (s.Markers || run.Count == 1)
                    foreach (var i in run)
                        Marker(X(_x.At(s.X[i])), Y(_y.At(s.Y[i])), index);
            }
            _svg.Append("</g>\n");
        }

        private static IEnumerable<List<int>> Runs(Series s, Func<int, bool> drawable)
        {
            var run = new List<int>();
            for (var i = 0; i < s.X.Count; i++)
            {
                if (drawable(i))
                {
                    run.Add(i);
                    continue;
                }
                if (run.Count > 0)
                    yield return run;
                run = [];
            }
            if (run.Count > 0)
                yield return run;
        }

        // Keeps each stretch's lowest and highest point, so that spikes stay visible.
        private static IEnumerable<(double X, double Y)> Thin(List<int> run, Func<int, double> x, Func<int, double> y)
        {
            if (run.Count <= MostPoints)
                return run.Select(i => (x(i), y(i)));
            var kept = new SortedSet<int> { 0, run.Count - 1 };
            var stretches = MostPoints / 2;
            for (var stretch = 0; stretch < stretches; stretch++)
            {
                var (from, to) = ((int)((long)run.Count * stretch / stretches), (int)((long)run.Count * (stretch + 1) / stretches));
                var (lowest, highest) = (from, from);
                for (var i = from + 1; i < to; i++)
                {
                    if (y(run[i]) < y(run[lowest]))
                        lowest = i;
                    if (y(run[i]) > y(run[highest]))
                        highest = i;
                }
                kept.Add(lowest);
                kept.Add(highest);
            }
            return kept.Select(k => (x(run[k]), y(run[k])));
        }

        private void Marker(double x, double y, int index)
        {
            var fill = $"fill=\"{Palette.Colour(index)}\" stroke=\"#ffffff\" stroke-width=\"1\"";
            _svg.Append((index % 4) switch
            {
                0 => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"4.5\" {fill}/>\n",
                1 => $"<rect x=\"{N(x - 4)}\" y=\"{N(y - 4)}\" width=\"8\" height=\"8\" {fill}/>\n",
                2 => $"<path d=\"M{N(x)} {N(y - 5.2)}l5 9h-10z\" {fill}/>\n",
                _ => $"<path d=\"M{N(x)} {N(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z\" {fill}/>\n",
            });
        }

        private static string Stroke(int index) => $"stroke=\"{Palette.Colour(index)}\" stroke-width=\"2.2\"{Palette.Dash(index)}";

        private void Rule(double x1, double y1, double x2, double y2, string colour)
            => _svg.Append($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke=\"{colour}\"/>\n");

        private void Text(double x, double y, string text, double size, string colour, string anchor = "start", int weight = 400)
            => _svg.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{colour}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}{(weight == 400 ? "" : $" font-weight=\"{weight}\"")}>{Markup.Escape(text)}</text>\n");

        private double X(double at) => _left + at * (_right - _left);

        private double Y(double at) => _bottom - at * (_bottom - _top);

        private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(p => $"{N(p.X)},{N(p.Y)}"));

        // Adding zero makes "-0" "0".
        private static string N(double value) => (Math.Round(value, 2, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
