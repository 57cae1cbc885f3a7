using System.Text;

namespace WeightPred.Reproduction;

/// <summary>What the console shows at the end of a run, and WeightPred-summary.txt: BenchmarkDotNet's sections, at most 140 columns wide.</summary>
public static class SummaryText
{
    public const int Width = 140;

    /// <summary>Whether the console takes colours: not when redirected (dotnet test always is), not under NO_COLOR.</summary>
    public static bool ConsoleTakesColour() => TakesColour(Environment.GetEnvironmentVariable("NO_COLOR"), Console.IsOutputRedirected);

    public static bool TakesColour(string? noColor, bool redirected) => string.IsNullOrEmpty(noColor) && !redirected;

    public static string Render(Report report, bool colour = false)
    {
        var text = new StringBuilder();
        text.Append("// * Summary *\n\n");
        foreach (var line in ReportHeader.Lines(report))
            foreach (var part in TextTable.Wrap(line, Width))
                text.Append(part).Append('\n');
        text.Append('\n');

        if (report.Entries.Count > 0)
            text.Append(TextTable.Render(["Claim", "Sentence", "Write-up says", "Measured (estimate [interval])", "Seeds", "Verdict", "Baseline"], [.. report.Entries.Select(Row)], Width, ruled: true)).Append('\n');
        text.Append(ReportHeader.Counts(report)).Append('\n');

        Section(text, "Hints", Hints.For(report));
        Section(text, "Legends", Legends(report));
        return colour ? Coloured(text.ToString()) : text.ToString();
    }

    private static IReadOnlyList<string> Row(ReportEntry entry)
    {
        var (outcome, baseline) = entry;
        return
        [
            outcome.Tier == Tier.Quick ? outcome.Statement.Id : $"{outcome.Statement.Id} full",
            outcome.Statement.Sentence,
            outcome.Statement.WriteUpSays,
            Measured(outcome),
            $"{outcome.Seeds.Count}",
            Wording.Of(outcome.Verdict),
            baseline.Passed ? Wording.Of(baseline.Kind) : $"{Wording.Of(baseline.Kind)} (red)",
        ];
    }

    /// <summary>One decision: its numbers; several: each with its name, on its own line.</summary>
    internal static string Measured(Outcome outcome) => outcome.Decisions.Count == 1
        ? Numbers.WithInterval(outcome.Decisions[0])
        : string.Join('\n', outcome.Decisions.Select(d => $"{d.Name}: {Numbers.WithInterval(d)}"));

    private static IReadOnlyList<string> Legends(Report report) =>
    [
        "Measured: mean over seeds of the claim's statistic with its interval; the statistic and its unit are named in the report.",
        .. report.Entries.Select(e => e.Outcome.Verdict).Distinct().Order().Select(v => $"{Wording.Of(v)}: {Wording.Meaning(v)}"),
        .. report.Entries.Select(e => e.Baseline.Kind).Distinct().Order().Where(k => k is not BaselineKind.Invalid).Select(k => $"Baseline {Wording.Of(k)}: {Wording.Meaning(k)}"),
    ];

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append($"\n// * {title} *\n");
        foreach (var line in lines)
            foreach (var (part, i) in TextTable.Wrap(line, Width - 4).Select((part, i) => (part, i)))
                text.Append(i == 0 ? "  " : "    ").Append(part).Append('\n');
    }

    // Longer words first, so that "Not reproduced" is not half coloured.
    private static string Coloured(string text)
    {
        foreach (var (word, code) in new[] { ("Not reproduced", 35), ("(red)", 31), ("Reproduced", 32), ("Inconclusive", 90), ("Untestable", 36) })
            text = text.Replace(word, $"\u001b[{code}m{word}\u001b[0m");
        return text;
    }
}
