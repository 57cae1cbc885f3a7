using System.Collections.Concurrent;
using System.Reflection;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Plots;
using Reproduction.Reports.Plots;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace Reproduction.Testing;

/// <summary>
/// State that all claims of an assembly share in a test process: the lab, the baselines, and the folder of results.
/// </summary>
internal sealed class Suite
{
    private static readonly ConcurrentDictionary<Assembly, Suite> All = new();

    private readonly Assembly _assembly;
    private readonly WriteUpAttribute _about;
    private readonly Lazy<SemaphoreSlim> _turns;
    private readonly ResultFolder _results;
    private readonly ConcurrentBag<(string Claim, string Why)> _skipped = [];
    private readonly ConcurrentBag<string> _unrun = [];
    private readonly ConcurrentBag<Result> _unwritten = [];
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly Lazy<string> _machine;
    private int _decided;
    private int _any;

    /// <param name="assembly">The claims.</param>
    /// <param name="settings">Where its folders lie, and what is asked for.</param>
    internal Suite(Assembly assembly, Settings settings)
    {
        _assembly = assembly;
        _about = assembly.GetCustomAttribute<WriteUpAttribute>()
            ?? throw new PlanException($"{assembly.GetName().Name} needs an [assembly: WriteUp(title, typeof(its lab))].");
        Baselines = BaselinesOf(assembly);
        Artifacts = ArtifactsOf(Baselines, Checkout.Root, settings.Artifacts);
        _results = new ResultFolder(Artifacts);
        Lab = (ILab)Activator.CreateInstance(_about.Lab, _about.Lab.GetConstructor([typeof(string), typeof(string)]) is null
            ? [] : [Path.Combine(settings.Artifacts, "runs"), Path.Combine(Baselines, "runs")])!;
        // Not asked before a claim that can tell why it cannot be answered.
        _turns = new(() => new SemaphoreSlim(Lab.Parallelism));
        _machine = new(() => Machine.Here($"{Lab.Device.Class}, numerics {Lab.Device.Numerics}").ToString());
        Conditions = new Conditions(Lab) { Seeds = settings.Seeds, FirstSeed = settings.FirstSeed };
    }

    /// <summary>Keeps the baselines' files; Verify's adapter takes its place where it is used.</summary>
    public static Func<BaselineComparer, Result, string, UpdateMode, Task<Standing>> Snapshots { get; set; } =
        (comparer, result, folder, update) => Task.FromResult(comparer.Compare(result, folder, update));

    /// <summary>Writes progress and verdicts to the console, at once.</summary>
    internal static Action<string> Tell { get; set; } = _ => { };

    /// <summary>Writes the summary to the console, however quiet it is asked to be.</summary>
    internal static Action<string> TellAtEnd { get; set; } = _ => { };

    /// <summary>The suite of an assembly of claims.</summary>
    public static Suite Of(Assembly assembly) => All.GetOrAdd(assembly, a => new Suite(a, Settings.Current));

    /// <summary>The claims of an assembly, in the order of their ids.</summary>
    /// <exception cref="PlanException">Two have one id: the result of one would replace the other's.</exception>
    public static IReadOnlyList<ClaimTest> ClaimsOf(Assembly assembly) => Apart(
    [
        .. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ClaimTest)) && !type.IsAbstract)
            .Select(type => (ClaimTest)Activator.CreateInstance(type)!)
                .OrderBy(claim => claim.Statement.Id, NaturalOrder.Instance),
    ]);

    // As their files are named, on every system.
    internal static IReadOnlyList<ClaimTest> Apart(IReadOnlyList<ClaimTest> claims) =>
        claims.GroupBy(claim => ResultFolder.Safe(claim.Statement.Id), StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1) is { } same
            ? throw new PlanException(
                $"The id {same.First().Statement.Id} is that of "
                + $"{string.Join(" and ", same.Select(claim => claim.GetType().Name))}: one would overwrite the other's result. "
                + "Give each its own.")
            : claims;

    /// <summary>The plans of today, for reports: one that cannot be made costs its own claim alone.</summary>
    public static Registry RegistryOf(Assembly assembly) => new(
    [
        .. from type in assembly.GetTypes()
           where type.IsSubclassOf(typeof(ClaimTest)) && !type.IsAbstract && type.IsDefined(typeof(ClaimAttribute))
           let claim = (ClaimTest)Activator.CreateInstance(type)!
           from tier in Enum.GetValues<Tier>()
           select new Registered(claim.Statement.Id, tier, ResultFile.Hash(CanonicalOf(claim, tier))),
    ]);

    // The plan itself may throw.
    private static string CanonicalOf(ClaimTest claim, Tier tier)
    {
        try
        {
            return claim.PlanOf(tier).Canonical;
        }
        catch (Exception)
        {
            return "{}";
        }
    }

    /// <summary>Refuses claims that cannot be told apart, before anything trains.</summary>
    /// <exception cref="PlanException">Two have one id.</exception>
    internal void Check() => _ = ClaimsOf(_assembly);

    /// <summary>Source of the runs.</summary>
    public ILab Lab { get; }

    /// <summary>Folder of results and reports.</summary>
    public string Artifacts { get; }

    /// <summary>Folder of the approved baselines.</summary>
    public string Baselines { get; }

    /// <summary>Folder of the approved baselines of an assembly's claims.</summary>
    public static string BaselinesOf(Assembly assembly) =>
        Checkout.Built(Path.GetDirectoryName(assembly.Location)!)?.Baselines
            ?? Path.Combine(Checkout.Root, BaselineFile.UsualFolder);

    /// <summary>Folder of the results of claims:
    /// within the artifacts as the folder that holds the baselines lies in the repository.</summary>
    /// <param name="baselines">Full path of their baselines.</param>
    /// <param name="root">The repository.</param>
    /// <param name="artifacts">The artifacts of all claims of the repository.</param>
    public static string ArtifactsOf(string baselines, string root, string artifacts)
    {
        string owner = Path.GetRelativePath(root, Path.GetDirectoryName(baselines)!);
        return owner == "." || owner.StartsWith("..", StringComparison.Ordinal) ? artifacts : Path.Combine(artifacts, owner);
    }

    internal Conditions Conditions { get; }

    /// <summary>File stem of a claim's baseline.
    /// Published runs are held against the full tier's: they are the same runs.</summary>
    public static string BaselineName(Type claim, Tier tier, Device device) =>
        $"{claim.Name}.{(tier == Tier.Quick ? Tier.Quick : Tier.Full)}{(device.Exact ? "" : "." + device.Class)}";

    internal bool IsApproved(Type claim, Tier tier) =>
        File.Exists(BaselineFile.VerifiedPath(Baselines, BaselineName(claim, tier, Lab.Device)));

    internal void Skip(string claim, string why)
    {
        _skipped.Add((claim, why));
        Xunit.Skip.If(true, $"{claim}: {why}");
    }

    /// <summary>Skips a claim whose runs are not published yet: the summary names it, its test says what is lacking.</summary>
    internal void SkipUnrun(string claim, string why)
    {
        _unrun.Add(claim);
        Xunit.Skip.If(true, $"{claim}: {why}");
    }

    /// <summary>Waits until a claim may begin: as many are decided at once as runs may train.
    /// Their runs train in one queue.</summary>
    internal async Task<IDisposable> Turn()
    {
        await _turns.Value.WaitAsync();
        return new Taken(_turns.Value);
    }

    internal Result Named(Result result, Type claim, string replay) => result with
    {
        Replay = replay,
        BaselineName = BaselineName(claim, result.Tier, result.Device),
        Origin = result.Origin with { Machine = _machine.Value, Commit = Build.Commit, CiRun = GitHubSummary.RunAddress() ?? "" },
    };

    internal async Task<Result> Compare(Result result) => result with
    {
        Standing = await Snapshots(new BaselineComparer(Settings.Current.Reason) { PartAsked =
            Settings.Current.Seeds is not null || Settings.Current.FirstSeed != 0 }, result, Baselines, Settings.Current.Update),
    };

    internal void Report(Result result)
    {
        try
        {
            _results.Write(result);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string found = $"{Words.Of(result.Verdict, result.Claim.Kind, result.Tier)}, {result.Standing!.Kind.Word()}";
            string differences = result.Standing.Passed ? "" : $"\n{FailureText.For(result)}";
            throw new IOException($"The result ({found}) could not be written: {e.Message}{differences}", e);
        }
        string effect = string.Join("; ", result.Findings
            .Select(finding => finding.Effect.Length > 0 ? finding.Effect : finding.Reason).Concat(result.Faults).Take(2));
        Tell($"{result.Claim.Id} {Words.Of(result.Tier)}: "
            + (result.Standing!.Passed ? Words.Of(result.Verdict, result.Claim.Kind, result.Tier)
                : $"RED: {SummaryText.Found(result)}") + $". {effect}");
        Interlocked.Increment(ref _any);
        Interlocked.Increment(ref _decided);
    }

    /// <summary>A claim that ended by an error is red in every report, in place of the result of an earlier run.</summary>
    internal void Broke(ClaimTest claim, Tier tier, string replay, string why)
    {
        string plan = CanonicalOf(claim, tier);
        var result = Named(
            new Result
            {
                Claim = claim.Statement, Decides = claim.Statement.Sentence, Tier = tier, Device = Lab.Device,
                Plan = plan, Registration = ResultFile.Hash(plan),
                Verdict = Verdict.Invalid, Faults = [$"It ended by an error: {why.Split('\n')[0]}"],
                Findings = [], Seeds = [], Measurements = [], Fingerprint = "", Replay = "", BaselineName = "",
                Origin = new Origin(DateTimeOffset.UtcNow, TimeSpan.Zero, TimeSpan.Zero, "", "", ""),
            },
            claim.GetType(), replay);
        result = result with { Standing = new BaselineComparer().Judge(result, Baselines).Standing with { ReceivedFile = null } };
        Interlocked.Increment(ref _any);
        Interlocked.Increment(ref _decided);
        try
        {
            _results.Write(result);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unwritten.Add(result);
        }
    }

    /// <summary>Draws and renders all of it, and leaves nothing: what a rehearsal is for.</summary>
    internal void Rehearsed(Result result)
    {
        string folder = Directory.CreateTempSubdirectory("rehearsal").FullName;
        try
        {
            var judged = result with { Standing = new BaselineComparer().Judge(result, Baselines).Standing };
            new ResultFolder(folder).Write(judged);
            var report = ReportWriter.Render(folder, Options());
            if (report.Problems.Count > 0)
                throw new InvalidOperationException(
                    $"{result.Claim.Id}: the report of the rehearsal is not whole: {string.Join("; ", report.Problems)}");
            Tell($"{result.Claim.Id}: rehearsed in {Words.Duration(result.Origin.Wall)}.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Tells, every 15 seconds, what is done and how long the rest will take.</summary>
    /// <param name="cases">Claims and tiers that were asked for.</param>
    internal static IDisposable Watch(IReadOnlyList<(ClaimTest Claim, Tier Tier)> cases) =>
        new ProgressTeller(cases, text => Tell(text), () => All.Values.Sum(suite => Volatile.Read(ref suite._decided)));

    /// <summary>After the last claim: renders the folder of results,
    /// for the console and for GitHub, where it runs this.</summary>
    /// <exception cref="IOException">A report is not whole: the run is red.</exception>
    internal static void End()
    {
        var problems = All.Values.Where(suite => suite._any > 0 || !suite._skipped.IsEmpty || !suite._unrun.IsEmpty)
            .SelectMany(suite => suite.Close()).ToList();
        if (problems.Count > 0)
            throw new IOException($"The report is not whole. {string.Join(" ", problems)}");
    }

    // Returns what this run left out of its report.
    internal IEnumerable<string> Close()
    {
        var options = Options();
        var report = ReportWriter.Render(
            Artifacts, options with { Since = _began, Unwritten = [.. _unwritten], Notes = [.. options.Notes, .. Notes()] });
        using var console = new StringWriter { NewLine = "\n" };
        GitHubSummary.Publish(report, console);
        // It begins on a line of its own, behind whatever the console puts in front of a message.
        TellAtEnd($"\n\n{SummaryText.Render(report)}\n{console}"
            + $"{SummaryText.Ending(report, Path.Combine(Artifacts, ReportWriter.PageFile))}\n");
        return report.Problems.Skip(report.Unread);
    }

    private ReportOptions Options() => ReportOptionsOf(_assembly);

    /// <summary>How the results of an assembly's claims are rendered, here and by the command line.</summary>
    public static ReportOptions ReportOptionsOf(Assembly assembly)
    {
        var about = assembly.GetCustomAttribute<WriteUpAttribute>();
        return new()
        {
            Title = about?.Title ?? "",
            Baselines = about is null ? null : BaselinesOf(assembly),
            Registry = RegistryOf(assembly),
            Sentences = about?.Sentences ?? [],
            Png = chart => Painter.Draw(chart) is { Png.Length: > 0 } picture ? picture.Png : null,
            Html = (report, png) => HtmlReport.Render(report, png),
        };
    }

    private string[] Notes() =>
    [
        .. _unrun.IsEmpty ? (string[])[]
            : [$"Not run yet at the write-up's budget: {Ids(_unrun)}. `{Checkout.Call("train --list")}` says what is lacking."],
        .. _skipped.GroupBy(s => s.Why).Select(group => $"Skipped: {Ids(group.Select(s => s.Claim))}: {group.Key}")
            .Order(NaturalOrder.Instance),
    ];

    private static string Ids(IEnumerable<string> claims) => string.Join(", ", claims.Distinct().Order(NaturalOrder.Instance));

    private sealed class Taken(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
