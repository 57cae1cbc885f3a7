using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace WeightPred.Reproduction;

/// <summary>Draws charts with ScottPlot, on the axes of the SVG plots: all goes to 0..1, so that log axes and ticks are the same on both stacks.</summary>
public sealed class ScottPlotter : IPlotter
{
    private const int Width = 1000, Height = 620;

    /// <summary>Whether this machine has a font: without one Skia draws the lines and silently leaves out every word.</summary>
    public static bool CanWrite => SKTypeface.Default.ContainsGlyph('a');

    public string Extension => "png";

    public byte[] Render(Chart chart)
    {
        using var plot = new Plot();
        bool markers = chart.Series.Any(s => s.Markers);
        var points = chart.Series.SelectMany(s => Shown(chart, s).Select(i => (X: s.X[i], Ys: (double[])[s.Y[i], s.Low?[i] ?? s.Y[i], s.High?[i] ?? s.Y[i]]))).ToList();
        var x = PlotScale.For(points.Select(p => p.X), chart.LogX, markers ? 0.03 : 0, zeroWithin: markers ? 0 : 0.05);
        var y = PlotScale.For(points.SelectMany(p => p.Ys).Concat(chart.References.Select(r => r.Y)), chart.LogY, 0.06, zeroWithin: 0.35);

        foreach (var series in chart.Series)
        {
            int[] shown = [.. Shown(chart, series)];
            double[] xs = [.. shown.Select(i => x.At(series.X[i]))];
            var line = plot.Add.Scatter(xs, [.. shown.Select(i => y.At(series.Y[i]))]);
            line.LegendText = series.Label;
            line.LineWidth = 2;
            line.MarkerSize = series.Markers ? 7 : 0;
            if (series is { Low: { } low, High: { } high } && shown.All(i => PlotScale.Drawable(high[i], chart.LogY) && PlotScale.Drawable(low[i], false)))
            {
                var band = plot.Add.FillY(xs, [.. shown.Select(i => y.AtOrFloor(low[i]))], [.. shown.Select(i => y.AtOrFloor(high[i]))]);
                band.FillColor = line.Color.WithAlpha(0.18);
                band.LineWidth = 0;
            }
        }

        foreach (var reference in chart.References.Where(r => PlotScale.Drawable(r.Y, chart.LogY)))
        {
            var rule = plot.Add.HorizontalLine(y.At(reference.Y), 1.5f, Colors.Black, LinePattern.Dashed);
            rule.LegendText = reference.Label;
        }

        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.Axes.Bottom.TickGenerator = Ticks(x.Ticks(Width - 100, label => PlotText.Width(label, 14), 14));
        plot.Axes.Left.TickGenerator = Ticks(y.Ticks(Height - 110, _ => 16, 6));
        plot.Title(chart.Title);
        plot.XLabel(chart.XAxis);
        plot.YLabel(chart.YAxis);
        plot.ShowLegend(Alignment.UpperRight);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    private static IEnumerable<int> Shown(Chart chart, Series series)
        => Enumerable.Range(0, series.X.Count).Where(i => PlotScale.Drawable(series.X[i], chart.LogX) && PlotScale.Drawable(series.Y[i], chart.LogY));

    private static NumericManual Ticks(IReadOnlyList<PlotTick> ticks)
    {
        var generator = new NumericManual();
        foreach (var tick in ticks)
        {
            if (tick.Label.Length > 0)
                generator.AddMajor(tick.At, tick.Label);
            else
                generator.AddMinor(tick.At);
        }

        return generator;
    }
}
