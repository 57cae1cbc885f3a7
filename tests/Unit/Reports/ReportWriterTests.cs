using System.Text.Json;
using Reproduction;
using Reproduction.Plots;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class ReportWriterTests : IDisposable
{
    private readonly TemporaryFolder _whole = new();
    private readonly TemporaryFolder _other = new();

    private static readonly ReportOptions Options =
        new() { Png = chart => [(byte)chart.Name.Length], Html = (report, png) => report.Title + png(Made.Loss)!.Length };

    private static readonly Result[] Many =
    [
        Made.Result("P2.10", standing: StandingKind.New), Made.Result(), Made.Result(tier: Tier.Full),
        Made.Result("P2.2", verdict: Verdict.Fails, standing: StandingKind.Drifted),
        Made.Result("P2.9", verdict: Verdict.Invalid, standing: StandingKind.Invalid,
            sentence: "<script>alert('x')</script> & \"quotes\", | pipes"),
    ];

    public void Dispose()
    {
        _whole.Dispose();
        _other.Dispose();
    }

    private static Report Render(TemporaryFolder folder, IEnumerable<Result> results, ReportOptions? options = null)
    {
        foreach (var result in results)
            new ResultFolder(folder.Path).Write(result);
        return ReportWriter.Render(folder.Path, options ?? Options);
    }

    private static Dictionary<string, string> Files(TemporaryFolder folder) =>
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder.Path, f).Replace('\\', '/'),
            f => Convert.ToBase64String(File.ReadAllBytes(f)));

    [Fact]
    public void All_forms_are_written()
    {
        Assert.Empty(Render(_whole, [Made.Result()]).Problems);
        Assert.Equal(
            [
                "plots/P1.1.quick-zoom-in.png", "plots/P1.1.quick.png", "results/claims/P1.1.quick.json",
                "results/reproduction-curves.csv", "results/reproduction-measurements.csv",
                "results/reproduction-report-full.json",
                "results/reproduction-report-github.md", "results/reproduction-report.csv", "results/reproduction-report.html",
                "results/reproduction-summary.txt",
                "results/tables/P1.1.quick-R2.csv",
            ],
            Files(_whole).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_result_without_a_file_of_its_own_stands_for_the_one_of_an_earlier_run_first_in_every_form()
    {
        Render(_whole, [Made.Result("P1.1"), Made.Result("P1.2")]);
        var broken = Made.Result("P1.2", verdict: Verdict.Invalid)
            with { Faults = ["It ended by an error: no space"], Findings = [], Seeds = [], Measurements = [] };
        var options = Options with { Unwritten = [broken], Html = (report, png) => HtmlReport.Render(report, png) };
        var report = ReportWriter.Render(_whole.Path, options);
        Assert.Equal((false, "P1.2", 2), (report.Passed, report.ByUrgency[0].Claim.Id, report.Entries.Count));
        Assert.Empty(report.Problems);
        foreach (var file in (string[])["summary.txt", "report.html", "report-github.md", "report-full.json"])
            Assert.Contains("It ended by an error: no space", _whole.Text("results/reproduction-" + file));
        Assert.Contains("1 red", _whole.Text("results/reproduction-summary.txt"));
    }

    [Fact]
    public void A_result_is_judged_anew_where_baselines_are_at_hand()
    {
        var options = Options with { Baselines = _other.Path };
        Assert.Equal(StandingKind.New, Assert.Single(Render(_whole, [Made.Result()], options).Entries).Result.Standing!.Kind);
        Assert.False(ReportWriter.Render(_whole.Path, Options with { Baselines = _other["none"] }).Passed);
        Assert.True(ReportWriter.Render(_whole.Path, Options).Passed);
    }

    [Fact]
    public void A_page_that_cannot_be_written_leaves_none_of_an_earlier_run()
    {
        Render(_whole, [Made.Result()]);
        var report = ReportWriter.Render(_whole.Path,
            Options with { Html = (_, _) => throw new InvalidOperationException("a fault") });
        Assert.Contains("a fault", Assert.Single(report.Problems));
        Assert.False(File.Exists(_whole["results/reproduction-report.html"]));
    }

    [Fact]
    public void A_claim_that_a_format_cannot_show_is_red_in_all_of_them_and_costs_no_other_its_place()
    {
        string Page(Report report, Func<Chart, byte[]?> png) =>
            report.Entries.Any(e => e.Result is { Claim.Id: "P1.2", Findings.Count: > 0 })
            ? throw new InvalidOperationException("Index was out of range.")
            : HtmlReport.Render(report, png);
        var report = Render(_whole, [Made.Result("P1.1"), Made.Result("P1.2")], Options with { Html = Page });
        Assert.Equal((false, "P1.2", true), (report.Passed, report.ByUrgency[0].Claim.Id, report.ByUrgency[0].Red));
        Assert.Equal("results/reproduction-report.html cannot show P1.2.quick: Index was out of range.",
            Assert.Single(report.Problems));
        foreach (var file in (string[])["summary.txt", "report.html", "report-github.md", "report-full.json", "report.csv"])
        {
            var words = System.Text.RegularExpressions.Regex.Replace(
                System.Net.WebUtility.HtmlDecode(_whole.Text("results/reproduction-" + file)), @"[\s|]+", " ");
            Assert.Contains("Decided as Holds here (as approved)", words, StringComparison.Ordinal);
            Assert.Contains("P1.1", words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_plot_that_cannot_be_drawn_leaves_none_of_an_earlier_run()
    {
        Render(_whole, [Made.Result()]);
        Render(_whole, [], Options with { Png = _ => null });
        Assert.Empty(Directory.GetFiles(_whole["plots"]));
    }

    [SkippableFact]
    public void A_page_that_can_be_neither_replaced_nor_deleted_is_marked()
    {
        Skip.If(OperatingSystem.IsWindows(), "Folders have other rights there.");
        Render(_whole, [Made.Result()]);
        // Nothing but this keeps root from writing.
        Skip.IfNot(Attribute("+i"), "No folder can be closed to this user here.");
        try
        {
            Assert.Equal(7, ReportWriter.Render(_whole.Path, Options)
                .Problems.Count(problem => problem.StartsWith("results/reproduction-", StringComparison.Ordinal)));
        }
        finally
        {
            Attribute("-i");
        }
        Assert.All(Directory.GetFiles(_whole["results"]),
            file => Assert.Equal("This page could not be written.\n", File.ReadAllText(file)));

        bool Attribute(string change)
        {
            try
            {
                using var changing = System.Diagnostics.Process.Start("chattr", [change, _whole["results"]]);
                changing.WaitForExit();
                return changing.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }

    [Fact]
    public void Every_format_names_what_another_could_not_do()
    {
        Directory.CreateDirectory(_whole["results/reproduction-report-full.json/in the way"]);
        var report = Render(_whole, [Made.Result()], Options with { Html = (report, png) => HtmlReport.Render(report, png) });
        Assert.False(report.Passed);
        foreach (var file in (string[])["summary.txt", "report.html", "report-github.md", "report.csv"])
            Assert.Contains("results/reproduction-report-full.json could not be written",
                _whole.Text("results/reproduction-" + file), StringComparison.Ordinal);
        Assert.Contains("None red. 1 problem.", _whole.Text("results/reproduction-summary.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_copied_halves_give_the_report_of_the_whole()
    {
        Render(_whole, Many);
        using var half = new TemporaryFolder();
        Render(half, Many.Take(2));
        Render(_other, Many.Skip(2).Reverse());
        foreach (var file in Directory.GetFiles(half["results/claims"]))
            File.Copy(file, Path.Combine(_other["results/claims"], Path.GetFileName(file)));
        ReportWriter.Render(_other.Path, Options);
        Assert.Equal(Files(_whole), Files(_other));
    }

    [Fact]
    public void A_damaged_file_is_named_in_every_form_that_people_read()
    {
        new ResultFolder(_whole.Path).Write(Made.Result("P1.2"));
        File.WriteAllText(_whole["results/claims/P1.2.quick.json"], "{");
        Assert.Single(Render(_whole, [Made.Result()],
            Options with { Html = (report, png) => HtmlReport.Render(report, png) }).Problems);
        foreach (var form in new[] { "summary.txt", "report.html", "report-github.md", "report-full.json", "report.csv" }
            .Select(file => "results/reproduction-" + file))
            Assert.Contains("P1.2.quick.json cannot be used", _whole.Text(form));
    }

    [Fact]
    public void A_plot_or_page_that_fails_is_named_and_the_rest_is_written()
    {
        var report = Render(_whole, [Made.Result()], Options with { Png = _ => throw new DllNotFoundException("no fonts"),
            Html = (_, _) => throw new InvalidOperationException("no page") });
        Assert.Equal(2, report.Problems.Count);
        Assert.Contains("The plot \"Loss of both\" could not be drawn: no fonts",
            _whole.Text("results/reproduction-summary.txt"));
        Assert.Contains("results/reproduction-report.html could not be written: no page", report.Problems);
    }

    [Fact]
    public void A_file_in_the_way_is_named_and_the_rest_is_written()
    {
        Directory.CreateDirectory(_whole["results/reproduction-report.csv/in the way"]);
        Assert.StartsWith("results/reproduction-report.csv could not be written",
            Assert.Single(Render(_whole, [Made.Result()]).Problems));
        Assert.Contains("P1.1", _whole.Text("results/reproduction-summary.txt"));
    }

    [Fact]
    public void Csv_has_one_line_a_finding_a_value_and_a_point_with_every_digit()
    {
        Render(_whole, Many);
        var findings = _whole.Text("results/reproduction-report.csv").TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 3 * Many.Length + 1, findings.Length);
        Assert.Contains(findings, l => l.Contains(",fault,,Invalid,Invalid,Seed 1 has no value.,"));
        Assert.All(findings, l =>
            Assert.True(System.Text.RegularExpressions.Regex.Replace(l, "\"([^\"]|\"\")*\"", "").Count(c => c == ',') == 28, l));
        Assert.Contains(findings, l => l.Contains(",0.143,0.094,0.199,0.95,0,,,5,0.0002,5,Holds,Equal,true"));
        Assert.Contains(findings, l => l.Contains("\"<script>alert('x')</script> & \"\"quotes\"\", | pipes\""));
        Assert.Contains("P1.1,full,exacttorch,Linear: final loss,MSE,0,0.30000000000000004\nP1.1,full,exacttorch,Linear: final "
            + "loss,MSE,1,Infinity\nP1.1,full,exacttorch,XLinear: final loss,MSE,0,0.3333333333333333\n",
            _whole.Text("results/reproduction-measurements.csv"));
        Assert.Contains("P1.1,full,exacttorch,Linear,1,100,0.16\n", _whole.Text("results/reproduction-curves.csv"));
        Assert.Equal("unknowns,1.33x\n15,0.98300000000000001\n", _whole.Text("results/tables/P1.1.full-R2.csv"));
    }

    [Fact]
    public void Json_names_format_commit_and_wall_time_and_holds_every_curve()
    {
        Render(_whole, Many);
        var root = JsonDocument.Parse(_whole.Text("results/reproduction-report-full.json")).RootElement;
        Assert.Equal(JsonReport.Format, root.GetProperty("format").GetInt32());
        Assert.Equal("abc1234", root.GetProperty("commits")[0].GetString());
        Assert.Equal(5 * 12.3, root.GetProperty("wallSeconds").GetDouble(), 1e-9);
        var first = root.GetProperty("results")[0];
        Assert.Equal("plots/P1.1.quick.png", first.GetProperty("plots")[0].GetString());
        Assert.Equal(2, first.GetProperty("result").GetProperty("curves").GetArrayLength());
        Assert.DoesNotContain(_whole.Path, _whole.Text("results/reproduction-report-full.json"));
    }

    [Fact]
    public void Markdown_cannot_be_broken_by_a_sentence()
    {
        Render(_whole, Many);
        var markdown = _whole.Text("results/reproduction-report-github.md");
        Assert.All(markdown.Split("```").Where((_, i) => i % 2 == 0),
            outsideOfFences => Assert.DoesNotContain("<script>", outsideOfFences));
        var rows = markdown.Split('\n')
            .Where(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^\| (❌ |❔ )?P\d")).ToList();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.Equal(5, System.Text.RegularExpressions.Regex.Count(row, @"(?<!\\)\|")));
        Assert.Contains("![Loss of both](../plots/P1.1.full.png)", markdown);
    }
}
