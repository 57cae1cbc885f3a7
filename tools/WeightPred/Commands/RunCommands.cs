using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Spectre.Console.Cli;
using Spectre.Console;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction;
using WeightPred.Recipes.Engines;

namespace WeightPred.Tool.Commands;

internal class RunOptions : PlanOptions
{
    [CommandOption("--runs <FOLDER>")]
    [Description("The folder of published runs, from the repository's root; the one of independent runs on an engine without exact bits.")]
    public string Runs { get; init; } = Engine.Exact ? PublishedRuns.Folder : PublishedRuns.Independent;

    public override string Named => base.Named + (Runs is PublishedRuns.Folder or PublishedRuns.Independent ? "" : Said("runs", Runs));

    /// <exception cref="ToolException">A folder is named that is not there.</exception>
    public PublishedRuns In(Place place) => Path.GetFullPath(Runs, place.Root) is var folder && (Directory.Exists(folder) || Runs is PublishedRuns.Folder or PublishedRuns.Independent)
        ? new(folder)
        : throw new ToolException($"There is no folder {place.Shown(folder)}: --runs names one, from the repository's root.");

    /// <summary>Plans of the write-up's budget: what their metrics are measured on is trained and published.</summary>
    /// <exception cref="ToolException">No claims are built, or claims on something else than the write-up's networks.</exception>
    public Plan[] FullPlans(Place place)
    {
        Plan[] plans = [.. ClaimsAssembly.Load(Claims, place).PlansToTrain];
        return plans.SelectMany(plan => plan.Arms).All(arm => arm.Experiment is Experiment) ? plans
            : throw new ToolException($"{Claims} holds claims on something else than this suite's networks: only their runs are trained, published and replayed here.");
    }

    /// <exception cref="ToolException">This program is on the engine that promises no bits.</exception>
    public static void DemandExactBits()
    {
        if (!Engine.Exact)
            throw new ToolException("Runs are replayed on the embedded engine, whose bits anybody can prove: dotnet run --project tools/WeightPred -- audit.");
    }
}

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
        : Files.Length > 0 && (All || Seed is not null) ? ValidationResult.Error("Files that are named are not chosen: leave out --all and --seed.")
        : Steps < 1 ? ValidationResult.Error("--steps is 1 or more.") : ValidationResult.Success();
}

internal sealed class AuditCommand(IAnsiConsole console, Place place) : Command<AuditOptions>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    public override int Execute(CommandContext context, AuditOptions options, CancellationToken cancellation)
    {
        var plans = options.FullPlans(place);
        RunOptions.DemandExactBits();
        var (published, wrong) = (options.In(place), 0);
        string[] named = [.. options.Files.Select(file => Path.GetFullPath(file, place.Root))];
        if (Array.Find(named, file => !File.Exists(file)) is { } missing)
            throw new ToolException($"There is no file {place.Shown(missing)}.");
        Run[] all =
        [
            .. Readable(published.Files.Except(named)).Concat(Readable(named)).Where(run => run.Numerics == Engine.Device.Numerics).Select(run => run.Run),
        ];
        if (all.Length == 0)
            throw new ToolException($"There are no published runs of this build's numeric contract ({Engine.Device.Numerics}) in {options.Runs}.");
        var audit = new Audit(Path.Combine(place.Artifacts, "audit.json"), experiment => Plan.MetricsOf(plans, experiment));
        // A choice that the publisher knew beforehand would check nothing.
        var seed = options.Seed ?? RandomNumberGenerator.GetInt32(1_000_000);
        var (chosen, how) = named.Length > 0 ? ([.. all.Where(run => named.Contains(run.PublishedIn))], "as named")
            : options.All ? (all, "all of them")
            : (Audit.Pick(all, options.Count, seed), $"chosen by seed {seed} (--seed {seed} repeats the choice)");
        console.Line($"{Words.Count(chosen.Count, "run")} of {all.Length}, {how}, each {(options.Steps is { } few ? $"up to step {few}" : "to its end")}"
            + $", about {Words.Duration(chosen.Aggregate(TimeSpan.Zero, (sum, run) => sum + (run.Experiment.Takes ?? TimeSpan.Zero) * Math.Min(1, (double)(options.Steps ?? run.Experiment.Steps) / run.Experiment.Steps)))} on one core.");
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
                    console.Line($"  {name}: step {step} of {Math.Min(options.Steps ?? int.MaxValue, run.Experiment.Steps)}, equal so far");
                });
                console.Line($"{name}: {steps} of {Words.Count(run.Experiment.Steps, "step")} equal to the last bit{(steps == run.Experiment.Steps ? ", final weights and metrics too" : "")}.");
            }
            catch (InvalidRunException e)
            {
                Wrong(e.Message);
            }
        }
        console.Line($"Replayed on this machine so far: {Words.Percent(audit.ShareOf(all).Share)} of all published steps.");
        return wrong == 0 ? 0 : 1;

        // An unreadable file is reported, and the others are still read.
        IEnumerable<PublishedRun> Readable(IEnumerable<string> files)
        {
            foreach (var file in files)
            {
                PublishedRun? run = null;
                try
                {
                    run = published.Read(file);
                }
                catch (InvalidRunException e)
                {
                    Wrong(e.Message);
                }
                if (run is not null && run.Numerics != Engine.Device.Numerics && named.Contains(file))
                    Wrong($"{place.Shown(file)} follows the numeric contract \"{run.Numerics}\", this build \"{Engine.Device.Numerics}\": "
                        + "it cannot be replayed here.");
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

internal sealed class PublishCommand(IAnsiConsole console, Place place) : Command<PublishOptions>
{
    public override int Execute(CommandContext context, PublishOptions options, CancellationToken cancellation)
    {
        if (place.Ci)
            throw new ToolException("Nothing is published from CI: publish on the machine that trained the runs, and commit them.");
        if (string.IsNullOrWhiteSpace(options.Reason))
            throw new ToolException($"A run is published for a reason, which goes into its file: {place.Name} publish{options.Named}{(options.Replace ? " --replace" : "")} --reason \"...\"");
        if (Settings.Current.Rehearsal)
            throw new ToolException("A rehearsal publishes nothing: unset WEIGHTPRED_REHEARSAL.");
        var plans = options.FullPlans(place);
        var kept = new KeptRuns(Path.Combine(place.Artifacts, "runs"), place.Error);
        var publishing = new Publishing(options.In(place), experiment => Plan.MetricsOf(plans, experiment), Machine.Here(Engine.Device.Class).ToString());
        var (written, there, left) = (new List<Run>(), 0, 0);
        foreach (var (experiment, seed) in Kept(plans, kept, options.In(place)))
        {
            try
            {
                var run = kept.Read(experiment, seed)!;
                var (file, isNew) = publishing.Publish(run, options.Reason, options.Replace);
                if (isNew)
                {
                    console.Line($"Published: {place.Shown(file)}");
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
                place.Error.WriteLine(Plain.Of($"{e.Message.ReplaceLineEndings(" ")} Not published: {experiment.Name}, seed {seed}, kept in {place.Shown(kept.PathOf(experiment, seed))}.{(e is InvalidDataException or ProofException ? " Delete that file, and train again." : "")}"));
            }
        }
        console.Line(written.Count + there + left == 0
            ? $"No run of the full budget is kept in {place.Shown(Path.Combine(place.Artifacts, "runs"))}: {place.Name} train{options.Named} trains and keeps them."
            : $"{Words.Count(written.Count, "run")} published; {there} had been.");
        var published = options.In(place);
        var decided = plans.Where(plan => Engine.Device.Exact && plan.CanBeDecided(experiment => published.Count((Experiment)experiment))
            && plan.Arms.Any(arm => written.Exists(run => run.Experiment == (Experiment)arm.Experiment))).ToList();
        if (decided.Count > 0)
            console.Line(
                $"Decided from them: {string.Join(", ", decided.Select(plan => plan.Claim.Id))}. Next: dotnet test --filter "
                + $"Category=Published, then {place.Name} pending. A decided claim without approval is red.");
        return left == 0 ? 0 : 2;
    }

    // Without a gap in the seeds, as a claim takes them: those of other machines are published, and need not be kept here.
    private static IEnumerable<(Experiment Experiment, int Seed)> Kept(IEnumerable<Plan> plans, KeptRuns kept, PublishedRuns published) =>
        from experiment in plans.SelectMany(plan => plan.Trained).Select(arm => (Experiment)arm.Experiment).Distinct()
        let behind = published.Count(experiment)
        from seed in Enumerable.Range(0, int.MaxValue).TakeWhile(seed => seed < behind || File.Exists(kept.PathOf(experiment, seed)))
        where File.Exists(kept.PathOf(experiment, seed))
        select (experiment, seed);
}
