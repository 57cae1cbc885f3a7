using System.Text;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports;

/// <summary>What the console shows at the end of a run, and WeightPred-summary.txt: at most 140 columns, no number cut.</summary>
public static class SummaryText
{
    public const int Width = 140;

    // Of a result; the report has them all.
    private const int FindingsShown = 4;

    public static string Render(Report report)
    {
        var text = new StringBuilder("// * Summary *\n\n");
        foreach (var line in Header(report))
            Line(text, line, "");
        text.Append('\n');
        if (report.Entries.Count > 0)
            text.Append(TextTable.Render(
                ["Claim", "What it says", "The answer, at the write-up's budget", "Today's guard, at a reduced budget"], [.. report.ByUrgency.Select(Row)], Width, ruled: true)).Append('\n');
        Line(text, report.Counts(), "");

        Section(text, "Problems", report.Problems);
        Section(text, "Notes", [.. report.Notes, .. LeftOut(report)]);
        Section(text, "Hints", Hints.For(report));
        Section(text, "Power of what is undecided", Hints.Power(report));
        Section(text, "Legends", Legends(report));
        return Plain.Of(text.ToString());
    }

    /// <summary>Machines, builds and dates: the lines that every form of the report starts with.</summary>
    internal static IReadOnlyList<string> Header(Report report) =>
    [
        .. JsonReport.Distinct(report, o => o.Machine),
        .. report.Entries.Count == 0 ? (string[])[] :
        [
            $"{Words.Count(report.Claims.Count, "claim")}, decided {Words.Minute(report.Entries.Min(e => e.Result.Origin.Started))} to {Words.Minute(report.Latest)}, in {Words.Duration(report.Wall)} (added up)"
                + (JsonReport.Distinct(report, o => o.Commit) is [_, ..] commits ? $"; commit {string.Join(", ", commits)}" : ""),
        ],
        .. JsonReport.Distinct(report, o => o.CiRun).Select(address => $"CI run: {address}"),
    ];

    /// <summary>What is not in the report, and why.</summary>
    internal static IReadOnlyList<string> LeftOut(Report report) =>
        report.LeftOut.Count == 0 ? [] : [$"Left out, since these claims exist no more: {string.Join(", ", report.LeftOut)}. Their files lie in results/claims."];

    /// <summary>Badge, verdict and standing, then the effects: one line each.</summary>
    internal static IEnumerable<string> Lines(ReportEntry entry)
    {
        var r = entry.Result;
        var device = r.Device.Exact ? "" : $", {r.Device.Class}";
        yield return $"[{Words.Of(r.Tier)}{device}] {entry.Word}; {entry.Baseline}{(entry.Age.Length > 0 ? $"; {entry.Age}" : "")}";
        foreach (var finding in r.Findings.Take(FindingsShown))
            yield return ReportEntry.Effect(finding);
        if (r.Findings.Count > FindingsShown)
            yield return $"and {Words.Count(r.Findings.Count - FindingsShown, "finding")} more, in the report";
        foreach (var fault in r.Faults)
            yield return $"Fault: {fault}";
    }

    private static IReadOnlyList<string> Row(ClaimEntries claim) =>
    [
        claim.Claim.Id,
        $"{claim.Claim.Sentence}\nWrite-up: {claim.Claim.WriteUp}",
        claim.Answers.Count > 0 ? string.Join('\n', claim.Answers.SelectMany(Lines)) : "not yet there",
        claim.Guards.Count > 0 ? string.Join('\n', claim.Guards.SelectMany(Lines)) : "not run",
    ];

    private static IReadOnlyList<string> Legends(Report report) =>
    [
        .. report.Entries.OrderBy(e => e.Result.Verdict).Select(e => $"{e.Word}: {Words.Meaning(e.Result.Verdict, e.Result.Claim.Kind, e.Result.Tier)}").Distinct(),
        .. report.Entries.Select(e => e.Result.Standing?.Kind).OfType<StandingKind>().Distinct().Order().Select(k => $"{k.Word()}: {k.Meaning()}"),
    ];

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
