using System.Text.Json;
using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>The whole report as one JSON document, for programs: every seed's curve, every digit, paths relative to the artifacts
/// folder. Nothing reads it back.</summary>
internal static class JsonReport
{
    /// <summary>Version of the document's layout.</summary>
    public const int Format = 2;

    private static readonly JsonSerializerOptions Indented = new(ResultFile.Options) { WriteIndented = true };

    public static string Render(Report report) => JsonSerializer.Serialize(
        new
        {
            Format,
            report.Title,
            report.Passed,
            Counts = report.Counts(),
            WallSeconds = report.Wall.TotalSeconds,
            TrainingSeconds = report.Entries.Sum(e => e.Result.Origin.Training.TotalSeconds),
            Commits = Distinct(report, o => o.Commit),
            Machines = Distinct(report, o => o.Machine),
            CiRuns = Distinct(report, o => o.CiRun),
            report.Problems,
            report.LeftOut,
            report.Notes,
            Results = report.Entries.Select(e => new
            {
                File = $"results/claims/{ResultFolder.FileName(e.Result)}",
                Plots = e.Result.Charts.Select(c => $"plots/{e.PlotFile(c)}"),
                Tables = e.Result.Tables.Select(t => $"results/tables/{e.TableFile(t)}"),
                e.EarlierPlan,
                e.Red,
                e.Word,
                e.Result,
            }),
        },
        Indented) + "\n";

    /// <summary>Distinct values of a field of the origins.</summary>
    internal static IReadOnlyList<string> Distinct(Report report, Func<Origin, string> of) =>
        [.. report.Entries.Select(e => of(e.Result.Origin)).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
}
