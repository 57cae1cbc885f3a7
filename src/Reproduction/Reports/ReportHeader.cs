using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>The lines that every form of the report starts with: machine and runtime first, as in BenchmarkDotNet.</summary>
internal static class ReportHeader
{
    public static IReadOnlyList<string> Lines(Report report) =>
    [
        .. report.Environments.SelectMany(e => e.Header),
        string.Create(CultureInfo.InvariantCulture, $"Run started {report.Started.ToUniversalTime():yyyy-MM-dd HH:mm} UTC; {report.Entries.Count} claim{(report.Entries.Count == 1 ? "" : "s")}, {Numbers.Duration(report.Elapsed)} of training and deciding (added up over what ran side by side)"),
        .. report.Runs.Select(address => $"CI run: {address}"),
    ];

    /// <summary>"3 Reproduced, 1 Not reproduced; 1 red."</summary>
    public static string Counts(Report report)
    {
        if (report.Entries.Count == 0)
            return "No claim was run.";
        var verdicts = report.Entries.GroupBy(e => e.Outcome.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Wording.Of(g.Key)}");
        var red = report.Entries.Count(e => !e.Baseline.Passed);
        return $"{string.Join(", ", verdicts)}; {(red == 0 ? "all as approved" : $"{red} red")}.";
    }
}
