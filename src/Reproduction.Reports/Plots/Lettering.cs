using SkiaSharp;

using Reproduction.Plots;

namespace Reproduction.Reports.Plots;

/// <summary>Words of a size, measured and broken into lines. Sizes are in pixels of the plot's nominal width.</summary>
internal sealed class Lettering(float size, bool bold = false) : IDisposable
{
    private readonly SKFont _font =
        new(bold ? Inter.Bold : Inter.Regular, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    public float LineHeight => size * 1.3f;

    public float Width(string text) => _font.MeasureText(text);

    /// <summary>Lines of at most a width, broken at spaces; what does not fit ends in "…".</summary>
    public IReadOnlyList<string> Wrap(string text, float width, int most)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Width(longer) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        bool cut = lines.Count > most;
        return [.. lines.Take(most).Select((l, i) => Shorten(l, width, cut && i == most - 1))];
    }

    public void Draw(SKCanvas canvas, string text, float x, float baseline, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawText(text, x, baseline, SKTextAlign.Left, _font, paint);
    }

    public void Dispose() => _font.Dispose();

    private string Shorten(string line, float width, bool more)
    {
        if (!more && Width(line) <= width)
            return line;
        while (line.Length > 1 && Width(line + "…") > width)
            line = line[..^1];
        return line + "…";
    }
}
