using SkiaSharp;

using Reproduction.Plots;

namespace Reproduction.Reports.Plots;

/// <summary>The mark beside the words of a legend's entry.</summary>
internal enum Symbol
{
    Line,
    Mark,
    Rule,
    Band,
    Diverged,
}

/// <summary>An entry of the legend; <paramref name="Style"/> counts dash patterns.</summary>
internal sealed record Entry(string Label, Symbol Symbol, SKColor Colour, int Style = 0);

/// <summary>Title, legend and note above a plot, over its whole width: a legend that lies beside the data covers none.</summary>
internal sealed class Heading : IDisposable
{
    private const float Margin = 16, SymbolWidth = 26, Gap = 18;
    private const int MostRows = 4;

    private readonly Lettering _title = new(18, bold: true), _text = new(15), _small = new(13.5f);
    private readonly IReadOnlyList<string> _lines, _note;
    private readonly List<(Entry Entry, string Label, float X, int Row)> _legend = [];
    private readonly int _rows;

    public Heading(string title, IReadOnlyList<Entry> entries, string note, float width)
    {
        float room = width - 2 * Margin;
        _lines = title.Length == 0 ? [] : _title.Wrap(title, room, 3);
        _note = note.Length == 0 ? [] : _small.Wrap(note, room, 2);
        float x = 0;
        foreach (var (entry, index) in entries.Select((e, i) => (e, i)))
        {
            string label = _text.Wrap(entry.Label, room - SymbolWidth, 1)[0];
            // In the last row something must be left to say how many more there are.
            string more = index + 1 < entries.Count ? $"and {entries.Count - index} more" : "";
            float taken = SymbolWidth + _text.Width(label), spare = _rows == MostRows - 1 && more.Length > 0
                ? Gap + _text.Width(more) : 0;
            if (x > 0 && x + taken + spare > room)
            {
                if (_rows == MostRows - 1)
                {
                    _legend.Add((entry with { Symbol = (Symbol)(-1) }, more.Length > 0 ? more : "and 1 more", x, _rows));
                    break;
                }

                (x, _rows) = (0, _rows + 1);
            }

            _legend.Add((entry, label, x, _rows));
            x += taken + Gap;
        }

        _rows = entries.Count == 0 ? 0 : _rows + 1;
    }

    public float Height =>
        12 + _lines.Count * _title.LineHeight + _rows * (_text.LineHeight + 3) + _note.Count * _small.LineHeight + 4;

    public void Draw(SKCanvas canvas, SKColor ink, SKColor muted)
    {
        float y = 12;
        foreach (string line in _lines)
            _title.Draw(canvas, line, Margin, (y += _title.LineHeight) - 5, ink);
        y += 3;
        foreach (var (entry, label, x, row) in _legend)
        {
            float middle = y + row * (_text.LineHeight + 3) + _text.LineHeight / 2;
            DrawSymbol(canvas, entry, Margin + x, middle);
            _text.Draw(canvas, label, Margin + x + (entry.Symbol < 0 ? 0 : SymbolWidth), middle + 5, ink);
        }

        y += _rows * (_text.LineHeight + 3);
        foreach (string line in _note)
            _small.Draw(canvas, line, Margin, (y += _small.LineHeight) - 4, muted);
    }

    public void Dispose()
    {
        _title.Dispose();
        _text.Dispose();
        _small.Dispose();
    }

    private static void DrawSymbol(SKCanvas canvas, Entry entry, float x, float y)
    {
        using var paint = new SKPaint { Color = entry.Colour, IsAntialias = true, StrokeWidth = 2.5f };
        using var dash = Dash(entry.Style);
        paint.PathEffect = dash;
        switch (entry.Symbol)
        {
            case Symbol.Line or Symbol.Rule:
                canvas.DrawLine(x, y, x + 20, y, paint);
                break;
            case Symbol.Mark:
                canvas.DrawCircle(x + 10, y, 5, paint);
                break;
            case Symbol.Band:
                canvas.DrawRect(x, y - 6, 20, 12, paint);
                break;
            case Symbol.Diverged:
                using (var path =
                    SKPath.ParseSvgPathData(FormattableString.Invariant($"M{x + 4} {y + 5}H{x + 16}L{x + 10} {y - 6}Z")))
                    canvas.DrawPath(path, paint);
                break;
        }
    }

    private static SKPathEffect? Dash(int style) => style switch
    {
        0 => null,
        1 => SKPathEffect.CreateDash([7, 4], 0),
        _ => SKPathEffect.CreateDash([2, 3], 0),
    };
}
