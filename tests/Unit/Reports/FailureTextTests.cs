using Reproduction;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class FailureTextTests
{
    [Fact]
    public void A_drifted_claim_shows_its_differences_its_decisions_and_the_commands()
    {
        var text = FailureText.For(Made.Result(standing: StandingKind.Drifted));
        string[] parts =
        [
            "P1.1 [quick]: XLinear beats Linear\n",
            "Expected: Holds here, as approved on 2026-02-01\n",
            "Found:    Holds here, drifted, with 2 seeds\n",
            "What                       | Approved | Received | Change\n",
            "Linear: final loss, seed 1 | 0.1      | 0.2      | +100 %\n",
            "XLinear beats Linear | Holds here | XLinear: final loss 13 % lower than Linear",
            "\nReplay:   dotnet test --filter \"Claim=P1.1&Category=Cpu\"\n",
            "\nIf you meant no change, undo it. If you did:\nReview: ",
            "\nReceived: baselines/P1.1.received.json\n",
        ];
        Assert.All(parts, part => Assert.Contains(part.TrimEnd(' ', '\n'), text));
        Assert.EndsWith("\nApprove:  dotnet run --project tools/Reproduction -- accept P1.1 --tier quick --reason \"...\"", text);
    }

    [Fact]
    public void A_fault_offers_no_approval()
    {
        var text = FailureText.For(
            Made.Result(verdict: Verdict.Invalid, standing: StandingKind.Invalid) with { Faults = ["the twin holds, too"] });
        Assert.Contains("Fault:    the twin holds, too", text);
        Assert.DoesNotContain("-- accept", text);
        Assert.EndsWith("Approve:  not possible: invalid", text);
    }

    [Fact]
    public void Published_runs_of_an_older_model_are_renewed_by_commands_that_stand_whole_in_failure_hints_and_page()
    {
        var result = Made.Result(tier: Tier.Published, verdict: Verdict.Invalid, standing: StandingKind.Invalid)
            with { Findings = [], Seeds = [], Measurements = [] };
        result = result with { Standing = result.Standing! with { Notes = ["Mend the fault."] } };
        var report = new Report { Title = "made", Entries = [new(result, EarlierPlan: false, EarlierRun: false)] };
        foreach (var text in (string[])[FailureText.For(result), string.Join('\n', Hints.For(report)),
            HtmlReport.Render(report, _ => null)])
        {
            Assert.Contains("dotnet run --project tools/Reproduction -- train P1.1 --list", text, StringComparison.Ordinal);
            Assert.Contains("dotnet run --project tools/Reproduction -- publish --replace --reason", text,
                StringComparison.Ordinal);
        }
        foreach (var other in (Result[])[Made.Result(tier: Tier.Published),
            Made.Result(verdict: Verdict.Invalid, standing: StandingKind.Invalid)])
            Assert.DoesNotContain("--replace", FailureText.For(other), StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_that_changed_flips_nothing_and_a_decision_does()
    {
        static Result Changed(Difference difference) => Made.Result() with { Standing =
            Made.Standing(StandingKind.Drifted) with { Kind = StandingKind.VerdictChanged, Differences = [difference] } };
        Assert.EndsWith("accept P1.1 --tier quick --reason \"...\"",
            FailureText.For(Changed(new ControlChanged("one batch only", Untrained: false, Verdict.Undecided, Verdict.Fails))));
        Assert.EndsWith("accept P1.1 --tier quick --flip --reason \"...\"",
            FailureText.For(Changed(new DecisionChanged("XLinear beats Linear", Verdict.Undecided, Verdict.Fails))));
        Assert.EndsWith("accept P1.1 --tier quick --flip --reason \"...\"",
            FailureText.For(Changed(new VerdictChanged("Holds here", "Undecided"))));
    }

    [Fact]
    public void Commands_name_the_folder_of_baselines_that_lie_elsewhere()
    {
        var text = FailureText.For(Made.Result() with { Standing =
            Made.Standing(StandingKind.Drifted) with { VerifiedFile = "samples/a line/baselines/S1.verified.json" } });
        Assert.Contains("review P1.1 --tier quick --baselines \"samples/a line/baselines\"\n", text);
        Assert.EndsWith("accept P1.1 --tier quick --baselines \"samples/a line/baselines\" --reason \"...\"", text);
    }

    [Fact]
    public void A_changed_plan_is_told_by_what_changed() => Assert.Matches(
        @"arms\[Linear\]\.experiment\.LearningRate +\S* *0\.001 +\S* *0\.003",
        FailureText.For(Made.Result() with { Standing = Made.Standing(StandingKind.Drifted)
            with { Differences = [new PlanChanged("arms[Linear].experiment.LearningRate", "0.001", "0.003")] } }));

    [Fact]
    public void A_hundred_differences_are_cut_to_twelve_and_counted()
    {
        var standing = Made.Standing(StandingKind.Drifted)
            with { Differences = [.. Enumerable.Range(0, 100).Select(i => new ValueMoved("loss", i, 1, 2))] };
        var text = FailureText.For(Made.Result() with { Standing = standing });
        Assert.Contains("loss, seed 11 ", text);
        Assert.DoesNotContain("loss, seed 12 ", text);
        Assert.Contains("... and 88 more, in the report", text);
    }

    [Fact]
    public void A_failure_is_short_enough_to_be_read_in_a_console()
    {
        var many = Enumerable.Range(0, 18)
            .Select(i => new Measurement($"15 unknowns, {i} equations: R²", "R²", [0.98, 0.97])).ToArray();
        var lines = FailureText.For(Made.Result(standing: StandingKind.Drifted) with { Measurements = many }).Split('\n');
        Assert.InRange(lines.Length, 0, 25);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 110));
    }
}
