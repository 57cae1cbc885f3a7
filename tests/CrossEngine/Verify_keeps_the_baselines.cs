using MathNet.Numerics.Distributions;
using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.CrossEngine;

/// <summary>Verify's files, our judgement: what the embedded stack does with a baseline must happen here, too.</summary>
public sealed class Verify_keeps_the_baselines : IDisposable
{
    private const string Verified = "P1_1_Example.Quick.torchsharp-cpu.verified.json", Received = "P1_1_Example.Quick.torchsharp-cpu.received.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("baselines ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Files => [.. Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private string this[string name] => Path.Combine(_folder, name);

    private Task<BaselineResult> Compare(Outcome outcome, UpdateMode update = UpdateMode.None)
        => Baselines.Compare(new BaselineComparer((p, freedom) => StudentT.InvCDF(0, 1, freedom, p), "invented machine"), outcome, _folder, update);

    private static Outcome Example(double shift = 0, Verdict verdict = Verdict.Reproduced, int seeds = 10) => new()
    {
        Statement = new Statement("P1.1", "XLinear beats Linear", "Part I", "XLinear ends lower"),
        Tier = Tier.Quick,
        DeviceClass = "torchsharp-cpu",
        Numerics = "TorchSharp 0.106.0",
        BaselineName = "P1_1_Example.Quick.torchsharp-cpu",
        Seeds = [.. Enumerable.Range(0, seeds)],
        Decisions = [new Decision("XLinear beats Linear", verdict, "log ratio", 0.5, 0.4, 0.6, 0.95, 0, 0.001, seeds, "Lower in all seeds.")],
        Controls = [],
        Measurements = [new Measurement("loss", "MSE", [.. Enumerable.Range(0, seeds).Select(i => 0.3 + 0.01 * (i % 3) + shift)])],
        Charts = [],
        Differences = [],
        Fingerprint = "f",
        Registration = "r",
        Replay = "dotnet test",
        Elapsed = TimeSpan.Zero,
    };

    [Fact]
    public async Task A_new_claim_is_red_and_renaming_its_received_file_approves_it()
    {
        var result = await Compare(Example());
        Assert.Equal((BaselineKind.New, false), (result.Kind, result.Passed));
        Assert.Equal([Received], Files);
        Assert.Contains($"New:\n  - Received: {Received}", result.Message);

        File.Move(this[Received], this[Verified]);
        Assert.Equal(BaselineKind.Equal, (await Compare(Example())).Kind);
        Assert.Equal([Verified], Files);
        Assert.Equal("accepted from the received file", BaselineFile.Read(this[Verified]).Approvals[^1].Reason);
    }

    [Fact]
    public async Task A_number_inside_its_band_is_green_and_one_outside_is_red_with_a_received_file()
    {
        await Compare(Example(), UpdateMode.New);
        Assert.Equal(BaselineKind.Equal, (await Compare(Example(0.001))).Kind);
        var result = await Compare(Example(0.1));
        Assert.Equal((BaselineKind.Drifted, false), (result.Kind, result.Passed));
        Assert.Equal([Received, Verified], Files);
        Assert.Contains("loss, mean", result.Message);
        await Compare(Example());
        Assert.Equal([Verified], Files);
    }

    [Fact]
    public async Task An_approval_replaces_the_file_and_keeps_the_log()
    {
        Assert.Equal(BaselineKind.Approved, (await Compare(Example(), UpdateMode.New)).Kind);
        Assert.Equal(BaselineKind.Drifted, (await Compare(Example(0.1), UpdateMode.New)).Kind);
        Assert.Equal(BaselineKind.Approved, (await Compare(Example(0.1), UpdateMode.All)).Kind);
        Assert.Equal([Verified], Files);
        Assert.Equal(2, BaselineFile.Read(this[Verified]).Approvals.Count);
        Assert.Equal((byte)'{', File.ReadAllBytes(this[Verified])[0]);
    }

    [Fact]
    public async Task A_baseline_that_somebody_edited_is_refused()
    {
        await Compare(Example(), UpdateMode.New);
        File.WriteAllText(this[Verified], File.ReadAllText(this[Verified]).Replace("0.31", "0.35"));
        var result = await Compare(Example());
        Assert.Equal((BaselineKind.Unreadable, false), (result.Kind, result.Passed));
        Assert.Contains("changed by hand", result.Message);
        Assert.Equal([Received, Verified], Files);
    }

    [Fact]
    public async Task Another_verdict_is_red_and_an_inconclusive_one_is_never_approved()
    {
        await Compare(Example(), UpdateMode.New);
        Assert.Equal(BaselineKind.VerdictChanged, (await Compare(Example(verdict: Verdict.NotReproduced))).Kind);
        Assert.Equal(BaselineKind.Undecided, (await Compare(Example(verdict: Verdict.Inconclusive), UpdateMode.All)).Kind);
        Assert.Equal(Verdict.Reproduced, BaselineFile.Read(this[Verified]).Verdict);
    }

    [Fact]
    public async Task Fewer_seeds_leave_the_received_file_of_a_whole_run_alone()
    {
        await Compare(Example(), UpdateMode.New);
        await Compare(Example(0.1));
        Assert.Equal(BaselineKind.Partial, (await Compare(Example(seeds: 3))).Kind);
        Assert.Equal([Received, Verified], Files);
    }
}
