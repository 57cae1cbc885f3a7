using System.Text;
using System.Text.RegularExpressions;

namespace Reproduction.Reports;

/// <summary>A table in plain text, as BenchmarkDotNet prints it. Cells wrap at spaces; a number is never cut.</summary>
internal static partial class TextTable
{
    private const string Gap = " | ";
    private const char Glue = '\uE000';

    // Text that a reader takes for one number: "98.1 %", "50 000", "9 to 18 %", "0.487 [0.407, 0.567]".
    [GeneratedRegex(@"(?<=\d) (?=\[\S{1,12}, \S{1,12}\])|(?<=\d) (?=%)|(?<=\d) (?=to -?\d)|(?<=\d to) (?=-?\d)"
        + @"|(?<=\d) (?=\d{3}\b)|(?<=\[\S{1,12},) (?=\S{1,12}\])")]
    private static partial Regex Whole { get; }

    /// <summary>Lines of at most <paramref name="width"/> columns; the widest columns give way first.</summary>
    /// <param name="header">One name a column.</param>
    /// <param name="rows">Cells; a newline in one is kept.</param>
    /// <param name="width">The widest line allowed.</param>
    /// <param name="ruled">An empty line between the rows.</param>
    public static string Render(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows,
        int width, bool ruled = false)
    {
        (header, rows) = WithoutEmpty(header, rows);
        var columns = header.Count;
        var widths = Enumerable.Range(0, columns)
            .Select(c => rows.Select(r => Longest(r[c])).Append(header[c].Length).Max()).ToArray();
        var smallest = Enumerable.Range(0, columns)
            .Select(c => rows.Select(r => LongestWord(r[c])).Append(LongestWord(header[c])).Max()).ToArray();
        // A word that is too long for its column is broken: a path, a name without spaces.
        for (var c = 0; c < columns; c++)
            smallest[c] = Math.Min(smallest[c], 24);
        while (widths.Sum() + Gap.Length * (columns - 1) > width)
        {
            var widest = Enumerable.Range(0, columns).Where(c => widths[c] > smallest[c]).OrderByDescending(c => widths[c])
                .ThenBy(c => c).FirstOrDefault(-1);
            if (widest < 0)
                break;
            widths[widest]--;
        }

        var text = new StringBuilder();
        Line(text, header, widths);
        text.Append(string.Join("-|-", widths.Select(w => new string('-', w)))).Append('\n');
        for (var r = 0; r < rows.Count; r++)
        {
            if (ruled && r > 0)
                text.Append(string.Join(Gap, widths.Select(w => new string(' ', w))).TrimEnd()).Append('\n');
            Line(text, rows[r], widths);
        }
        return text.ToString();
    }

    /// <summary>Leaves out the columns in which no row says anything.</summary>
    public static (IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) WithoutEmpty(
        IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] said = [.. Enumerable.Range(0, header.Count).Where(c => rows.Count == 0 || rows.Any(row => row[c].Length > 0))];
        return ([.. said.Select(c => header[c])], [.. rows.Select(row => said.Select(c => row[c]).ToList())]);
    }

    /// <summary>Breaks at spaces, and inside a word only where the word alone is too long.</summary>
    public static List<string> Wrap(string cell, int width)
    {
        var lines = new List<string>();
        foreach (var paragraph in cell.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var glued in Whole.Replace(paragraph, Glue.ToString()).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var word = glued.Replace(Glue, ' ');
                if (line.Length > 0 && line.Length + 1 + word.Length > width)
                {
                    lines.Add(line);
                    line = "";
                }
                line = line.Length > 0 ? $"{line} {word}" : word;
                while (line.Length > width)
                {
                    lines.Add(line[..width]);
                    line = line[width..];
                }
            }
            lines.Add(line);
        }
        return lines;
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        var wrapped = cells.Select((cell, c) => Wrap(cell, widths[c])).ToList();
        for (var i = 0; i < wrapped.Max(w => w.Count); i++)
            text.Append(string.Join(Gap, wrapped.Select((lines, c) => (i < lines.Count ? lines[i] : "").PadRight(widths[c])))
                .TrimEnd()).Append('\n');
    }

    private static int Longest(string cell) => cell.ReplaceLineEndings("\n").Split('\n').Max(line => line.Length);

    private static int LongestWord(string cell) =>
        Whole.Replace(cell, Glue.ToString()).Split([' ', '\n', '\r']).Max(word => word.Length);
}
