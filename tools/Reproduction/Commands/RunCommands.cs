using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Spectre.Console.Cli;
using Spectre.Console;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Results;
using Reproduction;

namespace Reproduction.Tool.Commands;

internal sealed class AuditOptions : RunOptions
{
    [CommandArgument(0, "[FILE]")]
    [Description("Files of published runs to replay, from the repository's root, in place of a choice.")]
    public string[] Files { get; init; } = [];

    [CommandOption("--count <RUNS>")]
    [Description("How many published runs are replayed, chosen by the seed.")]
    [DefaultValue(1)]
    public int Count { get; init; } = 1;

    [CommandOption("--all")]
    [Description("All of them.")]
    public bool All { get; init; }

    [CommandOption("--seed <NUMBER>")]
    [Description("Chooses the runs; the same seed chooses the same ones. Drawn, and said, where none is named.")]
    public int? Seed { get; init; }

    [CommandOption("--steps <STEPS>")]
    [Description("Replays so many steps at most; to the end, weights and metrics included, where none are named.")]
    public int? Steps { get; init; }

    public override ValidationResult Validate() =>
        Count < 1 ? ValidationResult.Error("--count is 1 or more.")
        : Files.Length > 0 && (All || Seed is not null)
            ? ValidationResult.Error("Files that are named are not chosen: leave out --all and --seed.")
        : Steps < 1 ? ValidationResult.Error("--steps is 1 or more.") : ValidationResult.Success();
}

internal sealed class AuditCommand(IAnsiConsole console, Place at) : RunCommand<AuditOptions>(at)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override int On<T>(ClaimsAssembly claims, IReadOnlyList<Plan> plans, AuditOptions options,
        CancellationToken cancellation)
    {
        if (!T.Engine.Exact)
            throw new ToolException(
                "Runs are replayed on the embedded engine, whose bits anybody can prove: use the command line of that engine.");
        var (published, wrong) = (options.In<T>(Place, claims), 0);
        string[] named = [.. options.Files.Select(file => Path.GetFullPath(file, Place.Root))];
        if (Array.Find(named, file => !File.Exists(file)) is { } missing)
            throw new ToolException($"There is no file {Place.Shown(missing)}.");
        Run<T>[] all =
        [
            .. Readable(published.Files.Except(named)).Concat(Readable(named))
                .Where(run => run.Numerics == T.Engine.Device.Numerics).Select(run => run.Run),
        ];
        if (all.Length == 0)
            throw new ToolException($"There are no published runs of this build's numeric contract ({T.Engine.Device.Numerics}) "
                + $"in {Place.Shown(options.Runs ?? claims.Runs(exact: true))}.");
        var audit = new Audit<T>(Path.Combine(Place.Artifacts, "audit.json"), experiment => Plan.MetricsOf(plans, experiment));
        // A choice that the publisher knew beforehand would check nothing.
        var seed = options.Seed ?? RandomNumberGenerator.GetInt32(1_000_000);
        var (chosen, how) = named.Length > 0 ? ([.. all.Where(run => named.Contains(run.PublishedIn))], "as named")
            : options.All ? (all, "all of them")
            : (Audit<T>.Pick(all, options.Count, seed), $"chosen by seed {seed} (--seed {seed} repeats the choice)");
        var takes = chosen.Aggregate(TimeSpan.Zero, (sum, run) => sum + (run.Experiment.Takes ?? TimeSpan.Zero)
            * Math.Min(1, (double)(options.Steps ?? run.Experiment.Steps) / run.Experiment.Steps));
        console.Line($"{Words.Count(chosen.Count, "run")} of {all.Length}, {how}, each "
            + $"{(options.Steps is { } few ? $"up to step {few}" : "to its end")}, about {Words.Duration(takes)} on one core.");
        foreach (var run in chosen)
        {
            var name = $"{run.Experiment.Name}, seed {run.Seed}";
            var told = Stopwatch.StartNew();
            try
            {
                var steps = audit.Replay(run, options.Steps, step =>
                {
                    if (told.Elapsed < Every)
                        return;
                    told.Restart();
                    console.Line($"  {name}: step {step} of {Math.Min(options.Steps ?? int.MaxValue, run.Experiment.Steps)}, "
                        + $"equal so far");
                });
                console.Line($"{name}: {steps} of {Words.Count(run.Experiment.Steps, "step")} equal to the last "
                    + $"bit{(steps == run.Experiment.Steps ? ", final weights and metrics too" : "")}.");
            }
            catch (InvalidRunException e)
            {
                Wrong(e.Message);
            }
        }
        console.Line($"Replayed on this machine so far: {Words.Percent(audit.ShareOf(all).Share)} of all published steps.");
        return wrong == 0 ? 0 : 1;

        // An unreadable file is reported, and the others are still read.
        IEnumerable<PublishedRun<T>> Readable(IEnumerable<string> files)
        {
            foreach (var file in files)
            {
                PublishedRun<T>? run = null;
                try
                {
                    run = published.Read(file);
                }
                catch (InvalidRunException e)
                {
                    Wrong(e.Message);
                }
                if (run is not null && run.Numerics != T.Engine.Device.Numerics && named.Contains(file))
                    Wrong($"{Place.Shown(file)} follows the numeric contract \"{run.Numerics}\", this build "
                        + $"\"{T.Engine.Device.Numerics}\": it cannot be replayed here.");
                if (run is not null)
                    yield return run;
            }
        }

        void Wrong(string why)
        {
            wrong++;
            console.Line(why.ReplaceLineEndings(" "));
        }
    }
}

internal sealed class PublishOptions : RunOptions
{
    [CommandOption("--reason <WHY>")]
    [Description("Why they are published, in a sentence; goes into each file.")]
    public string Reason { get; init; } = "";

    [CommandOption("--replace")]
    [Description("A run may take the place of a published one whose proof fails, since the model was changed.")]
    public bool Replace { get; init; }
}

internal sealed class PublishCommand(IAnsiConsole console, Place at) : RunCommand<PublishOptions>(at)
{
    protected override void Demand(PublishOptions options)
    {
        if (Place.Ci)
            throw new ToolException(
                "Nothing is published from CI: publish on the machine that trained the runs, and commit them.");
        if (string.IsNullOrWhiteSpace(options.Reason))
            throw new ToolException($"A run is published for a reason, which goes into its file: {Place.Name} "
                + $"publish{options.Named}{(options.Replace ? " --replace" : "")} --reason \"...\"");
        if (Settings.Current.Rehearsal)
            throw new ToolException("A rehearsal publishes nothing: unset REPRODUCTION_REHEARSAL.");
    }

    protected override int On<T>(ClaimsAssembly claims, IReadOnlyList<Plan> plans, PublishOptions options,
        CancellationToken cancellation)
    {
        var kept = new KeptRuns<T>(Path.Combine(Place.Artifacts, "runs"), Place.Error);
        var publishing = new Publishing<T>(options.In<T>(Place, claims), experiment => Plan.MetricsOf(plans, experiment),
            Machine.Here(T.Engine.Device.Class).ToString());
        var (written, there, left) = (new List<Run<T>>(), 0, 0);
        foreach (var (experiment, seed) in Kept(plans, kept, options.In<T>(Place, claims)))
        {
            try
            {
                var run = kept.Read(experiment, seed)!;
                var (file, isNew) = publishing.Publish(run, options.Reason, options.Replace);
                if (isNew)
                {
                    console.Line($"Published: {Place.Shown(file)}");
                    written.Add(run);
                }
                else
                {
                    there++;
                }
            }
            catch (Exception e) when (e is InvalidDataException or InvalidRunException)
            {
                left++;
                Place.Error.WriteLine(Plain.Of($"{e.Message.ReplaceLineEndings(" ")} Not published: {experiment.Name}, seed "
                    + $"{seed}, kept in {Place.Shown(kept.PathOf(experiment, seed))}."
                    + $"{(e is InvalidDataException or ProofException ? " Delete that file, and train again." : "")}"));
            }
        }
        if (written.Count + there + left == 0)
            throw new ToolException($"No run of these claims is kept in {Place.Shown(Path.Combine(Place.Artifacts, "runs"))}: "
                + $"{Place.Name} train{options.Named} trains and keeps them.");
        console.Line($"{Words.Count(written.Count, "run")} published; {there} had been.");
        var published = options.In<T>(Place, claims);
        var decided = plans.Where(plan => T.Engine.Device.Exact && plan.CanBeDecided(experiment => published.Count((T)experiment))
            && plan.Arms.Any(arm => written.Exists(run => run.Experiment == (T)arm.Experiment))).ToList();
        if (decided.Count > 0)
            console.Line(
                $"Decided from them: {string.Join(", ", decided.Select(plan => plan.Claim.Id))}. Next: dotnet test --filter "
                + $"Category=Published, then {Place.Name} pending. A decided claim without approval is red.");
        return left == 0 ? 0 : 2;
    }

    // Without a gap in the seeds, as a claim takes them: those of other machines are published, and need not be kept here.
    private static IEnumerable<(T Experiment, int Seed)> Kept<T>(IEnumerable<Plan> plans, KeptRuns<T> kept,
        PublishedRuns<T> published)
        where T : class, IRecipe<T> =>
        from experiment in plans.SelectMany(plan => plan.Trained).Select(arm => (T)arm.Experiment).Distinct()
        let behind = published.Count(experiment)
        from seed in Enumerable.Range(0, int.MaxValue)
            .TakeWhile(seed => seed < behind || File.Exists(kept.PathOf(experiment, seed)))
        where File.Exists(kept.PathOf(experiment, seed))
        select (experiment, seed);
}
