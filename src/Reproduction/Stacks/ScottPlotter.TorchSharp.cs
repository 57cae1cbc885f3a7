using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace WeightPred.Reproduction;

/// <summary>Draws charts with ScottPlot. A log axis is a linear one of log10 with its labels turned back.</summary>
public sealed class ScottPlotter : IPlotter
{
    private const int Width = 1000, Height = 620;

    /// <summary>Whether this machine has a font: without one Skia draws the lines and silently leaves out every word.</summary>
    public static bool CanWrite => SkiaSharp.SKFontManager.Default.FontFamilyCount > 0;

    public string Extension => "png";

    public byte[] Render(Chart chart)
    {
        using var plot = new Plot();
        foreach (var series in chart.Series)
        {
            // A log axis has no place for zero and below.
            int[] shown = [.. Enumerable.Range(0, series.X.Count).Where(i => Drawable(series.X[i], chart.LogX) && Drawable(series.Y[i], chart.LogY))];
            double[] x = [.. shown.Select(i => At(series.X[i], chart.LogX))];
            var line = plot.Add.Scatter(x, [.. shown.Select(i => At(series.Y[i], chart.LogY))]);
            line.LegendText = series.Label;
            line.LineWidth = 2;
            line.MarkerSize = series.Markers ? 7 : 0;
            if (series is { Low: { } low, High: { } high } && shown.All(i => Drawable(low[i], chart.LogY) && Drawable(high[i], chart.LogY)))
            {
                var band = plot.Add.FillY(x, [.. shown.Select(i => At(low[i], chart.LogY))], [.. shown.Select(i => At(high[i], chart.LogY))]);
                band.FillColor = line.Color.WithAlpha(0.18);
                band.LineWidth = 0;
            }
        }

        foreach (var reference in chart.References.Where(r => Drawable(r.Y, chart.LogY)))
        {
            var rule = plot.Add.HorizontalLine(At(reference.Y, chart.LogY), 1.5f, Colors.Black, LinePattern.Dashed);
            rule.LegendText = reference.Label;
        }

        if (chart.LogX)
            plot.Axes.Bottom.TickGenerator = Decades();
        if (chart.LogY)
            plot.Axes.Left.TickGenerator = Decades();
        plot.Title(chart.Title);
        plot.XLabel(chart.XAxis);
        plot.YLabel(chart.YAxis);
        plot.ShowLegend(Alignment.UpperRight);
        return plot.GetImageBytes(Width, Height, ImageFormat.Png);
    }

    private static NumericAutomatic Decades() => new() { MinorTickGenerator = new LogMinorTickGenerator(), LabelFormatter = v => Math.Pow(10, v).ToString("G3", CultureInfo.InvariantCulture) };

    private static bool Drawable(double value, bool log) => double.IsFinite(value) && (!log || value > 0);

    private static double At(double value, bool log) => log ? Math.Log10(value) : value;
}
