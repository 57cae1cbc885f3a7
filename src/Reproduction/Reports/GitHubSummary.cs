using System.Text;

namespace WeightPred.Reproduction;

/// <summary>What GitHub Actions shows of a run: the step summary, and an error mark for each red claim.</summary>
public static class GitHubSummary
{
    /// <summary>GitHub refuses a larger summary altogether.</summary>
    private const int Limit = 1024 * 1024 - 1024;

    /// <summary>Appends the report to GITHUB_STEP_SUMMARY and writes error lines for the step's output, as far as the environment asks for them.</summary>
    public static void Publish(Report report, TextWriter console)
    {
        if (Variable("GITHUB_STEP_SUMMARY") is { } file)
            Append(file, MarkdownReport.Render(report, plotExtension: null));
        if (Variable("GITHUB_ACTIONS") == "true")
            foreach (var line in ErrorLines(report))
                console.WriteLine(line);
    }

    /// <summary>Appends, since earlier steps may have written; waits while another process holds the file; cuts at a line end to keep the file below 1 MiB.</summary>
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

    /// <summary>One "::error" command a red claim, at its baseline in this repository, wherever the checkout of the shard that decided it lay.</summary>
    public static IReadOnlyList<string> ErrorLines(Report report)
    {
        var lines = report.Entries.Where(e => !e.Baseline.Passed).Select(e =>
        {
            var file = $"baselines/{e.Baseline.VerifiedFile.Split('/', '\\')[^1]}";
            var title = $"{e.Outcome.Statement.Id} {Wording.Of(e.Baseline.Kind)}";
            return $"::error file={Property(file)},title={Property(title)}::{Data($"{e.Outcome.Statement.Sentence}: {Wording.Of(e.Outcome.Verdict)}.\n{e.Baseline.Message}")}";
        }).ToList();
        if (report.Entries.Count == 0)
            lines.Add("::error title=No claim was run::Nothing was tested.");
        return lines;
    }

    /// <summary>The address of this CI run, or null outside of GitHub Actions.</summary>
    public static string? RunAddress()
        => Variable("GITHUB_SERVER_URL") is { } server && Variable("GITHUB_REPOSITORY") is { } repository && Variable("GITHUB_RUN_ID") is { } run
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

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Data(string text) => text.Replace("%", "%25").Replace("\r", "%0D").Replace("\n", "%0A");

    private static string Property(string text) => Data(text).Replace(":", "%3A").Replace(",", "%2C");
}
