using WeightPred.Reproduction;

const string Usage = """
    Puts the reports of several runs (a nightly matrix) together into one.
      dotnet run --project tools/MergeReports -- SHARDS [OUT]
      SHARDS   folder that holds the shards' WeightPred.Artifacts, at any depth
      OUT      folder for the merged report (default WeightPred.Artifacts)
    Exit code: 0 if every claim is as approved, 1 if one is red, 2 if there is nothing to merge or the shards contradict each other.
    """;

if (args is not ([_] or [_, _]) || args[0].StartsWith('-') || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    string output = Path.GetFullPath(args.ElementAtOrDefault(1) ?? "WeightPred.Artifacts");
    // A report that was merged before into a folder among the shards is no shard.
    var files = Directory.EnumerateFiles(args[0], "WeightPred-report-full.json", SearchOption.AllDirectories)
        .Where(file => !Path.GetFullPath(file).StartsWith(output + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).ToList();
    var report = ReportMerge.Merge(files, output, Stack.Plotter);
    Console.Write(SummaryText.Render(report, SummaryText.ConsoleTakesColour()));
    GitHubSummary.Publish(report, Console.Out);
    Console.WriteLine($"{files.Count} shard{(files.Count == 1 ? "" : "s")} merged into {new ReportWriter(output).HtmlFile}");
    return report.Passed ? 0 : 1;
}
catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
