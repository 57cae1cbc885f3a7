using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>What the runs that there are say of a plan, part by part: those of other parts may be missing.</summary>
/// <param name="plan">Whose parts.</param>
/// <param name="runs">From an experiment to its runs, of consecutive seeds; the first of them has the same index in every experiment.</param>
public sealed class PartialEvidence(Plan plan, Func<IExperiment, IReadOnlyList<IRun>> runs)
{
    /// <summary>Index of the first seed for deciding once more: no plan was made with these.</summary>
    public const int OnceMore = 20_000;

    private readonly Dictionary<string, IReadOnlyList<IRun>> _runs = [];

    /// <summary>What the published runs say, each of them proven.</summary>
    /// <param name="plan">Whose parts.</param>
    /// <param name="lab">Where the runs come from.</param>
    /// <param name="firstSeed">Index of the first seed: 0, or <see cref="OnceMore"/>.</param>
    public static PartialEvidence Published(Plan plan, ILab lab, int firstSeed) =>
        new(plan, experiment => lab.Runs([.. Enumerable.Range(firstSeed, lab.Available(experiment, Tier.Published, firstSeed)).Select(seed => (experiment, seed))], Tier.Published));

    /// <summary>A quantity at every seed that all of its arms have.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<double> Values(Quantity quantity) => Values(quantity, quantity.Arms.Min(arm => Of(arm.Experiment).Count));

    /// <summary>What a part comes to; null where its first look lacks runs.</summary>
    /// <param name="part">A decision of the plan, or one of <see cref="Contrary"/>.</param>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public Finding? Decide(Decision part) => plan.LooksOf(part, experiment => Of(experiment).Count) is { } looks ? part.Decide(Sample, looks) : null;

    /// <summary>What came out against the write-up: decisions that fail, and of a printed table the cells that fail by themselves, whether or not the others are there. None of a suggestion, which claims nothing.</summary>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<Decision> Contrary() => plan.Claim.Kind is not (Kind.Result or Kind.Hypothesis) ? []
        : [.. plan.Decisions.SelectMany(decision => decision is IsPlausibleTable table ? table.Alone : [decision]).Where(part => Decide(part)?.Verdict == Verdict.Fails)];

    /// <summary>Of each arm what is lacking to decide once more what came out against the write-up, after as many seeds as it took.</summary>
    /// <param name="again">The same plan on the seeds from <see cref="OnceMore"/> on.</param>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<Lack> LacksOnceMore(PartialEvidence again) =>
    [
        .. from part in Contrary()
           let seeds = Decide(part)!.Seeds
           from arm in part.Quantities.SelectMany(quantity => quantity.Arms).Distinct()
           group seeds by arm into wanted
           let there = again.Of(wanted.Key.Experiment).Count
           where there < wanted.Max()
           select new Lack(wanted.Key, there, wanted.Max()),
    ];

    /// <summary>Why what came out against the write-up cannot stand: it was not decided once more, or came out otherwise then. Empty where all of it was found again.</summary>
    /// <param name="again">The same plan on the seeds from <see cref="OnceMore"/> on.</param>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public string NotFoundAgain(PartialEvidence again) =>
        LacksOnceMore(again).Count > 0
            ? $"it was not decided once more: `weightpred train {plan.Claim.Id}` trains what is lacking, `weightpred publish` publishes it."
            : string.Join(" ", from part in Contrary()
                               let second = again.Decide(part)!
                               where second.Verdict != Verdict.Fails
                               select $"\"{part.Name}\" came out otherwise once more, on other seeds: {second.Reason}");

    private Func<int, Sample> Sample(Quantity quantity) => n => new Sample([.. Of(quantity.Arms.First().Experiment).Take(n).Select(run => run.Seed)], Values(quantity, n));

    private double[] Values(Quantity quantity, int seeds) => [.. Enumerable.Range(0, seeds).Select(i => quantity.Of(part => part.Metric.Value(Of(part.Arm.Experiment)[i])))];

    private IReadOnlyList<IRun> Of(IExperiment experiment) =>
        _runs.TryGetValue(experiment.Canonical, out var known) ? known : (_runs[experiment.Canonical] = runs(experiment));
}
