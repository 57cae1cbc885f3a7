using System.Text.RegularExpressions;
using System.Xml.Linq;
using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

public sealed class A_report_lists_all_claims : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ReportWriter _writer;
    private static readonly string[] InOrder = ["P1.1", "P1.1", "P1.3", "P2.1", "P2.2", "P2.4", "P2.9", "P2.10"];

    public A_report_lists_all_claims()
    {
        _writer = new ReportWriter(_scratch.Path);
        Assert.Empty(_writer.Write(Runs.Of(Runs.Many)));
    }

    public void Dispose() => _scratch.Dispose();

    private string Text(string file) => File.ReadAllText(file);

    [Fact]
    public void In_the_order_that_a_reader_expects()
    {
        Assert.Equal(InOrder, Runs.Of(Runs.Many).Entries.Select(e => e.Outcome.Statement.Id));
        Assert.Equal(Tier.Quick, Runs.Of(Runs.Many).Entries[0].Outcome.Tier);
        Assert.Equal(Runs.Of(Runs.Many).Entries.Select(e => e.Outcome.BaselineName), Runs.Of(Runs.Many.Reverse()).Entries.Select(e => e.Outcome.BaselineName));
    }

    [Fact]
    public void A_claim_decided_anew_replaces_itself()
    {
        var report = Runs.Of(Runs.Entry("P1.1", BaselineKind.New), Runs.Entry("P1.1"));
        Assert.Equal(BaselineKind.Equal, Assert.Single(report.Entries).Baseline.Kind);
    }

    [Fact]
    public void As_files_under_BenchmarkDotNets_names()
    {
        Assert.Equal(
            ["WeightPred-measurements.csv", "WeightPred-report-full.json", "WeightPred-report-github.md", "WeightPred-report.csv", "WeightPred-report.html", "WeightPred-summary.txt"],
            Directory.GetFiles(_writer.ResultsFolder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["P1.1-full-zoom-in.svg", "P1.1-full.svg", "P1.1-zoom-in.svg", "P1.1.svg"],
            Directory.GetFiles(_writer.PlotsFolder, "P1.1*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(_writer.PlotsFolder, "P2.1-torchsharp-cuda.svg")));
    }

    [Fact]
    public void As_a_summary_at_most_140_columns_wide_that_cuts_no_number()
    {
        var summary = Text(_writer.SummaryFile);
        Assert.All(summary.Split('\n'), line => Assert.InRange(line.Length, 0, SummaryText.Width));
        Assert.Matches(@"^// \* Summary \*\n\nWeightPred, Invented OS 1\nInvented CPU, 2 logical cores\n\.NET 10\.0\.0, X64 AVX2; device class: exacttorch, numerics 1\n", summary);
        Assert.Equal(InOrder, Regex.Matches(summary, @"^(P\d\.\d+)( full)? +\|", RegexOptions.Multiline).Select(m => m.Groups[1].Value));
        Assert.Contains("0.487 [0.407, 0.567]", summary);
        Assert.Contains("5 Reproduced, 1 Not reproduced, 1 Inconclusive, 1 Invalid; 4 red.", summary);
        Assert.True(summary.IndexOf("// * Summary *", StringComparison.Ordinal) < summary.IndexOf("// * Hints *", StringComparison.Ordinal));
        Assert.True(summary.IndexOf("// * Hints *", StringComparison.Ordinal) < summary.IndexOf("// * Legends *", StringComparison.Ordinal));
    }

    [Fact]
    public void A_summary_of_long_cells_wraps_and_keeps_every_number_whole()
    {
        string[] numbers = ["0.123456789012", "98.3 %", "50 000", "123456.789"];
        var says = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"{numbers[i % 4]} for {i + 10} unknowns"));
        var summary = SummaryText.Render(Runs.Of(Runs.Entry("P1.1", change: o => o with
        {
            Statement = o.Statement with { WriteUpSays = says, Sentence = new string('x', 300) },
            Decisions = [.. Enumerable.Range(0, 9).Select(i => Made.Decision($"a decision with a rather long name, number {i}"))],
        })));
        var lines = summary.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, SummaryText.Width));
        // Every number must stand whole in a line.
        foreach (var number in numbers)
            Assert.Equal(says.Split(number).Length - 1, lines.Sum(line => line.Split(number).Length - 1));
        Assert.Equal(9, lines.Sum(line => line.Split("0.487 [0.407, 0.567]").Length - 1));
        Assert.Equal(300, lines.Where(line => !line.StartsWith("//", StringComparison.Ordinal)).Sum(line => line.Count(c => c == 'x')) - lines.Where(l => l.Contains("exact")).Sum(l => l.Split("exact").Length - 1));
    }

    [Fact]
    public void With_colours_only_where_they_are_wanted()
    {
        var report = Runs.Of(Runs.Many);
        Assert.DoesNotContain('\u001b', SummaryText.Render(report));
        var coloured = SummaryText.Render(report, colour: true);
        Assert.Contains("\u001b[35mNot reproduced\u001b[0m", coloured);
        Assert.Equal(SummaryText.Render(report), Regex.Replace(coloured, @"\x1b\[\d+m", ""));
        Assert.True(SummaryText.TakesColour(null, redirected: false));
        Assert.True(SummaryText.TakesColour("", redirected: false));
        Assert.False(SummaryText.TakesColour("1", redirected: false));
        Assert.False(SummaryText.TakesColour(null, redirected: true));
    }

    [Fact]
    public void As_csv_with_one_line_a_decision_and_control_and_all_digits()
    {
        var lines = Text(_writer.CsvFile).TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 8 * 2, lines.Length);
        Assert.StartsWith("Claim,Sentence,Section,", lines[0]);
        Assert.Contains(",0.487,0.407,0.567,0.95,0.1,0.0002,5,Reproduced,Equal,true", lines[1]);
        Assert.Contains(lines, line => line.Contains("\"<script>alert('x')</script> & \"\"quotes\"\", | pipes\""));
        Assert.Contains(",-Infinity,", lines.Single(line => line.StartsWith("P2.1,", StringComparison.Ordinal) && line.Contains(",decision,")));
        Assert.Contains("P2.2,Quick,exacttorch,Linear: final loss,MSE,1,Infinity", Text(_writer.MeasurementsFile).Split('\n'));
    }

    [Fact]
    public void As_Markdown_that_no_sentence_can_break()
    {
        var markdown = Text(_writer.MarkdownFile);
        Assert.DoesNotContain("<script>", markdown);
        Assert.Contains(@"\| pipes", markdown);
        var rows = markdown.Split('\n').Where(line => line.StartsWith("| P", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.Equal(8, Regex.Count(row, @"(?<!\\)\|")));
        Assert.Contains("![Loss](../plots/P1.1-full.svg)", markdown);
        Assert.DoesNotContain("../plots", MarkdownReport.Render(Runs.Of(Runs.Many), plotExtension: null));
    }

    [Fact]
    public void As_one_well_formed_html_file_that_fetches_nothing()
    {
        var html = Text(_writer.HtmlFile);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotMatch(@"(src|href)=""(?!#|data:)", html);
        // Void elements apart, the file is XML: every tag closes and every sign is escaped.
        var xml = Regex.Replace(html.Replace("<!DOCTYPE html>", ""), "<(meta|br|img)([^>]*)>", "<$1$2/>").Replace("\u00a0", " ");
        var body = XDocument.Parse(xml).Root!;
        Assert.Equal(InOrder, body.Descendants("section").Select(s => s.Descendants("span").First(e => (string?)e.Attribute("class") == "id").Value));
        var ids = body.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(body.Descendants("a"), a => Assert.Contains(a.Attribute("href")!.Value[1..], ids));
        Assert.Equal(16, body.Descendants("figure").Count());
        Assert.Contains("Not reproduced", html);
        Assert.Contains("dotnet test --filter &quot;Claim=P2.10&amp;Category=Cpu&quot;", html);
        Assert.Contains("98.3 %", xml);
    }

    [Fact]
    public void And_zero_claims_as_a_run_that_tested_nothing()
    {
        var report = Runs.Of();
        Assert.False(report.Passed);
        Assert.Contains("No claim was run: nothing was tested.", SummaryText.Render(report));
        Assert.Contains("No claim was run", MarkdownReport.Render(report, null));
        Assert.Empty(_writer.Write(report));
        Assert.Contains("nothing was tested", Text(_writer.HtmlFile));
        Assert.StartsWith("::error", Assert.Single(GitHubSummary.ErrorLines(report)));
    }

    [Fact]
    public void It_passed_only_if_every_claim_did()
    {
        Assert.True(Runs.Of(Runs.Entry("P1.1"), Runs.Entry("P1.2", BaselineKind.Partial)).Passed);
        Assert.False(Runs.Of(Runs.Entry("P1.1"), Runs.Entry("P1.2", BaselineKind.Drifted)).Passed);
    }

    [Fact]
    public void The_same_bytes_under_a_culture_with_decimal_commas()
    {
        using var elsewhere = new Scratch();
        var writer = new ReportWriter(elsewhere.Path);
        Foreign.Culture(() => writer.Write(Runs.Of(Runs.Many)));
        foreach (var folder in new[] { "results", "plots" })
            foreach (var file in Directory.GetFiles(Path.Combine(_scratch.Path, folder)))
                Assert.Equal(Text(file), Text(Path.Combine(elsewhere.Path, folder, Path.GetFileName(file))));
    }

    [Fact]
    public void A_plotter_that_fails_marks_the_plot_and_nothing_else()
    {
        var problems = new ReportWriter(_scratch.Path, new Broken()).Write(Runs.Of(Runs.Entry("P1.1")));
        Assert.Equal(["plot P1.1 is unavailable: no fonts", "plot P1.1-zoom-in is unavailable: no fonts"], problems);
        Assert.Contains("Plot unavailable: no fonts", Text(_writer.HtmlFile));
        Assert.Contains("P1.1", Text(_writer.SummaryFile));
    }

    [Fact]
    public void A_claim_that_measured_nothing_is_shown_too()
    {
        var entry = Runs.Entry("P1.1", BaselineKind.Invalid, Verdict.Invalid, o => o with { Seeds = [], Measurements = [o.Measurements[0] with { PerSeed = [] }], Decisions = [] });
        Assert.Empty(_writer.Write(Runs.Of(entry)));
        Assert.Contains("no seed was run", Text(_writer.SummaryFile));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_reported_and_the_others_are_written()
    {
        using var elsewhere = new Scratch();
        var writer = new ReportWriter(elsewhere.Path);
        Directory.CreateDirectory(Path.Combine(writer.CsvFile, "in the way"));
        Assert.StartsWith(writer.CsvFile, Assert.Single(writer.Write(Runs.Of(Runs.Entry("P1.1")))));
        Assert.True(File.Exists(writer.HtmlFile));
    }

    private sealed class Broken : IPlotter
    {
        public string Extension => "png";

        public byte[] Render(Chart chart) => throw new DllNotFoundException("no fonts");
    }
}
