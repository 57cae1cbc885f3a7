using System.Diagnostics;
using WeightPred.Reproduction;

namespace WeightPred.Fixtures;

/// <summary>Where a claim gets its runs: trained when a decision first asks for them, all arms and seeds side by side.</summary>
public sealed class Lab(RunStore store, Tier tier, int? seedsOverride)
{
    private readonly List<Recipe> _recipes = [];
    private readonly List<Looks> _looks = [];
    private readonly Dictionary<Recipe, int> _seedsOf = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _waited;
    private long _trained;

    /// <summary>How much to train.</summary>
    public Tier Tier => tier;

    /// <summary>Everything that was trained, in the order of asking.</summary>
    public IReadOnlyList<Recipe> Recipes => _recipes;

    /// <summary>The schedules that were registered.</summary>
    public IReadOnlyList<Looks> Registered => _looks;

    /// <summary>The schedule of seeds: the tier's own, or the one look that WEIGHTPRED_SEEDS asks for.</summary>
    /// <param name="quick">Looks of the quick tier; the full tier looks at 5, 10 and 20 seeds.</param>
    public Looks Looks(params int[] quick) => Register(tier == Tier.Quick ? WeightPred.Reproduction.Looks.At(quick) : WeightPred.Reproduction.Looks.Full);

    /// <summary>One look at so many seeds in every tier, for what an oracle decides: more seeds would say no more.</summary>
    public Looks OneLook(int seeds) => Register(WeightPred.Reproduction.Looks.At(seeds));

    private Looks Register(Looks planned)
    {
        _looks.Add(planned);
        return seedsOverride is { } n ? WeightPred.Reproduction.Looks.At(n) : planned;
    }

    /// <summary>The arms of a comparison: asking one for n seeds trains n seeds of each.</summary>
    public Arms Compare(params Recipe[] recipes)
    {
        foreach (var recipe in recipes.Where(r => !_recipes.Contains(r)))
            _recipes.Add(recipe);
        return new Arms(this, recipes);
    }

    /// <summary>Seeds of a recipe that were trained so far.</summary>
    public int SeedsOf(Recipe recipe) => _seedsOf.GetValueOrDefault(recipe);

    /// <inheritdoc cref="Outcome.Elapsed"/>
    public TimeSpan Spent => Stopwatch.GetElapsedTime(_started) - TimeSpan.FromTicks(_waited) + TimeSpan.FromTicks(Interlocked.Read(ref _trained));

    /// <summary>All runs so far, in order of recipe and seed.</summary>
    public IEnumerable<Run> AllRuns => _recipes.Where(r => SeedsOf(r) > 0).SelectMany(r => Train([r], SeedsOf(r))[0]);

    internal IReadOnlyList<IReadOnlyList<Run>> Train(IReadOnlyList<Recipe> recipes, int seeds)
    {
        foreach (var recipe in recipes)
            _seedsOf[recipe] = Math.Max(SeedsOf(recipe), seeds);
        long asked = Stopwatch.GetTimestamp();
        var runs = store.Get(recipes, seeds, keep: tier == Tier.Full, spent => Interlocked.Add(ref _trained, spent.Ticks));
        _waited += Stopwatch.GetElapsedTime(asked).Ticks;
        return runs;
    }
}

/// <summary>Recipes that are trained together.</summary>
public sealed class Arms(Lab lab, IReadOnlyList<Recipe> recipes)
{
    private int _seeds;

    /// <summary>From a number of seeds to that many values of a metric, as the statistics ask for them.</summary>
    public Func<int, Sample> Of(Recipe recipe, Func<Run, double> metric) => seeds =>
    {
        _seeds = Math.Max(_seeds, seeds);
        return new Sample([.. Enumerable.Range(0, seeds)], lab.Train(recipes, seeds)[IndexOf(recipe)].Measured(metric));
    };

    /// <summary>Final moving averages of the training loss.</summary>
    public Func<int, Sample> FinalLoss(Recipe recipe) => Of(recipe, run => run.FinalLoss);

    /// <summary>Losses on fresh examples.</summary>
    public Func<int, Sample> HeldOutLoss(Recipe recipe) => Of(recipe, run => run.HeldOutLoss);

    /// <summary>Trains a number of seeds that no decision asks for.</summary>
    public IReadOnlyList<Run> Runs(Recipe recipe, int seeds)
    {
        _seeds = Math.Max(_seeds, seeds);
        return Runs(recipe);
    }

    /// <summary>A metric of every seed that the decisions asked for.</summary>
    public Measurement Measure(Recipe recipe, string name, string unit, Func<Run, double> metric) => new(name, unit, [.. Runs(recipe).Select(metric)]);

    /// <summary>The runs that the decisions asked for.</summary>
    public IReadOnlyList<Run> Runs(Recipe recipe) => lab.Train(recipes, _seeds)[IndexOf(recipe)];

    /// <summary>Seeds that the decisions asked for.</summary>
    public int Seeds => _seeds;

    private int IndexOf(Recipe recipe) => recipes.ToList().IndexOf(recipe) is var i and >= 0 ? i : throw new ArgumentException($"Not an arm of this comparison: {recipe.Canonical}");
}
