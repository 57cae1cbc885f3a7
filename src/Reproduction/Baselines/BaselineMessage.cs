using System.Text;

namespace WeightPred.Reproduction;

/// <summary>The comparison's text, laid out as Verify does, so that a reader (and Verify's tools) find the files at once.</summary>
internal static class BaselineMessage
{
    private const int MostRows = 30;

    public static string Compose(string section, string verified, string? received, IReadOnlyList<BaselineDifference> differences, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder();
        text.Append("Directory: ").Append(Path.GetDirectoryName(verified)).Append('\n');
        text.Append(section).Append(":\n");
        if (received is not null)
            text.Append("  - Received: ").Append(Path.GetFileName(received)).Append("\n    Verified: ");
        else
            text.Append("  - Verified: ");
        text.Append(Path.GetFileName(verified)).Append('\n');

        if (differences.Count > 0)
        {
            var rows = differences.Take(MostRows).Select(d => (IReadOnlyList<string>)[d.What, Short(d.Approved), Short(d.Received), d.Difference, d.Band]).ToList();
            text.Append('\n').Append(TextTable.Render(["What", "Approved (old)", "Received (new)", "Difference", "Band"], rows, int.MaxValue));
            if (differences.Count > MostRows)
                text.Append($"... and {differences.Count - MostRows} more\n");
        }
        if (notes.Count > 0)
            text.Append('\n');
        foreach (var note in notes)
            text.Append(note).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    // A hash says only that it differs; the files hold all of it.
    private static string Short(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit) ? text[..16] + "…" : text;
}
