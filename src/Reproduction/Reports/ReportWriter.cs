namespace WeightPred.Reproduction;

/// <summary>Writes a report in all its forms, each file whole or not at all.</summary>
/// <param name="artifacts">results/ and plots/ go in here.</param>
/// <param name="plotter">SVG where none is given.</param>
public sealed class ReportWriter(string artifacts, IPlotter? plotter = null)
{
    private readonly PlotCache _plots = new(plotter ?? new SvgPlotter());
    private readonly Dictionary<string, byte[]> _plotFiles = [];

    public string ResultsFolder { get; } = Path.GetFullPath(Path.Combine(artifacts, "results"));
    public string TablesFolder => Path.Combine(ResultsFolder, "tables");
    public string PlotsFolder { get; } = Path.GetFullPath(Path.Combine(artifacts, "plots"));
    public string MarkdownFile => Path.Combine(ResultsFolder, "WeightPred-report-github.md");
    public string CsvFile => Path.Combine(ResultsFolder, "WeightPred-report.csv");
    public string MeasurementsFile => Path.Combine(ResultsFolder, "WeightPred-measurements.csv");
    public string JsonFile => Path.Combine(ResultsFolder, "WeightPred-report-full.json");
    public string HtmlFile => Path.Combine(ResultsFolder, "WeightPred-report.html");
    public string SummaryFile => Path.Combine(ResultsFolder, "WeightPred-summary.txt");

    /// <summary>Returns one sentence for each file or plot that could not be written; none of them changes a verdict.</summary>
    public IReadOnlyList<string> Write(Report report)
    {
        var problems = new List<string>();
        foreach (var entry in report.Entries)
            foreach (var chart in entry.Outcome.Charts)
                if (_plots.Of(chart) is { Bytes: { } bytes })
                    WritePlot(problems, Path.Combine(PlotsFolder, $"{entry.PlotStem(chart)}.{_plots.Extension}"), bytes);
                else
                    problems.Add($"plot {entry.PlotStem(chart)} is unavailable: {_plots.Of(chart).Problem}");

        foreach (var entry in report.Entries)
            foreach (var table in entry.Outcome.Tables)
                Try(problems, Path.Combine(TablesFolder, $"{entry.TableStem(table)}.csv"), () => Utf8(CsvReport.RenderTable(table)));

        Try(problems, JsonFile, () => Utf8(ReportJson.ToJson(report)));
        Try(problems, CsvFile, () => Utf8(CsvReport.Render(report)));
        Try(problems, MeasurementsFile, () => Utf8(CsvReport.RenderMeasurements(report)));
        Try(problems, MarkdownFile, () => Utf8(MarkdownReport.Render(report, _plots.Extension)));
        Try(problems, HtmlFile, () => Utf8(HtmlReport.Render(report, _plots)));
        Try(problems, SummaryFile, () => Utf8(SummaryText.Render(report)));
        return problems;
    }

    /// <summary>Removes the files of an earlier report.</summary>
    public void Clear()
    {
        foreach (var file in new[] { JsonFile, CsvFile, MeasurementsFile, MarkdownFile, HtmlFile, SummaryFile })
            File.Delete(file);
        if (Directory.Exists(TablesFolder))
            Directory.Delete(TablesFolder, recursive: true);
    }

    // A plot does not change while the report grows.
    private void WritePlot(List<string> problems, string path, byte[] bytes)
    {
        if (_plotFiles.GetValueOrDefault(path) == bytes && File.Exists(path))
            return;
        Try(problems, path, () => bytes);
        _plotFiles[path] = bytes;
    }

    private static void Try(List<string> problems, string path, Func<byte[]> content)
    {
        try
        {
            WholeFile.Write(path, content());
        }
        // Neither a full disk nor a fault in a report may change what was decided.
        catch (Exception e)
        {
            problems.Add($"{path} could not be written: {e.Message}");
        }
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
