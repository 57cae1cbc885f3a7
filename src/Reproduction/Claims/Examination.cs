using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>No published run, or too few, to decide anything.</summary>
public sealed class MissingRunsException(string message) : Exception(message);

/// <summary>How a plan is carried out.</summary>
/// <param name="Lab">Where runs come from.</param>
public sealed record Conditions(ILab Lab)
{
    /// <summary>One look at so many seeds, in place of the plan's schedule.</summary>
    public int? Seeds { get; init; }

    /// <summary>Added to every seed index: seeds that no plan was made with.</summary>
    public int FirstSeed { get; init; }

    /// <summary>Trains and computes what the verdict depends on, and nothing that is shown beside it.</summary>
    public bool VerdictOnly { get; init; }
}

/// <summary>Carries a plan out: trains seeds until its decisions, its controls and the untrained control are decided, then measures.</summary>
public sealed class Examination
{
    private readonly Plan _plan;
    private readonly Conditions _conditions;
    private readonly int _firstSeed;
    private long _trained;

    private Examination(Plan plan, Conditions conditions) =>
        (_plan, _conditions, _firstSeed) = (plan, conditions, plan.FirstSeed + conditions.FirstSeed);

    /// <summary>The result, without its origin's machine and its standing.</summary>
    /// <exception cref="PlanException">The plan cannot decide.</exception>
    /// <exception cref="MissingRunsException">Published tier: a decision, a control or a network that must have learned has not the runs of a first look.</exception>
    public static Result Of(Plan plan, Conditions conditions)
    {
        plan.Check();
        var (started, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        var empty = new Result
        {
            Claim = plan.Claim,
            Decides = plan.Sentence,
            Tier = plan.Tier,
            Device = conditions.Lab.Device,
            Plan = plan.Canonical,
            Registration = plan.Registration,
            Verdict = Verdict.Invalid,
            Findings = [],
            Seeds = [],
            Measurements = [],
            Differences = plan.Differences,
            Reduced = plan.ReducedTo,
            Fingerprint = "",
            Replay = "",
            BaselineName = "",
            Origin = new Origin(started, TimeSpan.Zero, TimeSpan.Zero, "", "", ""),
        };
        var examination = new Examination(plan, conditions);
        var result = empty;
        try
        {
            result = examination.Result(empty);
        }
        catch (Exception e) when (InvalidRun(e) is { } invalid)
        {
            result = empty with { Faults = [invalid.Message] };
        }

        return result with { Origin = result.Origin with { Wall = clock.Elapsed, Training = TimeSpan.FromTicks(examination._trained) } };
    }

    // Nothing is decided by a run that is not what it says.
    private static InvalidRunException? InvalidRun(Exception e) =>
        e as InvalidRunException ?? (e as AggregateException)?.Flatten().InnerExceptions.OfType<InvalidRunException>().FirstOrDefault();

    private Result Result(Result empty)
    {
        var (decisions, controls) = (Asked(_plan.Decisions), Asked(_plan.Controls));
        if (_plan.Tier == Tier.Published
            && (decisions.Concat(controls).Any(d => Available(d) < d.Schedule!.Seeds[0]) || _plan.Preconditions.Any(p => Available(p.Arm, _plan.Tier) < FirstLook)))
            throw new MissingRunsException(Missing());

        // Side by side from the start, so that no core waits for another arm's last seed.
        Arm[] decided = [.. decisions.SelectMany(d => d.Arms)];
        var runs = Train(
            new RunTable([], _conditions.Lab.Parallelism),
            [.. FirstLooks(decisions), .. FirstLooks(controls).Where(look => !decided.Contains(look.Arm)), .. Shown.Where(m => m.Seeds is not null).SelectMany(m => Wanted(m.Quantity, m.Seeds!.Value))],
            _plan.Tier);
        (var findings, runs) = Decide(decisions, runs, _plan.Tier);
        int most = runs.SeedIndices.Count;
        runs = Train(runs, Shown.Where(m => m.Seeds is null).SelectMany(m => Wanted(m.Quantity, most)).Where(want => runs.SeedsOf(want.Arm) == 0), _plan.Tier);
        // A control may look longer than the claim; its further seeds are not the claim's.
        var (sabotaged, _) = Decide(controls, runs, _plan.Tier);
        runs = Train(runs, Needed(runs, arm => arm), _plan.Tier);

        // The untrained control is looked at as often as the claim was, and no longer.
        var (untrained, nothing) = Decide(
            [.. decisions.Zip(findings, (d, finding) => d.On(Plan.Untrained) with { Schedule = d.Schedule!.UpTo(finding.Seeds) ?? d.Schedule })], new RunTable([], _conditions.Lab.Parallelism), Tier.Quick);
        nothing = Train(nothing, Needed(nothing, Plan.Untrained), Tier.Quick);

        Measurement[] measurements =
        [
            .. from measured in Shown
               let seeds = Math.Min(measured.Seeds ?? int.MaxValue, runs.SeedsOf(measured.Quantity))
               where seeds > 0
               select new Measurement(measured.Quantity.Name, measured.Quantity.Unit, runs.Values(measured.Quantity, seeds)),
        ];
        string[] faults = [.. Judge.Faults(_plan, runs, nothing, findings, sabotaged, untrained, measurements)];
        Arm[] arms = [.. _plan.Arms.Where(arm => runs.SeedsOf(arm) > 0)];
        return empty with
        {
            Verdict = faults.Length > 0 ? Verdict.Invalid : Judge.Gravest(findings.Select(f => f.Verdict)),
            Faults = faults,
            Findings = findings,
            Controls = sabotaged,
            Twin = untrained,
            Power = [.. decisions.Zip(findings, PowerSentence.Of).OfType<PowerNote>()],
            Seeds = runs.SeedIndices,
            Measurements = measurements,
            Curves = [.. arms.SelectMany(arm => runs.Runs(arm).Select(run => new Curve(arm.Name, run.Seed, run.Curve)))],
            Charts = _conditions.VerdictOnly ? [] : [.. _plan.Charts.Select(chart => chart(runs))],
            Tables = _conditions.VerdictOnly ? [] : [.. _plan.Tables.Select(table => table(runs))],
            Fingerprint = Hash(arms.SelectMany(runs.Runs).Select(run => run.Fingerprint)),
        };
    }

    // The one loop that asks for more seeds, and alone trains them: those of the decisions that are not decided yet.
    private (IReadOnlyList<Finding> Findings, RunTable Runs) Decide(IReadOnlyList<Decision> decisions, RunTable runs, Tier tier)
    {
        var findings = Judge.All(decisions, runs);
        foreach (int seeds in decisions.SelectMany(d => d.Schedule!.Seeds).Distinct().Order())
        {
            var open = decisions.Zip(findings).Where(x => !Judge.IsDecided(x.Second) && x.First.Schedule!.Seeds.Contains(seeds)).Select(x => x.First);
            runs = Train(runs, open.Where(d => d.Arms.All(arm => seeds <= Available(arm, tier))).SelectMany(d => d.Arms.Select(arm => (arm, seeds))), tier);
            findings = Judge.All(decisions, runs);
        }

        return (findings, runs);
    }

    private RunTable Train(RunTable runs, IEnumerable<(Arm Arm, int Seeds)> wanted, Tier tier)
    {
        var lacking = wanted.GroupBy(want => want.Arm, want => want.Seeds)
            .Select(want => (Arm: want.Key, Seeds: Enumerable.Range(_firstSeed, want.Max()).Skip(runs.SeedsOf(want.Key)).ToArray()))
            .Where(want => want.Seeds.Length > 0).ToList();
        (IExperiment, int)[] jobs = [.. lacking.SelectMany(want => want.Seeds.Select(seed => (want.Arm.Experiment, seed))).Distinct()];
        if (jobs.Length == 0)
            return runs;
        var trained = jobs.Zip(_conditions.Lab.Runs(jobs, tier, spent => Interlocked.Add(ref _trained, spent.Ticks))).ToDictionary(x => x.First, x => x.Second);
        return runs.With(lacking.Select(want => (want.Arm, (IReadOnlyList<IRun>)[.. want.Seeds.Select(seed => trained[(want.Arm.Experiment, seed)])])));
    }

    private IReadOnlyList<Decision> Asked(IReadOnlyList<Decision> decisions) =>
        _conditions.Seeds is { } n ? [.. decisions.Select(d => d.At(n))] : decisions;

    private int FirstLook => _conditions.Seeds ?? _plan.FirstLook;

    private static IEnumerable<(Arm Arm, int Seeds)> FirstLooks(IEnumerable<Decision> decisions) =>
        decisions.SelectMany(d => d.Arms.Select(arm => (arm, d.Schedule!.Seeds[0])));

    // Arms that must have learned, and that no decision asked for.
    private IEnumerable<(Arm Arm, int Seeds)> Needed(RunTable runs, Func<Arm, Arm> of) =>
        _plan.Preconditions.Select(condition => of(condition.Arm)).Where(arm => runs.SeedsOf(arm) == 0).Select(arm => (arm, FirstLook));

    private IReadOnlyList<(Quantity Quantity, int? Seeds)> Shown => _conditions.VerdictOnly ? []
        : _conditions.Lab.Device.Exact ? _plan.Measured
        : [.. _plan.Measured.Select(m => (m.Quantity, m.Seeds ?? _plan.BandSeeds))];

    // The seeds that a measurement asks for, as far as there are any.
    private IEnumerable<(Arm Arm, int Seeds)> Wanted(Quantity quantity, int seeds)
    {
        int there = Math.Min(Math.Min(seeds, _conditions.Seeds ?? int.MaxValue), quantity.Arms.Min(arm => Available(arm, _plan.Tier)));
        return quantity.Arms.Select(arm => (arm, there));
    }

    private int Available(Decision decision) => decision.Arms.Min(arm => Available(arm, _plan.Tier));

    private int Available(Arm arm, Tier tier) => _conditions.Lab.Available(arm.Experiment, tier, _firstSeed);

    private string Missing()
    {
        var lacks = _plan.Lacks(experiment => _conditions.Lab.Available(experiment, _plan.Tier, _firstSeed), _conditions.Seeds).ToList();
        double hours = lacks.DistinctBy(lack => lack.Arm.Experiment.Canonical).Sum(lack => (lack.Wanted - lack.There) * (lack.Arm.Experiment.Takes ?? TimeSpan.Zero).TotalHours);
        return $"Runs of the write-up's budget are not published{(_firstSeed > 0 ? $" from seed {_firstSeed} on" : "")}: {string.Join(", ", lacks.Select(lack => $"{lack.Arm.Name} ({lack.There} of {lack.Wanted} seeds)"))}."
            + (hours > 0 && _firstSeed == 0 ? FormattableString.Invariant($" `weightpred train {_plan.Claim.Id}` trains them in some {(hours < 10 ? Math.Round(hours, 1) : Math.Round(hours))} hours of one core.") : "");
    }

    private static string Hash(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
