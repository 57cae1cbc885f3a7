using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

/// <summary>The width of each band is told in the metric's unit.</summary>
public sealed class BandTableTests
{
    private static readonly Result Banded = Made.Result() with
    {
        Standing = Made.Standing(StandingKind.Equal) with { Bands =
            [new("Linear: final loss", 0.0123, "paired by seed"), new("XLinear: final loss", 0.5, "both spreads")] },
    };

    [Fact]
    public void In_Markdown() => Assert.Contains(
        "| Linear: final loss | MSE | ±0.0123 | paired by seed |\n| XLinear: final loss | MSE | ±0.5 | both spreads |\n",
        MarkdownReport.Render(ReportTests.Of(Banded)));

    [Fact]
    public void On_the_page()
    {
        var html = HtmlReport.Render(ReportTests.Of(Banded), _ => null);
        Assert.Contains($"<summary>{BandTable.Title}</summary>", html);
        Assert.Contains(
            "<th scope=\"row\">Linear: final loss</th><td>MSE</td><td>&#177;0.0123</td><td>paired by seed</td>", html);
    }

    [Fact]
    public void Where_bits_are_promised_there_are_none()
    {
        Assert.DoesNotContain(BandTable.Title, MarkdownReport.Render(ReportTests.Of(Made.Result())));
        Assert.DoesNotContain(BandTable.Title, HtmlReport.Render(ReportTests.Of(Made.Result()), _ => null));
    }
}
