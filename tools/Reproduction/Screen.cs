using Spectre.Console;
using Reproduction;
using Reproduction.Reports;

namespace Reproduction.Tool;

/// <summary>Lines and tables, of plain text whatever the file that it came from. Colour is Spectre's business: none where
/// NO_COLOR is set or the output goes to a file.</summary>
internal static class Screen
{
    /// <summary>A line that is never broken, so that paths and commands can be copied.</summary>
    public static void Line(this IAnsiConsole console, string text = "")
    {
        // Runs that train side by side speak, too, and not every writer takes turns.
        lock (console)
            console.Profile.Out.Writer.WriteLine(Plain.Of(text));
    }

    /// <summary>A table of plain text; a file has room for the summary's width.</summary>
    public static void Table(this IAnsiConsole console, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows,
        Func<string, bool>? red = null)
    {
        (header, rows) = TextTable.WithoutEmpty(header, [.. rows]);
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var name in header)
            table.AddColumn(new TableColumn(new Text(name, new Style(decoration: Decoration.Bold))));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => red?.Invoke(cell) == true ? new Text(Plain.Of(cell), new Style(Color.Red))
                : new Text(Plain.Of(cell))));
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = SummaryText.Width;
        console.Write(table);
    }
}
