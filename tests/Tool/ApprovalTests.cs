using DiffEngine;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;

namespace WeightPred.ToolTests;

public sealed class ApprovalTests : Bench
{
    private const string Verified = "baselines/" + Made.Name + ".Quick.verified.json",
        Received = "baselines/" + Made.Name + ".Quick.received.json";

    [Theory]
    [InlineData("pending")]
    [InlineData("review")]
    public void Nothing_pending_is_no_error(string command)
    {
        var result = Run(command);
        Assert.Equal((0, "Nothing waits for approval."), (result.ExitCode, result.Output));
    }

    [Fact]
    public void What_waits_is_listed_and_a_flip_is_marked()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(Verdict.Fails, shift: 0.02));
        Decide(Made.Result(tier: Tier.Full));
        var rows = Run("pending").Output.Split('\n').Where(line => line.Contains("P1.1 ")).ToArray();
        Assert.Matches("full +│ exacttorch +│ new: nothing is approved yet +│ Reproduced", rows[0]);
        Assert.Matches(
            @"quick +│ exacttorch +│ 2 verdicts, 3 values, final weights +│ Holds here -> Does not hold here \(flips\)", rows[1]);
    }

    [Fact]
    public void A_review_shows_old_new_change_environment_and_the_received_curve()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(shift: 0.001, machine: "an invented machine; 4 cores"));
        var text = Run("review", "p1.1").Output;
        Assert.Contains("Verdict: Holds here, as before, with 3 seeds; approved on ", text);
        Assert.Matches(@"XLinear: final loss +│ MSE +│ 0.02487 +│ 0.02587 +│ \+4\.0 %", text);
        Assert.Matches(@"XLinear: final loss, mean +│ 0.0248667 +│ 0.0258667 +│ \+4\.0 %", text);
        Assert.Matches(@"XLinear: final loss, seed 1 +│ 0.0251 +│ 0.0261 +│ \+4\.0 %", text);
        Assert.Contains("Machine: 2 cores -> 4 cores", text);
        Assert.Contains("commit 0123456789ab", text);
        Assert.Contains("█▄▁ 1 -> 0.025  XLinear", text);
        Assert.Matches(
            $"Accept: dotnet run --project tools/Reproduction -- accept {Made.Name}.Quick --seen [0-9a-f]{{8}} --reason", text);
        Assert.Equal(text, Run("review", "P1.1", "--baselines", "baselines/").Output);
    }

    // The documented way from CI: somebody else's received file is reviewed here.
    [Fact]
    public void What_a_received_file_says_is_shown_and_not_obeyed()
    {
        Decide(Made.Result(), "first\u001b[8m\r\n::error::hidden");
        var evil = Made.Result(shift: 0.001, machine: "\u001b[2K\u001b[1A\r::stop-commands::x \u202e");
        Decide(evil with { Claim = evil.Claim with { Sentence = "so\u001b[8m" },
            Measurements = [evil.Measurements[0] with { Name = "Linear\u001b[2K::x" }, .. evil.Measurements.Skip(1)] });
        foreach (string[] command in (string[][])[["pending"], ["review"], ["explain", "P1.1"], ["report"]])
        {
            var result = Run(command);
            Assert.DoesNotContain(result.Output + Error, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
            Assert.DoesNotContain((result.Output + Error).Split('\n'),
                line => line.TrimStart().StartsWith("::", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_result_of_another_run_lends_no_curve()
    {
        Decide(Made.Result());
        new ResultFolder(Artifacts).Write(Made.Result(shift: 0.5));
        Assert.Contains("results/claims holds none of this run", Run("review").Output);
    }

    [Fact]
    public void A_page_shows_both_numbers()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(shift: 0.001));
        Assert.Contains($"artifacts/review/{Made.Name}.Quick.html", Run("review", "P1.1", "--html").Output);
        var page = Files()[$"artifacts/review/{Made.Name}.Quick.html"];
        Assert.Contains("XLinear: final loss, seed 1", page);
        Assert.Contains("<img alt=\"XLinear: final loss\" src=\"data:image/", page);
    }

    [Fact]
    public void A_diff_tool_is_asked_for_only_where_something_is_approved()
    {
        DiffRunner.Disabled = true;
        Decide(Made.Result());
        var before = Files();
        Assert.Contains("No diff: nothing is approved", Run("review", "P1.1", "--diff").Output);
        Assert.Equal(before, Files());
        Assert.Equal(0, Run("accept", "P1.1", "--reason", "first").ExitCode);
        Decide(Made.Result(shift: 0.001));
        Assert.Contains("No diff: DiffEngine_Disabled is set", Run("review", "P1.1", "--diff").Output);
    }

    [Fact]
    public void What_is_accepted_is_what_was_reviewed_and_the_log_entry_is_printed()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(shift: 0.001));
        var reviewed = BaselineFile.Read(Path.Combine(Root, Received));
        var result = Run("accept", "P1.1", "--reason", "a better start");
        Assert.Equal(0, result.ExitCode);
        var accepted = BaselineFile.Read(Path.Combine(Root, Verified));
        Assert.Equal(BaselineFile.ToJson(reviewed with { Approvals = [] }),
            BaselineFile.ToJson(accepted with { Approvals = [] }));
        Assert.DoesNotContain(Received, Files().Keys);
        Assert.Contains($"{Verified} says now:\n", result.Output);
        Assert.EndsWith($"  a better start (before: {accepted.Approvals[^1].Previous})", result.Output);
    }

    [Fact]
    public void A_report_stands_to_the_baselines_of_today()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(shift: 0.001));
        Assert.Contains(", drifted: ", Run("report").Output);
        Run("accept", "P1.1", "--reason", "a better start");
        Assert.Contains("None red.", Run("report").Output);
        File.Delete(Path.Combine(Root, Verified));
        var gone = Run("report");
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains("Holds here, nothing approved yet", gone.Output);
    }

    [Fact]
    public void All_that_waits_is_accepted_at_once_but_flips_and_faults()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(Verdict.Fails));
        Decide(Made.Result(tier: Tier.Full));
        var invalid = Made.Result(Verdict.Invalid);
        Decide(invalid with { Claim = invalid.Claim with { Id = "P1.2" }, BaselineName = "P1_2.Quick" });
        var first = Run("accept", "--all", "--reason", "another contract");
        Assert.Equal(2, first.ExitCode);
        Assert.EndsWith("1 of 3 baselines approved.", first.Output);
        Assert.Contains("P1_2.Quick", Error);
        Assert.Contains($"A verdict of {Made.Name}.Quick flips", Error);
        Assert.EndsWith("1 of 2 baselines approved.", Run("accept", "--all", "--flip", "--reason", "another contract").Output);
        Assert.Equal(["P1_2.Quick.received.json"], Directory.GetFiles(Baselines, "*.received.json").Select(Path.GetFileName));
        Assert.Equal(0, Run("reject", "P1.2").ExitCode);
        Assert.Equal((0, "Nothing waits for approval."),
            Run("accept", "--all", "--reason", "why") is var none ? (none.ExitCode, none.Output) : default);
    }

    [Fact]
    public void Only_the_content_that_was_seen_is_accepted()
    {
        Decide(Made.Result());
        Refused("is not what was reviewed", "accept", "P1.1", "--reason", "why", "--seen", "00000000");
        var digits = BaselineFile.Read(Path.Combine(Root, Received)).Digits;
        Assert.Equal(0, Run("accept", "P1.1", "--reason", "why", "--seen", digits).ExitCode);
    }

    [Fact]
    public void Hints_keep_the_folder_of_the_baselines()
    {
        Decide(Made.Result());
        Directory.Move(Baselines, Path.Combine(Root, "elsewhere"));
        Assert.EndsWith("review P1.1 --baselines elsewhere", Run("pending", "--baselines", "elsewhere").Output);
        Assert.Contains("--baselines elsewhere --seen", Run("review", "--baselines", "elsewhere").Output);
        Refused("accept P1.1 --baselines elsewhere --reason", "accept", "P1.1", "--baselines", "elsewhere");
        Refused("accept P1.1 --baselines elsewhere --tier quick --device exacttorch --flip --seen 12 --reason", "accept", "P1.1",
            "--baselines", "elsewhere",
            "--tier", "quick", "--device", "exacttorch", "--flip", "--seen", "12");
        Refused("accept --all --reason", "accept", "--all");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_and_nothing_is_called_approved()
    {
        Decide(Made.Result());
        Directory.CreateDirectory(Path.Combine(Root, Verified));
        File.WriteAllText(Path.Combine(Root, Verified, "held"), "");
        var result = Run("accept", "P1.1", "--reason", "why");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Single(Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Outside_a_checkout_each_command_says_so()
    {
        foreach (var command in (string[])["pending", "review", "report", "scorecard", "list"])
        {
            Assert.Equal(2, RunOutside(command).ExitCode);
            Assert.Equal($"{Root} is in no checkout: change into one, or name its files (--baselines FOLDER, "
                + "--claims DLL).", Error.TrimEnd());
        }
        Decide(Made.Result());
        Assert.Equal(0, RunOutside("pending", "--baselines", Baselines).ExitCode);
    }

    [Fact]
    public void A_flip_must_be_meant()
    {
        Decide(Made.Result(), "first");
        Decide(Made.Result(Verdict.Fails));
        Refused("flips (verdict: Holds here -> Does not hold here", "accept", "P1.1", "--reason", "why");
        Assert.Equal(0, Run("accept", "P1.1", "--reason", "why", "--flip").ExitCode);
    }

    [Fact]
    public void A_reason_is_demanded()
    {
        Decide(Made.Result());
        Refused("dotnet run --project tools/Reproduction -- accept P1.1 --reason \"...\"", "accept", "P1.1");
        Refused("needs a reason", "accept", "P1.1", "--reason", " ");
        Refused("--reason needs a value: --reason WHY", "accept", "P1.1", "--reason");
        Refused("--reason needs a value: --reason WHY", "accept", "P1.1", "--reason", "--flip");
    }

    [Fact]
    public void CI_approves_nothing()
    {
        Decide(Made.Result());
        Refused("Nothing is approved in CI", ci: true, "accept", "P1.1", "--reason", "why");
    }

    [Fact]
    public void What_is_invalid_is_refused()
    {
        Decide(Made.Result(Verdict.Invalid));
        Refused("Invalid, which is never approved", "accept", Made.Name + ".Quick", "--reason", "why", "--flip");
        Assert.Contains("1 of them cannot be accepted. Next: dotnet run --project tools/Reproduction -- reject P1.1",
            Run("pending").Output);
        Assert.Equal(0, Run("reject", "P1.1", "--tier", "quick").ExitCode);
    }

    [Fact]
    public void What_pending_lists_is_reviewed_and_rejected_under_the_names_that_it_shows()
    {
        Decide(Made.Result());
        Decide(Made.Result(Verdict.Invalid, Tier.Published) with { BaselineName = Made.Name + ".Full" });
        var pending = Run("pending").Output;
        Assert.Matches("P1.1 +│ full +│ exacttorch +│ a fault, never approved +│ Invalid", pending);
        Assert.EndsWith($"Next: dotnet run --project tools/Reproduction -- review {Made.Name}.Quick", pending);
        foreach (string tier in (string[])["full", "published"])
            Assert.Matches("Fault: a leak\n.*Mend the fault(?s:.*)It cannot be accepted",
                Run("review", "P1.1", "--tier", tier).Output);
        Assert.Equal(
            $"Rejected: {Made.Name}.Full. The approved baseline stays.", Run("reject", "P1.1", "--tier", "published").Output);
        Assert.Equal(0, Run("reject", "P1.1").ExitCode);
    }

    [Fact]
    public void An_unknown_claim_an_unknown_command_and_an_unknown_option_are_one_line_each()
    {
        Refused("Nothing waits under \"P9\". Nothing waits at all.", "accept", "P9", "--reason", "why");
        Decide(Made.Result());
        Refused($"Nothing waits under \"P9\". Waiting: {Made.Name}.Quick.", "review", "P9");
        Refused("Nothing waits under \"P9\"", "reject", "P9");
        Refused("Name a claim (P1.1)", "reject");
        Refused("Unknown command 'approve'. See dotnet reproduction --help", "approve");
        Refused("There is no folder nosuch: --baselines names one", "pending", "--baselines", "nosuch");
        Refused("--baselines needs a value", "pending", "--baselines");
        Refused("Unknown option 'force'", "accept", "P1.1", "--force");
        Refused("--tier is quick, published or full, not \"large\".", "accept", "P1.1", "--reason", "why", "--tier", "large");
    }

    [Fact]
    public void Of_two_tiers_one_must_be_named()
    {
        Decide(Made.Result());
        Decide(Made.Result(tier: Tier.Full));
        Refused($"name one of {Made.Name}.Full, {Made.Name}.Quick", "accept", "P1.1", "--reason", "why");
        Refused("Nothing waits under \"P1.1\" at the full tier of torchsharp-cpu", "accept", "P1.1", "--reason", "why", "--tier",
            "full", "--device", "torchsharp-cpu");
        Assert.Equal(0, Run("accept", "P1.1", "--reason", "why", "--tier", "published").ExitCode);
        Assert.Equal([Made.Name + ".Full.verified.json", Made.Name + ".Quick.received.json"],
            Directory.GetFiles(Baselines).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_rejected_is_gone_and_what_is_approved_stays()
    {
        Decide(Made.Result(), "first");
        var before = Files()[Verified];
        Decide(Made.Result(shift: 0.001));
        Assert.Equal($"Rejected: {Made.Name}.Quick. The approved baseline stays.", Run("reject", "P1.1").Output);
        Assert.Equal((before, false), (Files()[Verified], Files().ContainsKey(Received)));
    }

    [Fact]
    public void A_spoilt_file_is_listed_reviewed_and_rejected_by_its_name()
    {
        Directory.CreateDirectory(Baselines);
        File.WriteAllText(Path.Combine(Root, Received), "{");
        Assert.Contains(Made.Name, Run("pending").Output);
        Assert.Contains("Delete it and run the claim again.", Run("review").Output);
        Refused("Delete it and run the claim again.", "accept", Made.Name + ".Quick", "--reason", "why");
        Assert.Equal(0, Run("reject", Made.Name + ".Quick").ExitCode);
        Assert.DoesNotContain(Received, Files().Keys);
    }
}
