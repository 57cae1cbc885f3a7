using System.Text;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Plots;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports;

/// <summary>How a report is made, besides the folder of results.</summary>
public sealed record ReportOptions
{
    /// <summary>Whose claims these are.</summary>
    public string Title { get; init; } = "The write-up, claim by claim";

    /// <summary>The plans of today.</summary>
    public Registry Registry { get; init; } = Registry.Unknown;

    /// <summary>What came out: each is shown where today's answers bear it out.</summary>
    public IReadOnlyList<Sentence> Sentences { get; init; } = [];

    /// <summary>The folder of the baselines: where it is there, results are judged anew; else they keep their standing.</summary>
    public string? Baselines { get; init; }

    /// <summary>Results of this run that no file could keep: shown in place of those of an earlier run.</summary>
    public IReadOnlyList<Result> Unwritten { get; init; } = [];

    /// <summary>Start of the run that is reported; null for a folder of whatever runs.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What the run has to say besides: claims that were skipped, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Draws a chart as a PNG; null for one that cannot be drawn.</summary>
    public Func<Chart, byte[]?>? Png { get; init; }

    /// <summary>Makes the HTML page, with the drawer of charts at hand; null leaves the page out.</summary>
    public Func<Report, Func<Chart, byte[]?>, string>? Html { get; init; }
}

/// <summary>Renders the folder of results: a pure function of its files and of <see cref="ReportOptions"/>.</summary>
public static class ReportWriter
{
    /// <summary>The page's file, in the artifacts folder.</summary>
    public const string PageFile = "results/WeightPred-report.html";

    private const string SummaryFile = "results/WeightPred-summary.txt";

    /// <summary>Reads results/claims and writes results/, results/tables and plots/ beside it, each file whole or not at all. What cannot be drawn or written is named in the report's problems.</summary>
    /// <param name="artifacts">The artifacts folder.</param>
    /// <param name="options">How.</param>
    public static Report Render(string artifacts, ReportOptions options)
    {
        var report = Report.Of(Judged(artifacts, options), options.Registry, options.Title, options.Since) with { Notes = options.Notes };
        report = report with { WhatCameOut = Sentence.Said(options.Sentences, report.Answers) };
        var problems = new List<string>(report.Problems);
        var drawn = new Dictionary<Chart, byte[]?>(ReferenceEqualityComparer.Instance);

        foreach (var entry in report.Entries)
        {
            foreach (var chart in entry.Result.Charts)
                if (Png(chart) is { } bytes)
                    Write($"plots/{entry.PlotFile(chart)}", () => bytes);
            foreach (var table in entry.Result.Tables)
                Write($"results/tables/{entry.TableFile(table)}", () => Utf8(CsvReport.Table(table)));
        }
        Write("results/WeightPred-report.csv", () => Utf8(CsvReport.Findings(report)));
        Write("results/WeightPred-measurements.csv", () => Utf8(CsvReport.Measurements(report)));
        Write("results/WeightPred-curves.csv", () => Utf8(CsvReport.Curves(report)));
        if (options.Html is { } html)
            Write(PageFile, () => Utf8(html(report, Png)));

        // These name the problems, those above among them.
        report = report with { Problems = [.. problems] };
        Write("results/WeightPred-report-github.md", () => Utf8(MarkdownReport.Render(report)));
        Write("results/WeightPred-report-full.json", () => Utf8(JsonReport.Render(report)));
        Write(SummaryFile, () => Utf8(SummaryText.Render(report with { Problems = [.. problems] })));
        return report with { Problems = problems };

        byte[]? Png(Chart chart)
        {
            if (options.Png is null)
                return null;
            if (drawn.TryGetValue(chart, out var known))
                return known;
            byte[]? bytes = null;
            try
            {
                bytes = options.Png(chart);
                if (bytes is null)
                    problems.Add($"The plot \"{chart.Title}\" could not be drawn.");
            }
            // Whatever a plotting library throws, native ones included.
            catch (Exception e)
            {
                problems.Add($"The plot \"{chart.Title}\" could not be drawn: {e.Message}");
            }
            return drawn[chart] = bytes;
        }

        // Neither a full disk nor a fault in a report changes a verdict, and no page of an earlier run stands for this one.
        void Write(string path, Func<byte[]> content)
        {
            try
            {
                WholeFile.Write(Path.Combine(artifacts, path), content());
            }
            catch (Exception e)
            {
                problems.Add($"{path} could not be written: {e.Message}");
                Remove(Path.Combine(artifacts, path));
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written keeps its page: the run is red, and says so.
        }
    }

    private static ResultReading Judged(string artifacts, ReportOptions options)
    {
        var reading = new ResultFolder(artifacts).ReadAll();
        var replaced = options.Unwritten.Select(ResultFolder.FileName).ToHashSet(StringComparer.Ordinal);
        IEnumerable<Result> results = reading.Results.Where(r => !replaced.Contains(ResultFolder.FileName(r)));
        if (options.Baselines is { } baselines && Directory.Exists(baselines))
            results = results.Select(r => r with { Standing = BaselineComparer.Anew(r, baselines) });
        return reading with { Results = [.. results, .. options.Unwritten] };
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
