using System.Globalization;
using System.Text;
using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>Output for GitHub Actions: the job's summary, and an error mark for each red claim.</summary>
internal static class GitHubSummary
{
    /// <summary>GitHub refuses a larger summary altogether.</summary>
    private const int Limit = 1024 * 1024 - 1024;

    private const int PointsDrawn = 40;

    /// <summary>Appends to GITHUB_STEP_SUMMARY and writes error lines for
    /// the step's output, as far as the environment asks for them.</summary>
    public static void Publish(Report report, TextWriter console)
    {
        if (Variable("GITHUB_STEP_SUMMARY") is { } file)
            TryAppend(file, Render(report), console);
        if (Variable("GITHUB_ACTIONS") == "true")
            foreach (var line in ErrorLines(report))
                console.WriteLine(line);
    }

    // The summary is a copy of what stands elsewhere: that it cannot be written is no claim's fault.
    private static void TryAppend(string file, string markdown, TextWriter console)
    {
        try
        {
            Append(file, markdown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            console.WriteLine(Plain.Of($"GitHub's summary could not be written: {e.Message}").ReplaceLineEndings(" "));
        }
    }

    /// <summary>Red first: what changed, and the commands; then what waits for approval,
    /// and the curves of each claim, in forms that GitHub shows.</summary>
    public static string Render(Report report)
    {
        var md = new StringBuilder();
        MarkdownReport.Head(md, report);
        var pending = report.Entries.Where(e => !e.EarlierPlan
            && e.Result.Standing is { Passed: false, CanBeApproved: true }).ToArray();
        if (pending.Length > 0)
            md.Append("\n## Baselines that wait for approval\n\nDownload the received files of this run into baselines/, review, "
                + "and accept:\n\n")
                .Append(MarkdownReport.Fenced(string.Join('\n', pending.Select(e => Hints.Accept(e.Result)).Distinct()), "sh"));
        foreach (var entry in report.Entries.Where(e => e.Red))
            md.Append($"\n## ❌ {MarkdownReport.Inline(entry.Result.Claim.Id)}: {entry.Baseline}\n\n")
                .Append(MarkdownReport.Fenced(FailureText.For(entry.Result)));

        // Cut from the end, if need be: charts are what a reader misses least.
        foreach (var entry in report.ByUrgency.SelectMany(c => c.All))
            Curves(md, entry);
        return md.ToString();
    }

    // Pictures as data are stripped there; Mermaid is drawn, and has no log axis and no legend.
    private static void Curves(StringBuilder md, ReportEntry entry)
    {
        var arms = entry.Result.Curves.GroupBy(c => c.Arm).Select(g => (Arm: g.Key, Seeds: g.Count(), Points: Sparkline.Mean(g)))
            .Where(a => a.Points.Count > 1).ToArray();
        if (arms.Length == 0)
            return;
        md.Append($"\n<details><summary>{MarkdownReport.Inline(entry.Result.Claim.Id)} ({Words.Of(entry.Result.Tier)}): loss "
            + "curves</summary>\n\n");
        md.Append(MarkdownReport.Fenced(string.Join('\n', arms.Select(a =>
            $"{Sparkline.Of([.. a.Points.Select(p => p.Loss)])} {Words.Number(a.Points[0].Loss)} -> "
                + $"{Words.Number(a.Points[^1].Loss)}  {a.Arm}, {Words.Count(a.Seeds, "seed")}"))));

        var drawn = arms.Where(a => a.Points.All(p => double.IsFinite(Sparkline.Log(p.Loss))) && a.Points.Select(p => p.Step)
            .SequenceEqual(arms[0].Points.Select(p => p.Step))).ToArray();
        if (drawn.Length > 0)
        {
            var steps = Sparkline.Thin(drawn[0].Points, PointsDrawn).Select(p => $"\"{p.Step}\"");
            var lines = drawn.Select(
                a => $"    line [{string.Join(", ", Sparkline.Thin(a.Points, PointsDrawn).Select(p => Log10(p.Loss)))}]");
            md.Append($"\nLines in this order: {MarkdownReport.Inline(string.Join(", ", drawn.Select(a => a.Arm)))}.\n\n");
            md.Append(MarkdownReport.Fenced($"xychart-beta\n    x-axis \"training steps\" [{string.Join(", ", steps)}]\n    "
                + $"y-axis \"log10 of the loss\"\n{string.Join('\n', lines)}", "mermaid"));
        }
        md.Append("\n</details>\n");
    }

    private static string Log10(double value) =>
        (Sparkline.Log(value) / Sparkline.Log(10)).ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>Appends, since earlier steps may have written; waits while another process holds the file;
    /// cuts at a line end to keep the file below 1 MiB.</summary>
    public static void Append(string file, string markdown)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None);
                var bytes = Encoding.UTF8.GetBytes(Cut(markdown, (int)Math.Max(0, Limit - stream.Position)));
                stream.Write(bytes);
                return;
            }
            catch (IOException e) when (attempt < 20 && e is not (DirectoryNotFoundException or PathTooLongException))
            {
                Thread.Sleep(10 * attempt);
            }
        }
    }

    /// <summary>One "::error" command a red claim, at its baseline in this repository,
    /// wherever the checkout of the shard that decided it lay.</summary>
    public static IReadOnlyList<string> ErrorLines(Report report)
    {
        var lines = report.Entries.Where(e => e.Red).Select(e =>
        {
            var r = e.Result;
            var at = r.Standing is { } standing
                ? $"file={Property($"baselines/{standing.VerifiedFile.Split('/', '\\')[^1]}")}," : "";
            var title = $"{r.Claim.Id} {Words.Of(r.Tier)}: {r.Standing?.Kind.Word() ?? "invalid"}";
            return $"::error {at}title={Property(title)}::"
                + Data($"{r.Claim.Sentence}: {e.Word}.\n{string.Join('\n', r.Faults.Append(r.Standing?.Message ?? ""))}".TrimEnd('\n'));
        }).ToList();
        if (report.Entries.Count == 0)
            lines.Add("::error title=No claim was run::Nothing was tested.");
        return lines;
    }

    /// <summary>The address of this CI run, or null outside of GitHub Actions.</summary>
    public static string? RunAddress()
        => Variable("GITHUB_SERVER_URL") is { } server && Variable("GITHUB_REPOSITORY") is { } repository
            && Variable("GITHUB_RUN_ID") is { } run
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;

    private static string Cut(string markdown, int room)
    {
        if (Encoding.UTF8.GetByteCount(markdown) <= room)
            return markdown;
        const string Rest = "\n\n*Cut: GitHub shows 1 MiB at most. The whole report is in the artifacts.*\n";
        var kept = new StringBuilder();
        var used = Encoding.UTF8.GetByteCount(Rest);
        foreach (var line in markdown.Split('\n'))
        {
            used += Encoding.UTF8.GetByteCount(line) + 1;
            if (used > room)
                break;
            kept.Append(line).Append('\n');
        }
        return kept.Length > 0 ? kept + Rest : "";
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Data(string text) => Plain.Of(text).Replace("%", "%25").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
