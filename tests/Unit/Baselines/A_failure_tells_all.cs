using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class A_failure_tells_all : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Text(Outcome outcome, UpdateMode mode = UpdateMode.None)
        => FailureText.For(outcome, Made.Comparer().Compare(outcome, _scratch.Path, mode), Made.Machine);

    [Fact]
    public void Of_a_drifted_claim()
    {
        Text(Made.Outcome(), UpdateMode.New);
        var text = Text(Made.Outcome().With(1, 2, 0.5));
        Assert.StartsWith($"Directory: {_scratch.Path}\nNotEqual:\n  - Received: P1_1_XLinear_beats_Linear.Quick.received.json\n    Verified: P1_1_XLinear_beats_Linear.Quick.verified.json\n", text);
        string[] parts =
        [
            "P1.1: XLinear beats Linear",
            "XLinear ends lower than Linear (Part I, Results)",
            "Expected: Reproduced (approved)",
            "Found:    Reproduced with 5 seeds; baseline: Drifted",
            "Invented OS 1; Invented CPU, 2 logical cores; .NET 10.0.0, X64 AVX2; exacttorch, numerics 1",
            "Seed | Linear: final loss [MSE] | XLinear: final loss [MSE]",
            "2    | 0.04120                  | 0.5000",
            "0.487 [0.407, 0.567] 95 %",
            "arms swapped",
            "500 steps instead of 50 000.",
            "Replay:   dotnet test --filter \"Claim=P1.1&Category=Cpu\"",
            $"Received: {_scratch["P1_1_XLinear_beats_Linear.Quick.received.json"]}",
            "Approve:  WEIGHTPRED_UPDATE=all dotnet test --filter \"Claim=P1.1&Category=Cpu\"",
            "$env:WEIGHTPRED_UPDATE='all'; dotnet test --filter \"Claim=P1.1&Category=Cpu\"; Remove-Item Env:WEIGHTPRED_UPDATE",
        ];
        Assert.All(parts, part => Assert.Contains(part, text));
    }

    [Fact]
    public void Of_a_new_claim_it_asks_for_approval_of_new_ones_only()
    {
        var text = Text(Made.Outcome() with { Replay = "./replay P1.1" });
        Assert.Contains("Expected: nothing approved yet", text);
        Assert.Contains("Approve:  WEIGHTPRED_UPDATE=new dotnet test --filter Claim=P1.1\n", text);
    }

    [Fact]
    public void Of_an_inconclusive_claim_it_offers_no_approval()
    {
        var text = Text(Made.Outcome(verdict: Verdict.Inconclusive));
        Assert.Contains("Approve:  not possible (Undecided)", text);
        Assert.DoesNotContain("WEIGHTPRED_UPDATE=", text);
    }

    [Fact]
    public void A_hundred_differences_are_cut_to_thirty_and_counted()
    {
        var many = Made.Outcome() with
        {
            Seeds = [.. Enumerable.Range(0, 100)],
            Measurements = [new Measurement("loss", "MSE", [.. Enumerable.Range(0, 100).Select(i => i * 0.1)])],
        };
        Text(many, UpdateMode.New);
        var text = Text(many.With(0, [.. Enumerable.Range(0, 100).Select(i => i * 0.1 + 1)]));
        Assert.Contains("loss, seed 29", text);
        Assert.DoesNotContain("loss, seed 30", text);
        Assert.Contains("... and 70 more", text);
    }
}
