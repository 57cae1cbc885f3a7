using System.Text;
using Reproduction.Baselines;
using Reproduction.Files;
using Reproduction.Plots;
using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>How a report is made, besides the folder of results.</summary>
internal sealed record ReportOptions
{
    /// <summary>Title of the write-up.</summary>
    public string Title { get; init; } = "The write-up, claim by claim";

    /// <summary>The plans of today.</summary>
    public Registry Registry { get; init; } = Registry.Unknown;

    /// <summary>Sentences on the results: each is shown where today's answers support it.</summary>
    public IReadOnlyList<Sentence> Sentences { get; init; } = [];

    /// <summary>The folder of the baselines, against which results are judged anew;
    /// null where there is none: they keep their standing.</summary>
    public string? Baselines { get; init; }

    /// <summary>Results of this run that no file could keep: shown in place of those of an earlier run.</summary>
    public IReadOnlyList<Result> Unwritten { get; init; } = [];

    /// <summary>Start of the run that is reported; null for a folder of whatever runs.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Notes of the run: claims that were skipped, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Draws a chart as a PNG; null for one that cannot be drawn.</summary>
    public Func<Chart, byte[]?>? Png { get; init; }

    /// <summary>Makes the HTML page, with the drawer of charts at hand; null leaves the page out.</summary>
    public Func<Report, Func<Chart, byte[]?>, string>? Html { get; init; }
}

/// <summary>Renders the folder of results: a pure function of its files and of <see cref="ReportOptions"/>.</summary>
internal static class ReportWriter
{
    /// <summary>The page's file, in the artifacts folder.</summary>
    public const string PageFile = "results/reproduction-report.html";

    private const string SummaryFile = "results/reproduction-summary.txt";

    /// <summary>
    /// Reads results/claims and writes results/, results/tables and plots/ beside it, each file whole or not at all. A result
    /// that a format cannot show is red in all of them, in its place; what cannot be drawn or written is named in the report's
    /// problems.
    /// </summary>
    /// <param name="artifacts">The artifacts folder.</param>
    /// <param name="options">How.</param>
    public static Report Render(string artifacts, ReportOptions options)
    {
        var report = Report.Of(Judged(artifacts, options), options.Registry, options.Title, options.Since)
            with { Notes = options.Notes };
        report = report with { WhatCameOut = Sentence.Said(options.Sentences, report.Answers) };
        var problems = new List<string>(report.Problems);
        var drawn = new Dictionary<Chart, byte[]?>(ReferenceEqualityComparer.Instance);
        var formats = new List<(string File, Func<Report, string> Render)>
        {
            ("results/reproduction-report.csv", CsvReport.Findings),
            ("results/reproduction-measurements.csv", CsvReport.Measurements),
            ("results/reproduction-curves.csv", CsvReport.Curves),
            ("results/reproduction-report-github.md", shown => MarkdownReport.Render(shown)),
            ("results/reproduction-report-full.json", JsonReport.Render),
            (SummaryFile, SummaryText.Render),
        };
        if (options.Html is { } html)
            formats.Insert(0, (PageFile, shown => html(shown, Png)));

        foreach (var entry in report.Entries)
        {
            foreach (var chart in entry.Result.Charts)
                if (Png(chart) is { } bytes)
                    Write($"plots/{entry.PlotFile(chart)}", () => bytes);
                else if (options.Png is not null)
                    Remove(Path.Combine(artifacts, "plots", entry.PlotFile(chart)));
            foreach (var table in entry.Result.Tables)
                Write($"results/tables/{entry.TableFile(table)}", () => Utf8(CsvReport.Table(table)));
        }
        if (formats.Exists(format => Fault(format.Render, report) is not null))
            report = report with { Entries = [.. report.Entries.Select(Shown)] };
        // Each format names the problems of all: where one cannot be written, all are written once more.
        for (var said = -1; said < problems.Count;)
        {
            said = problems.Count;
            report = report with { Problems = [.. problems] };
            foreach (var (file, render) in formats)
                Write(file, () => Utf8(render(report)));
        }
        return report;

        // A claim whose rendering throws costs no other claim its place.
        ReportEntry Shown(ReportEntry entry)
        {
            foreach (var (file, render) in formats)
            {
                if (Fault(render, report with { Entries = [entry] }) is not { } fault
                    || Fault(render, report with { Entries = [] }) is not null)
                    continue;
                Tell($"{file} cannot show {entry.Stem}: {fault}");
                return entry.Unshown($"{file} cannot show it: {fault}");
            }
            return entry;
        }

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
                    Tell($"The plot \"{chart.Title}\" could not be drawn.");
            }
            // Any exception of a plotting library, native ones included.
            catch (Exception e)
            {
                Tell($"The plot \"{chart.Title}\" could not be drawn: {e.Message}");
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
                // Once: the name of its temporary file is another each time.
                if (!problems.Exists(problem => problem.StartsWith($"{path} could not be written", StringComparison.Ordinal)))
                    Tell($"{path} could not be written: {e.Message}");
                Remove(Path.Combine(artifacts, path));
            }
        }

        void Tell(string problem)
        {
            if (!problems.Contains(problem))
                problems.Add(problem);
        }
    }

    private static string? Fault(Func<Report, string> render, Report report)
    {
        try
        {
            _ = render(report);
            return null;
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    // Where a file cannot be deleted, it may still be emptied.
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.WriteAllText(path, "This page could not be written.\n");
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                // A page that cannot be written at all stays as it was: the run is red, and says so.
            }
        }
    }

    /// <summary>The folder's results, and those that no file could keep, held against the baselines of today.</summary>
    public static ResultReading Judged(string artifacts, ReportOptions options)
    {
        var reading = new ResultFolder(artifacts).ReadAll();
        var replaced = options.Unwritten.Select(ResultFolder.FileName).ToHashSet(StringComparer.Ordinal);
        IEnumerable<Result> results = reading.Results.Where(r => !replaced.Contains(ResultFolder.FileName(r)));
        if (options.Baselines is { } baselines)
            results = results.Select(r => r with { Standing = BaselineComparer.Anew(r, baselines) });
        return reading with { Results = [.. results, .. options.Unwritten] };
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
