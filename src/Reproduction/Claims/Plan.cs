using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WeightPred.Reproduction.Plots;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>A plan that cannot be carried out, said before anything is trained.</summary>
public sealed class PlanException(string message) : Exception(message);

/// <summary>An arm whose networks must have learned, for a comparison to mean anything.</summary>
/// <param name="Arm">Which.</param>
/// <param name="Metric">A score: higher is better.</param>
/// <param name="AtLeast">What every seed must exceed.</param>
public sealed record Precondition(Arm Arm, Metric Metric, double AtLeast);

/// <summary>
/// How a claim is decided, written before anything is trained: arms, decisions, controls, and what is shown. Lines may stand in any order: a plan is data, and
/// what decides is hashed (<see cref="Registration"/>) before the first run.
/// </summary>
/// <param name="claim">What the write-up says.</param>
/// <param name="tier">How much is trained.</param>
/// <param name="steps">For a rehearsal: at most so many steps a run.</param>
public sealed class Plan(Statement claim, Tier tier, int? steps = null)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Arm> _arms = [];
    private readonly List<Decision> _decisions = [];
    private readonly List<Decision> _controls = [];
    private readonly List<Decision> _tried = [];
    private readonly List<Precondition> _preconditions = [];
    private readonly List<(Quantity Quantity, int? Seeds)> _measured = [];
    private readonly List<Func<Evidence, Chart>> _charts = [];
    private readonly List<Func<Evidence, ResultTable>> _tables = [];
    private readonly List<string> _differences = [];
    private int[] _seeds = [5, 10];

    /// <summary>What the write-up says.</summary>
    public Statement Claim => claim;

    /// <summary>Quick: a reduced budget. Published and full plans are the same: the write-up's budget.</summary>
    public Tier Tier => tier;

    /// <summary>The write-up's own budget.</summary>
    public bool IsFull => tier != Tier.Quick;

    /// <summary>What fails is decided <see cref="OnceMore"/>: of what the author says, at the write-up's budget. A suggestion claims nothing, and an identity allows no chance.</summary>
    public bool DecidesTwice => IsFull && claim.Kind is Kind.Result or Kind.Hypothesis;

    /// <summary>Declares an arm.</summary>
    /// <exception cref="PlanException">Its name is taken by another experiment.</exception>
    public Arm Arm(string name, IExperiment experiment)
    {
        var arm = new Arm(name, steps is { } few ? experiment.Shortened(few) : experiment);
        if (!_arms.TryAdd(name, arm) && _arms[name] != arm)
            throw new PlanException($"{claim.Id} has two arms called \"{name}\": give each experiment its own name.");
        return _arms[name];
    }

    /// <summary>When the quick tier looks, and at how many seeds; the full budget looks at 5, 10 and 20.</summary>
    public void Seeds(params int[] quick) => _seeds = quick;

    /// <summary>As <see cref="Seeds"/>, from a seed on that nobody has seen: for a quick tier whose budget or reading was fixed after the first seeds had been.</summary>
    public void SeedsFrom(int first, params int[] quick)
    {
        Seeds(quick);
        FirstSeed = IsFull ? 0 : first;
    }

    /// <summary>Index of the first seed.</summary>
    public int FirstSeed { get; private set; }

    /// <summary>What this tier decides, where that is not the claim's own sentence.</summary>
    public void Decides(string sentence) => Sentence = sentence;

    /// <summary>What must hold.</summary>
    public void Decide(params Decision[] decisions) => _decisions.AddRange(decisions);

    /// <summary>A sabotaged version that must not hold, where the null twin does not ask the same.</summary>
    public void Control(params Decision[] controls) => _controls.AddRange(controls);

    /// <summary>The same asked of what the write-up leaves open, where ours disagrees with it: what closes the gap, and what does not. It is shown and changes no verdict; its arms are measured.</summary>
    public void Try(params Decision[] alternatives) => _tried.AddRange(alternatives);

    /// <summary>Networks that learned nothing make a comparison void: no seed of these arms may score less.</summary>
    /// <param name="score">Higher is better.</param>
    /// <param name="atLeast">What every seed must exceed.</param>
    /// <param name="arms">Whose.</param>
    public void MustLearn(Metric score, double atLeast, params Arm[] arms) => _preconditions.AddRange(arms.Select(arm => new Precondition(arm, score, atLeast)));

    /// <summary>What the baseline keeps of every seed.</summary>
    public void Measure(Metric metric, params Arm[] arms) => Measure([.. arms.Select(arm => arm[metric])]);

    /// <inheritdoc cref="Measure(Metric, Arm[])"/>
    public void Measure(params Quantity[] quantities) => _measured.AddRange(quantities.Select(quantity => (quantity, (int?)null)));

    /// <summary>Measures on a number of seeds of its own: a sweep beside the decisions.</summary>
    public void Measure(int seeds, params Quantity[] quantities) => _measured.AddRange(quantities.Select(quantity => (quantity, (int?)seeds)));

    /// <summary>Measures on so many seeds at the quick tier where bits are not promised: those of the decisions leave bands that half the training would pass.</summary>
    public void Bands(int seeds) => BandSeeds = IsFull ? null : seeds;

    /// <summary>Seeds of what is measured where bits are not promised; those of the decisions where null.</summary>
    public int? BandSeeds { get; private set; }

    public void Plot(Func<Evidence, Chart> chart) => _charts.Add(chart);

    public void Table(Func<Evidence, ResultTable> table) => _tables.Add(table);

    /// <summary>What differs from the write-up, or is left open there.</summary>
    public void Differs(params IEnumerable<string> differences) => _differences.AddRange(differences);

    /// <summary>What the reduced budget still shows, and what it does not; the full budget does not say it.</summary>
    public void Reduced(string what) => ReducedTo = IsFull ? "" : what;

    internal string Sentence { get; private set; } = claim.Sentence;

    internal string ReducedTo { get; private set; } = "";

    internal IReadOnlyList<Decision> Decisions => _decisions;

    internal IReadOnlyList<Decision> Controls => _controls;

    internal IReadOnlyList<Decision> Tried => _tried;

    internal IReadOnlyList<Precondition> Preconditions => _preconditions;

    internal IReadOnlyList<(Quantity Quantity, int? Seeds)> Measured => _measured;

    internal IReadOnlyList<Func<Evidence, Chart>> Charts => _charts;

    internal IReadOnlyList<Func<Evidence, ResultTable>> Tables => _tables;

    internal IReadOnlyList<string> Differences => _differences;

    /// <summary>All arms, by name.</summary>
    public IReadOnlyList<Arm> Arms => [.. _arms.Values.OrderBy(arm => arm.Name, StringComparer.Ordinal)];

    /// <summary>The arms that this tier trains: something is measured on each.</summary>
    public IEnumerable<Arm> Trained => Arms.Where(arm => MetricsOf(arm.Experiment).Count > 0);

    /// <summary>The arms that a verdict depends on.</summary>
    internal IEnumerable<Arm> Deciding => _decisions.Concat(_controls).SelectMany(d => d.Quantities).SelectMany(q => q.Arms).Concat(_preconditions.Select(p => p.Arm)).Distinct();

    /// <summary>Every metric that is measured on an experiment, for a decision, a control, a precondition or the baseline.</summary>
    public IReadOnlyList<Metric> MetricsOf(IExperiment experiment) =>
    [
        .. _decisions.Concat(_controls).SelectMany(d => d.Quantities).Concat(_measured.Select(m => m.Quantity)).SelectMany(q => q.Parts)
            .Concat(_preconditions.Select(p => new Measured(p.Arm, p.Metric)))
            .Where(part => part.Arm.Experiment.Canonical == experiment.Canonical)
            .Select(part => part.Metric)
            .DistinctBy(metric => metric.Name),
    ];

    /// <summary>The same over many plans.</summary>
    public static IReadOnlyList<Metric> MetricsOf(IEnumerable<Plan> plans, IExperiment experiment) => [.. plans.SelectMany(plan => plan.MetricsOf(experiment)).DistinctBy(metric => metric.Name)];

    /// <summary>When a decision looks.</summary>
    public Looks LooksOf(Decision decision) => decision.Looks ?? Usual;

    /// <summary>Seeds of the first look of a decision that has none of its own.</summary>
    internal int FirstLook => Usual.Seeds[0];

    private Looks Usual => IsFull ? Looks.At(5, 10, 20) : Looks.At(_seeds);

    /// <summary>The looks that the runs there are allow; null where not even the first.</summary>
    /// <param name="decision">One of the plan's.</param>
    /// <param name="there">Seeds that there are of an experiment, from 0 on.</param>
    public Looks? LooksOf(Decision decision, Func<IExperiment, int> there) => LooksOf(decision).UpTo(decision.Quantities.SelectMany(q => q.Arms).Min(arm => there(arm.Experiment)));

    /// <summary>Whether every decision, every control and every network that must have learned has at least the runs of a first look.</summary>
    /// <param name="there">Seeds that there are of an experiment, from 0 on.</param>
    public bool CanBeDecided(Func<IExperiment, int> there) => _decisions.Concat(_controls).All(decision => LooksOf(decision, there) is not null) && _preconditions.TrueForAll(p => there(p.Arm.Experiment) >= FirstLook);

    /// <summary>What the plan knows of its strength: for each decision the chances of its verdicts at spreads of 0.05, 0.10 and 0.20 between seeds.</summary>
    public IReadOnlyList<PowerNote> Power => [.. _decisions.Select(d => new PowerNote(d.Name, PowerSentence.Of(d, LooksOf(d))))];

    /// <summary>What is trained in any case: arms, and the seeds of their first look.</summary>
    public IEnumerable<(Arm Arm, int Seeds)> FirstLooks() =>
    [
        .. _decisions.Concat(_controls).SelectMany(d => d.Quantities.SelectMany(q => q.Arms).Select(arm => (arm, LooksOf(d).Seeds[0]))),
        .. _preconditions.Select(p => (p.Arm, FirstLook)),
        .. _measured.Where(m => m.Seeds is not null).SelectMany(m => m.Quantity.Arms.Select(arm => (arm, m.Seeds!.Value))),
    ];

    /// <summary>Of each arm the seeds that a first look lacks, in the order of the plan.</summary>
    /// <param name="there">Seeds that there are of an experiment, from 0 on.</param>
    /// <param name="seeds">So many of every arm that is trained, in place of the first look's.</param>
    public IEnumerable<Lack> Lacks(Func<IExperiment, int> there, int? seeds = null) =>
        from arm in seeds is { } of ? Trained.Select(arm => (Arm: arm, Wanted: of)) : FirstLooks().GroupBy(look => look.Arm).Select(looks => (Arm: looks.Key, Wanted: looks.Max(look => look.Seeds)))
        let have = there(arm.Arm.Experiment)
        where have < arm.Wanted
        select new Lack(arm.Arm, have, arm.Wanted);

    /// <summary>Everything that can change a verdict, as canonical JSON: the same whatever the order of the lines.</summary>
    public string Canonical
    {
        get
        {
            var json = Decided();
            if (DecidesTwice)
                json["onceMore"] = new JsonObject { ["what"] = $"{Verdict.Fails}", ["from"] = OnceMore.From };
            return json.ToJsonString(Json);
        }
    }

    private JsonObject Decided() => new()
    {
        ["claim"] = claim.Id,
        ["sentence"] = Sentence,
        ["kind"] = $"{claim.Kind}",
        ["tier"] = IsFull ? "Full" : "Quick",
        ["firstSeed"] = FirstSeed,
        ["arms"] = Sorted(Arms.Select(arm => new JsonObject { ["name"] = arm.Name, ["experiment"] = JsonNode.Parse(arm.Experiment.Canonical) })),
        ["decisions"] = Sorted(_decisions.Select(Written)),
        ["controls"] = Sorted(_controls.Select(Written)),
        ["mustLearn"] = Sorted(_preconditions.Select(p => new JsonObject { ["name"] = p.Arm.Name, ["metric"] = p.Metric.Name, ["atLeast"] = p.AtLeast })),
    };

    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    public string Registration => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical)));

    /// <summary>Refuses a plan that can come to nothing, before anything is trained.</summary>
    /// <exception cref="PlanException">What is missing, or cannot decide.</exception>
    public void Check()
    {
        if (_decisions.Count == 0)
            throw new PlanException($"{claim.Id} decides nothing: its plan needs a Decide(...).");
        if (_measured.Count == 0)
            throw new PlanException($"{claim.Id} measures nothing: its plan needs a Measure(...), so that a baseline has numbers.");
        Once("decision", _decisions.Select(d => d.Name));
        Once("control", _controls.Select(d => d.Name));
        Once("try", _tried.Select(d => d.Name));
        Once("measurement", _measured.Select(m => m.Quantity.Name));
        foreach (var decision in _decisions.Concat(_controls).Concat(_tried))
            if (decision.WhyOutOfReach(LooksOf(decision)) is { } why)
                throw new PlanException($"{claim.Id}: \"{decision.Name}\" cannot be decided: {why}");
        foreach (var arm in _decisions.Concat(_controls).SelectMany(d => d.Quantities).SelectMany(q => q.Arms).Concat(_measured.SelectMany(m => m.Quantity.Arms)).Concat(_preconditions.Select(p => p.Arm)))
            if (!_arms.TryGetValue(arm.Name, out var declared) || declared != arm)
                throw new PlanException($"{claim.Id} uses an arm \"{arm.Name}\" that its plan does not declare: plan.Arm(...).");

        foreach (var quantity in _tried.SelectMany(d => d.Quantities))
            if (_measured.All(m => m.Quantity.Name != quantity.Name))
                throw new PlanException($"{claim.Id} tries \"{quantity.Name}\" and does not measure it: its plan needs a Measure(...) of it, so that it is trained and kept.");

        void Once(string what, IEnumerable<string> names)
        {
            foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
                throw new PlanException($"{claim.Id} has the {what} \"{twice.Key}\" {twice.Count()} times.");
        }
    }

    private JsonObject Written(Decision decision)
    {
        var rule = decision.Rule;
        rule["name"] = decision.Name;
        rule["looks"] = new JsonArray([.. LooksOf(decision).Seeds.Select(seeds => (JsonNode)seeds)]);
        return rule;
    }

    private static JsonArray Sorted(IEnumerable<JsonObject> objects) => new([.. objects.OrderBy(o => (string?)o["name"], StringComparer.Ordinal)]);
}
