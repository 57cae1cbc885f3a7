using Reproduction;
using Reproduction.Plots;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Reports;

/// <summary>Invented results.</summary>
internal static class Made
{
    /// <summary>The hash of the plan of every result.</summary>
    public const string PlanOfToday = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Chart Loss =
        new("", "Loss of both", new Axis("training steps", Log: true), new Axis("loss [MSE]", Log: true),
        [new Series("Linear", Drawing.Line, [1, 10, 100], [1, 0.1, 0.04]),
            new Series("XLinear", Drawing.Line, [1, 10, 100], [1, 0.08, 0.035])]);

    public static Finding Finding(string name = "XLinear beats Linear", Verdict verdict = Verdict.Holds) =>
        new(name, verdict, "log ratio of final loss, Linear / XLinear", 0.143, 0.094, 0.199, 0.95, 0, 0.0002, 5,
            "Lower in 5 of 5 seeds, p = 0.0002 (level 0.01).")
        {
            Scale = Scale.Log,
            Wins = 5,
            Effect = "XLinear: final loss 13 % lower than Linear (9 to 18 %), in 5 of 5 seeds",
        };

    /// <summary>A result; its seed 1 has values that need all 17 digits, and one that diverged.</summary>
    public static Result Result(string id = "P1.1", Tier tier = Tier.Quick, Verdict verdict = Verdict.Holds,
        StandingKind standing = StandingKind.Equal, string sentence = "XLinear beats Linear") => new()
    {
        Claim = new Statement(id, sentence, Kind.Result, "Part I, Results", "The concatenation technique did work!"),
        Decides = sentence,
        Tier = tier,
        Device = new Device("exacttorch", Exact: true, "numerics 1"),
        Plan = "{}",
        Registration = PlanOfToday,
        Power = [new PowerNote("XLinear beats Linear", "at a log spread of 0.10 it is decided with probability 0.98")],
        Verdict = verdict,
        Faults = verdict == Verdict.Invalid ? ["Seed 1 has no value."] : [],
        Findings = [Finding(verdict: verdict)],
        Controls = [Finding("one batch only", Verdict.Fails)],
        Twin = [Finding("untrained", Verdict.Undecided)],
        Seeds = [0, 1],
        Measurements = [new Measurement("Linear: final loss", "MSE", [0.1 + 0.2, double.PositiveInfinity]),
            new Measurement("XLinear: final loss", "MSE", [1.0 / 3])],
        Curves = [new Curve("Linear", 0, [new CurvePoint(1, 1), new CurvePoint(100, 0.04)]),
            new Curve("Linear", 1, [new CurvePoint(1, 1), new CurvePoint(100, 0.16)])],
        Charts = [Loss, Loss with { Name = "zoom in" }],
        Tables = [new ResultTable("R2", "R² | table", ["unknowns", "1.33x"], [["15", "0.98300000000000001"]])],
        Differences = ["500 steps instead of 50 000."],
        Fingerprint = "weights",
        Replay = $"dotnet test --filter \"Claim={id}&Category=Cpu\"",
        BaselineName = $"{id}.{tier}",
        Origin = new Origin(Noon, TimeSpan.FromSeconds(12.3), TimeSpan.FromSeconds(10),
            "Invented OS 1; Invented CPU, 2 logical cores", "abc1234", ""),
        Standing = Standing(standing, id) is { Kind: StandingKind.Equal } equal ? equal with { Approved = verdict }
            : Standing(standing, id),
    };

    public static Standing Standing(StandingKind kind, string id = "P1.1") => new()
    {
        Kind = kind,
        Passed = kind is StandingKind.Equal or StandingKind.Approved or StandingKind.Agrees or StandingKind.Partial,
        Message = $"Directory: baselines\nNotEqual: {id}",
        VerifiedFile = $"baselines/{id}.verified.json",
        ReceivedFile = kind is StandingKind.Equal ? null : $"baselines/{id}.received.json",
        Approved = kind is StandingKind.New ? null : Verdict.Holds,
        ApprovedOn = kind is StandingKind.New ? "" : "2026-02-01",
        Differences = kind is StandingKind.Drifted ? [new ValueMoved("Linear: final loss", 1, 0.1, 0.2)] : [],
        CanBeApproved = kind is StandingKind.New or StandingKind.Drifted,
    };
}

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("reproduction-").FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public string Text(string file) => File.ReadAllText(this[file]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
