using Reproduction;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public class PlainTests
{
    private const string Evil =
        "a\u001b[8m hidden\r\r::stop-commands::x\n  ::error::y ##[error]z \u202e txt\u2066\u0007\u0085 =HYPERLINK(1) `tick` ``";

    [Theory]
    [InlineData("R² of 9 to 18 %, a: b\nnext", "R² of 9 to 18 %, a: b\nnext")]
    [InlineData("one\r\ntwo", "one\ntwo")]
    [InlineData("\u001b[2K\u001b[1A", "\uFFFD[2K\uFFFD[1A")]
    [InlineData("a\rb\0", "a\uFFFDb\uFFFD")]
    [InlineData("::error::x", ": :error: :x")]
    [InlineData(":::", ": : :")]
    [InlineData("##[group]", "## [group]")]
    [InlineData("abc\u202Edef\u2069", "abc\uFFFDdef\uFFFD")]
    public void Text_is_seen_as_it_is(string text, string plain) => Assert.Equal(plain, Plain.Of(text));

    // The text of a result may come from anybody's machine.
    [Fact]
    public void No_result_commands_a_terminal_or_GitHub()
    {
        var result = Made.Result("P2.2", standing: StandingKind.Drifted, sentence: Evil);
        result = result with
        {
            Decides = Evil, Differences = [Evil], Faults = [Evil], Replay = Evil, Fingerprint = Evil,
            Standing = result.Standing!
                with { Message = Evil, ReceivedFile = Evil, Differences = [new PlanChanged(Evil, Evil, Evil)] },
            Origin = result.Origin with { Machine = Evil, CiRun = Evil },
        };
        var report = ReportTests.Of(result);
        foreach (string text in new[] { SummaryText.Render(report), FailureText.For(result) }
            .Concat(GitHubSummary.ErrorLines(report).Select(line => line[2..])))
        {
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2066');
            Assert.DoesNotContain("##[", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("abc", "`abc`")]
    [InlineData("a`b\nc", "`` a`b c ``")]
    [InlineData("``", "``` `` ```")]
    public void A_span_of_code_ends_where_it_should(string text, string code) => Assert.Equal(code, MarkdownReport.Code(text));

    [Theory]
    [InlineData("https://example.org/run", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("http://example.org/run", false)]
    public void Only_addresses_of_the_web_are_links(string address, bool link)
    {
        var result = Made.Result();
        var page = HtmlReport.Render(ReportTests.Of(result with { Origin = result.Origin with { CiRun = address } }), _ => null);
        Assert.Equal(link, page.Contains($"href=\"{address}\"", StringComparison.Ordinal));
        Assert.Contains(address, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=A,B", "\"'=A,B\"")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("-1E-07", "-1E-07")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("plain", "plain")]
    public void A_cell_is_no_formula(string cell, string written) =>
        Assert.Equal(written + "\n", CsvReport.Table(new ResultTable("t", "t", [cell], [])));
}
