using SkiaSharp;

using Reproduction.Plots;

namespace Reproduction.Reports.Plots;

/// <summary>A drawn plot, or why there is none.</summary>
/// <param name="Png">The image; empty where it could not be drawn.</param>
/// <param name="Problem">"plot unavailable: ..."; empty for a drawn one.</param>
internal sealed record Picture(byte[] Png, string Problem);

/// <summary>Draws charts with ScottPlot, as PNG. It never throws: a plot is no reason for a claim to fail.</summary>
internal static class Painter
{
    /// <summary>Nominal size of a plot in CSS pixels: its words can be read at this width and still on a phone.
    /// Rows and long headings make it higher.</summary>
    public const int Width = 720, Height = 480;

    private static readonly Lazy<string> FoundProblem = new(Probe);

    /// <summary>Why no plot can be drawn on this machine, and how to mend it; "" where plots can be drawn.</summary>
    public static string Problem => FoundProblem.Value;

    /// <param name="chart">The chart to draw.</param>
    /// <param name="theme">Paper.</param>
    /// <param name="labels">All labels of the claim, in order: a label has one colour in all plots.
    /// Labels that are not among them follow.</param>
    /// <param name="scale">Pixels of the image a nominal pixel: 2 is sharp everywhere, 1 is small.</param>
    public static Picture Draw(Chart chart, Theme theme = Theme.Light, IReadOnlyList<string>? labels = null, double scale = 2)
    {
        if (Problem.Length > 0)
            return new Picture([], Problem);
        try
        {
            using var sheet = new Sheet(chart, theme, labels ?? []);
            return new Picture(sheet.Png((float)scale), "");
        }
        catch (Exception e)
        {
            return new Picture([], $"plot unavailable: {e.Message}");
        }
    }

    /// <summary>Several charts in one picture, in rows of so many, under a title.</summary>
    public static Picture Together(string title, IReadOnlyList<Chart> charts, int columns)
    {
        const float scale = 1.5f, gap = 24;
        if (Problem.Length > 0)
            return new Picture([], Problem);
        try
        {
            var parts = charts.Select(chart => SKBitmap.Decode(Draw(chart, scale: scale).Png)).ToList();
            using var heading = new Heading(title, [], "", columns * Width);
            float[] rows = [.. parts.Chunk(columns).Select(row => row.Max(part => part.Height) / scale)];
            float height = heading.Height + rows.Sum() + gap * rows.Length;
            using var surface = SKSurface.Create(new SKImageInfo((int)(scale * columns * Width), (int)(scale * height)))
                ?? throw new InvalidOperationException("Skia could not make an image of this size");
            surface.Canvas.Clear(SKColors.White);
            surface.Canvas.Scale(scale);
            heading.Draw(surface.Canvas, SKColor.Parse("#1f2328"), SKColor.Parse("#5f6670"));
            for (int i = 0; i < parts.Count; i++)
            {
                float left = i % columns * Width, top = heading.Height + rows.Take(i / columns).Sum() + gap * (i / columns);
                using (parts[i])
                    surface.Canvas.DrawBitmap(parts[i],
                        SKRect.Create(left, top, parts[i].Width / scale, parts[i].Height / scale));
            }

            using var image = surface.Snapshot();
            using var data = image.Encode(SKEncodedImageFormat.Png, 100);
            return new Picture(data.ToArray(), "");
        }
        catch (Exception e)
        {
            return new Picture([], $"plot unavailable: {e.Message}");
        }
    }

    // Skia's library is native, and its font comes out of a package: either may be missing on a machine, and no plot is worth a
    // red claim.
    private static string Probe()
    {
        try
        {
            return Inter.Regular.ContainsGlyph('a') ? ""
                : "plot unavailable: the font of the package Avalonia.Fonts.Inter cannot be read; restore and build again";
        }
        catch (Exception e)
        {
            return $"plot unavailable: SkiaSharp does not load on this system ({(e.InnerException ?? e).Message}); plots are "
                + "drawn on Windows, macOS and Linux with x64 or arm64";
        }
    }
}
