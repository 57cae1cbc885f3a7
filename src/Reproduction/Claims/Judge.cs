using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// From decisions and a table of runs to findings: pure, so that a claim, its controls, pages and planted faults are judged
/// alike.
/// </summary>
internal static class Judge
{
    /// <summary>
    /// From the mildest to the gravest. A claim, or a table, is the conjunction of its parts: a fault voids it; one part that
    /// fails refutes it, whatever the others say; a part that no number of seeds can show keeps it from being shown; an open part
    /// leaves it open.
    /// </summary>
    private static readonly Verdict[] Severity =
        [Verdict.Holds, Verdict.Undecided, Verdict.Untestable, Verdict.Fails, Verdict.Invalid];

    /// <summary>The verdict of a conjunction.</summary>
    public static Verdict Gravest(IEnumerable<Verdict> parts) => parts.MaxBy(verdict => Array.IndexOf(Severity, verdict));

    /// <summary>The findings of a plan's decisions, as far as the runs go.</summary>
    public static IReadOnlyList<Finding> All(Plan plan, RunTable runs) => All(plan.Decisions, runs);

    /// <summary>The findings of decisions that have their schedules, as far as the runs go.</summary>
    public static IReadOnlyList<Finding> All(IEnumerable<Decision> decisions, RunTable runs) =>
        [.. decisions.Select(decision => Of(decision, runs))];

    /// <summary>The finding at the first look that decides, else at the last for which there are runs.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public static Finding Of(Decision decision, RunTable runs)
    {
        var schedule = decision.Schedule
            ?? throw new ArgumentException($"\"{decision.Name}\" has no schedule: a plan gives it one, or At(5).");
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
        bool alike = look.Seeds > 1 && all.TrueForAll(values => double.IsFinite(values[0]) && Moments.AllEqual(values));
        return alike && !decision.IsIdentity ? FindingText.SeedsAlike(decision.Name, decision.Quantities.First().Name) : null;
    }

    /// <summary>The reasons why a result is Invalid; none where it is sound.</summary>
    /// <param name="plan">As it was carried out.</param>
    /// <param name="trained">Its runs.</param>
    /// <param name="findings">Findings of the decisions.</param>
    /// <param name="controls">Findings of the controls.</param>
    /// <param name="untrained">Runs of the untrained control, whose arms have the same names.</param>
    /// <param name="without">Findings of its decisions on those.</param>
    /// <param name="measurements">Shown beside them.</param>
    internal static IEnumerable<string> Faults(
        Plan plan, RunTable trained, IReadOnlyList<Finding> findings, IReadOnlyList<Finding> controls,
        RunTable untrained, IReadOnlyList<Finding> without, IReadOnlyList<Measurement> measurements) =>
    [
        .. from finding in findings.Concat(controls)
           where finding.Verdict == Verdict.Invalid
           select $"\"{finding.Name}\" is invalid: {finding.Reason}",
        .. from control in controls
           where control.Verdict == Verdict.Holds
           select $"control \"{control.Name}\" holds, so the claim shows nothing",
        .. from measurement in measurements
           from value in measurement.PerSeed.Zip(trained.SeedIndices)
           where double.IsNaN(value.First)
           select $"\"{measurement.Name}\" is NaN for seed {value.Second} (a diverged run counts as infinite, never as NaN)",
        .. NotLearned(plan, trained, arm => arm),
        .. UntrainedFaults(plan, findings, untrained, without),
    ];

    private static IEnumerable<string> NotLearned(Plan plan, RunTable runs, Func<Arm, Arm> of) =>
        from condition in plan.Preconditions
        let arm = of(condition.Arm)
        where runs.SeedsOf(arm) > 0
        let worst = runs.Values(arm[condition.Metric]).Min()
        where !(worst > condition.AtLeast)
        select $"{arm.Name} did not learn: its worst seed has {condition.Metric.Name} {Words.Number(worst)}, "
            + $"not more than {Words.Number(condition.AtLeast)}, so nothing follows from comparing it";

    // A verdict that networks without training get, too, says nothing of training. An identity must hold on both.
    private static IEnumerable<string> UntrainedFaults(
        Plan plan, IReadOnlyList<Finding> findings, RunTable untrained, IReadOnlyList<Finding> without)
    {
        (Decision Decision, Finding Trained, Finding Untrained)[] all = [.. plan.Decisions.Zip(findings, without)];
        bool IsIdentity(Decision decision) => decision.IsIdentity || plan.Claim.Kind == Kind.Identity;
        bool IsBroken(Finding one, Finding other) => one.Verdict == Verdict.Holds && other.Verdict != Verdict.Holds;
        foreach (var x in all.Where(x => IsIdentity(x.Decision) && IsBroken(x.Trained, x.Untrained)))
            yield return $"\"{x.Decision.Name}\" is an identity, and does not hold on untrained networks: {x.Untrained.Reason}";
        var learned = all.Where(x => !IsIdentity(x.Decision)).ToList();
        if (learned.Count == 0)
            yield break;
        var verdict = Gravest(learned.Select(x => x.Trained.Verdict));
        // Untrained networks may fail as trained ones do, and may hold a decision that asks for no progress: there it is enough
        // that the plan's networks learned.
        bool asksForNone = learned.TrueForAll(x => x.Decision.NeedsNoLearning || x.Decision.AllowsDifference);
        bool excused = (verdict == Verdict.Fails || asksForNone) && NotLearned(plan, untrained, Plan.Untrained).Any();
        if (verdict is Verdict.Holds or Verdict.Fails && verdict == Gravest(learned.Select(x => x.Untrained.Verdict)) && !excused)
            yield return "the untrained control, the same networks without training, gets the same verdict: "
                + string.Join("; ", learned.Select(x => x.Untrained.Reason));
    }
}
