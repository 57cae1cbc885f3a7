using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>No published run, or too few, to decide anything.</summary>
internal sealed class MissingRunsException(string message) : Exception(message);

/// <summary>How a plan is carried out.</summary>
/// <param name="Lab">Where runs come from.</param>
internal sealed record Conditions(ILab Lab)
{
    /// <summary>One look at so many seeds, in place of the plan's schedule.</summary>
    public int? Seeds { get; init; }

    /// <summary>Added to every seed index: seeds that no plan was made with.</summary>
    public int FirstSeed { get; init; }

    /// <summary>Trains and computes what the verdict depends on, and nothing that is shown beside it.</summary>
    public bool VerdictOnly { get; init; }
}

/// <summary>
/// Carries a plan out: trains seeds until its decisions, its controls and the untrained control are decided, then measures.
/// </summary>
internal sealed class Examination
{
    private readonly Plan _plan;
    private readonly Conditions _conditions;
    private readonly int _firstSeed;
    private long _trained;

    private Examination(Plan plan, Conditions conditions) =>
        (_plan, _conditions, _firstSeed) = (plan, conditions, plan.FirstSeed + conditions.FirstSeed);

    /// <summary>The result, without its origin's machine and its standing.</summary>
    /// <exception cref="PlanException">The plan cannot decide.</exception>
    /// <exception cref="MissingRunsException">
    /// Published tier: a decision, a control or a network that must have learned has not the runs of a first look.
    /// </exception>
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
            Headline = plan.Told([]),
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

        var training = TimeSpan.FromTicks(examination._trained);
        return result with { Origin = result.Origin with { Wall = clock.Elapsed, Training = training } };
    }

    // A run that is not what it says decides nothing.
    private static InvalidRunException? InvalidRun(Exception e) =>
        e as InvalidRunException
            ?? (e as AggregateException)?.Flatten().InnerExceptions.OfType<InvalidRunException>().FirstOrDefault();

    private Result Result(Result empty)
    {
        var (decisions, controls) = (Asked(_plan.Decisions), Asked(_plan.Controls));
        bool Lacks(Decision decision) => decision.Arms.Any(arm => Available(arm, _plan.Tier) < decision.Schedule!.Seeds[0]);
        if (decisions.Concat(controls).Any(Lacks) || _plan.Preconditions.Any(p => Available(p.Arm, _plan.Tier) < FirstLook))
            throw new MissingRunsException(Missing());

        // Side by side from the start, so that no core waits for another arm's last seed.
        Arm[] decided = [.. decisions.SelectMany(d => d.Arms)];
        var first = FirstLooks(decisions).Concat(FirstLooks(controls).Where(look => !decided.Contains(look.Arm)));
        var runs = Train(None, first.Concat(Wanted(m => m.Seeds)), _plan.Tier);
        (var findings, runs) = Decide(decisions, runs, _plan.Tier);
        int most = runs.SeedIndices.Count;
        runs = Train(runs, Wanted(m => m.Seeds is null ? most : null).Where(want => runs.SeedsOf(want.Arm) == 0), _plan.Tier);
        // A control may look longer than the claim; its further seeds are not the claim's.
        var (sabotaged, _) = Decide(controls, runs, _plan.Tier);
        runs = Train(runs, Needed(runs, arm => arm), _plan.Tier);

        // The untrained control is looked at as often as the claim was, and no longer.
        Decision As(Decision d, Finding f) => d.On(Plan.Untrained) with { Schedule = d.Schedule!.UpTo(f.Seeds) ?? d.Schedule };
        var (without, untrained) = Decide([.. decisions.Zip(findings, As)], None, Tier.Quick);
        untrained = Train(untrained, Needed(untrained, Plan.Untrained), Tier.Quick);

        Measurement[] measurements =
        [
            .. from measured in Shown
               let seeds = Math.Min(measured.Seeds ?? int.MaxValue, runs.SeedsOf(measured.Quantity))
               where seeds > 0
               select new Measurement(measured.Quantity.Name, measured.Quantity.Unit, runs.Values(measured.Quantity, seeds)),
        ];
        string[] faults = [.. Judge.Faults(_plan, runs, findings, sabotaged, untrained, without, measurements)];
        Arm[] arms = [.. _plan.Arms.Where(arm => runs.SeedsOf(arm) > 0)];
        return empty with
        {
            Verdict = faults.Length > 0 ? Verdict.Invalid : Judge.Gravest(findings.Select(f => f.Verdict)),
            Faults = faults,
            Findings = findings,
            Headline = _plan.Told(measurements),
            Tried = _conditions.VerdictOnly ? [] : [.. Judge.All(_plan.Tried, runs).Where(finding => finding.Seeds > 0)],
            Controls = sabotaged,
            Twin = without,
            Power = [.. decisions.Zip(findings, PowerSentence.Of).OfType<PowerNote>()],
            Seeds = runs.SeedIndices,
            Measurements = measurements,
            Curves = [.. arms.SelectMany(arm => runs.Runs(arm).Select(run => new Curve(arm.Name, run.Seed, run.Curve)))],
            Charts = _conditions.VerdictOnly ? [] : [.. _plan.Charts.Select(chart => chart(runs))],
            Tables = _conditions.VerdictOnly ? [] : [.. _plan.Tables.Select(table => table(runs))],
            Fingerprint = Hash(arms.SelectMany(runs.Runs).Select(run => run.Fingerprint)),
        };
    }

    private RunTable None => new([], _conditions.Lab.Parallelism);

    // The one loop that asks for more seeds, and alone trains them: those of the decisions that are not decided yet.
    private (IReadOnlyList<Finding> Findings, RunTable Runs) Decide(IReadOnlyList<Decision> decisions, RunTable runs, Tier tier)
    {
        var findings = Judge.All(decisions, runs);
        foreach (int seeds in decisions.SelectMany(d => d.Schedule!.Seeds).Distinct().Order())
        {
            var open = decisions.Where((d, i) => !Judge.IsDecided(findings[i]) && d.Schedule!.Seeds.Contains(seeds));
            var there = open.Where(d => d.Arms.All(arm => seeds <= Available(arm, tier)));
            runs = Train(runs, there.SelectMany(d => d.Arms).Select(arm => (arm, seeds)), tier);
            findings = Judge.All(decisions, runs);
        }

        return (findings, runs);
    }

    private RunTable Train(RunTable runs, IEnumerable<(Arm Arm, int Seeds)> wanted, Tier tier)
    {
        var lacking = (
            from want in wanted
            group want.Seeds by want.Arm into seeds
            let all = Enumerable.Range(_firstSeed, seeds.Max())
            select (Arm: seeds.Key, Seeds: all.Skip(runs.SeedsOf(seeds.Key)).ToArray())).ToList();
        (IExperiment, int)[] jobs =
            [.. lacking.SelectMany(want => want.Seeds, (want, seed) => (want.Arm.Experiment, seed)).Distinct()];
        if (jobs.Length == 0)
            return runs;
        var trained = _conditions.Lab.Runs(jobs, tier, spent => Interlocked.Add(ref _trained, spent.Ticks));
        var of = jobs.Zip(trained).ToDictionary(x => x.First, x => x.Second);
        return runs.With(
            from want in lacking
            where want.Seeds.Length > 0
            select (want.Arm, (IReadOnlyList<IRun>)[.. want.Seeds.Select(seed => of[(want.Arm.Experiment, seed)])]));
    }

    private IReadOnlyList<Decision> Asked(IReadOnlyList<Decision> decisions) =>
        _conditions.Seeds is { } n ? [.. decisions.Select(d => d.At(n))] : decisions;

    private int FirstLook => _conditions.Seeds ?? _plan.FirstLook;

    private static IEnumerable<(Arm Arm, int Seeds)> FirstLooks(IEnumerable<Decision> decisions) =>
        decisions.SelectMany(d => d.Arms.Select(arm => (arm, d.Schedule!.Seeds[0])));

    // Arms that must have learned, and that no decision asked for.
    private IEnumerable<(Arm Arm, int Seeds)> Needed(RunTable runs, Func<Arm, Arm> of) =>
        from condition in _plan.Preconditions
        let arm = of(condition.Arm)
        where runs.SeedsOf(arm) == 0
        select (arm, FirstLook);

    private IReadOnlyList<(Quantity Quantity, int? Seeds)> Shown => _conditions.VerdictOnly ? []
        : _conditions.Lab.Device.Exact ? _plan.Measured
        : [.. _plan.Measured.Select(m => (m.Quantity, m.Seeds ?? _plan.BandSeeds))];

    // The seeds that measurements ask for, as far as there are any.
    private IEnumerable<(Arm Arm, int Seeds)> Wanted(Func<(Quantity Quantity, int? Seeds), int?> seeds) =>
        from measured in Shown
        let wanted = seeds(measured)
        where wanted is not null
        let there = measured.Quantity.Arms.Min(arm => Available(arm, _plan.Tier))
        from arm in measured.Quantity.Arms
        select (arm, Math.Min(Math.Min(wanted.Value, _conditions.Seeds ?? int.MaxValue), there));

    private int Available(Arm arm, Tier tier) => _conditions.Lab.Available(arm.Experiment, tier, _firstSeed);

    private string Missing()
    {
        var lacks = _plan.Lacks(experiment => Available(new Arm("", experiment), _plan.Tier), _conditions.Seeds).ToList();
        double hours = lacks.DistinctBy(lack => lack.Arm.Experiment.Canonical)
            .Sum(lack => (lack.Wanted - lack.There) * (lack.Arm.Experiment.Takes ?? TimeSpan.Zero).TotalHours);
        string from = _firstSeed > 0 ? $" from seed {_firstSeed} on" : "";
        string arms = string.Join(", ", lacks.Select(lack => $"{lack.Arm.Name} ({lack.There} of {lack.Wanted} seeds)"));
        string said = $"Runs of the write-up's budget are not published{from}: {arms}.";
        if (hours == 0 || _firstSeed > 0)
            return said;
        string told = FormattableString.Invariant($"{(hours < 10 ? Math.Round(hours, 1) : Math.Round(hours))}");
        return $"{said} `{Checkout.Call($"train {_plan.Claim.Id}")}` trains them in some {told} core hours.";
    }

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
