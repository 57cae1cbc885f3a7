using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Baselines;

/// <summary>Results that no training left: invented numbers for tests of baselines.</summary>
internal static class Made
{
    public const string Name = "P1_1_XLinear_beats_Linear";
    public static readonly Device Exact = new("exacttorch", true, "1"), Cpu = new("torchsharp-cpu", false, "0.1"),
        Cuda = new("torchsharp-cuda", false, "0.1");
    public static readonly double[] Linear = [0.0405, 0.0391, 0.0412, 0.0399, 0.0408],
        XLinear = [0.0249, 0.0251, 0.0246, 0.0258, 0.0244];

    /// <summary>A plan, and the same with another margin.</summary>
    public const string Plan =
        """{"claim":"P1.1","arms":[{"name":"Linear","experiment":{"LearningRate":0.001}}]"""
        + ""","decisions":[{"byFactor":1,"name":"XLinear is lower"}]}""";

    public static readonly string OtherPlan = Plan.Replace("\"byFactor\":1", "\"byFactor\":2");

    public static Finding Finding(string name, Verdict verdict) =>
        new(name, verdict, "log ratio", 0.487, 0.407, 0.567, 0.95, 0.1, 0.0002, 5, "In all seeds XLinear ends lower.");

    public static Result Result(Device? device = null, Verdict verdict = Verdict.Holds, Tier tier = Tier.Quick) => new()
    {
        Claim = new("P1.1", "XLinear beats Linear", Kind.Result, "Part I, Results", "It did work!"),
        Decides = "XLinear ends lower at 500 steps",
        Tier = tier,
        Device = device ?? Exact,
        Plan = Plan,
        Registration = ResultFile.Hash(Plan),
        Verdict = verdict,
        Findings = [Finding("XLinear is lower", verdict)],
        Controls = [Finding("targets shuffled", Verdict.Fails)],
        Twin = [Finding("XLinear is lower", Verdict.Undecided)],
        Seeds = [0, 1, 2, 3, 4],
        Measurements = [new("Linear: final loss", "MSE", Linear), new("XLinear: final loss", "MSE", XLinear)],
        Fingerprint = new string('a', 64),
        Replay = "dotnet test --filter Claim=P1.1",
        BaselineName = $"{Name}.{tier}{(device is null or { Exact: true } ? "" : "." + device.Class)}",
        Origin = new(Noon.Now, TimeSpan.Zero, TimeSpan.Zero, "an invented machine", "", ""),
    };

    /// <summary>With other values of one measurement, and as many seeds.</summary>
    public static Result With(this Result result, int measurement, params double[] values) => result with
    {
        Measurements = [.. result.Measurements.Select((m, i) => i == measurement ? m with { PerSeed = values } : m)],
    };

    /// <summary>By another plan.</summary>
    public static Result Replanned(this Result result) =>
        result with { Plan = OtherPlan, Registration = ResultFile.Hash(OtherPlan) };

    /// <summary>The first seeds alone.</summary>
    public static Result First(this Result result, int seeds) => result with
    {
        Seeds = [.. result.Seeds.Take(seeds)],
        Measurements = [.. result.Measurements.Select(m => m with { PerSeed = [.. m.PerSeed.Take(seeds)] })],
    };

    /// <summary>Seeds and one measurement, no more.</summary>
    public static Result Only(this Result result, params double[] values) => result with
    {
        Seeds = [.. Enumerable.Range(0, values.Length)],
        Measurements = [new("XLinear: final loss", "MSE", values)],
    };

    public static BaselineComparer Comparer(string reason = "", bool partAsked = false) =>
        new(reason, new Noon()) { PartAsked = partAsked };

    /// <summary>Approved as it is.</summary>
    public static Baseline Approve(this Result result, string folder, string reason = "first")
    {
        Assert.Equal(StandingKind.Approved, Comparer(reason).Compare(result, folder, UpdateMode.All).Kind);
        return BaselineFile.Read(BaselineFile.VerifiedPath(folder, result.BaselineName));
    }

    public sealed class Noon : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 42, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
