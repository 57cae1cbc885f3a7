using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>One row a seed, one column a measurement, and the means below.</summary>
internal static class SeedTable
{
    public static IReadOnlyList<string> Header(Result result) =>
        ["Seed", .. result.Measurements.Select(m => $"{m.Name} [{m.Unit}]")];

    /// <summary>"-" where a measurement is not of this seed.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(Result result)
    {
        var rows = result.Seeds.Select((seed, i) => (IReadOnlyList<string>)[$"{seed}",
            .. result.Measurements.Select(m => i < m.PerSeed.Count ? Words.Number(m.PerSeed[i]) : "-")]).ToList();
        if (result.Seeds.Count > 1)
            rows.Add(["mean",
                .. result.Measurements.Select(m => m.PerSeed.Count > 0 ? Words.Number(Moments.Mean(m.PerSeed)) : "-")]);
        return rows;
    }
}
