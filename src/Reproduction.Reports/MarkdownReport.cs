using System.Text;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>The report as GitHub shows a file: the summary table with red first, then one section a claim.</summary>
internal static class MarkdownReport
{
    /// <param name="report">The report.</param>
    /// <param name="plots">Whether the plots beside the report can be reached; a job summary has none.</param>
    public static string Render(Report report, bool plots = true)
    {
        var md = new StringBuilder();
        Head(md, report);
        foreach (var claim in report.Claims)
        {
            var s = claim.Claim;
            md.Append($"\n## {Inline(s.Id)}: {Inline(s.Sentence)}\n\nThe write-up, {Inline(s.Section)}: {Inline(s.WriteUp)}\n");
            foreach (var entry in claim.All)
                Entry(md, entry, plots);
        }
        return md.ToString();
    }

    /// <summary>Title, counts, the table of claims, problems and hints.</summary>
    internal static void Head(StringBuilder md, Report report)
    {
        md.Append($"# {Inline(report.Title)}\n\n**{Inline(report.Counts())}**\n\n");
        if (report.Entries.Count > 0)
        {
            Table(md, ["Claim", "What it says", "The answer, at the write-up's budget", "Today's guard, at a reduced budget"],
                report.ByUrgency.Select(claim => (IReadOnlyList<string>)
            [
                $"{(claim.Red ? "❌ " : claim.Open ? "❔ " : "")}{Inline(claim.Claim.Id)}",
                $"{Inline(claim.Claim.Sentence)}<br>Write-up: {Inline(claim.Claim.WriteUp)}",
                Cell(claim.Answers, "not run yet"),
                Cell(claim.Guards, "not run"),
            ]));
        }
        List(md, "Problems", report.Problems);
        List(md, "Notes", [.. report.Notes, .. SummaryText.LeftOut(report)]);
        List(md, "Hints", Hints.For(report));
        List(md, "Where the numbers come from", SummaryText.Header(report));
    }

    private static string Cell(IReadOnlyList<ReportEntry> entries, string none) =>
        entries.Count == 0 ? none : string.Join("<br>",
            entries.SelectMany(e => SummaryText.Lines(e).Select((line, i) => i == 0 ? $"**{Inline(line)}**" : Inline(line))));

    private static void Entry(StringBuilder md, ReportEntry entry, bool plots)
    {
        var r = entry.Result;
        md.Append($"\n### {Words.Of(r.Tier)}, {Inline(r.Device.Class)}: {entry.Word}\n\n{Inline(r.Decides)}. "
            + $"{Words.Count(r.Seeds.Count, "seed")}, decided {Words.Minute(r.Origin.Started)} in "
            + $"{Words.Duration(r.Origin.Wall)}; {entry.Baseline}{(entry.EarlierPlan ? "; of an earlier plan" : "")}.\n\n");
        Findings(md, r, r.Findings);
        if (plots)
            foreach (var chart in r.Charts)
                md.Append($"\n![{Inline(chart.Title)}](../plots/{entry.PlotFile(chart)})\n");
        foreach (var table in r.Tables)
        {
            md.Append($"\n**{Inline(table.Title)}**\n\n");
            Table(md, [.. table.Header.Select(Inline)], table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Inline)]));
        }
        List(md, "Differs from the write-up, or left open there",
            r.Reduced.Length > 0 ? [.. r.Differences, r.Reduced] : r.Differences);
        List(md, "Power of what is undecided", [.. r.Power.Select(p => $"{p.Decision}: {p.Sentence}")]);
        if (entry.Red)
            md.Append('\n').Append(Fenced(FailureText.For(r)));

        md.Append("\n<details><summary>Values per seed, controls, replay</summary>\n\n");
        Table(md, [.. SeedTable.Header(r).Select(Inline)], SeedTable.Rows(r));
        if (r.Standing is { Bands.Count: > 0 })
        {
            md.Append($"\n{BandTable.Title}:\n\n");
            Table(md, BandTable.Header, BandTable.Rows(r).Select(row => (IReadOnlyList<string>)[.. row.Select(Inline)]));
        }
        if (r.Controls.Count + r.Twin.Count > 0)
        {
            md.Append("\nControls and untrained twin:\n\n");
            Findings(md, r, [.. r.Controls, .. r.Twin]);
        }
        md.Append($"\n{Fenced(r.Replay)}\nNumerics {Inline(r.Device.Numerics)}; weights {Code(r.Fingerprint)}\n\n</details>\n");
    }

    private static void Findings(StringBuilder md, Result result, IReadOnlyList<Finding> findings) => Table(
        md,
        ["Finding", "Verdict", "Effect", "Seeds", "Why"],
        findings.Select(f => (IReadOnlyList<string>)[Inline(f.Name), Words.Of(f.Verdict, result.Claim.Kind, result.Tier),
            Inline(f.Effect), $"{f.Seeds}", Inline($"{f.Statistic}: {f.Reason}")]));

    internal static void List(StringBuilder md, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        md.Append($"\n**{title}**\n\n");
        foreach (var line in lines)
            md.Append("- ").Append(Inline(line)).Append('\n');
    }

    private static void Table(StringBuilder md, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        md.Append("| ").Append(string.Join(" | ", header)).Append(" |\n|")
            .Append(string.Concat(Enumerable.Repeat(" --- |", header.Count))).Append('\n');
        foreach (var row in rows)
            md.Append("| ").Append(string.Join(" | ", row)).Append(" |\n");
    }

    /// <summary>A fence longer than any run of backticks inside.</summary>
    internal static string Fenced(string text, string language = "")
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return $"{fence}{language}\n{text}\n{fence}\n";
    }

    /// <summary>A span of code on one line, between more backticks than stand inside.</summary>
    internal static string Code(string text)
    {
        var line = Plain.Of(text).Replace('\n', ' ');
        var ticks = "`";
        while (line.Contains(ticks, StringComparison.Ordinal))
            ticks += "`";
        return ticks.Length > 1 ? $"{ticks} {line} {ticks}" : $"`{line}`";
    }

    /// <summary>Text that no Markdown or HTML sign in it can turn into something else.</summary>
    internal static string Inline(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in Plain.Of(text))
        {
            _ = c switch
            {
                '\n' => safe.Append("<br>"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '|' or '*' or '_' or '`' or '\\' or '[' or ']' => safe.Append('\\').Append(c),
                _ => safe.Append(c),
            };
        }
        return safe.ToString();
    }
}
