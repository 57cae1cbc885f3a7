using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Spectre.Console.Cli;
using Spectre.Console;
using Reproduction.Claims;
using Reproduction.Files;
using Reproduction;

namespace Reproduction.Tool.Commands;

internal sealed class TrainOptions : RunOptions
{
    [CommandArgument(0, "[CLAIM]")]
    [Description("Claims' ids; all where none is named.")]
    public string[] Ids { get; init; } = [];

    [CommandOption("--seeds <NUMBER>")]
    [Description("So many seeds of every arm, in place of those of a first look.")]
    public int? Seeds { get; init; }

    [CommandOption("--task <NUMBER>")]
    [Description("Trains the run of this number in the list alone: an array's index.")]
    public int? Task { get; init; }

    [CommandOption("--shard <K/N>")]
    [Description("Trains every N-th run of the list, from the K-th on.")]
    public string? Shard { get; init; }

    [CommandOption("--list")]
    [Description("Says what is lacking, what it costs, what is done, and what trains where; trains nothing.")]
    public bool List { get; init; }

    // The value of --shard; (0, 0) where it is not K/N.
    private (int K, int N) Share =>
        Shard?.Split('/') is [var k, var n] && int.TryParse(k, out int from) && int.TryParse(n, out int each)
            ? (from, each) : default;

    public override ValidationResult Validate() =>
        Seeds < 1 ? ValidationResult.Error("--seeds is 1 or more.")
        : Shard is not null && (Share.K < 1 || Share.K > Share.N) ? ValidationResult.Error("--shard is K/N, K from 1 to N: 2/4.")
        : Shard is not null && Task is not null ? ValidationResult.Error("A task is one run: leave out --shard.")
        : ValidationResult.Success();

    /// <summary>Selects the runs of the list that the options ask for.</summary>
    /// <exception cref="ToolException">The list has no such task.</exception>
    public List<WantedRun<T>> Of<T>(List<WantedRun<T>> list)
        where T : class, IRecipe<T> =>
        Task is { } task
            ? [list.Find(run => run.Task == task)
                ?? throw new ToolException($"There is no task {task}: the list has 1 to {list.Count}.")]
        : Shard is not null ? list.FindAll(run => run.Task % Share.N == Share.K % Share.N) : list;
}

/// <summary>A run that nobody has published.</summary>
/// <param name="Task">Its number in the list, from 1 on: the same for everybody who has the commit.</param>
/// <param name="Experiment">The training.</param>
/// <param name="Seed">Seed index.</param>
internal sealed record WantedRun<T>(int Task, T Experiment, int Seed)
    where T : class, IRecipe<T>
{
    public override string ToString() => $"{Experiment.Name}, seed {Seed}";
}

/// <summary>Trains what nobody has published yet; a run that is interrupted goes on where it stopped.</summary>
internal sealed class TrainCommand(IAnsiConsole console, Place at) : RunCommand<TrainOptions>(at)
{
    /// <summary>The exit code of a training that a signal stopped, and that goes on when it is started again.</summary>
    private const int Again = 75;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    // Slurm's choice before a time limit: Linux's number, or that of macOS and BSD.
    private static readonly PosixSignal Usr1 = (PosixSignal)(OperatingSystem.IsLinux() ? 10 : 30);

    protected override int On<T>(ClaimsAssembly claims, IReadOnlyList<Plan> all, TrainOptions options,
        CancellationToken cancellation)
    {
        var plans = Chosen(options, [.. all]);
        var published = options.In<T>(Place, claims);
        // The longest first: the last to end began early.
        List<WantedRun<T>> list =
        [
            .. LackingRuns.Of(plans, published, options.Seeds, console).OrderByDescending(run => run.Experiment.Cost)
                .ThenBy(run => run.Experiment.Canonical, StringComparer.Ordinal).ThenBy(run => run.Seed)
                .Select((run, i) => new WantedRun<T>(i + 1, run.Experiment, run.Seed)),
        ];
        if (list.Count == 0)
        {
            console.Line($"Nothing is lacking: the runs of "
                + $"{(options.Seeds is { } many ? Words.Count(many, "seed") : "a first look")} are published, of "
                + $"{(options.Ids.Length == 0 ? "every claim" : string.Join(", ", plans.Select(plan => plan.Claim.Id)))}.");
            return 0;
        }

        string folder = Path.Combine(Place.Artifacts, "runs");
        var (wanted, kept) = (options.Of(list), new KeptRuns<T>(folder));
        var done = wanted.AsParallel().WithDegreeOfParallelism(LackingRuns.Workers<T>())
            .Where(run => kept.Has(run.Experiment, run.Seed)).ToHashSet();
        string[] Row(WantedRun<T> run) => [$"{run.Task}", $"{run}", Core([run]), Where(run, kept, done.Contains(run))];
        if (options.List)
            console.Table(["task", "run", "on one core", "where it is"], wanted.Select(Row));
        var left = wanted.FindAll(run => !done.Contains(run));
        console.Line($"In all {Words.Count(wanted.Count, "run")}, about {Core(wanted)} on one core: {wanted.Count - left.Count} "
            + $"done, {left.Count} left{(left.Count > 0 ? $", about {Core(left)}" : "")}.");
        return options.List ? 0 : Train(wanted, folder, kept, published, options, cancellation);
    }

    private static string Core<T>(IEnumerable<WantedRun<T>> runs)
        where T : class, IRecipe<T> =>
        Words.Duration(TimeSpan.FromSeconds(runs.Sum(run => (run.Experiment.Takes ?? TimeSpan.Zero).TotalSeconds)));

    // From the folder alone: who trains it may be on any machine.
    private static string Where<T>(WantedRun<T> run, KeptRuns<T> kept, bool done)
        where T : class, IRecipe<T> =>
        done ? "done"
        : File.Exists(kept.PathOf(run.Experiment, run.Seed)) ? "left: the kept one is not by this code"
        : kept.Begun(run.Experiment, run.Seed) is not var (part, written) ? "left"
        : $"{part.Host}: step {part.Step} of {run.Experiment.Steps}, {Words.Number(part.Step / part.Spent.TotalSeconds)}/s, "
            + $"heard of {Words.Duration(DateTime.UtcNow - written)} ago";

    private static Plan[] Chosen(TrainOptions options, Plan[] plans) => options.Ids.Length == 0 ? plans
        : [.. options.Ids.Select(
            id => Array.Find(plans, plan => string.Equals(plan.Claim.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolException($"There is no claim {id}: there are "
                + $"{string.Join(", ", plans.Select(plan => plan.Claim.Id))}. --claims DLL names another project's."))];

    private int Train<T>(List<WantedRun<T>> wanted, string folder, KeptRuns<T> on, PublishedRuns<T> published,
        TrainOptions options, CancellationToken cancellation)
        where T : class, IRecipe<T>
    {
        DemandRoom(folder);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var usr1 = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(Usr1, Stop);
        ILab lab = new Laboratory<T>(folder, Place.Error, stop: stop.Token);
        lab.CheckDevice();
        var (clock, total, kept) = (Stopwatch.StartNew(), wanted.Sum(run => run.Experiment.Cost), 0);
        using var teller = new Timer(_ => Tell(), null, Every, Every);
        try
        {
            var cores = new ParallelOptions { MaxDegreeOfParallelism = lab.Parallelism, CancellationToken = stop.Token };
            Parallel.ForEach(Partitioner.Create(wanted, EnumerablePartitionerOptions.NoBuffering), cores, run =>
            {
                Insist((Run<T>)lab.Runs([(run.Experiment, run.Seed)], Tier.Full)[0]);
                console.Line($"Kept: {run} ({Interlocked.Increment(ref kept)} of {wanted.Count}).");
            });
        }
        catch (OperationCanceledException)
        {
            console.Line($"Stopped: {kept} of {wanted.Count} kept in {Place.Shown(folder)}, with a checkpoint of each that "
                + "trained. The same command goes on.");
            return Again;
        }
        string replace = wanted.Exists(run => File.Exists(published.PathOf(run.Experiment, run.Seed))) ? " --replace" : "";
        console.Line($"{Words.Count(kept, "run")} kept in {Place.Shown(folder)}. Next: {Place.Name} "
            + $"publish{options.Named}{replace} --reason \"...\"");
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        // Hours of training wait for room; the laboratory has said why.
        void Insist(Run<T> run)
        {
            string path = on.PathOf(run.Experiment, run.Seed);
            if (!File.Exists(path))
                console.Line($"NOT kept yet: {run}. Make room in {Place.Shown(folder)}: this is tried until it can be kept.");
            for (; !File.Exists(path); on.Keep(run))
                if (stop.Token.WaitHandle.WaitOne(Every))
                    stop.Token.ThrowIfCancellationRequested();
        }

        void Tell()
        {
            var work = lab.Work;
            console.Line($"  {kept} of {wanted.Count} kept after {Words.Duration(clock.Elapsed)}, "
                + $"{work.Left(clock.Elapsed, total)}; {work.Now}");
        }
    }

    // Nothing is trained that cannot be kept.
    private void DemandRoom(string folder)
    {
        try
        {
            string probe = Path.Combine(folder, $"{Environment.ProcessId}.probe");
            WholeFile.Write(probe, new byte[1 << 20]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"Nothing can be kept in {Place.Shown(folder)}, so nothing is trained: {e.Message.TrimEnd('.')}. Make room "
                + "there, or name another folder: REPRODUCTION_ARTIFACTS.");
        }
    }
}
