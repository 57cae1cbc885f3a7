using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Baselines;

public sealed class ApprovalsTests : IDisposable
{
    private const string Name = Made.Name + ".Quick", Verified = Name + ".verified.json", Received = Name + ".received.json";
    private static readonly Result Changed = Made.Result().With(0, 1, 2, 3, 4, 5);
    private readonly Scratch _scratch = new();
    private readonly Approvals _approvals;

    public ApprovalsTests() => _approvals = new(_scratch.Path, new Made.Noon());

    public void Dispose() => _scratch.Dispose();

    private Standing Run(Result result) => Made.Comparer().Compare(result, _scratch.Path);

    private Dictionary<string, string> Files() => _scratch.Files.ToDictionary(f => f, f => File.ReadAllText(_scratch[f]));

    private void Refused(string sentence, string name, string reason = "why", bool allowFlip = false)
    {
        var before = Files();
        var message = Assert.Throws<ApprovalException>(
            () => _approvals.Accept(_approvals.FindOne(name), reason, allowFlip)).Message;
        Assert.Contains(sentence, message);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void What_waits_is_listed_with_old_new_and_differences()
    {
        Made.Result().Approve(_scratch.Path);
        Run(Changed);
        Run(Made.Result(Made.Cuda));
        var (exact, cuda) = _approvals.Pending() is [var first, var second] ? (first, second)
            : throw new InvalidOperationException("Two wait.");
        Assert.Equal((Name, 3.0, 0.0405, null, false, ""), (exact.Name, exact.New!.Measurements[0].PerSeed[2],
            exact.Old!.Measurements[0].PerSeed[0], exact.Reference, exact.Flips, exact.Problem));
        Assert.Equal(6, exact.Differences.Count);
        Assert.Empty(exact.Bands);
        Assert.Equal((Name + ".torchsharp-cuda", null, "exacttorch", ""),
            (cuda.Name, cuda.Old, cuda.Reference!.Device.Class, cuda.Problem));
        Assert.Equal(2, cuda.Bands.Count);
    }

    [Fact]
    public void An_accepted_file_keeps_its_content_and_takes_the_reason_into_the_log()
    {
        Made.Result().Approve(_scratch.Path);
        Run(Changed);
        var reviewed = BaselineFile.Read(_scratch[Received]);
        var accepted = _approvals.Accept(_approvals.FindOne(Name), " a better start ");
        Assert.Equal([Verified], _scratch.Files);
        Assert.Equal(File.ReadAllText(_scratch[Verified]), BaselineFile.ToJson(accepted));
        Assert.Equal(["first", "a better start"], accepted.Approvals.Select(a => a.Reason));
        Assert.Equal(reviewed.Approvals[^1] with { Reason = "a better start" }, accepted.Approvals[^1]);
        Assert.Equal(BaselineFile.ToJson(reviewed with { Approvals = [] }),
            BaselineFile.ToJson(accepted with { Approvals = [] }));
        Assert.Equal(reviewed.Digits, accepted.Digits);
        Assert.Equal(StandingKind.Equal, Run(Changed).Kind);
    }

    [Fact]
    public void A_new_claim_is_accepted_by_its_id_in_any_case()
    {
        Run(Made.Result());
        _approvals.Accept(_approvals.FindOne("p1.1"), "first");
        Assert.Equal(StandingKind.Equal, Run(Made.Result()).Kind);
    }

    [Fact]
    public void A_claim_that_waits_twice_is_accepted_by_name()
    {
        Run(Made.Result());
        Run(Made.Result(tier: Tier.Full));
        Refused($"Several wait under \"P1.1\": name one of {Made.Name}.Full, {Name}.", "P1.1");
        Assert.Equal(Tier.Full, _approvals.Accept(_approvals.FindOne(Made.Name + ".Full"), "first").Tier);
    }

    [Fact]
    public void A_tier_and_a_device_narrow_the_choice_and_published_means_the_full_plan()
    {
        Run(Made.Result());
        Run(Made.Result(tier: Tier.Published) with { BaselineName = Made.Name + ".Full" });
        Run(Made.Result(Made.Cuda));
        Assert.Equal(3, _approvals.Find("P1.1").Count);
        Assert.Equal(Made.Name + ".Full", _approvals.FindOne("P1.1", Tier.Published).Name);
        Assert.Equal(Made.Name + ".Full", _approvals.FindOne("P1.1", Tier.Full).Name);
        Assert.Equal(Name, _approvals.FindOne("P1.1", Tier.Quick, "exacttorch").Name);
        Assert.Equal(2, _approvals.Find(null, Tier.Quick).Count);
        var none = Assert.Throws<ApprovalException>(() => _approvals.Find("P1.1", Tier.Full, "torchsharp-cuda")).Message;
        Assert.StartsWith("Nothing waits under \"P1.1\" at the full tier of torchsharp-cuda. Waiting: ", none);
    }

    [Fact]
    public void An_unknown_claim_is_told_what_waits()
    {
        Refused("Nothing waits under \"P9\". Nothing waits at all.", "P9");
        Assert.Empty(new Approvals(_scratch["none"]).Pending());
        Run(Made.Result());
        Refused($"Waiting: {Name}.", "P9");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_reason_is_demanded(string reason)
    {
        Run(Made.Result());
        Refused("needs a reason", Name, reason);
    }

    [Fact]
    public void A_flip_of_the_verdict_or_a_decision_must_be_meant()
    {
        Made.Result().Approve(_scratch.Path);
        Run(Made.Result() with { Findings = [Made.Finding("XLinear is lower", Verdict.Fails)] });
        Refused("(decision \"XLinear is lower\": Holds -> Fails)", Name);
        Run(Made.Result(verdict: Verdict.Undecided));
        Refused("(verdict: Holds here -> Undecided; decision", Name);
        Assert.Equal(Verdict.Undecided, _approvals.Accept(_approvals.FindOne(Name), "why", allowFlip: true).Verdict);
    }

    [Fact]
    public void A_flip_against_the_reference_must_be_meant_too()
    {
        Made.Result().Approve(_scratch.Path);
        Run(Made.Result(Made.Cuda, Verdict.Fails));
        Refused("flips", Name + ".torchsharp-cuda");
    }

    [Fact]
    public void An_invalid_result_is_never_accepted()
    {
        Run(Made.Result() with { Faults = ["a leak"] });
        Refused("never approved", Name, allowFlip: true);
        _approvals.Reject(_approvals.FindOne("P1.1", Tier.Quick));
        Assert.Empty(_scratch.Files);
    }

    [Fact]
    public void A_spoilt_file_is_not_accepted_and_can_be_rejected()
    {
        File.WriteAllText(_scratch[Received], "{");
        Refused("Delete it and run the claim again.", Name);
        _approvals.Reject(_approvals.FindOne(Name));
        Assert.Empty(_scratch.Files);
    }

    [Fact]
    public void What_was_received_before_another_approval_would_lose_it_and_is_refused()
    {
        Run(Made.Result());
        var stale = File.ReadAllText(_scratch[Received]);
        Made.Result().Approve(_scratch.Path);
        File.WriteAllText(_scratch[Received], stale);
        Refused("approved anew since", Name);
    }

    [Fact]
    public void Another_claims_file_is_not_replaced()
    {
        Made.Result().Approve(_scratch.Path);
        Run(Made.Result() with { Claim = Made.Result().Claim with { Id = "P1.2" } });
        Refused("the file belongs to another claim", Name);
    }

    [Fact]
    public void Reject_deletes_what_waits_alone()
    {
        Made.Result().Approve(_scratch.Path);
        Run(Changed);
        _approvals.Reject(_approvals.FindOne("P1.1"));
        Assert.Equal([Verified], _scratch.Files);
        Assert.Throws<ApprovalException>(() => _approvals.FindOne("P1.1"));
    }
}
