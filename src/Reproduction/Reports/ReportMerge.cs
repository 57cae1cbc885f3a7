namespace WeightPred.Reproduction;

/// <summary>Puts the shards of one run (a nightly matrix) together into the report that the whole run would have left.</summary>
public static class ReportMerge
{
    /// <summary>Reads every file and writes one report.</summary>
    /// <param name="files">WeightPred-report-full.json of each shard.</param>
    /// <param name="artifacts">The folder that the report is written into.</param>
    /// <param name="plotter">SVG where none is given.</param>
    public static Report Merge(IEnumerable<string> files, string artifacts, IPlotter? plotter = null)
    {
        var report = Merge([.. files.Select(file => ReportJson.Parse(file, File.ReadAllText(file)))]);
        new ReportWriter(artifacts, plotter).Write(report);
        return report;
    }

    /// <summary>Each distinct machine and CI run once; a claim that two shards decided must have come out the same.</summary>
    public static Report Merge(IReadOnlyList<Report> shards)
    {
        if (shards.Count == 0)
            throw new InvalidDataException("There is no shard to merge: nothing was tested.");
        var entries = new Dictionary<string, ReportEntry>(StringComparer.Ordinal);
        foreach (var entry in shards.SelectMany(shard => shard.Entries))
            entries[entry.Key] = entries.TryGetValue(entry.Key, out var other) ? Same(other, entry) : entry;
        return new Report
        {
            Started = shards.Min(shard => shard.Started),
            Environments = [.. shards.SelectMany(shard => shard.Environments).Distinct().OrderBy(e => e.ToString(), StringComparer.Ordinal)],
            Runs = [.. shards.SelectMany(shard => shard.Runs).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Entries = Report.Sorted(entries.Values),
        };
    }

    private static ReportEntry Same(ReportEntry first, ReportEntry second)
    {
        // Compared in the form that is written; the time spent is no part of a result.
        static string Text(ReportEntry entry) => BaselineFile.ToJson(Baseline.From(entry.Outcome)) + entry.Baseline.Kind;
        if (Text(first) != Text(second))
            throw new InvalidDataException($"Two shards decided {first.Outcome.Statement.Id} ({first.Outcome.BaselineName}) and differ: run each claim in one shard, or find out why the machines disagree.");
        return first with { Outcome = first.Outcome with { Elapsed = first.Outcome.Elapsed + second.Outcome.Elapsed } };
    }
}
