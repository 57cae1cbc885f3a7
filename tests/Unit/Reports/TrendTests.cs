using Reproduction;
using Reproduction.Reports;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public class TrendTests
{
    private const string Header = "day,claim,line,tier,device,plan,verdict,green,value,ours\n";

    private static Report Night(int days, params Result[] results) =>
        ReportTests.Of([.. results.Select(r => r with { Origin = r.Origin with { Started = Made.Noon.AddDays(days) } })]);

    [Fact]
    public void A_night_adds_a_row_per_claim_and_replaces_its_own()
    {
        // e^0.143 is 1.154.
        string first = Trend.Add("", Night(0, Made.Result("P2.10"), Made.Result("P2.2")));
        string[] rows = first.Split('\n');
        Assert.Equal(Header, rows[0] + "\n");
        Assert.StartsWith("2026-03-01,P2.2,1,quick,exacttorch,44136fa3,Holds,green,1.15", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("2026-03-01,P2.10,", rows[2], StringComparison.Ordinal);
        Assert.Equal(first, Trend.Add(first, Night(0, Made.Result("P2.2"))));
        string second = Trend.Add(first, Night(1, Made.Result("P2.2", standing: StandingKind.Drifted)));
        Assert.StartsWith(first + "2026-03-02,P2.2,1,quick,exacttorch,44136fa3,Holds,red,1.15", second, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_a_line_per_claim_with_its_red_nights()
    {
        var report = Night(1, Made.Result("P2.2", standing: StandingKind.Drifted), Made.Result("<P3>"));
        string page = Trend.Page(Trend.Add(Trend.Add("", Night(0, Made.Result("P2.2"))), report), report);
        Assert.Contains("2 nights, 1 red", page, StringComparison.Ordinal);
        Assert.Contains("ratio of final loss, Linear / XLinear", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("<circle class=\"red\"").Length - 1);
        Assert.DoesNotContain("<P3>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_shows_its_headline_in_the_write_ups_unit()
    {
        Report Answer(int days, double share) => Night(days, Made.Result("P2.4", Tier.Full) with
        {
            Headline =
            [
                new("share, 20 equations", "98.3 %", $"{100 * share} %", false, 5, share),
                new("cost", "", "5 points, or 6", false, 5, 5),
            ],
        });
        var report = Answer(1, 0.97);
        string csv = Trend.Add(Trend.Add("", Answer(0, 0.98)), report);
        Assert.Equal(5, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("2026-03-01,P2.4,1,full,exacttorch,44136fa3,Holds,green,0.98,98 %\n", csv, StringComparison.Ordinal);
        Assert.Contains("2026-03-02,P2.4,2,full,exacttorch,44136fa3,Holds,green,5,5 points; or 6\n",
            csv, StringComparison.Ordinal);
        string page = Trend.Page(csv, report);
        Assert.Contains("<td>share, 20 equations; the write-up: 98.3 %</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>98 % on 2026-03-01</td><td>97 % on 2026-03-02: Holds</td>", page, StringComparison.Ordinal);
        Assert.Contains("<polyline points=\"5,5 235,39\"/>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_without_numbers_has_its_night_and_no_point()
    {
        var report = Night(0, Made.Result(verdict: Verdict.Invalid) with { Findings = [] });
        string csv = Trend.Add("", report);
        Assert.EndsWith(",Invalid,red,NaN,no number\n", csv, StringComparison.Ordinal);
        Assert.Contains("1 night, 1 red", Trend.Page(csv, report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01,P2.2,1,quick")]
    [InlineData("yesterday,P2.2,1,quick,exacttorch,44136fa3,Holds,green,1,1")]
    [InlineData("2026-03-01,P2.2,1,quick,exacttorch,44136fa3,Holds,green,much,1")]
    [InlineData("<html>")]
    public void A_damaged_line_is_named(string line) =>
        Assert.StartsWith("line 2 is no row of day,", Assert.Throws<InvalidDataException>(
            () => Trend.Add(Header + line + "\n", Night(0))).Message, StringComparison.Ordinal);
}
