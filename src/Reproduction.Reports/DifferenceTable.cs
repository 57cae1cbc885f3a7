using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>The differences to a baseline: one row each, the same in a failure, in a review and in a report.</summary>
internal static class DifferenceTable
{
    public const string Title = "Differences from the baseline";

    public static IReadOnlyList<string> Header { get; } = ["What", "Approved", "Received", "Change", "Band"];

    public static IReadOnlyList<string> MeansHeader { get; } = ["Mean of", "Unit", "Approved", "Received", "Change", "Band"];

    public static IReadOnlyList<string> Row(Difference difference) =>
        difference.Row() is var row ? [row.What, row.Was, row.Now, row.By, row.Band] : [];

    /// <summary>Lists every mean of a result that waits, whether it moved or not.</summary>
    public static IEnumerable<IReadOnlyList<string>> Means(Pending pending)
    {
        var (now, approved) = (pending.New?.Measurements ?? [], (pending.Old ?? pending.Reference)?.Measurements ?? []);
        foreach (var one in now.Concat(approved).DistinctBy(m => m.Name))
        {
            var (was, here) = (Mean(approved, one.Name), Mean(now, one.Name));
            var band = pending.Bands.FirstOrDefault(b => b.Measurement == one.Name);
            yield return
            [
                one.Name, one.Unit, Text(was), Text(here), was is { } a && here is { } b && a != b ? Words.Change(a, b) : "",
                band is null ? "" : $"±{Words.Number(band.HalfWidth)}",
            ];
        }
    }

    private static double? Mean(IReadOnlyList<Measurement> measurements, string name) =>
        measurements.FirstOrDefault(m => m.Name == name) is { PerSeed: [_, ..] values } ? Moments.Mean(values) : null;

    private static string Text(double? mean) => mean is { } value ? Words.Number(value) : "";
}
