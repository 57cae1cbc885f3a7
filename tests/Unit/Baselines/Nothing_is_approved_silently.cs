using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class Nothing_is_approved_silently : IDisposable
{
    private readonly Scratch _scratch = new();
    private const string Verified = "P1_1_XLinear_beats_Linear.Quick.verified.json";
    private const string Received = "P1_1_XLinear_beats_Linear.Quick.received.json";

    public void Dispose() => _scratch.Dispose();

    private BaselineResult Compare(Outcome outcome, UpdateMode mode, string reason = "") => Made.Comparer(reason).Compare(outcome, _scratch.Path, mode);

    [Fact]
    public void A_new_claim_is_red_and_leaves_only_a_received_file()
    {
        var result = Compare(Made.Outcome(), UpdateMode.None);
        Assert.Equal(BaselineKind.New, result.Kind);
        Assert.False(result.Passed);
        Assert.Null(result.Approved);
        Assert.Equal([Received], _scratch.Files);
        Assert.StartsWith($"Directory: {_scratch.Path}\nNew:\n  - Received: {Received}\n    Verified: {Verified}", result.Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_yet_is_made()
    {
        var result = Made.Comparer().Compare(Made.Outcome(), Path.Combine(_scratch.Path, "not", "yet"), UpdateMode.New);
        Assert.True(result.Passed);
        Assert.True(File.Exists(result.VerifiedFile));
    }

    [Theory]
    [InlineData(UpdateMode.New)]
    [InlineData(UpdateMode.All)]
    public void A_missing_baseline_is_approved_on_demand_with_the_reason(UpdateMode mode)
    {
        Compare(Made.Outcome(), UpdateMode.None);
        var result = Compare(Made.Outcome(), mode, "first full run");
        Assert.Equal(BaselineKind.Approved, result.Kind);
        Assert.True(result.Passed);
        Assert.Equal([Verified], _scratch.Files);
        Assert.Equal("first full run", Assert.Single(BaselineFile.Read(result.VerifiedFile).Approvals).Reason);
        Assert.True(Compare(Made.Outcome(), UpdateMode.None).Passed);
    }

    [Fact]
    public void Update_new_leaves_changed_ones_red()
    {
        Compare(Made.Outcome(), UpdateMode.New);
        var before = File.ReadAllText(_scratch[Verified]);
        var result = Compare(Made.Outcome().With(0, 0, 0.5), UpdateMode.New);
        Assert.Equal(BaselineKind.Drifted, result.Kind);
        Assert.Equal(before, File.ReadAllText(_scratch[Verified]));
        Assert.Equal([Received, Verified], _scratch.Files);
        Assert.StartsWith($"Directory: {_scratch.Path}\nNotEqual:\n  - Received: {Received}\n    Verified: {Verified}", result.Message);
    }

    [Fact]
    public void Update_all_approves_changed_ones_and_the_log_keeps_what_was_before()
    {
        Compare(Made.Outcome(), UpdateMode.New, "first");
        Compare(Made.Outcome().With(0, 0, 0.5), UpdateMode.All, "second");
        var result = Compare(Made.Outcome(verdict: Verdict.NotReproduced), UpdateMode.All, "third");
        Assert.Equal(BaselineKind.Approved, result.Kind);

        var log = BaselineFile.Read(result.VerifiedFile).Approvals;
        Assert.Equal(["first", "second", "third"], log.Select(a => a.Reason));
        Assert.Equal("", log[0].Previous);
        Assert.StartsWith("Reproduced with 5 seeds; Linear: final loss 0.0403 MSE; XLinear: final loss 0.02496", log[1].Previous);
        Assert.Contains("Linear: final loss 0.1322 MSE", log[2].Previous);
        Assert.Equal(3, log.Select(a => a.Content).Distinct().Count());
    }

    [Fact]
    public void Update_all_leaves_an_equal_baseline_untouched()
    {
        Compare(Made.Outcome(), UpdateMode.New);
        var before = File.ReadAllBytes(_scratch[Verified]);
        Assert.Equal(BaselineKind.Equal, Compare(Made.Outcome(), UpdateMode.All, "again").Kind);
        Assert.Equal(before, File.ReadAllBytes(_scratch[Verified]));
    }

    [Fact]
    public void A_received_file_goes_when_the_claim_passes()
    {
        Compare(Made.Outcome(), UpdateMode.New);
        Compare(Made.Outcome().With(0, 0, 0.5), UpdateMode.None);
        Assert.Contains(Received, _scratch.Files);
        Compare(Made.Outcome(), UpdateMode.None);
        Assert.Equal([Verified], _scratch.Files);
    }

    [Fact]
    public void Renaming_the_received_file_approves_it_as_with_Verify()
    {
        Compare(Made.Outcome(), UpdateMode.New, "first");
        Compare(Made.Outcome().With(0, 0, 0.5), UpdateMode.None);
        File.Move(_scratch[Received], _scratch[Verified], overwrite: true);
        Assert.Equal(BaselineKind.Equal, Compare(Made.Outcome().With(0, 0, 0.5), UpdateMode.None).Kind);
        Assert.Equal(["first", "accepted from the received file"], BaselineFile.Read(_scratch[Verified]).Approvals.Select(a => a.Reason));
    }

    [Theory]
    [InlineData(UpdateMode.None)]
    [InlineData(UpdateMode.New)]
    [InlineData(UpdateMode.All)]
    public void An_inconclusive_claim_is_never_green_and_never_approved(UpdateMode mode)
    {
        var result = Compare(Made.Outcome(verdict: Verdict.Inconclusive), mode);
        Assert.Equal(BaselineKind.Undecided, result.Kind);
        Assert.False(result.Passed);
        Assert.False(result.CanBeApproved);
        Assert.Equal([Received], _scratch.Files);
        Assert.Contains("cannot be approved", result.Message);

        File.Move(_scratch[Received], _scratch[Verified]);
        Assert.Contains("never approved", Compare(Made.Outcome(), UpdateMode.None).Message);
    }

    [Fact]
    public void An_approved_claim_that_becomes_inconclusive_is_red_with_the_same_seeds()
    {
        Compare(Made.Outcome(), UpdateMode.New);
        var before = File.ReadAllText(_scratch[Verified]);
        foreach (var mode in Enum.GetValues<UpdateMode>())
            Assert.Equal(BaselineKind.Undecided, Compare(Made.Outcome(verdict: Verdict.Inconclusive), mode).Kind);
        Assert.Equal(before, File.ReadAllText(_scratch[Verified]));
    }

    [Fact]
    public void Untestable_is_a_result_that_can_be_approved()
        => Assert.True(Compare(Made.Outcome(verdict: Verdict.Untestable), UpdateMode.New).Passed);

    public static TheoryData<string, string> Faults => new()
    {
        { "invalid", "is invalid" },
        { "nan", "is NaN for seed 2" },
        { "no seeds", "no seed was run" },
        { "seed twice", "a seed was run twice" },
        { "missing value", "has 4 values for 5 seeds" },
        { "no measurement", "nothing was measured" },
        { "measurement twice", "is there twice" },
        { "nothing decided", "nothing was decided" },
        { "decision twice", "is there twice" },
        { "control reproduced", "came out Reproduced, so the claim shows nothing" },
        { "control invalid", "is invalid" },
    };

    private static Outcome Faulty(string fault) => fault switch
    {
        "invalid" => Made.Outcome(verdict: Verdict.Invalid),
        "nan" => Made.Outcome().With(0, 2, double.NaN),
        "no seeds" => Made.Outcome() with { Seeds = [] },
        "seed twice" => Made.Outcome() with { Seeds = [0, 1, 2, 3, 3] },
        "missing value" => Made.Outcome().With(1, 1, 2, 3, 4),
        "no measurement" => Made.Outcome() with { Measurements = [] },
        "measurement twice" => Made.Outcome() with { Measurements = [Made.Outcome().Measurements[0], Made.Outcome().Measurements[0]] },
        "nothing decided" => Made.Outcome() with { Decisions = [] },
        "decision twice" => Made.Outcome() with { Decisions = [Made.Decision(), Made.Decision()] },
        "control reproduced" => Made.Outcome() with { Controls = [Made.Decision("arms swapped")] },
        _ => Made.Outcome() with { Controls = [Made.Decision("arms swapped", Verdict.Invalid)] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_never_green_and_never_approved(string fault, string text)
    {
        foreach (var mode in Enum.GetValues<UpdateMode>())
        {
            var result = Compare(Faulty(fault), mode);
            Assert.Equal(BaselineKind.Invalid, result.Kind);
            Assert.False(result.Passed);
            Assert.False(result.CanBeApproved);
            Assert.Contains(text, result.Message);
            Assert.Equal([Received], _scratch.Files);
        }
        Assert.NotEmpty(FailureText.For(Faulty(fault), Compare(Faulty(fault), UpdateMode.None), Made.Machine));
    }

    [Fact]
    public void A_file_that_no_claim_owns_is_listed_and_left_alone()
    {
        Compare(Made.Outcome(), UpdateMode.New);
        Compare(Made.Outcome("P9.9"), UpdateMode.New);
        File.WriteAllText(_scratch["notes.txt"], "");
        var orphans = BaselineComparer.Orphans(_scratch.Path, [Made.Outcome().BaselineName, "Not_run.Full"]);
        Assert.Equal([_scratch["P9_9_XLinear_beats_Linear.Quick.verified.json"]], orphans);
        Assert.True(File.Exists(orphans[0]));
        Assert.Empty(BaselineComparer.Orphans(_scratch["missing"], []));
    }
}
