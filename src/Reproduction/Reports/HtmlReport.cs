using System.Text;

namespace WeightPred.Reproduction;

/// <summary>The report for a reader who has never seen the code: one file, pictures inside, nothing to fetch.</summary>
internal static class HtmlReport
{
    public static string Render(Report report, PlotCache plots)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>WeightPred: the write-up, claim by claim</title>\n<style>\n")
            .Append(HtmlStyle.Css).Append("</style>\n</head>\n<body>\n<main>\n");
        Head(html, report);
        foreach (var entry in report.Entries)
            Claim(html, entry, plots);
        html.Append("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Head(StringBuilder html, Report report)
    {
        html.Append("<header>\n<h1>The write-up, claim by claim</h1>\n<p class=\"lead\">Each claim of “neural network weight prediction” was turned into a seeded experiment: networks are trained, a statistical rule with a stated error rate decides, and the result is held against an approved one.</p>\n");
        html.Append("<ul class=\"counts\">\n");
        foreach (var group in report.Entries.GroupBy(e => e.Outcome.Verdict).OrderBy(g => g.Key))
            html.Append($"<li><b class=\"{Class(group.Key)}\">{group.Count()}</b> {Wording.Of(group.Key)}</li>\n");
        var red = report.Entries.Count(e => !e.Baseline.Passed);
        html.Append(report.Entries.Count == 0 ? "<li><b class=\"invalid\">0</b> No claim was run: nothing was tested</li>\n"
            : red == 0 ? "<li><b class=\"plain\">✓</b> All as approved</li>\n"
            : $"<li><b class=\"invalid\">{red}</b> not as approved</li>\n");
        html.Append("</ul>\n");

        if (report.Entries.Count > 0)
        {
            html.Append("<div class=\"scroll\"><table class=\"summary\">\n<thead><tr><th>Claim</th><th>Sentence</th><th>The write-up says</th><th>Measured</th><th class=\"n\">Seeds</th><th>Verdict</th><th>Baseline</th></tr></thead>\n<tbody>\n");
            foreach (var entry in report.Entries)
            {
                var (outcome, baseline) = entry;
                html.Append($"<tr><td><a href=\"#{entry.Stem}\">{E(Title(outcome))}</a></td><td>{E(outcome.Statement.Sentence)}</td><td>{E(outcome.Statement.WriteUpSays)}</td><td>{Measured(outcome)}</td><td class=\"n\">{outcome.Seeds.Count}</td><td>{Badge(outcome.Verdict)}</td><td>{Chip(baseline)}</td></tr>\n");
            }
            html.Append("</tbody>\n</table></div>\n");
        }

        var hints = Hints.For(report);
        if (hints.Count > 0)
            html.Append("<h2 class=\"small\">Hints</h2>\n<ul class=\"hints\">\n").Append(string.Concat(hints.Select(h => $"<li>{E(h)}</li>\n"))).Append("</ul>\n");
        html.Append("<details class=\"machine\"><summary>Machine, runtime, and what the words mean</summary>\n<pre>").Append(E(string.Join('\n', ReportHeader.Lines(report)))).Append("</pre>\n<dl>\n");
        foreach (var verdict in Enum.GetValues<Verdict>())
            html.Append($"<dt>{Badge(verdict)}</dt><dd>{E(Wording.Meaning(verdict))}</dd>\n");
        foreach (var kind in Enum.GetValues<BaselineKind>().Where(k => k is not BaselineKind.Invalid))
            html.Append($"<dt>Baseline: {E(Wording.Of(kind))}</dt><dd>{E(Wording.Meaning(kind))}</dd>\n");
        html.Append("</dl>\n</details>\n</header>\n");
    }

    private static void Claim(StringBuilder html, ReportEntry entry, PlotCache plots)
    {
        var (outcome, baseline) = entry;
        var s = outcome.Statement;
        html.Append($"<section class=\"claim {Class(outcome.Verdict)}\" id=\"{entry.Stem}\">\n");
        html.Append($"<div class=\"title\"><h2><span class=\"id\">{E(s.Id)}</span> {E(s.Sentence)}</h2><div class=\"marks\">{Badge(outcome.Verdict)} {Chip(baseline)}</div></div>\n");
        html.Append($"<p class=\"where\">{E(s.Section)} · {(outcome.Tier == Tier.Full ? "full budget" : "reduced budget")} on {E(outcome.DeviceClass)} · {outcome.Seeds.Count} seed{(outcome.Seeds.Count == 1 ? "" : "s")} · {Numbers.Duration(outcome.Elapsed)}</p>\n");
        html.Append($"<div class=\"says\"><h3>The write-up says</h3><p>{E(s.WriteUpSays)}</p></div>\n");
        if (!baseline.Passed)
            html.Append($"<div class=\"red\"><h3>Not as approved: {E(Wording.Of(baseline.Kind))}</h3><pre>{Markup.Escape(baseline.Message)}</pre></div>\n");
        else if (baseline.Kind == BaselineKind.Partial)
            html.Append($"<div class=\"partial\"><p>{E(baseline.Message)}</p></div>\n");

        html.Append("<h3>The runs show</h3>\n");
        Decisions(html, outcome.Decisions);
        foreach (var chart in outcome.Charts)
            html.Append($"<figure>{plots.Html(chart)}</figure>\n");
        foreach (var table in outcome.Tables)
        {
            html.Append($"<h3>{E(table.Title)}</h3>\n");
            Table(html, table.Header, table.Rows);
        }
        if (outcome.Differences.Count > 0)
            html.Append("<h3>Differs from the write-up, or left open there</h3>\n<ol class=\"differences\">\n").Append(string.Concat(outcome.Differences.Select(d => $"<li>{E(d)}</li>\n"))).Append("</ol>\n");
        html.Append("<details><summary>Values per seed</summary>\n");
        Table(html, SeedTable.Header(outcome), SeedTable.Rows(outcome), " class=\"seeds\"");
        html.Append("</details>\n");
        if (outcome.Controls.Count > 0)
        {
            html.Append("<details><summary>Controls: the claim sabotaged on purpose, to show that it can fail</summary>\n");
            Decisions(html, outcome.Controls);
            html.Append("</details>\n");
        }
        html.Append($"<details><summary>Replay</summary>\n<pre>{Markup.Escape(outcome.Replay)}</pre>\n<p class=\"note\">Numerics {E(outcome.Numerics)} · fingerprint {E(outcome.Fingerprint)} · registration {E(outcome.Registration)}</p>\n</details>\n</section>\n");
    }

    private static void Decisions(StringBuilder html, IReadOnlyList<Decision> decisions)
    {
        foreach (var d in decisions)
        {
            html.Append($"<div class=\"decision\">\n<div><p class=\"name\">{E(d.Name)} {Badge(d.Verdict)}</p><p>{E(d.Reason)}</p>");
            html.Append($"<p class=\"note\">{E(d.Statistic)}<br>{E(Numbers.WithInterval(d))} ({E(Numbers.Percent(d.Confidence))} interval), held against {E(Numbers.Short(d.Target))}{(double.IsNaN(d.PValue) ? ", decided by an oracle" : $", p = {E(Numbers.Short(d.PValue))}")}, {d.Seeds} seeds</p></div>\n");
            html.Append(IntervalSketch.Render(d, Colour(d.Verdict))).Append("\n</div>\n");
        }
    }

    private static void Table(StringBuilder html, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, string style = "")
    {
        html.Append($"<div class=\"scroll\"><table{style}>\n<thead><tr>").Append(string.Concat(header.Select((h, i) => $"<th{(i > 0 ? " class=\"n\"" : "")}>{E(h)}</th>"))).Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
            html.Append("<tr>").Append(string.Concat(row.Select((cell, i) => $"<td{(i > 0 ? " class=\"n\"" : "")}>{E(cell)}</td>"))).Append("</tr>\n");
        html.Append("</tbody>\n</table></div>\n");
    }

    private static string Measured(Outcome outcome) => string.Concat(outcome.Decisions.Select(d =>
        $"{(outcome.Decisions.Count == 1 ? "" : $"<span class=\"of\">{E(d.Name)}</span>")}<span class=\"keep\">{E(Numbers.WithInterval(d))}</span>"));

    private static string Title(Outcome outcome) => outcome.Tier == Tier.Full ? $"{outcome.Statement.Id} full" : outcome.Statement.Id;

    private static string Badge(Verdict verdict) => $"<span class=\"badge {Class(verdict)}\">{Wording.Of(verdict)}</span>";

    private static string Chip(BaselineResult baseline) => $"<span class=\"chip{(baseline.Passed ? "" : " bad")}\">{Wording.Of(baseline.Kind)}</span>";

    private static string Class(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Colour(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "#1a7f47",
        Verdict.NotReproduced => "#8a3ffc",
        Verdict.Untestable => "#0f6b8a",
        Verdict.Inconclusive => "#6b7280",
        _ => "#c62828",
    };

    private static string E(string text) => Markup.Escape(TextTable.Unbroken(text));
}
