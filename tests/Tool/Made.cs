using Reproduction;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.ToolTests;

/// <summary>Results that no training left: invented numbers.</summary>
internal static class Made
{
    public const string Name = "P1_1_XLinear_beats_Linear";

    public static Result Result(Verdict verdict = Verdict.Holds, Tier tier = Tier.Quick, double shift = 0,
        string machine = "an invented machine; 2 cores") => new()
    {
        Claim = new("P1.1", "XLinear beats Linear", Kind.Result, "Part I, Results", "It did work!"),
        Decides = "XLinear ends lower at 500 steps",
        Tier = tier,
        Device = new("exacttorch", true, "1"),
        Plan = "{}",
        Registration = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        Verdict = verdict,
        Faults = verdict == Verdict.Invalid ? ["a leak"] : [],
        Findings = [new("XLinear is lower", verdict, "log ratio", 0.487, 0.407, 0.567, 0.95, 0.1, 0.0002, 5,
            "In all seeds XLinear ends lower.")],
        Seeds = [0, 1, 2],
        Measurements = [new("Linear: final loss", "MSE", [0.0405, 0.0391, 0.0412]),
            new("XLinear: final loss", "MSE", [0.0249 + shift, 0.0251 + shift, 0.0246 + shift])],
        Curves = [new("XLinear", 0, [new(1, 1), new(10, 0.1), new(100, 0.025)])],
        Fingerprint = Convert.ToHexStringLower(BitConverter.GetBytes(shift)).PadLeft(64, 'a'),
        Replay = "dotnet test --filter Claim=P1.1",
        BaselineName = $"{Name}.{tier}",
        Origin = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(3), TimeSpan.Zero, machine,
            "0123456789ab", ""),
    };
}
