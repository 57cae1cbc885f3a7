using System.Collections.Concurrent;
using System.Reflection;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using Xunit;

namespace WeightPred.Reproduction.Testing;

/// <summary>What all claims of an assembly share in a test process.</summary>
public sealed class Suite
{
    private static readonly ConcurrentDictionary<Assembly, Suite> All = new();

    private readonly SemaphoreSlim _turns;

    private Suite(Assembly assembly)
    {
        var about = assembly.GetCustomAttribute<WriteUpAttribute>()
            ?? throw new PlanException($"{assembly.GetName().Name} needs an [assembly: WriteUp(title, typeof(its lab))].");
        Lab = (ILab)Activator.CreateInstance(about.Lab)!;
        _turns = new SemaphoreSlim(Lab.Parallelism);
        Conditions = new Conditions(Lab) { Seeds = Settings.Current.Seeds, FirstSeed = Settings.Current.FirstSeed };
    }

    /// <summary>Where a line goes at once, whatever the console's verbosity.</summary>
    public static Action<string> Tell { get; internal set; } = _ => { };

    /// <summary>The suite of an assembly.</summary>
    public static Suite Of(Assembly assembly) => All.GetOrAdd(assembly, a => new Suite(a));

    public ILab Lab { get; }

    internal Conditions Conditions { get; }

    internal void Skip(string claim, string why) => Xunit.Skip.If(true, $"{claim}: {why}");

    /// <summary>Waits until a claim may begin: as many are decided at once as runs may train. Their runs train in one queue.</summary>
    internal async Task<IDisposable> Turn()
    {
        await _turns.WaitAsync();
        return new Taken(_turns);
    }

    internal Result Named(Result result, Type claim, string replay) => result with { Replay = replay, BaselineName = claim.Name + "." + (result.Tier == Tier.Quick ? "Quick" : "Full") };

    internal Task<Result> Compare(Result result) => Task.FromResult(result with { Standing = new Standing { Kind = StandingKind.New, Passed = true, Message = "temporary", VerifiedFile = "" } });

    internal void Report(Result result)
    {
        Directory.CreateDirectory(Settings.Current.Artifacts);
        File.WriteAllText(Path.Combine(Settings.Current.Artifacts, result.BaselineName + ".json"), System.Text.Json.JsonSerializer.Serialize(result, new System.Text.Json.JsonSerializerOptions { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals, WriteIndented = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } }));
        Tell($"{result.Claim.Id} {result.Verdict} {string.Join(" | ", result.Faults)} {string.Join(" | ", result.Findings.Select(f => f.Verdict + ": " + f.Reason))}  TWIN {string.Join(" | ", result.Twin.Select(f => f.Verdict + ": " + f.Reason))} CONTROL {string.Join(" | ", result.Controls.Select(f => f.Verdict + ": " + f.Reason))}");
    }

    internal void Rehearsed(Result result) => Tell($"{result.Claim.Id}: rehearsed.");

    internal string FailureText(Result result) => result.Standing!.Message;

    /// <summary>After the last claim.</summary>
    internal static void End()
    {
    }

    private sealed class Taken(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
