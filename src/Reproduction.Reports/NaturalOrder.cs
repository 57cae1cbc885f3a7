namespace Reproduction.Reports;

/// <summary>Digits compare as numbers, everything else by code point: P2.2 stands before P2.10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static readonly NaturalOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (x ?? "", y ?? "");
        var (i, j) = (0, 0);
        while (i < a.Length && j < b.Length)
        {
            var (p, q) = (Run(a, i), Run(b, j));
            var order = char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]) ? Digits(p, q) : string.CompareOrdinal(p, q);
            if (order != 0)
                return order;
            (i, j) = (i + p.Length, j + q.Length);
        }
        return (a.Length - i).CompareTo(b.Length - j) is not 0 and var rest ? rest : string.CompareOrdinal(a, b);
    }

    private static int Digits(string p, string q)
    {
        var (s, t) = (p.TrimStart('0'), q.TrimStart('0'));
        return s.Length != t.Length ? s.Length.CompareTo(t.Length) : string.CompareOrdinal(s, t);
    }

    private static string Run(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]) == char.IsAsciiDigit(text[start]))
            end++;
        return text[start..end];
    }
}
