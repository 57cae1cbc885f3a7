using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>What the runs that there are say of a plan, part by part: those of other parts may be missing.</summary>
/// <param name="plan">Whose parts.</param>
/// <param name="first">From an experiment to its runs, of consecutive seeds; the first of them has the same index in every experiment.</param>
/// <param name="again">The same for deciding <see cref="OnceMore"/>.</param>
public sealed class PartialEvidence(Plan plan, Func<IExperiment, IReadOnlyList<IRun>> first, Func<IExperiment, IReadOnlyList<IRun>> again)
{
    private readonly Dictionary<string, IReadOnlyList<IRun>> _first = [];
    private readonly Dictionary<string, IReadOnlyList<IRun>> _again = [];

    /// <summary>A quantity at every seed that all of its arms have.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<double> Values(Quantity quantity) => Values(quantity, quantity.Arms.Min(arm => First(arm.Experiment).Count), First);

    /// <summary>What a part comes to the first time; null where its first look lacks runs.</summary>
    /// <param name="part">A decision of the plan, or a part that is <see cref="Asked"/> once more.</param>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public Finding? Decide(Decision part) => plan.LooksOf(part, experiment => First(experiment).Count) is { } looks ? part.Decide(Sample(First), looks) : null;

    /// <summary>What a part that is <see cref="Asked"/> comes to the second time; null where that lacks runs.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public Finding? Again(Decision part) => Lacks([part]).Count == 0 ? part.Decide(Sample(Again), plan.LooksOf(part).UpTo(Decide(part)!.Seeds)!) : null;

    /// <summary>What a decision comes to, once or twice as it must be made; null where its first look lacks runs.</summary>
    /// <param name="decision">One of the plan's.</param>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public Finding? Both(Decision decision) => Decide(decision) is { } finding ? OnceMore.Both(finding, [.. OnceMore.Asks(plan, decision, Decide).Select(Again)]) : null;

    /// <summary>What is asked once more: decisions that fail, and of a printed table the cells that fail by themselves, whether or not the others are there.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<Decision> Asked() => [.. plan.Decisions.SelectMany(decision => OnceMore.Asks(plan, decision, Decide))];

    /// <summary>Of each arm what is lacking to ask it, but for decisions of which a part has failed twice: those have failed.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<Lack> LacksOnceMore() => Lacks(
        plan.Decisions.Select(decision => OnceMore.Asks(plan, decision, Decide).ToList()).Where(parts => !parts.Exists(part => Again(part)?.Verdict == Verdict.Fails)).SelectMany(parts => parts));

    private IReadOnlyList<Lack> Lacks(IEnumerable<Decision> parts) => OnceMore.Lacks(parts.Select(part => (part, Decide(part)!.Seeds)), experiment => Again(experiment).Count);

    private static Func<Quantity, Func<int, Sample>> Sample(Func<IExperiment, IReadOnlyList<IRun>> runs) =>
        quantity => n => new Sample([.. runs(quantity.Arms.First().Experiment).Take(n).Select(run => run.Seed)], Values(quantity, n, runs));

    private static double[] Values(Quantity quantity, int seeds, Func<IExperiment, IReadOnlyList<IRun>> runs) =>
        [.. Enumerable.Range(0, seeds).Select(i => quantity.Of(part => part.Metric.Value(runs(part.Arm.Experiment)[i])))];

    private IReadOnlyList<IRun> First(IExperiment experiment) => Known(_first, experiment, first);

    private IReadOnlyList<IRun> Again(IExperiment experiment) => Known(_again, experiment, again);

    private static IReadOnlyList<IRun> Known(Dictionary<string, IReadOnlyList<IRun>> known, IExperiment experiment, Func<IExperiment, IReadOnlyList<IRun>> runs) =>
        known.TryGetValue(experiment.Canonical, out var there) ? there : (known[experiment.Canonical] = runs(experiment));
}
