using MathNet.Numerics.Distributions;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

/// <summary>Outcomes that no training left: invented numbers for tests of files and reports.</summary>
internal static class Made
{
    public static readonly double[] Linear = [0.0405, 0.0391, 0.0412, 0.0399, 0.0408];
    public static readonly double[] XLinear = [0.0249, 0.0251, 0.0246, 0.0258, 0.0244];

    public static Decision Decision(string name = "XLinear beats Linear", Verdict verdict = Verdict.Reproduced)
        => new(name, verdict, "log ratio of final losses", 0.487, 0.407, 0.567, 0.95, 0.1, 0.0002, 5, "In all seeds XLinear ends lower.");

    public static Outcome Outcome(string id = "P1.1", Verdict verdict = Verdict.Reproduced, string device = "exacttorch", int seeds = 5) => new()
    {
        Statement = new Statement(id, "XLinear beats Linear", "Part I, Results", "XLinear ends lower than Linear"),
        Tier = Tier.Quick,
        DeviceClass = device,
        Numerics = "1",
        BaselineName = $"{id.Replace('.', '_')}_XLinear_beats_Linear.Quick",
        Seeds = [.. Enumerable.Range(0, seeds)],
        Decisions = [Decision(verdict: verdict)],
        Controls = [Decision("arms swapped", Verdict.NotReproduced)],
        Measurements = [new Measurement("Linear: final loss", "MSE", Linear[..seeds]), new Measurement("XLinear: final loss", "MSE", XLinear[..seeds])],
        Charts = [],
        Differences = ["500 steps instead of 50 000."],
        Fingerprint = new string('a', 64),
        Registration = new string('b', 64),
        Replay = $"dotnet test --filter \"Claim={id}&Category=Cpu\"",
        Elapsed = TimeSpan.FromSeconds(12.5),
    };

    /// <summary>The outcome with one value changed.</summary>
    public static Outcome With(this Outcome outcome, int measurement, int seed, double value)
    {
        var measurements = outcome.Measurements.ToArray();
        var values = measurements[measurement].PerSeed.ToArray();
        values[seed] = value;
        measurements[measurement] = measurements[measurement] with { PerSeed = values };
        return outcome with { Measurements = measurements };
    }

    /// <summary>The outcome with one measurement's values.</summary>
    public static Outcome With(this Outcome outcome, int measurement, params double[] values)
    {
        var measurements = outcome.Measurements.ToArray();
        measurements[measurement] = measurements[measurement] with { PerSeed = values };
        return outcome with { Measurements = measurements };
    }

    public static BaselineComparer Comparer(string reason = "") => new(StudentQuantile, "invented machine", reason, new Noon());

    public static double StudentQuantile(double probability, int degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, probability);

    public static readonly EnvironmentLine Machine = new("Invented OS 1", "Invented CPU", 2, ".NET 10.0.0", "X64 AVX2", "exacttorch, numerics 1");

    public sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 23, 12, 0, 42, TimeSpan.Zero);
    }
}

/// <summary>An empty folder for one test, with spaces and letters beyond ASCII in its path.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"weight pred µ² {Guid.NewGuid():N}")).FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string[] Files => [.. Directory.GetFiles(Path).Select(f => System.IO.Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Runs an action under the number format of de-DE (comma) with a minus sign of its own, which InvariantGlobalization does not carry.</summary>
internal static class Foreign
{
    public static T Culture<T>(Func<T> action)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        var foreign = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NumberDecimalSeparator = foreign.NumberFormat.PercentDecimalSeparator = ",";
        foreign.NumberFormat.NumberGroupSeparator = ".";
        foreign.NumberFormat.NegativeSign = "−";
        foreign.NumberFormat.PositiveInfinitySymbol = "unendlich";
        foreign.DateTimeFormat.DateSeparator = ".";
        foreign.DateTimeFormat.TimeSeparator = ".";
        System.Globalization.CultureInfo.CurrentCulture = foreign;
        try
        {
            return action();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
