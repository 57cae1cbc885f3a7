using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>Text in a plot: its width without font files, and numbers as tick labels.</summary>
internal static class PlotText
{
    public const string Fonts = "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>Width in pixels, on the wide side: the reader's font is unknown.</summary>
    public static double Width(string text, double size) => text.EnumerateRunes().Sum(r => Em(r.Value)) * size;

    /// <summary>Breaks at spaces so that each line fits, at most <paramref name="most"/> lines; what is too long ends in "…".</summary>
    public static List<string> Wrap(string text, double size, double width, int most)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length > 0 ? $"{line} {word}" : word;
            if (line.Length == 0 || Width(longer, size) <= width)
            {
                line = longer;
                continue;
            }
            lines.Add(line);
            line = word;
        }
        if (line.Length > 0)
            lines.Add(line);
        if (lines.Count > most)
        {
            lines[most - 1] = lines[most - 1] + " …";
            lines.RemoveRange(most, lines.Count - most);
        }
        return [.. lines.Select(l => Shorten(l, size, width))];
    }

    /// <summary>Cuts to the width, with "…".</summary>
    public static string Shorten(string text, double size, double width)
    {
        if (Width(text, size) <= width)
            return text;
        var runes = text.TrimEnd('…', ' ').EnumerateRunes().Select(r => r.ToString()).ToList();
        while (runes.Count > 0 && Width(string.Concat(runes) + "…", size) > width)
            runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes).TrimEnd() + "…";
    }

    /// <summary>A number with the decimals that its axis needs: "50 000", "0.05", "−2", "5×10⁻⁷".</summary>
    /// <param name="value">Where the tick stands.</param>
    /// <param name="unit">The power of ten of the axis' step.</param>
    /// <param name="power">As a power of ten, whatever its size.</param>
    public static string Tick(double value, int unit, bool power = false)
    {
        if (value == 0)
            return "0";
        var magnitude = (int)Math.Floor(PlotMath.Log10(Math.Abs(value)) + 1e-9);
        if (power || magnitude >= 6 || (magnitude < -4 && unit < -4))
        {
            var mantissa = (value / PlotMath.PowerOf10(magnitude)).ToString("0." + new string('#', Math.Clamp(magnitude - unit, 0, 12)), CultureInfo.InvariantCulture);
            return Minus(mantissa switch { "1" => "", "-1" => "-", _ => mantissa + "×" } + "10" + Superscript(magnitude));
        }
        var text = Math.Abs(value).ToString("F" + Math.Clamp(-unit, 0, 15), CultureInfo.InvariantCulture);
        var point = text.IndexOf('.') is >= 0 and var at ? at : text.Length;
        // Thin spaces from 10 000 on.
        if (point > 4)
            for (var i = point - 3; i > 0; i -= 3)
                text = text.Insert(i, "\u2009");
        return value < 0 ? "−" + text : text;
    }

    private static string Minus(string text) => text.Replace('-', '−');

    private static string Superscript(int n) => string.Concat(n.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    private static double Em(int c) => c switch
    {
        'i' or 'j' or 'l' or '\'' or '|' or '!' or '.' or ',' or ':' or ';' or 'I' or '\u2009' => 0.29,
        ' ' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.37,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' => 0.90,
        >= 'A' and <= 'Z' => 0.70,
        >= '⁰' and <= '⁹' or '²' or '³' or '¹' or '⁻' => 0.38,
        < 0x2E80 => 0.57,
        _ => 1.05,
    };
}
