using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>From decisions and a table of runs to findings: pure, so that a claim, its controls, pages and planted faults are judged alike.</summary>
public static class Judge
{
    /// <summary>
    /// From the mildest to the gravest. A claim, or a table, is the conjunction of its parts: a fault voids it; one part that fails refutes
    /// it, whatever the others say; a part that no number of seeds can show keeps it from being shown; an open part leaves it open.
    /// </summary>
    private static readonly Verdict[] Severity = [Verdict.Holds, Verdict.Undecided, Verdict.Untestable, Verdict.Fails, Verdict.Invalid];

    /// <summary>The verdict of a conjunction.</summary>
    public static Verdict Gravest(IEnumerable<Verdict> parts) => parts.MaxBy(verdict => Array.IndexOf(Severity, verdict));

    /// <summary>The findings of a plan's decisions, as far as the runs go.</summary>
    public static IReadOnlyList<Finding> All(Plan plan, RunTable runs) => All(plan.Decisions, runs);

    /// <summary>The findings of decisions that have their schedules, as far as the runs go.</summary>
    public static IReadOnlyList<Finding> All(IEnumerable<Decision> decisions, RunTable runs) => [.. decisions.Select(decision => Of(decision, runs))];

    /// <summary>The finding at the first look that decides, else at the last for which there are runs.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public static Finding Of(Decision decision, RunTable runs)
    {
        var schedule = decision.Schedule ?? throw new ArgumentException($"\"{decision.Name}\" has no schedule: plan.Decisions give it one.", nameof(decision));
        int there = decision.Arms.Min(runs.SeedsOf);
        var finding = FindingText.NotYet(decision.Name, schedule.Seeds[0], there);
        foreach (int seeds in schedule.Seeds.TakeWhile(seeds => seeds <= there))
        {
            var look = new Look(runs, seeds, schedule);
            finding = (Fault(decision, look) ?? decision.Judge(look)) with { Seeds = seeds };
            if (IsDecided(finding))
                break;
        }

        return finding;
    }

    /// <summary>No further look is asked for.</summary>
    public static bool IsDecided(Finding finding) => finding.Verdict is not (Verdict.Undecided or Verdict.Untestable);

    // n copies of one run would pass for n runs without noise, and a t-test would be sure of anything.
    private static Finding? Fault(Decision decision, Look look)
    {
        var all = decision.Quantities.Select(look.Values).ToList();
        foreach (var values in all)
            for (int i = 0; i < values.Count; i++)
                if (double.IsNaN(values[i]))
                    return FindingText.NoValue(decision.Name, look.Seed(i));
        return !decision.IsIdentity && look.Seeds > 1 && all.TrueForAll(values => double.IsFinite(values[0]) && Moments.AllEqual(values))
            ? FindingText.SeedsAlike(decision.Name, decision.Quantities.First().Name)
            : null;
    }

    /// <summary>The reasons why a result is Invalid; none where it is sound.</summary>
    /// <param name="plan">As it was carried out.</param>
    /// <param name="trained">Its runs.</param>
    /// <param name="untrained">Those of the untrained control, whose arms have the same names.</param>
    /// <param name="findings">Of the decisions.</param>
    /// <param name="controls">Of the plan's controls.</param>
    /// <param name="control">Of the decisions on the untrained control.</param>
    /// <param name="measurements">Shown beside them.</param>
    internal static IEnumerable<string> Faults(
        Plan plan, RunTable trained, RunTable untrained, IReadOnlyList<Finding> findings, IReadOnlyList<Finding> controls, IReadOnlyList<Finding> control,
        IReadOnlyList<Measurement> measurements) =>
    [
        .. findings.Concat(controls).Where(f => f.Verdict == Verdict.Invalid).Select(f => $"\"{f.Name}\" is invalid: {f.Reason}"),
        .. controls.Where(f => f.Verdict == Verdict.Holds).Select(f => $"control \"{f.Name}\" holds, so the claim shows nothing"),
        .. from measurement in measurements
           from value in measurement.PerSeed.Select((value, i) => (Value: value, Seed: trained.SeedIndices[i]))
           where double.IsNaN(value.Value)
           select $"\"{measurement.Name}\" is NaN for seed {value.Seed} (a diverged run counts as infinite, never as NaN)",
        .. NotLearned(plan, trained, arm => arm),
        .. UntrainedFaults(plan, untrained, findings, control),
    ];

    private static IEnumerable<string> NotLearned(Plan plan, RunTable runs, Func<Arm, Arm> of) =>
        from condition in plan.Preconditions
        let arm = of(condition.Arm)
        where runs.SeedsOf(arm) > 0
        let worst = runs.Values(arm[condition.Metric]).Min()
        where !(worst > condition.AtLeast)
        select $"{arm.Name} did not learn: its worst seed has {condition.Metric.Name} {Words.Number(worst)}, not more than {Words.Number(condition.AtLeast)}, so nothing follows from comparing it";

    // A verdict that networks without training get, too, says nothing of training. An identity must hold on both.
    private static IEnumerable<string> UntrainedFaults(Plan plan, RunTable untrained, IReadOnlyList<Finding> findings, IReadOnlyList<Finding> control)
    {
        var all = plan.Decisions.Zip(findings, control).Select(x => (Decision: x.First, Trained: x.Second, Untrained: x.Third)).ToLookup(x => x.Decision.IsIdentity || plan.Claim.Kind == Kind.Identity);
        foreach (var x in all[true].Where(x => x.Trained.Verdict == Verdict.Holds && x.Untrained.Verdict != Verdict.Holds))
            yield return $"\"{x.Decision.Name}\" is an identity, and does not hold on the untrained networks: {x.Untrained.Reason}";
        var learned = all[false].ToList();
        if (learned.Count == 0)
            yield break;
        var verdict = Gravest(learned.Select(x => x.Trained.Verdict));
        // Untrained networks may fail as trained ones do, and may hold a decision that asks for no progress: there it is enough that the
        // plan's networks learned.
        bool excused = (verdict == Verdict.Fails || learned.TrueForAll(x => x.Decision.NeedsNoLearning || x.Decision.AllowsDifference))
            && NotLearned(plan, untrained, Plan.Untrained).Any();
        if (verdict is Verdict.Holds or Verdict.Fails && verdict == Gravest(learned.Select(x => x.Untrained.Verdict)) && !excused)
            yield return $"the untrained control, the same networks without training, gets the same verdict: {string.Join("; ", learned.Select(x => x.Untrained.Reason))}";
    }
}
