using Reproduction;
using Reproduction.Plots;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Reports.Html;

public sealed class HtmlReportTests
{
    [Fact]
    public void Text_never_becomes_markup()
    {
        var html = Render(Made(Tier.Full)
            with { Claim = new Statement("P1.1", "<script>alert('x')</script> & \"so\"", Kind.Result, "Part I", "</title><b>") });
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("</title><b>", html);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so&quot;", html);
    }

    [Fact]
    public void A_report_without_claims_says_that_nothing_was_tested() =>
        Assert.Contains("No claim was run: nothing was tested.", Render());

    [Fact]
    public void A_claim_without_a_result_at_the_write_ups_budget_is_not_run_yet()
    {
        Assert.Contains("<span class=\"badge notyet\">Not run yet</span>", Render(Made(Tier.Quick)));
        Assert.DoesNotContain("<span class=\"badge notyet\">Not run yet</span>", Render(Made(Tier.Quick), Made(Tier.Published)));
    }

    [Fact]
    public void No_control_may_hold_and_what_an_untrained_twin_comes_to_is_said_as_it_is()
    {
        var fails = Reports.Made.Finding(verdict: Verdict.Fails);
        var html = Render(
            Made(Tier.Quick) with { Controls = [fails with { Name = "sabotaged" }], Twin = [fails with { Name = "untrained" }] });
        Assert.Contains("<b>Control:</b> sabotaged: does not hold, as it must.", html);
        Assert.Contains("<b>Untrained twin:</b> untrained: does not hold.", html);
    }

    [Fact]
    public void A_result_of_an_earlier_plan_does_not_answer()
    {
        var html = HtmlReport.Render(
            new Report { Title = "made", Entries = [new(Made(Tier.Full), EarlierPlan: true, EarlierRun: true)] }, _ => null);
        Assert.Contains("<span class=\"badge notyet\">Not run yet</span>", html);
        Assert.Contains("of an earlier plan, 2026-03-01", html);
    }

    [Fact]
    public void What_is_not_as_approved_comes_first_and_is_marked()
    {
        var red = Made(Tier.Quick) with
        {
            Claim = new Statement("P2.1", "drifts", Kind.Result, "Part II", "says so"),
            Standing = new Standing { Kind = StandingKind.Drifted, Passed = false, Message = "left its band",
                VerifiedFile = "baselines/P2.1.verified.json", CanBeApproved = true },
        };
        var html = Render(Made(Tier.Full), red);
        Assert.True(html.IndexOf("Red: not as approved", StringComparison.Ordinal) < html.IndexOf("Decided at the write-up",
            StringComparison.Ordinal));
        Assert.Contains("<span class=\"chip red\">✗ drifted</span>", html);
        Assert.Contains("accept P2.1 --tier quick --reason", html);
    }

    [Fact]
    public void Pictures_beyond_the_budget_are_left_out_and_said_so()
    {
        var chart = new Chart("", "a plot", new Axis("x"), new Axis("y"), [new Series("a", Drawing.Dots, [1], [2])]);
        var html = HtmlReport.Render(Of(Made(Tier.Full) with { Charts = [chart, chart with { Name = "b" }] }),
            _ => new byte[600_000]);
        Assert.Contains("data:image/png;base64,", html);
        Assert.Contains("The picture was left out", html);
        Assert.InRange(html.Length, 0, 3_000_000);
    }

    [Fact]
    public void The_write_ups_figures_stand_on_top_and_once_more_with_their_claim()
    {
        var chart = new Chart("a", "a plot", new Axis("x"), new Axis("y"), [new Series("a", Drawing.Dots, [1], [2])]);
        var html = Render(Made(Tier.Full) with { Charts = [chart, chart with { Title = "a figure", IsFigure = true }] });
        string top = html[..html.IndexOf("id=\"scorecard\"", StringComparison.Ordinal)];
        Assert.Contains("<figcaption><a href=\"#P1.1\">P1.1</a> a figure</figcaption>", top);
        Assert.DoesNotContain("a plot", top);
        string figure = System.Text.RegularExpressions.Regex.Match(top, "data-figure=\"\\d+\"").Value;
        Assert.Equal(3, html.Split(figure).Length);
        Assert.DoesNotContain("id=\"figures\"", Render(Made(Tier.Full) with { Charts = [chart] }));
    }

    [Fact]
    public void A_ratio_is_drawn_on_a_log_scale_in_the_unit_of_its_effect()
    {
        var html = Render(Made(Tier.Full));
        Assert.Contains(">the same</text>", html);
        Assert.Matches(@">\d0 % lower</text>", html);
        var wide = Render(Made(Tier.Full)
            with { Findings = [Made(Tier.Full).Findings[0] with { Estimate = Math.Log(20), High = Math.Log(50) }] });
        Assert.Matches(@">\d+ times lower</text>", wide);
        Assert.DoesNotContain("% lower</text>", wide);
        Assert.Contains(
            "aria-label=\"ratio of final loss, Linear / XLinear: 2, 95 % interval 1.5 to 2.667; asked for: above 1\"", html);
    }

    [Fact]
    public void A_row_has_the_write_ups_number_ours_and_a_mark_for_the_guard()
    {
        Told[] headline = [new("loss", "0.017", "0.0191", Outside: true, 20), new("", "easy", "", false, 0)];
        var html = Render(Made(Tier.Published) with { Headline = headline }, Made(Tier.Quick) with { Headline = headline });
        Assert.Contains("0.017 → <b class=\"outside\">0.0191</b> (outside)", html);
        Assert.Contains("<span class=\"kind\">20 seeds</span>", html);
        Assert.Contains("<span class=\"mark\" role=\"img\" aria-label=\"as approved: Holds here\">✓</span>", html);
        Assert.DoesNotContain("class=\"numbers\"", Render(Made(Tier.Quick) with { Headline = [headline[1]] }));
    }

    [Fact]
    public void A_guard_alone_is_folded_as_long_as_it_is_green()
    {
        const string Folded = "<details class=\"more\"><summary><h3>Today";
        var red = new Standing { Kind = StandingKind.Drifted, Passed = false, Message = "left its band",
            VerifiedFile = "baselines/P1.1.verified.json" };
        Assert.Contains(Folded, Render(Made(Tier.Quick)));
        Assert.DoesNotContain(Folded, Render(Made(Tier.Quick) with { Standing = red }));
    }

    [Fact]
    public void Alternatives_that_were_tried_stand_beside_the_verdict() => Assert.Contains(
        "<li>half the steps: would be <b>Not reproduced</b>. ",
        Render(Made(Tier.Full) with { Tried = [Reports.Made.Finding("half the steps", Verdict.Fails)] }));

    [Fact]
    public void An_explored_suggestion_says_its_outcome() => Assert.Contains(
        "Explored</span> and it does not hold</h4>",
        Render(Made(Tier.Full) with
        {
            Claim = Made(Tier.Full).Claim with { Kind = Kind.Suggestion },
            Verdict = Verdict.Fails,
            Findings = [Made(Tier.Full).Findings[0] with { Name = "a part", Verdict = Verdict.Fails }],
        }));

    [Fact]
    public void A_choice_of_several_claims_is_said_once()
    {
        const string Open = "Not stated: the batch.";
        var (first, other) =
            (Made(Tier.Full) with { Differences = [Open, "its own"] }, Made(Tier.Full) with { Differences = [Open] });
        var html = Render(first, other with { Claim = other.Claim with { Id = "P1.2" } });
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, Open));
        Assert.Contains($"<li>P1.1, P1.2: {Open}</li>", html);
        Assert.Contains("<li>its own</li>", html);
        Assert.Contains($"<li>{Open}</li>", Render(first)); // one claim alone says it itself
    }

    [Fact]
    public void A_value_that_is_a_ratio_itself_keeps_its_numbers()
    {
        var html = Render(Made(Tier.Full) with { Findings = [Made(Tier.Full).Findings[0] with { Statistic = "log of ratio" }] });
        Assert.Contains("<figcaption>ratio. Dot and bar", html);
        Assert.DoesNotContain("% lower</text>", html);
    }

    [Fact]
    public void A_count_of_cells_outside_has_no_axis() => Assert.DoesNotContain(
        "decision-drawing\"",
        Render(Made(Tier.Full) with { Findings =
            [Made(Tier.Full).Findings[0] with { Scale = Scale.Linear, ToleranceLow = 0, ToleranceHigh = 0 }] }));

    [Fact]
    public void Sentences_on_what_came_out_stand_on_top() => Assert.Contains(
        "<li>It came out.</li>", HtmlReport.Render(Of(Made(Tier.Full)) with { WhatCameOut = ["It came out."] }, _ => null));

    [Fact]
    public void A_fault_and_infinite_values_are_shown_without_a_drawing()
    {
        var fault = new Finding("XLinear beats Linear", Verdict.Invalid, "log ratio", double.NaN, double.NaN, double.NaN, 0.95, 0,
            double.NaN, 5, "Seed 3 has no value (NaN).");
        var html = Render(Made(Tier.Full) with { Verdict = Verdict.Invalid, Findings = [fault],
            Measurements = [new Measurement("Linear: final loss", "MSE", [double.PositiveInfinity])] });
        Assert.Contains("Seed 3 has no value (NaN).", html);
        Assert.Contains("<td>∞</td>", html);
        Assert.DoesNotContain("decision-drawing\"", html);
    }

    [Fact]
    public void The_same_report_gives_the_same_page() => Assert.Equal(Render(Made(Tier.Full)), Render(Made(Tier.Full)));

    private static string Render(params Result[] results) => HtmlReport.Render(Of(results), _ => null);

    private static Report Of(params Result[] results) =>
        new() { Title = "made", Entries = [.. results.Select(r => new ReportEntry(r, false, false))] };

    private static Result Made(Tier tier) => new()
    {
        Claim = new Statement("P1.1", "XLinear beats Linear", Kind.Result, "Part I", "it did work"),
        Decides = "XLinear beats Linear",
        Tier = tier,
        Device = new Device("exacttorch", true, "WP-NUM-1"),
        Plan = "{}",
        Registration = "00",
        Verdict = Verdict.Holds,
        Findings =
        [
            new("XLinear beats Linear", Verdict.Holds, "log ratio of final loss, Linear / XLinear", Math.Log(2), Math.Log(1.5),
                Math.Log(2 / 0.75), 0.95, 0, 0.001, 5, "It is lower.")
            {
                Scale = Scale.Log,
                ToleranceLow = 0,
            },
        ],
        Seeds = [0],
        Measurements = [new Measurement("Linear: final loss", "MSE", [0.02])],
        Curves = [new Curve("Linear", 0, [new CurvePoint(1, 1), new CurvePoint(100, 0.02)])],
        Fingerprint = "00",
        Replay = "dotnet test --filter Claim=P1.1",
        BaselineName = "P1_1." + tier,
        Origin = new Origin(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(20),
            TimeSpan.FromSeconds(18), "a machine", "", ""),
        Standing = new Standing { Kind = StandingKind.Equal, Passed = true, Message = "as approved",
            VerifiedFile = "baselines/P1_1.verified.json" },
    };
}
