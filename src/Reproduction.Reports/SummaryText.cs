using System.Text;
using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>Writes what the console shows at the end of a run, and reproduction-summary.txt:
/// one line per claim, at most 140 columns, the red ones last.</summary>
internal static class SummaryText
{
    public const int Width = 140;

    private const int SentenceWidth = 72;

    // Number of findings of a result that Markdown shows; the page has all of them.
    private const int FindingsShown = 4;

    public static string Render(Report report)
    {
        // Claims of earlier runs take one line, unless there is nothing else.
        var (now, rest) = (report.Claims.Where(Now).ToArray(), report.Claims.Where(claim => !Now(claim)).ToArray());
        if (now.Length == 0)
            (now, rest) = (rest, now);

        var text = new StringBuilder("// * Summary *\n\n");
        if (now.Length > 0)
            text.Append(TextTable.Render(["Claim", "What it says", "At the write-up's budget", "At a reduced budget"],
                [.. now.Select(Row)], Width)).Append('\n');
        Line(text, report.Counts(), "");
        if (rest.Length > 0)
            Line(text, $"{Words.Count(rest.Length, "other claim")}, decided earlier{Elsewhere(now, rest)}: "
                + (rest.Any(claim => claim.Red)
                ? $"red are {string.Join(", ", rest.Where(claim => claim.Red).Select(claim => claim.Claim.Id))}"
                : "none red") + ".", "");
        Section(text, "Problems", report.Problems);
        Section(text, "Notes", [.. report.Notes, .. LeftOut(report)]);
        Section(text, "Red", [.. report.Entries.Where(entry => entry.Red).Select(Red)]);
        return Plain.Of(text.ToString());
    }

    /// <summary>Machines, builds and dates: the lines that every form of the report starts with.</summary>
    internal static IReadOnlyList<string> Header(Report report) =>
    [
        .. JsonReport.Distinct(report, o => o.Machine),
        .. report.Entries.Count == 0 ? (string[])[] :
        [
            $"{Words.Count(report.Claims.Count, "claim")}, decided "
                + $"{Words.Minute(report.Entries.Min(e => e.Result.Origin.Started))} to {Words.Minute(report.Latest)}, in "
                + $"{Words.Duration(report.Wall)} (added up)"
                + (JsonReport.Distinct(report, o => o.Commit) is [_, ..] commits ? $"; commit {string.Join(", ", commits)}" : ""),
        ],
        .. JsonReport.Distinct(report, o => o.CiRun).Select(address => $"CI run: {address}"),
    ];

    /// <summary>Lists the claims that are not in the report, and why.</summary>
    internal static IReadOnlyList<string> LeftOut(Report report) =>
        report.LeftOut.Count == 0 ? [] : [$"Left out, since these claims exist no more: {string.Join(", ", report.LeftOut)}. "
            + "Their files lie in results/claims."];

    /// <summary>Badge, verdict and standing, then the effects: one line each.</summary>
    internal static IEnumerable<string> Lines(ReportEntry entry)
    {
        var r = entry.Result;
        var device = r.Device.Exact ? "" : $", {r.Device.Class}";
        yield return $"[{Words.Of(r.Tier)}{device}] {entry.Word}; "
            + $"{entry.Baseline}{(entry.Age.Length > 0 ? $"; {entry.Age}" : "")}";
        if (entry.Answers)
            yield return HeadlineText.Of(r.Headline);
        else
            foreach (var finding in r.Findings.Take(FindingsShown))
                yield return ReportEntry.Effect(finding);
        if (!entry.Answers && r.Findings.Count > FindingsShown)
            yield return $"and {Words.Count(r.Findings.Count - FindingsShown, "finding")} more, in the report";
        foreach (var fault in r.Faults)
            yield return $"Fault: {fault}";
    }

    /// <summary>The console's last line: where the page is, unless the report is not whole.</summary>
    /// <param name="report">As it was rendered.</param>
    /// <param name="page">The page's path, as its reader types it.</param>
    public static string Ending(Report report, string page) =>
        report.Problems.Count == 0 ? $"Report: {page}" : "The report is not whole: see the problems above.";

    /// <summary>Verdict and standing: "Holds here, drifted", "Invalid".</summary>
    internal static string Found(Result result)
    {
        string standing = result.Standing?.Kind.Word() ?? "not compared";
        string word = Words.Of(result.Verdict, result.Claim.Kind, result.Tier);
        return string.Equals(word, standing, StringComparison.OrdinalIgnoreCase) ? word : $"{word}, {standing}";
    }

    private static bool Now(ClaimEntries claim) => claim.All.Any(entry => !entry.EarlierRun);

    private static IReadOnlyList<string> Row(ClaimEntries claim) =>
        [claim.Claim.Id, Shortened(claim.Claim.Sentence), Cell(claim.Answers, "not run yet"), Cell(claim.Guards, "not run")];

    private static string Cell(IReadOnlyList<ReportEntry> entries, string none) => entries.Count == 0 ? none : string.Join(
        '\n', entries.Select(entry =>
            $"{(entry.Red ? "RED " : "")}{entry.Word}{(entry.Result.Device.Exact ? "" : $", {entry.Result.Device.Class}")}"
            + $"{(entry.Age.Length > 0 ? $", {entry.Age}" : "")}"));

    private static string Shortened(string sentence)
    {
        if (sentence.Length <= SentenceWidth)
            return sentence;
        var cut = sentence.LastIndexOf(' ', SentenceWidth - 1);
        return string.Concat(sentence.AsSpan(0, cut < 0 ? SentenceWidth - 1 : cut).TrimEnd(",:;"), "…");
    }

    // Their days, and whether the sources were others.
    private static string Elsewhere(IReadOnlyList<ClaimEntries> now, IReadOnlyList<ClaimEntries> rest)
    {
        var (here, there) = (now.SelectMany(claim => claim.All).ToList(), rest.SelectMany(claim => claim.All).ToList());
        string[] days = [.. there.Select(entry => Words.Day(entry.Result.Origin.Started)).Order(StringComparer.Ordinal)];
        bool byOthers = there.Select(entry => entry.Result.Origin.Commit).Except(here.Select(entry => entry.Result.Origin.Commit))
            .Any();
        return $" ({(days[0] == days[^1] ? days[0] : $"{days[0]} to {days[^1]}")}{(byOthers ? ", some by other sources" : "")})";
    }

    // One line: why it is red; its test's message has the rest.
    private static string Red(ReportEntry entry)
    {
        var why = entry.Result.Standing is { Differences: [var gravest, ..] } ? $"{gravest}"
            : entry.Result.Faults.FirstOrDefault() ?? "";
        var line = $"{entry.Result.Claim.Id} ({Words.Of(entry.Result.Tier)}): {Found(entry.Result)}"
            + (why.Length > 0 ? $": {why.ReplaceLineEndings(" ")}" : "");
        return line.Length <= Width - 6 ? line : string.Concat(line.AsSpan(0, Width - 7), "…");
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        text.Append($"\n// * {title} *\n");
        foreach (var line in lines)
            Line(text, line, "  ");
    }

    private static void Line(StringBuilder text, string line, string indent)
    {
        foreach (var (part, i) in TextTable.Wrap(line, Width - 4).Select((part, i) => (part, i)))
            text.Append(indent).Append(i == 0 ? "" : "  ").Append(part).Append('\n');
    }
}
