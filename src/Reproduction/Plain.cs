using System.Text;

namespace Reproduction;

/// <summary>Text from files, for a terminal and for GitHub's log: it is seen as it is, and commands neither of them.</summary>
internal static class Plain
{
    private const char Shown = '\uFFFD';

    /// <summary>
    /// Keeps the text and its lines. Control characters, and marks that turn the direction of text, become a sign that is seen;
    /// "::" and "##[", by which a line of output commands GitHub's runner, stand apart.
    /// </summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if ((c == ':' && plain.Length > 0 && plain[^1] == ':')
                || (c == '[' && plain.Length > 1 && plain[^1] == '#' && plain[^2] == '#'))
                plain.Append(' ');
            plain.Append(c != '\n' && (char.IsControl(c) || Turns(c)) ? Shown : c);
        }
        return plain.ToString();
    }

    /// <summary>As much of a text as a sentence has room for: a file may hold a megabyte where a word belongs.</summary>
    public static string Short(string text) => text.Length > 500 ? text[..500] + "..." : text;

    private static bool Turns(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069');
}
