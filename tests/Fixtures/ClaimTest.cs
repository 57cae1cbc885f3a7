using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.Distributions;
using WeightPred.Reproduction;
using Xunit;

namespace WeightPred.Fixtures;

/// <summary>Where a tier trains.</summary>
public enum Budget
{
    /// <summary>Category=Cpu: reduced.</summary>
    Quick,

    /// <summary>Category=Gpu: the write-up's, on a CUDA device.</summary>
    FullOnGpu,

    /// <summary>Category=Nightly: the write-up's, on the CPU.</summary>
    FullOnCpu,
}

/// <summary>One claim of the write-up as a test: trains, decides, compares with the approved baseline, reports.</summary>
public abstract class ClaimTest(Budget budget)
{
    /// <summary>What the write-up says.</summary>
    public abstract Statement Statement { get; }

    /// <summary>A claim was asked for, if only to be skipped: the run ends with a summary.</summary>
    public static bool WasAsked { get; private set; }

    /// <summary>Trains through the lab and decides.</summary>
    protected abstract Evidence Examine(Lab lab);

    [SkippableFact]
    public async Task Holds()
    {
        Outcome outcome;
        _ = Settings.Current;
        WasAsked = true;
        try
        {
            Stack.CheckDevice();
            if (budget == Budget.FullOnGpu && Stack.WhyNoGpu is { } why)
                Suite.Skip($"{Statement.Id} full", why);
            using var turn = await Suite.Turn();
            outcome = Decide();
        }
        catch (Exception e) when (GpuTrouble.Explain(e) is { } sentence)
        {
            throw new GpuException($"{Statement.Id}: {sentence}");
        }

        var result = await Baselines.Compare(Suite.Comparer, outcome, Suite.BaselinesFolder, Settings.Current.Update);
        Suite.Report(outcome, result);
        Assert.True(result.Passed, "\n" + FailureText.For(outcome, result, Suite.Machine));
    }

    private Outcome Decide()
    {
        var tier = budget == Budget.Quick ? Tier.Quick : Tier.Full;
        var lab = new Lab(Suite.Runs, tier, Settings.Current.Seeds);
        var evidence = Examine(lab);
        var runs = lab.AllRuns.ToList();
        int seeds = lab.Recipes.Max(lab.SeedsOf);
        string category = budget switch { Budget.Quick => "Cpu", Budget.FullOnGpu => "Gpu", _ => "Nightly" };
        return new Outcome
        {
            Statement = Statement,
            Tier = tier,
            DeviceClass = Stack.DeviceClass,
            Numerics = Stack.Numerics,
            BaselineName = Suite.BaselineName(GetType(), tier, Stack.DeviceClass),
            Seeds = [.. Enumerable.Range(0, seeds)],
            Decisions = evidence.Decisions,
            Controls = evidence.Controls,
            Measurements = evidence.Measurements,
            Charts = evidence.Charts,
            Tables = evidence.Tables,
            Differences = evidence.Differences,
            Fingerprint = Hash(runs.Select(run => run.Fingerprint)),
            Registration = Hash([Statement.Id, Statement.Sentence, tier.ToString(), .. lab.Recipes.Select(r => r.Canonical), .. lab.Registered.Select(l => l.ToString()), .. evidence.Decisions.Select(Registered), .. evidence.Controls.Select(Registered)]),
            Replay = $"dotnet test --filter \"Claim={Statement.Id}&Category={category}\"",
            Elapsed = lab.Spent,
        };
    }

    // An oracle's bound may depend on the runs; a test's margin may not.
    private static string Registered(Decision decision) => double.IsNaN(decision.PValue) ? decision.Name : FormattableString.Invariant($"{decision.Name}|{decision.Target:R}|{decision.Confidence:R}");

    private static string Hash(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}

/// <summary>What all claims of a test process share.</summary>
public static class Suite
{
    /// <summary>Baselines, reviewed like code.</summary>
    public static string BaselinesFolder { get; } = Path.Combine(RepositoryFolder.Find(), "baselines");

    /// <summary>This machine.</summary>
    public static EnvironmentLine Machine { get; } = EnvironmentLine.Here($"{Stack.DeviceClass}, numerics {Stack.Numerics}");

    private static readonly Lazy<ReportSession> Session = new(() => new ReportSession(Settings.Current.Artifacts, Machine, Stack.Plotter));

    /// <summary>All runs of this process.</summary>
    public static RunStore Runs { get; } = new(Path.Combine(Settings.Current.Artifacts, "runs"), Console.Error);

    /// <summary>Compares with the approved numbers.</summary>
    public static BaselineComparer Comparer { get; } = new((p, freedom) => StudentT.InvCDF(0, 1, freedom, p), Machine.ToString(), Settings.Current.Reason);

    /// <summary>Writes the report anew.</summary>
    public static void Report(Outcome outcome, BaselineResult result) => Session.Value.Add(outcome, result);

    /// <summary>Skips the running test; the report's end says why.</summary>
    public static void Skip(string claim, string why)
    {
        Session.Value.Skipped(claim, why);
        Xunit.Skip.If(true, $"{claim}: {why}");
    }

    /// <summary>File stem of a claim's baseline; the claim's name is that of the class around its tiers.</summary>
    public static string BaselineName(Type test, Tier tier, string deviceClass)
        => $"{(test.DeclaringType ?? test).Name}.{tier}{(Baseline.IsBitExact(deviceClass) ? "" : "." + deviceClass)}";

    /// <summary>Baselines that no claim of an assembly owns, in whatever tier and on whatever device.</summary>
    public static IReadOnlyList<string> OrphanedBaselines(Assembly claims, string folder) => BaselineComparer.Orphans(
        folder,
        from test in claims.GetTypes()
        where test.IsSubclassOf(typeof(ClaimTest)) && !test.IsAbstract
        from tier in Enum.GetValues<Tier>()
        from device in (string[])["exacttorch", "torchsharp-cpu", "torchsharp-cuda"]
        select BaselineName(test, tier, device));

    /// <summary>Waits until a claim may begin: as many are decided at once as runs may train; on a GPU one. Their runs train in one queue.</summary>
    /// <returns>Lets the next one begin.</returns>
    public static async Task<IDisposable> Turn()
    {
        await Turns.Value.WaitAsync();
        return new TurnTaken();
    }

    /// <summary>After the last claim: tells the console, and GitHub where it runs this.</summary>
    public static void End() => Session.Value.Close(GitHubSummary.Publish);

    private static readonly Lazy<SemaphoreSlim> Turns = new(() => new SemaphoreSlim(Stack.Parallelism));

    private sealed class TurnTaken : IDisposable
    {
        public void Dispose() => Turns.Value.Release();
    }
}
