namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// The numbers of seeds at which a claim is looked at, fixed before the first run. Looking more than once would inflate the error
/// rate, so each look tests at a smaller, nominal level; the first look that decides ends the runs.
/// </summary>
/// <remarks>
/// One look: the nominal level is the overall one. The looks 5, 10, 20 and 5, 10: the nominal levels of the one-sided t-test
/// below, found by simulation (8 million null sequences, standard error 0.4 % of a level at 0.01; the unit test "The levels keep the
/// overall error" repeats it in small). Any other looks or overall error: overall / number of looks, Bonferroni's bound,
/// which holds for every test and every schedule and costs a little power.
/// </remarks>
public sealed class Looks
{
    private static readonly (int[] Seeds, double Overall, double Nominal)[] Simulated =
    [
        ([5, 10, 20], 0.05, 0.0206),
        ([5, 10, 20], 0.01, 0.0037),
        ([5, 10, 20], 0.001, 0.00035),
        ([5, 10], 0.05, 0.029),
        ([5, 10], 0.01, 0.0053),
        ([5, 10], 0.001, 0.00051),
    ];

    private Looks(int[] seeds) => Seeds = seeds;

    /// <summary>5, 10 and 20 seeds: the schedule of the full tier.</summary>
    public static Looks Full { get; } = At(5, 10, 20);

    /// <summary>5 and 10 seeds: the longer schedule of the quick tier; <c>Looks.At(5)</c> is the shorter.</summary>
    public static Looks Quick { get; } = At(5, 10);

    /// <summary>How many seeds each look uses, ascending.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>The most seeds that a decision may ask for.</summary>
    public int Last => Seeds[^1];

    /// <summary>Looks at the given numbers of seeds.</summary>
    /// <exception cref="ArgumentException">No looks, a look below 1, or looks that do not ascend.</exception>
    public static Looks At(params int[] seeds)
    {
        if (seeds.Length == 0 || seeds[0] < 1)
            throw new ArgumentException("At least one look, at one seed or more, is needed.", nameof(seeds));
        for (var i = 1; i < seeds.Length; i++)
            if (seeds[i] <= seeds[i - 1])
                throw new ArgumentException($"Looks must ascend: {string.Join(", ", seeds)}.", nameof(seeds));
        return new([.. seeds]);
    }

    /// <summary>The one-sided level of each look that keeps the probability of a false decision at any of them below <paramref name="overall"/>.</summary>
    /// <param name="overall">The error promised for the whole sequence, one-sided, for example 0.01.</param>
    public double Level(double overall)
    {
        TTest.RequireProbability(overall, nameof(overall));
        foreach (var row in Simulated)
            if (row.Overall == overall && row.Seeds.AsSpan().SequenceEqual(Seeds.ToArray()))
                return row.Nominal;
        return overall / Seeds.Count; // also the single look
    }

    /// <summary>
    /// A p-value for the whole sequence from the nominal one of the look that decided, for a correction over claims
    /// (<see cref="Holm"/>): times the number of looks, at most 1. Never too small; up to 10 % larger than the simulated levels imply.
    /// </summary>
    public double OverallP(double nominal) => Math.Min(1, nominal * Seeds.Count);

    /// <summary>TEMPORARY</summary>
    public Looks? UpTo(int available) => Seeds[0] > available ? null : this;

    /// <summary>Reads "5, 10, 20 seeds".</summary>
    public override string ToString() => $"{string.Join(", ", Seeds)} {(Last == 1 ? "seed" : "seeds")}";

    /// <summary>
    /// Can these looks decide a difference of this size at all? Asked before training: a schedule that cannot is a waste of runs,
    /// and its Inconclusive is no evidence.
    /// </summary>
    /// <param name="overall">The error promised for the whole sequence, one-sided.</param>
    /// <param name="shift">The difference to be found, in standard deviations between seeds (of the paired log ratios).</param>
    /// <param name="power">The wanted probability of finding it.</param>
    public Attainability Attainable(double overall, double shift, double power = 0.9)
    {
        var level = Level(overall);
        var smallest = Power.SmallestShift(Last, level, power);
        var attainable = shift >= smallest;
        var sentence = double.IsPositiveInfinity(smallest)
            ? $"{Words.Count(Last, "seed")} can decide nothing: the spread between seeds stays unknown."
            : $"{Words.Count(Last, "seed")} at level {Words.Number(level)} find a difference of {Words.Number(smallest)} standard deviations "
                + $"with {Words.Percent(power)} power; "
                + $"{Words.Number(shift)} {(attainable ? "is within reach" : "is out of reach")}."
                + (SignTest.Floor(Last) <= level ? "" : " With a diverged run they cannot decide: the sign test does not reach the level.");
        return new(attainable, Last, level, smallest, sentence);
    }

    /// <summary>
    /// Looks until one decides. Each arm is asked for its first n seeds only when a look needs them, so that a trainer trains no
    /// more than the decision takes.
    /// </summary>
    /// <param name="invalid">Makes the decision for a fault, from its reason and the number of seeds.</param>
    /// <param name="judge">Decides one look; Inconclusive and Untestable ask for the next.</param>
    /// <param name="arms">From the first n seeds to their values.</param>
    internal Finding Decide(Func<string, int, Finding> invalid, Func<IReadOnlyList<Sample>, Finding> judge, params Func<int, Sample>[] arms)
    {
        IReadOnlyList<Sample> earlier = [];
        Finding? decision = null;
        foreach (var seeds in Seeds)
        {
            var samples = arms.Select(arm => arm(seeds)).ToArray();
            foreach (var sample in samples)
                if (sample.Values.Count != seeds)
                    throw new ArgumentException($"A look at {Words.Count(seeds, "seed")} was given {Words.Count(sample.Values.Count, "value")}.");
                else if (!sample.Seeds.SequenceEqual(samples[0].Seeds))
                    throw new ArgumentException($"Wrong pairing: one arm ran the seeds {string.Join(", ", samples[0].Seeds)}, another {string.Join(", ", sample.Seeds)}.");

            if (Fault(samples, earlier) is { } fault)
                return invalid(fault, seeds);
            decision = judge(samples);
            if (decision.Verdict is not (Verdict.Undecided or Verdict.Untestable))
                return decision;
            earlier = samples;
        }
        return decision!;
    }

    private static string? Fault(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> earlier)
    {
        foreach (var sample in samples)
            for (var i = 0; i < sample.Values.Count; i++)
                if (double.IsNaN(sample.Values[i]))
                    return $"Seed {sample.Seeds[i]} has no value (NaN): a fault, not a diverged run, which counts as infinite.";

        foreach (var (now, before) in samples.Zip(earlier))
            if (!now.Seeds.Take(before.Seeds.Count).SequenceEqual(before.Seeds) || !now.Values.Take(before.Values.Count).SequenceEqual(before.Values))
                return "The values of the first seeds changed between two looks.";

        // n copies of one run would pass for n runs without noise, and the t-test would be sure of anything.
        if (samples[0].Values.Count > 1 && samples.All(s => double.IsFinite(s.Values[0]) && Moments.AllEqual(s.Values)))
            return "Every seed gave the same value: the seed does not reach the run. (A value without noise belongs to an oracle.)";
        return null;
    }
}

/// <summary>Whether a schedule of looks can find a difference, before anything is trained.</summary>
/// <param name="CanDecide">True if the difference asked about is found with the power asked for.</param>
/// <param name="Seeds">The most seeds of the schedule.</param>
/// <param name="Level">The nominal one-sided level of each look.</param>
/// <param name="SmallestShift">The smallest difference found with that power at the last look alone, in standard deviations; +∞ if none.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record Attainability(bool CanDecide, int Seeds, double Level, double SmallestShift, string Sentence);
