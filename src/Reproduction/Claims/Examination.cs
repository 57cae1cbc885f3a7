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

/// <summary>Carries a plan out: trains, decides, decides again on untrained twins, measures.</summary>
public sealed class Examination
{
    private readonly Plan _plan;
    private readonly Conditions _conditions;
    private readonly int _firstSeed;
    private readonly Evidence _evidence;
    private readonly Evidence _again;
    private readonly Evidence _twins;

    private Examination(Plan plan, Conditions conditions)
    {
        (_plan, _conditions) = (plan, conditions);
        _firstSeed = plan.FirstSeed + conditions.FirstSeed;
        _evidence = new Evidence(conditions.Lab, plan.Tier, _firstSeed);
        _again = new Evidence(conditions.Lab, plan.Tier, _firstSeed + OnceMore.From);
        _twins = new Evidence(conditions.Lab, Tier.Quick, _firstSeed);
    }

    /// <summary>The result, without its origin's machine and its standing.</summary>
    /// <exception cref="PlanException">The plan cannot decide.</exception>
    /// <exception cref="MissingRunsException">Published tier: a decision, a control or a network that must have learned has not the runs of a first look.</exception>
    public static Result Of(Plan plan, Conditions conditions)
    {
        plan.Check();
        var (started, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        try
        {
            return new Examination(plan, conditions).Result();
        }
        catch (Exception e) when (InvalidRun(e) is { } invalid)
        {
            return Invalid(plan, conditions, invalid.Message, new Origin(started, clock.Elapsed, TimeSpan.Zero, "", "", ""));
        }
    }

    private static InvalidRunException? InvalidRun(Exception e) =>
        e as InvalidRunException ?? (e as AggregateException)?.Flatten().InnerExceptions.OfType<InvalidRunException>().FirstOrDefault();

    // Nothing is decided by a run that is not what it says.
    private static Result Invalid(Plan plan, Conditions conditions, string why, Origin origin) => new()
    {
        Claim = plan.Claim,
        Decides = plan.Sentence,
        Tier = plan.Tier,
        Device = conditions.Lab.Device,
        Plan = plan.Canonical,
        Registration = plan.Registration,
        Verdict = Verdict.Invalid,
        Faults = [why],
        Findings = [],
        Seeds = [],
        Measurements = [],
        Differences = plan.Differences,
        Reduced = plan.ReducedTo,
        Fingerprint = "",
        Replay = "",
        BaselineName = "",
        Origin = origin,
    };

    private Result Result()
    {
        var (started, clock) = (DateTimeOffset.UtcNow, Stopwatch.StartNew());
        string registration = _plan.Registration;
        if (_plan.Tier == Tier.Published
            && (_plan.Decisions.Concat(_plan.Controls).Any(d => LooksOf(d) is null)
                || _plan.Preconditions.Any(p => Available(p.Arm.Experiment) < (_conditions.Seeds ?? _plan.FirstLook))))
            throw new MissingRunsException(Missing());
        TrainFirstLooks();
        Finding[] first = [.. _plan.Decisions.Select(d => Decide(d, LooksOf(d), _evidence))];
        var again = Again(first);
        Finding[] findings = [.. first.Zip(again, OnceMore.Both)];
        foreach (var (quantity, seeds) in Measured)
            if (Wanted(quantity, seeds) is > 0 and var n)
                _evidence.Ask(quantity.Arms.Where(arm => seeds is not null || _evidence.SeedsOf(arm) == 0).Select(arm => (arm, n)));
        _evidence.Decided();
        Finding[] controls = [.. _plan.Controls.Select(d => Decide(d, LooksOf(d), _evidence))];
        _evidence.Ask(NeededOf(_evidence));
        // A twin is looked at as often as the claim was, and no longer.
        Finding[] twin = [.. _plan.Decisions.Zip(findings, (d, finding) => Decide(d.On(Twin), finding.Seeds > 0 ? LooksOf(d)?.UpTo(finding.Seeds) : LooksOf(d), _twins))];
        _twins.Ask(NeededOf(_twins, Twin));

        Measurement[] measurements =
        [
            .. Measured.Select(m => (m.Quantity, Seeds: m.Seeds is { } own ? Math.Min(own, _evidence.SeedsOf(m.Quantity)) : _evidence.SeedsOf(m.Quantity)))
                .Where(m => m.Seeds > 0)
                .Select(m => new Measurement(m.Quantity.Name, m.Quantity.Unit, [.. _evidence.Values(m.Quantity).Take(m.Seeds)])),
        ];
        var faults = Faults(findings, controls, twin, measurements);
        return new Result
        {
            Claim = _plan.Claim,
            Decides = _plan.Sentence,
            Tier = _plan.Tier,
            Device = _conditions.Lab.Device,
            Plan = _plan.Canonical,
            Registration = registration,
            Power = _plan.Power,
            Verdict = faults.Count > 0 ? Verdict.Invalid : Worst(findings),
            Faults = faults,
            Findings = findings,
            Controls = controls,
            Twin = twin,
            OnceMore = [.. again.SelectMany(f => f).OfType<Finding>()],
            Seeds = _evidence.SeedIndices,
            Measurements = measurements,
            Curves = [.. ShownArms.SelectMany(arm => _evidence.Runs(arm).Select(run => new Curve(arm.Name, run.Seed, run.Curve)))],
            Charts = _conditions.VerdictOnly ? [] : [.. _plan.Charts.Select(chart => chart(_evidence))],
            Tables = _conditions.VerdictOnly ? [] : [.. _plan.Tables.Select(table => table(_evidence))],
            Differences = _plan.Differences,
            Reduced = _plan.ReducedTo,
            Fingerprint = Hash(new[] { _evidence, _again }.SelectMany(all => _plan.Arms.Where(arm => all.SeedsOf(arm) > 0).SelectMany(all.Runs)).Select(run => run.Fingerprint)),
            Replay = "",
            BaselineName = "",
            Origin = new Origin(started, clock.Elapsed, _evidence.Trained + _again.Trained + _twins.Trained, "", "", ""),
        };
    }

    // Of each decision that fails what its parts come to on other seeds; null where their runs are not published.
    private IReadOnlyList<Finding?[]> Again(Finding[] first)
    {
        var asked = _plan.Decisions.Zip(first, (decision, finding) => finding.Verdict != Verdict.Fails ? []
            : OnceMore.Asks(_plan, decision, part => Decide(part, LooksOf(part), _evidence)).Select(part => (Part: part, Looks: LooksOf(part)!.UpTo(finding.Seeds)!)).ToArray()).ToList();
        bool There((Decision Part, Looks Looks) x) => OnceMore.Lacks([(x.Part, x.Looks.Last)], experiment => _conditions.Lab.Available(experiment, _plan.Tier, _firstSeed + OnceMore.From)).Count == 0;
        _again.Ask(asked.SelectMany(parts => parts).Where(There).SelectMany(x => x.Part.Quantities.SelectMany(q => q.Arms).Select(arm => (arm, x.Looks.Seeds[0]))));
        return [.. asked.Select(parts => parts.Select(x => There(x) ? Decide(x.Part, x.Looks, _again) : null).ToArray())];
    }

    // Side by side from the start, so that no core waits for another arm's last seed.
    private void TrainFirstLooks()
    {
        var decided = FirstLooks(_plan.Decisions).ToList();
        _evidence.Ask(decided.Concat(FirstLooks(_plan.Controls).Where(control => decided.All(d => d.Arm != control.Arm))));
        if (_plan.Tier != Tier.Published)
            _evidence.Ask(Measured.Where(m => m.Seeds is not null).SelectMany(m => m.Quantity.Arms.Select(arm => (arm, Wanted(m.Quantity, m.Seeds)))));
    }

    // Arms that must have learned, and that no decision asked for.
    private IEnumerable<(Arm Arm, int Seeds)> NeededOf(Evidence evidence, Func<Arm, Arm>? twin = null) =>
        from arm in _plan.Preconditions.Select(condition => twin is null ? condition.Arm : twin(condition.Arm)).Distinct()
        where evidence.SeedsOf(arm) == 0
        select (arm, _conditions.Seeds ?? _plan.FirstLook);

    private IEnumerable<(Arm Arm, int Seeds)> FirstLooks(IEnumerable<Decision> decisions) =>
        decisions.SelectMany(d => LooksOf(d) is { } looks ? d.Quantities.SelectMany(q => q.Arms).Select(arm => (arm, looks.Seeds[0])) : []);

    private IReadOnlyList<(Quantity Quantity, int? Seeds)> Measured =>
        _conditions.VerdictOnly ? [] : _conditions.Lab.Device.Exact ? _plan.Measured : [.. _plan.Measured.Select(m => (m.Quantity, m.Seeds ?? _plan.BandSeeds))];

    private IEnumerable<Arm> ShownArms => _plan.Arms.Where(arm => _evidence.SeedsOf(arm) > 0);

    // What a measurement needs that no decision asked for: its own number of seeds, or the claim's.
    private int Wanted(Quantity quantity, int? seeds)
    {
        int wanted = Math.Min(seeds ?? _evidence.Seeds, _conditions.Seeds ?? int.MaxValue);
        return Math.Min(wanted, quantity.Arms.Min(arm => Available(arm.Experiment)));
    }

    private Looks? LooksOf(Decision decision)
    {
        var looks = _conditions.Seeds is { } n ? Looks.At(n) : _plan.LooksOf(decision);
        return looks.UpTo(decision.Quantities.SelectMany(q => q.Arms).Min(arm => Available(arm.Experiment)));
    }

    private int Available(IExperiment experiment) => _conditions.Lab.Available(experiment, _plan.Tier, _firstSeed);

    private static Finding Decide(Decision decision, Looks? looks, Evidence evidence) => looks is not null
        ? decision.Decide(evidence.Sample, looks)
        : Finding.NotYet(decision.Name, "too few of the runs that its first look needs are published.");

    private static Arm Twin(Arm arm) => new(arm.Name, arm.Experiment.Untrained);

    private List<string> Faults(Finding[] findings, Finding[] controls, Finding[] twin, Measurement[] measurements)
    {
        var faults = new List<string>();
        faults.AddRange(findings.Concat(controls).Where(f => f.Verdict == Verdict.Invalid).Select(f => $"\"{f.Name}\" is invalid: {f.Reason}"));
        faults.AddRange(controls.Where(f => f.Verdict == Verdict.Holds).Select(f => $"control \"{f.Name}\" holds, so the claim shows nothing"));
        foreach (var measurement in measurements)
            for (int i = 0; i < measurement.PerSeed.Count; i++)
                if (double.IsNaN(measurement.PerSeed[i]))
                    faults.Add($"\"{measurement.Name}\" is NaN for seed {_evidence.SeedIndices[i]} (a diverged run counts as infinite, never as NaN)");
        faults.AddRange(NotLearned(_evidence).Concat(NotLearned(_again)).Distinct());
        faults.AddRange(TwinFaults(findings, twin));
        return faults;
    }

    private IEnumerable<string> NotLearned(Evidence evidence, Func<Arm, Arm>? twin = null) =>
        from condition in _plan.Preconditions
        let arm = twin is null ? condition.Arm : twin(condition.Arm)
        where evidence.SeedsOf(arm) > 0
        let worst = evidence.Values(arm, condition.Metric).Min()
        where !(worst > condition.AtLeast)
        select $"{arm.Name} did not learn: its worst seed has {condition.Metric.Name} {Words.Number(worst)}, not more than {Words.Number(condition.AtLeast)}, so nothing follows from comparing it";

    // What comes out the same on networks that learned nothing says nothing of those that did. An identity must hold on both.
    private IEnumerable<string> TwinFaults(Finding[] findings, Finding[] twin)
    {
        var both = _plan.Decisions.Zip(findings, twin).Select(x => (Decision: x.First, Trained: x.Second, Untrained: x.Third)).ToList();
        bool IsIdentity(Decision decision) => decision.IsIdentity || _plan.Claim.Kind == Kind.Identity;
        foreach (var x in both.Where(x => IsIdentity(x.Decision) && x.Trained.Verdict == Verdict.Holds && x.Untrained.Verdict != Verdict.Holds))
            yield return $"\"{x.Decision.Name}\" is an identity, and does not hold on the untrained networks: {x.Untrained.Reason}";
        var learned = both.Where(x => !IsIdentity(x.Decision)).ToList();
        if (learned.Count == 0)
            yield break;
        var verdict = Worst(learned.Select(x => x.Trained));
        // An untrained network may well fail as a trained one does, and hold what allows a difference or asks for no progress: there it is enough that the trained ones learned.
        bool excused = (verdict == Verdict.Fails || learned.TrueForAll(x => x.Decision.NeedsNoLearning || x.Decision is Below { ByFactor: < 1 })) && NotLearned(_twins, Twin).Any();
        if (verdict is Verdict.Holds or Verdict.Fails && verdict == Worst(learned.Select(x => x.Untrained)) && !excused)
            yield return $"the null twin, the same networks untrained, gets the same verdict: {string.Join("; ", learned.Select(x => x.Untrained.Reason))}";
    }

    private string Missing()
    {
        var lacks = _plan.Lacks(Available, _conditions.Seeds).ToList();
        double hours = lacks.DistinctBy(lack => lack.Arm.Experiment.Canonical).Sum(lack => (lack.Wanted - lack.There) * (lack.Arm.Experiment.Takes ?? TimeSpan.Zero).TotalHours);
        return $"Runs of the write-up's budget are not published{(_firstSeed > 0 ? $" from seed {_firstSeed} on" : "")}: {string.Join(", ", lacks.Select(lack => $"{lack.Arm.Name} ({lack.There} of {lack.Wanted} seeds)"))}."
            + (hours > 0 && _firstSeed == 0 ? FormattableString.Invariant($" `weightpred train {_plan.Claim.Id}` trains them in some {(hours < 10 ? Math.Round(hours, 1) : Math.Round(hours))} hours of one core.") : "");
    }

    private static Verdict Worst(IEnumerable<Finding> findings) => findings.Select(f => f.Verdict).MaxBy(verdict => verdict switch
    {
        Verdict.Holds => 0,
        Verdict.Fails => 1,
        Verdict.Untestable => 2,
        Verdict.Undecided => 3,
        _ => 4,
    });

    private static string Hash(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
