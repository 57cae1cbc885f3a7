using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Cli;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Training;
using WeightPred.Training.Engines;
using WeightPred.Training.Runs;

namespace WeightPred.Tool.Commands;

internal sealed class TrainOptions : RunOptions
{
    [CommandArgument(0, "[CLAIM]")]
    [Description("Claims' ids, in the order in which they are wanted; all where none is named.")]
    public string[] Ids { get; init; } = [];

    [CommandOption("--seeds <NUMBER>")]
    [Description("So many seeds of every arm, in place of those of a first look.")]
    public int? Seeds { get; init; }

    [CommandOption("--list")]
    [Description("Says what is lacking, and what it costs; trains nothing.")]
    public bool List { get; init; }

    public override ValidationResult Validate() => Seeds < 1 ? ValidationResult.Error("--seeds is 1 or more.") : ValidationResult.Success();
}

/// <summary>Trains what nobody has published yet; a run that is interrupted goes on where it stopped.</summary>
internal sealed class TrainCommand(IAnsiConsole console, Place place) : Command<TrainOptions>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    public override int Execute(CommandContext context, TrainOptions options, CancellationToken cancellation)
    {
        var plans = Chosen(options, options.FullPlans(place));
        var published = options.In(place);
        var lacking = LackingRuns.Of(plans, published, options.Seeds, console);
        foreach (var runs in lacking.GroupBy(run => run.Experiment))
            console.Line($"{runs.Key.Name}: {Words.Count(runs.Count(), "run")} lacking, from seed {runs.First().Seed} on{(runs.Key.Takes is { } one ? $", about {Words.Duration(one * runs.Count())} on one core" : "")}.");
        console.Line(lacking.Count == 0
            ? $"Nothing is lacking: {(options.Ids.Length == 0 ? "every claim has" : $"{string.Join(", ", plans.Select(plan => plan.Claim.Id))} ha{(plans.Length == 1 ? "s" : "ve")}")} the published runs {(options.Seeds is { } many ? $"of {Words.Count(many, "seed")}" : "of a first look")}."
            : $"In all {Words.Count(lacking.Count, "run")}, about {Words.Duration(lacking.Aggregate(TimeSpan.Zero, (sum, run) => sum + (run.Experiment.Takes ?? TimeSpan.Zero)))} on one core.");
        return options.List || lacking.Count == 0 || Train(lacking, options, cancellation) ? 0 : 2;
    }

    private static Plan[] Chosen(TrainOptions options, Plan[] plans) => options.Ids.Length == 0 ? plans
        : [.. options.Ids.Select(id => Array.Find(plans, plan => string.Equals(plan.Claim.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw new ToolException($"There is no claim {id}: there are {string.Join(", ", plans.Select(plan => plan.Claim.Id))}."))];

    // Whether all are on the disk in the end.
    private bool Train(List<(Experiment Experiment, int Seed)> lacking, TrainOptions options, CancellationToken cancellation)
    {
        var folder = Path.Combine(place.Artifacts, "runs");
        var (lab, on) = (new Laboratory(folder, place.Error), new KeptRuns(folder));
        lab.CheckDevice();
        var (clock, total, kept) = (Stopwatch.StartNew(), lacking.Sum(run => run.Experiment.Cost), 0);
        using var teller = new Timer(_ => Tell(), null, Every, Every);
        // One at a time to each core, in the order of the claims: what is wanted first is done first.
        Parallel.ForEach(Partitioner.Create(lacking, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = lab.Parallelism, CancellationToken = cancellation }, run =>
        {
            lab.Runs([(run.Experiment, run.Seed)], Tier.Full);
            console.Line(File.Exists(on.PathOf(run.Experiment, run.Seed))
                ? $"Trained and kept: {run.Experiment.Name}, seed {run.Seed} ({Interlocked.Increment(ref kept)} of {lacking.Count})."
                : $"Trained and NOT kept: {run.Experiment.Name}, seed {run.Seed}. Make room in {place.Shown(folder)}, and start again: its last checkpoint is used.");
        });
        var published = options.In(place);
        var replace = lacking.Exists(run => File.Exists(published.PathOf(run.Experiment, run.Seed))) ? " --replace" : "";
        console.Line($"{Words.Count(kept, "run")} kept in {place.Shown(folder)}. Next: {place.Name} publish{options.Named}{replace} --reason \"...\"");
        return kept == lacking.Count;

        void Tell()
        {
            var work = lab.Work;
            console.Line($"  {kept} of {lacking.Count} kept after {Words.Duration(clock.Elapsed)}, {(work.Done > 0 ? Words.Left(clock.Elapsed, work.Done, total) : "no step is done yet")}; training {work.Now}");
        }
    }
}
