using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Plots;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>A plan that cannot be carried out, said before anything is trained.</summary>
internal sealed class PlanException(string message) : Exception(message);

/// <summary>An arm whose networks must have learned, for a comparison to mean anything.</summary>
/// <param name="Arm">Which.</param>
/// <param name="Metric">A score: higher is better.</param>
/// <param name="AtLeast">The score that every seed must exceed.</param>
internal sealed record Precondition(Arm Arm, Metric Metric, double AtLeast);

/// <summary>
/// How a claim is decided, written before anything is trained: arms, decisions, controls, and what is shown. Lines may stand in
/// any order: a plan is data, and what decides is hashed (<see cref="Registration"/>) before the first run.
/// </summary>
public sealed class Plan
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Arm> _arms = [];
    private readonly List<Decision> _decisions = [];
    private readonly List<Decision> _controls = [];
    private readonly List<Decision> _tried = [];
    private readonly List<Precondition> _preconditions = [];
    private readonly List<(Quantity Quantity, int? Seeds)> _measured = [];
    private readonly List<Func<RunTable, Chart>> _charts = [];
    private readonly List<Func<RunTable, ResultTable>> _tables = [];
    private readonly List<string> _differences = [];
    private readonly List<Headline> _headline = [];
    private int[] _seeds = [5, 10];
    private double? _spread;
    private readonly int? _steps;

    /// <param name="claim">The claim in words.</param>
    /// <param name="tier">How much is trained.</param>
    /// <param name="steps">For a rehearsal: at most so many steps a run.</param>
    internal Plan(Statement claim, Tier tier, int? steps = null) =>
        (Claim, Sentence, Tier, _steps) = (claim, claim.Sentence, tier, steps);

    /// <summary>The claim in words.</summary>
    internal Statement Claim { get; }

    /// <summary>Quick: a reduced budget. Published and full plans are the same: the write-up's budget.</summary>
    public Tier Tier { get; }

    /// <summary>The write-up's own budget.</summary>
    public bool IsFull => Tier != Tier.Quick;

    /// <summary>Declares an arm.</summary>
    /// <exception cref="PlanException">Its name is taken by another experiment.</exception>
    public Arm Arm(string name, IExperiment experiment)
    {
        var arm = new Arm(name, _steps is { } few ? experiment.Shortened(few) : experiment);
        if (!_arms.TryAdd(name, arm) && _arms[name] != arm)
            throw new PlanException($"{Claim.Id} has two arms called \"{name}\": give each experiment its own name.");
        return _arms[name];
    }

    /// <summary>When the quick tier looks, and at how many seeds; the full budget looks at 5, 10 and 20.</summary>
    public void Seeds(params int[] quick) => _seeds = quick;

    /// <summary>
    /// Sets the seeds as <see cref="Seeds"/> does, starting at a seed that nobody has seen. It is for a quick tier whose budget
    /// or reading was fixed after the first seeds had been seen.
    /// </summary>
    public void SeedsFrom(int first, params int[] quick)
    {
        Seeds(quick);
        FirstSeed = IsFull ? 0 : first;
    }

    /// <summary>Index of the first seed.</summary>
    internal int FirstSeed { get; private set; }

    /// <summary>Sets the sentence that this tier decides, where it is not the claim's own.</summary>
    public void Decides(string sentence) => Sentence = sentence;

    /// <summary>Adds decisions that must all hold.</summary>
    public void Decide(params Decision[] decisions) => _decisions.AddRange(decisions);

    /// <summary>A sabotaged version that must not hold, where the untrained control does not ask the same.</summary>
    public void Control(params Decision[] controls) => _controls.AddRange(controls);

    /// <summary>
    /// Adds alternative settings for choices that the write-up leaves open, to try where our runs disagree with it.
    /// They are measured and shown, and change no verdict.
    /// </summary>
    public void Try(params Decision[] alternatives) => _tried.AddRange(alternatives);

    /// <summary>Networks that learned nothing make a comparison void: no seed of these arms may score less.</summary>
    /// <param name="score">Higher is better.</param>
    /// <param name="atLeast">The score that every seed must exceed.</param>
    /// <param name="arms">Whose.</param>
    /// <exception cref="PlanException">The metric is no score.</exception>
    public void MustLearn(Metric score, double atLeast, params Arm[] arms)
    {
        if (score.Better != Better.Higher)
            throw new PlanException(
                $"{Claim.Id}: MustLearn asks for a score, and \"{score.Name}\" is none: declare it by Metric.Score.");
        _preconditions.AddRange(arms.Select(arm => new Precondition(arm, score, atLeast)));
    }

    /// <summary>Adds metrics that the baseline keeps for every seed.</summary>
    public void Measure(Metric metric, params Arm[] arms) => Measure([.. arms.Select(arm => arm[metric])]);

    /// <inheritdoc cref="Measure(Metric, Arm[])"/>
    public void Measure(params Quantity[] quantities) =>
        _measured.AddRange(quantities.Select(quantity => (quantity, (int?)null)));

    /// <summary>Measures on a number of seeds of its own: a sweep beside the decisions.</summary>
    public void Measure(int seeds, params Quantity[] quantities) =>
        _measured.AddRange(quantities.Select(quantity => (quantity, (int?)seeds)));

    /// <summary>Measures on so many seeds at the quick tier where bits are not promised:
    /// those of the decisions leave bands that half the training would pass.</summary>
    public void Bands(int seeds) => BandSeeds = IsFull ? null : seeds;

    /// <summary>Seeds of what is measured where bits are not promised; those of the decisions where null.</summary>
    internal int? BandSeeds { get; private set; }

    /// <summary>
    /// The claim in numbers: what the write-up says, and ours at its budget beside it. A reduced budget has no such numbers: its
    /// plan gives the write-up's side alone.
    /// </summary>
    public void Headline(params IEnumerable<Headline> lines) => _headline.AddRange(lines);

    /// <summary>The headline in words; the write-up's side alone where ours is not among the measurements.</summary>
    internal IReadOnlyList<Told> Told(IReadOnlyList<Measurement> measurements)
    {
        IReadOnlyList<double>? Of(string name) => IsFull ? measurements.FirstOrDefault(m => m.Name == name)?.PerSeed : null;
        return [.. _headline.Select(line => line.Tell(Of))];
    }

    public void Plot(Func<RunTable, Chart> chart) => _charts.Add(chart);

    public void Table(Func<RunTable, ResultTable> table) => _tables.Add(table);

    /// <summary>Differences from the write-up, and choices that it leaves open.</summary>
    public void Differs(params IEnumerable<string> differences) => _differences.AddRange(differences);

    /// <summary>A rule, or a reading, that was chosen when its runs were known:
    /// said among the differences, and marked beside the verdict.</summary>
    public void ChosenWithRunsKnown(string reading)
    {
        ChosenAfterRuns = true;
        Differs(reading);
    }

    /// <summary>Whether a rule of this plan was chosen when its runs were known.</summary>
    internal bool ChosenAfterRuns { get; private set; }

    /// <summary>The limits of the reduced budget: what it shows and what it cannot. Ignored at the full budget.</summary>
    public void Reduced(string what) => ReducedTo = IsFull ? "" : what;

    internal string Sentence { get; private set; }

    internal string ReducedTo { get; private set; } = "";

    /// <summary>
    /// The spread between one arm's seeds, where runs have shown it. A plan whose power is below
    /// <see cref="LeastPower"/> there is refused.
    /// </summary>
    /// <param name="deviation">Standard deviation of the logs: for example 0.05, from published runs.</param>
    public void Spread(double deviation) => _spread = deviation;

    /// <summary>The power that a plan must have at a known spread, with the write-up's own figures as the truth.</summary>
    internal const double LeastPower = 0.8;

    /// <summary>The decisions, each with its seed schedule; so for controls and alternatives.</summary>
    internal IReadOnlyList<Decision> Decisions => Scheduled(_decisions);

    internal IReadOnlyList<Decision> Controls => Scheduled(_controls);

    internal IReadOnlyList<Decision> Tried => Scheduled(_tried);

    private Decision[] Scheduled(IEnumerable<Decision> decisions) =>
        [.. decisions.Select(d => d with { Schedule = d.Schedule ?? Usual })];

    /// <summary>The same arm, untrained.</summary>
    internal static Arm Untrained(Arm arm) => new(arm.Name, arm.Experiment.Untrained);

    internal IReadOnlyList<Precondition> Preconditions => _preconditions;

    internal IReadOnlyList<(Quantity Quantity, int? Seeds)> Measured => _measured;

    internal IReadOnlyList<Func<RunTable, Chart>> Charts => _charts;

    internal IReadOnlyList<Func<RunTable, ResultTable>> Tables => _tables;

    internal IReadOnlyList<string> Differences => _differences;

    /// <summary>All arms, by name.</summary>
    internal IReadOnlyList<Arm> Arms => [.. _arms.Values.OrderBy(arm => arm.Name, StringComparer.Ordinal)];

    /// <summary>The arms that this tier trains: something is measured on each.</summary>
    internal IEnumerable<Arm> Trained => Arms.Where(arm => MetricsOf(arm.Experiment).Count > 0);

    /// <summary>The arms that a verdict depends on.</summary>
    internal IEnumerable<Arm> Deciding => _decisions.Concat(_controls).SelectMany(d => d.Quantities).SelectMany(q => q.Arms)
        .Concat(_preconditions.Select(p => p.Arm)).Distinct();

    /// <summary>Every metric that is measured on an experiment,
    /// for a decision, a control, a precondition or the baseline.</summary>
    internal IReadOnlyList<Metric> MetricsOf(IExperiment experiment) =>
    [
        .. _decisions.Concat(_controls).SelectMany(d => d.Quantities).Concat(_measured.Select(m => m.Quantity))
            .SelectMany(q => q.Parts)
            .Concat(_preconditions.Select(p => new Measured(p.Arm, p.Metric)))
            .Where(part => part.Arm.Experiment.Canonical == experiment.Canonical)
            .Select(part => part.Metric)
            .DistinctBy(metric => metric.Name),
    ];

    /// <summary>The same over many plans.</summary>
    internal static IReadOnlyList<Metric> MetricsOf(IEnumerable<Plan> plans, IExperiment experiment) =>
        [.. plans.SelectMany(plan => plan.MetricsOf(experiment)).DistinctBy(metric => metric.Name)];

    /// <summary>Seeds of the first look of a decision that has none of its own.</summary>
    internal int FirstLook => Usual.Seeds[0];

    private SeedSchedule Usual => IsFull ? SeedSchedule.At(5, 10, 20) : SeedSchedule.At(_seeds);

    /// <summary>Whether every decision, every control and every network that
    /// must have learned has at least the runs of a first look.</summary>
    /// <param name="there">Seeds that there are of an experiment, from 0 on.</param>
    internal bool CanBeDecided(Func<IExperiment, int> there) =>
        FirstLooks(decided: true).All(look => there(look.Arm.Experiment) >= look.Seeds);

    /// <summary>The runs that are trained in any case: arms, and the number of seeds at their first look.</summary>
    /// <param name="decided">Only what the verdict depends on.</param>
    internal IEnumerable<(Arm Arm, int Seeds)> FirstLooks(bool decided = false) =>
    [
        .. Decisions.Concat(Controls).SelectMany(d => d.Arms.Select(arm => (arm, d.Schedule!.Seeds[0]))),
        .. _preconditions.Select(p => (p.Arm, FirstLook)),
        .. from measured in _measured
           where measured.Seeds is not null && !decided
           from arm in measured.Quantity.Arms
           select (arm, measured.Seeds!.Value),
    ];

    /// <summary>The runs that a first look lacks, by arm, in the order of the plan.</summary>
    /// <param name="there">Seeds that there are of an experiment, from 0 on.</param>
    /// <param name="seeds">So many of every arm that is trained, in place of the first look's.</param>
    internal IEnumerable<(Arm Arm, int There, int Wanted)> Lacks(Func<IExperiment, int> there, int? seeds = null) =>
        from arm in seeds is { } of ? Trained.Select(arm => (Arm: arm, Wanted: of))
            : FirstLooks().GroupBy(look => look.Arm).Select(looks => (Arm: looks.Key, Wanted: looks.Max(look => look.Seeds)))
        let have = there(arm.Arm.Experiment)
        where have < arm.Wanted
        select (arm.Arm, have, arm.Wanted);

    /// <summary>Canonical JSON of all that can change a verdict; the order of the lines does not matter.</summary>
    internal string Canonical => new JsonObject
    {
        ["claim"] = Claim.Id,
        ["sentence"] = Sentence,
        ["kind"] = $"{Claim.Kind}",
        ["tier"] = IsFull ? "Full" : "Quick",
        ["firstSeed"] = FirstSeed,
        ["arms"] = Sorted(Arms.Select(
            arm => new JsonObject { ["name"] = arm.Name, ["experiment"] = JsonNode.Parse(arm.Experiment.Canonical) })),
        ["decisions"] = Sorted(Decisions.Select(Written)),
        ["controls"] = Sorted(Controls.Select(Written)),
        ["mustLearn"] = Sorted(_preconditions.Select(
            p => new JsonObject { ["name"] = p.Arm.Name, ["metric"] = p.Metric.Name, ["atLeast"] = p.AtLeast })),
    }.ToJsonString(Json);

    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    internal string Registration => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));

    /// <summary>Refuses a plan that can come to nothing, before anything is trained.</summary>
    /// <exception cref="PlanException">A part of the plan is missing or cannot decide.</exception>
    internal void Check()
    {
        if (_decisions.Count == 0)
            throw new PlanException($"{Claim.Id} decides nothing: its plan needs a Decide(...).");
        if (_measured.Count == 0)
            throw new PlanException(
                $"{Claim.Id} measures nothing: its plan needs a Measure(...), so that a baseline has numbers.");
        Once("decision", _decisions.Select(d => d.Name));
        Once("control", _controls.Select(d => d.Name));
        Once("try", _tried.Select(d => d.Name));
        Once("measurement", _measured.Select(m => m.Quantity.Name));
        foreach (var decision in Decisions.Concat(Controls).Concat(Tried))
            if (decision.Refusal(decision.Schedule!) is { } why)
                throw new PlanException($"{Claim.Id}: \"{decision.Name}\" cannot be decided: {why}");
        foreach (var decision in _spread is null ? [] : Decisions)
            if (decision.Power(decision.Schedule!, decision.Deviation(_spread!.Value)) is { Holds: < LeastPower and var power })
                throw new PlanException(
                    $"{Claim.Id}: \"{decision.Name}\" is too weak: with {decision.Schedule} that spread by "
                    + $"{Words.Number(_spread.Value)} it {PowerSentence.Holds(decision, power)}. Look at more seeds, or ask for "
                    + $"less.");
        foreach (var arm in _decisions.Concat(_controls).SelectMany(d => d.Quantities).SelectMany(q => q.Arms)
            .Concat(_measured.SelectMany(m => m.Quantity.Arms)).Concat(_preconditions.Select(p => p.Arm)))
            if (!_arms.TryGetValue(arm.Name, out var declared) || declared != arm)
                throw new PlanException($"{Claim.Id} uses an arm \"{arm.Name}\" that its plan does not declare: plan.Arm(...).");

        var kept = _decisions.SelectMany(d => d.Quantities).Concat(_measured.Select(m => m.Quantity))
            .SelectMany(q => q.Parts).ToHashSet();
        foreach (var part in _tried.SelectMany(d => d.Quantities).SelectMany(q => q.Parts).Where(part => !kept.Contains(part)))
            throw new PlanException(
                $"{Claim.Id} tries \"{part.Name}\" and does not measure it: its plan needs a Measure(...) of it, so that it is "
                    + "trained and kept.");

        IReadOnlyList<double>? Measured(string name) => _measured.Any(m => m.Quantity.Name == name) ? [1] : null;
        foreach (var quantity in _headline.Where(_ => IsFull).SelectMany(line => line.Reads))
            if (quantity.From(Measured) is null)
                throw new PlanException(
                    $"{Claim.Id}: its headline reads \"{quantity.Name}\" and the plan does not measure it: it needs a "
                        + "Measure(...) of it.");

        void Once(string what, IEnumerable<string> names)
        {
            foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
                throw new PlanException($"{Claim.Id} has the {what} \"{twice.Key}\" {twice.Count()} times.");
        }
    }

    private static JsonObject Written(Decision decision)
    {
        var rule = decision.Rule;
        rule["name"] = decision.Name;
        rule["seeds"] = new JsonArray([.. decision.Schedule!.Seeds.Select(seeds => (JsonNode)seeds)]);
        return rule;
    }

    private static JsonArray Sorted(IEnumerable<JsonObject> objects) =>
        new([.. objects.OrderBy(o => (string?)o["name"], StringComparer.Ordinal)]);
}
