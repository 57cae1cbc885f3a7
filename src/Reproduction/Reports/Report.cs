using System.Text.Json.Serialization;

namespace WeightPred.Reproduction;

/// <summary>One decided claim and how it stands to its baseline.</summary>
public sealed record ReportEntry(Outcome Outcome, BaselineResult Baseline)
{
    /// <summary>The claim's verdict, for readers of the JSON.</summary>
    [JsonPropertyOrder(-1)]
    public Verdict Verdict => Outcome.Verdict;

    /// <summary>Stem of the claim's plots, and its anchor in the HTML: the claim id, and what sets this run of it apart from the quick one.</summary>
    public string Stem => SafeStem(string.Join("-", new[]
    {
        Outcome.Statement.Id,
        Outcome.Tier == Tier.Quick ? "" : "full",
        Reproduction.Baseline.IsBitExact(Outcome.DeviceClass) ? "" : Outcome.DeviceClass,
    }.Where(part => part.Length > 0)));

    /// <summary>File stem of one of the claim's tables.</summary>
    public string TableStem(ResultTable table) => $"{Stem}-{SafeStem(table.Name)}";

    /// <summary>File stem of one of the claim's plots.</summary>
    public string PlotStem(Chart chart) => chart.Name.Length > 0 ? $"{Stem}-{SafeStem(chart.Name)}" : Stem;

    /// <summary>Same claim, tier, device class and variant: the later of two such entries replaces the earlier.</summary>
    internal string Key => string.Join("\n", Outcome.Statement.Id, Outcome.Tier, Outcome.DeviceClass, Outcome.BaselineName);

    private static string SafeStem(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
}

/// <summary>Everything that a run, or the shards of one, decided. Claims are in natural order (P2.2 before P2.10), whatever order they ended in.</summary>
public sealed record Report
{
    /// <summary>When the run began; of shards, the first.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Each distinct machine once.</summary>
    public required IReadOnlyList<EnvironmentLine> Environments { get; init; }

    /// <summary>Addresses of the CI runs, if any.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    public required IReadOnlyList<ReportEntry> Entries { get; init; }

    /// <summary>Time spent on the claims, added up.</summary>
    public TimeSpan Elapsed => Entries.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Outcome.Elapsed);

    /// <summary>Zero claims run is not green: nothing was tested.</summary>
    public bool Passed => Entries.Count > 0 && Entries.All(entry => entry.Baseline.Passed);

    /// <summary>The same report with one claim more, or decided anew.</summary>
    public Report With(ReportEntry entry) => this with { Entries = Sorted(Entries.Where(e => e.Key != entry.Key).Append(entry)) };

    internal static IReadOnlyList<ReportEntry> Sorted(IEnumerable<ReportEntry> entries) =>
    [
        .. entries.OrderBy(e => e.Outcome.Statement.Id, NaturalOrder.Instance)
            .ThenBy(e => e.Outcome.Tier)
            .ThenBy(e => e.Outcome.DeviceClass, StringComparer.Ordinal)
            .ThenBy(e => e.Outcome.BaselineName, StringComparer.Ordinal),
    ];
}

/// <summary>Digits compare as numbers, everything else by code point.</summary>
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
            var order = char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]) ? Numbers(p, q) : string.CompareOrdinal(p, q);
            if (order != 0)
                return order;
            (i, j) = (i + p.Length, j + q.Length);
        }
        return (a.Length - i).CompareTo(b.Length - j) is not 0 and var rest ? rest : string.CompareOrdinal(a, b);
    }

    private static int Numbers(string p, string q)
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
