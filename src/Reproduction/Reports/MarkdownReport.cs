using System.Text;

namespace WeightPred.Reproduction;

/// <summary>The report as GitHub shows it: a summary table, then one folded section a claim.</summary>
public static class MarkdownReport
{
    /// <param name="report">The run.</param>
    /// <param name="plotExtension">Extension of the plots beside the report, or null where pictures cannot be reached (a step summary).</param>
    public static string Render(Report report, string? plotExtension)
    {
        var md = new StringBuilder("# WeightPred: what the write-up says, and what the runs show\n\n```\n");
        foreach (var line in ReportHeader.Lines(report))
            md.Append(line).Append('\n');
        md.Append("```\n\n");
        md.Append($"**{ReportHeader.Counts(report)}**\n\n");
        if (report.Entries.Count > 0)
            Table(md, ["Claim", "Sentence", "Write-up says", "Measured (estimate [interval])", "Seeds", "Verdict", "Baseline"], report.Entries.Select(Row));
        var hints = Hints.For(report);
        if (hints.Count > 0)
            md.Append("\n## Hints\n\n");
        foreach (var hint in hints)
            md.Append("- ").Append(Inline(hint)).Append('\n');
        foreach (var entry in report.Entries)
            Claim(md, entry, plotExtension);
        return md.ToString();
    }

    private static IReadOnlyList<string> Row(ReportEntry entry) =>
    [
        $"{Inline(entry.Outcome.Statement.Id)}{(entry.Outcome.Tier == Tier.Full ? " full" : "")}",
        Inline(entry.Outcome.Statement.Sentence),
        Inline(entry.Outcome.Statement.WriteUpSays),
        Inline(SummaryText.Measured(entry.Outcome)),
        $"{entry.Outcome.Seeds.Count}",
        $"**{Wording.Of(entry.Outcome.Verdict)}**",
        entry.Baseline.Passed ? Wording.Of(entry.Baseline.Kind) : $"**{Wording.Of(entry.Baseline.Kind)} (red)**",
    ];

    private static void Claim(StringBuilder md, ReportEntry entry, string? plotExtension)
    {
        var (outcome, baseline) = entry;
        var s = outcome.Statement;
        md.Append($"\n## {Inline(s.Id)}{(outcome.Tier == Tier.Full ? " (full)" : "")}: {Inline(s.Sentence)}\n\n");
        md.Append($"**{Wording.Of(outcome.Verdict)}** with {outcome.Seeds.Count} seed{(outcome.Seeds.Count == 1 ? "" : "s")}, {outcome.Tier.ToString().ToLowerInvariant()} tier on {Inline(outcome.DeviceClass)}, in {Numbers.Duration(outcome.Elapsed)}. Baseline: {Wording.Of(baseline.Kind)}{(baseline.Passed ? "" : " (red)")}.\n\n");
        md.Append($"The write-up says: {Inline(s.WriteUpSays)} ({Inline(s.Section)}).\n\n");
        Decisions(md, outcome.Decisions);
        if (plotExtension is not null)
            foreach (var chart in outcome.Charts)
                md.Append($"\n![{Inline(chart.Title)}](../plots/{entry.PlotStem(chart)}.{plotExtension})\n");
        foreach (var table in outcome.Tables)
        {
            md.Append($"\n**{Inline(table.Title)}**\n\n");
            Table(md, [.. table.Header.Select(Inline)], table.Rows.Select(r => (IReadOnlyList<string>)[.. r.Select(Inline)]));
        }
        if (outcome.Differences.Count > 0)
            md.Append("\nDiffers from the write-up, or left open there:\n\n");
        foreach (var difference in outcome.Differences)
            md.Append("- ").Append(Inline(difference)).Append('\n');

        md.Append("\n<details><summary>Values per seed, controls, replay</summary>\n\n");
        Table(md, [.. SeedTable.Header(outcome).Select(Inline)], SeedTable.Rows(outcome));
        if (outcome.Controls.Count > 0)
        {
            md.Append("\nControls, sabotaged on purpose; none may come out Reproduced:\n\n");
            Decisions(md, outcome.Controls);
        }
        md.Append($"\n{Fenced(outcome.Replay)}");
        md.Append($"\nNumerics {Inline(outcome.Numerics)}; fingerprint `{outcome.Fingerprint}`; registration `{outcome.Registration}`\n");
        if (!baseline.Passed)
            md.Append($"\n{Fenced(baseline.Message)}");
        md.Append("\n</details>\n");
    }

    private static void Decisions(StringBuilder md, IReadOnlyList<Decision> decisions) => Table(
        md,
        ["Statement", "Verdict", "Estimate [interval]", "Held against", "p", "Seeds", "Why"],
        decisions.Select(d => (IReadOnlyList<string>)[Inline(d.Name), Wording.Of(d.Verdict), $"{Numbers.WithInterval(d)} {Numbers.Percent(d.Confidence)}", Numbers.Short(d.Target), double.IsNaN(d.PValue) ? "oracle" : Numbers.Short(d.PValue), $"{d.Seeds}", Inline($"{d.Statistic}: {d.Reason}")]));

    private static void Table(StringBuilder md, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        md.Append("| ").Append(string.Join(" | ", header)).Append(" |\n|").Append(string.Concat(Enumerable.Repeat(" --- |", header.Count))).Append('\n');
        foreach (var row in rows)
            md.Append("| ").Append(string.Join(" | ", row)).Append(" |\n");
    }

    // Longer than any run of backticks inside.
    private static string Fenced(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}\n{text}\n{fence}\n";
    }

    /// <summary>Text that no Markdown or HTML sign in it can turn into something else.</summary>
    private static string Inline(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\n' => safe.Append("<br>"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '|' or '*' or '_' or '`' or '\\' => safe.Append('\\').Append(c),
                _ => safe.Append(c),
            };
        }
        return safe.ToString();
    }
}
