using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Testing;

/// <summary>Carries out the variations of an assembly's claims at the quick tier, one file each, written with every claim: of what is there, or in the repository, of the same plans, seeds and numerics one cell is trained again, as its proof.</summary>
public sealed class VariationSuite
{
    private static readonly ConcurrentDictionary<Assembly, VariationSuite> All = new();

    private readonly IReadOnlyList<Plan> _plans;
    private readonly IVariations _variations;
    private readonly string _machine;
    private readonly Lazy<ILab> _shared;
    private readonly Stopwatch _clock = new();
    private readonly string _folder;
    private readonly VariationTable? _approved;
    private readonly HashSet<string> _proven = [];
    private int _trained;

    /// <param name="plans">One a claim.</param>
    /// <param name="variations">What is varied.</param>
    /// <param name="folder">Folder of the outcomes.</param>
    /// <param name="machine">Where this runs.</param>
    /// <param name="approved">Outcomes that the repository carries.</param>
    public VariationSuite(IReadOnlyList<Plan> plans, IVariations variations, string folder, string machine, VariationTable? approved = null)
    {
        (_plans, _variations, _folder, _machine, _approved) = (plans, variations, folder, machine, approved);
        _shared = new(() => variations.Lab(Variation.Reference));
    }

    /// <summary>The suite of an assembly's claims.</summary>
    public static VariationSuite Of(Assembly assembly) => All.GetOrAdd(assembly, a =>
    {
        var suite = Suite.Of(a);
        return new(PlansOf(a), In(a) ?? throw new PlanException($"{a.GetName().Name} has no {nameof(IVariations)}."), FolderOf(suite.Artifacts), Machine.Here(suite.Lab.Device.Class).ToString(), Approved(a, text => Suite.Tell(text)));
    });

    /// <summary>The plans that are varied.</summary>
    public static IReadOnlyList<Plan> PlansOf(Assembly assembly) => [.. Suite.ClaimsOf(assembly).Select(claim => claim.PlanOf(Tier.Quick))];

    /// <summary>The variations of an assembly's claims; null where it has none.</summary>
    public static IVariations? In(Assembly assembly) =>
        assembly.GetTypes().FirstOrDefault(type => type.IsAssignableTo(typeof(IVariations)) && !type.IsAbstract) is { } type ? (IVariations)Activator.CreateInstance(type)! : null;

    /// <summary>Where outcomes are kept, in the artifacts.</summary>
    public static string FolderOf(string artifacts) => Path.Combine(artifacts, "variations");

    /// <summary>The outcomes that the repository carries; null where it has none, or none that can be read.</summary>
    /// <param name="assembly">The claims'.</param>
    /// <param name="damaged">Told why there is a file and no outcomes.</param>
    public static VariationTable? Approved(Assembly assembly, Action<string>? damaged = null) =>
        Read(Path.Combine(RepositoryFolder.Find(), assembly.GetCustomAttribute<WriteUpAttribute>()?.Baselines ?? "baselines", VariationsPage.Source), damaged ?? (_ => { }));

    internal static VariationTable? Read(string file, Action<string> damaged)
    {
        try
        {
            return File.Exists(file) ? VariationTable.Read(file) : null;
        }
        catch (InvalidDataException e)
        {
            damaged($"{e.Message}. It is not used: restore it (git checkout -- \"{file}\").");
            return null;
        }
    }

    /// <summary>The kept outcomes of today's plans and variations that are whole, in their order, the reference first.</summary>
    public static VariationTable Kept(IReadOnlyList<Plan> plans, IVariations variations, string folder, VariationTable? approved = null) => new(
    [
        .. from variation in variations.All.Prepend(Variation.Reference)
           let kept = Read(folder, variation, approved)
           where kept is not null && kept.Sentence == variation.Sentence
               && kept.Cells.Select(cell => (cell.Registration, cell.Seeds)).SequenceEqual(plans.Where(variation.Touches).Select(plan => (plan.Registration, variations.SeedsOf(variation, plan))))
           select kept,
    ]);

    /// <summary>The outcome of a variation: kept, or carried out now and kept.</summary>
    public VariedOutcome Of(Variation variation)
    {
        var kept = Read(_folder, variation, _approved);
        if (kept is not null && IsCurrent(variation, kept))
        {
            // Outcomes are of the code of their day, and of another machine where the repository has them.
            if (_proven.Add(variation.Name))
                Prove(variation, kept);
            return kept;
        }
        _clock.Start();
        var (clock, before, gate, own) = (Stopwatch.StartNew(), kept?.Took ?? TimeSpan.Zero, new Lock(), LabOf(variation));
        Dictionary<string, VariedCell> cells = (kept?.Cells ?? []).Where(cell => IsCurrent(variation, kept!, cell)).ToDictionary(cell => cell.Claim);
        Parallel.ForEach(
            Touched(variation).Where(plan => !cells.ContainsKey(plan.Claim.Id)).ToList(), new ParallelOptions { MaxDegreeOfParallelism = own.Parallelism },
            plan =>
            {
                var cell = variation.On(plan, _variations.SeedsOf(variation, plan), _shared.Value, own);
                lock (gate)
                {
                    cells[plan.Claim.Id] = cell;
                    WholeFile.Write(FileOf(_folder, variation), new VariationTable([Outcome()]).ToJson());
                }
            });
        _proven.Add(variation.Name);
        var outcome = Outcome();
        WholeFile.Write(FileOf(_folder, variation), new VariationTable([outcome]).ToJson());
        Tell(outcome);
        return outcome;

        VariedOutcome Outcome() => new(
            variation.Name, variation.Kind, variation.Sentence, own.Device.Numerics, _machine, DateOnly.FromDateTime(DateTime.UtcNow), before + clock.Elapsed,
            [.. Touched(variation).Where(plan => cells.ContainsKey(plan.Claim.Id)).Select(plan => cells[plan.Claim.Id])]);
    }

    // The cheapest of its cells, carried out again: to the last bit, but for what another system's logarithm may change.
    private void Prove(Variation variation, VariedOutcome kept)
    {
        var plan = Touched(variation).MinBy(plan => plan.FirstLooks().Sum(look => look.Arm.Experiment.Cost * look.Seeds));
        if (plan is null)
            return;
        var own = LabOf(variation);
        var (says, here) = (kept.Of(plan.Claim.Id)!, variation.On(plan, _variations.SeedsOf(variation, plan), _shared.Value, own));
        if (says.Verdict == here.Verdict && (!own.Device.Exact || (LogRatio.Agree(says.Estimate, here.Estimate) && LogRatio.Agree(says.Low, here.Low) && LogRatio.Agree(says.High, here.High))))
            return;
        throw new InvalidDataException(FormattableString.Invariant($"Variation \"{variation.Name}\": {plan.Claim.Id} comes to {here.Verdict} {here.Estimate} [{here.Low}, {here.High}], and {VariationsPage.Source} says {says.Verdict} {says.Estimate} [{says.Low}, {says.High}]. ")
            + "Where the code was meant to change, delete its outcome there, and carry it out again.");
    }

    private ILab LabOf(Variation variation) => variation.Kind == VariationKind.Reference ? _shared.Value : _variations.Lab(variation);

    private IEnumerable<Plan> Touched(Variation variation) => _plans.Where(variation.Touches);

    private bool IsCurrent(Variation variation, VariedOutcome kept) => Touched(variation).Count() == kept.Cells.Count && kept.Cells.All(cell => IsCurrent(variation, kept, cell));

    private bool IsCurrent(Variation variation, VariedOutcome kept, VariedCell cell) =>
        kept.Sentence == variation.Sentence && kept.Numerics == _shared.Value.Device.Numerics
        && Touched(variation).Any(plan => plan.Claim.Id == cell.Claim && plan.Registration == cell.Registration && _variations.SeedsOf(variation, plan) == cell.Seeds);

    private void Tell(VariedOutcome outcome)
    {
        _trained++;
        var rest = _variations.All.Count(variation => Read(_folder, variation, _approved) is not { } there || !IsCurrent(variation, there));
        var words = string.Join(", ", outcome.Cells.Select(cell => $"{cell.Claim} {cell.Verdict}"));
        Suite.Tell($"{outcome.Name}: {words}. {Words.Duration(outcome.Took)}; {rest} to come, about {Words.Duration(_clock.Elapsed / _trained * rest)}.");
    }

    private static string FileOf(string folder, Variation variation) => Path.Combine(folder, ResultFolder.Safe(variation.Name) + ".json");

    // What cannot be read is taken from the repository, or carried out again.
    private static VariedOutcome? Read(string folder, Variation variation, VariationTable? approved)
    {
        try
        {
            if (File.Exists(FileOf(folder, variation)) && VariationTable.Read(FileOf(folder, variation), one: true).Outcomes[0] is var kept && kept.Name == variation.Name)
                return kept;
        }
        catch (InvalidDataException)
        {
        }
        return approved?.Outcomes.FirstOrDefault(outcome => outcome.Name == variation.Name);
    }
}
