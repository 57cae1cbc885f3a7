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

    private readonly int[] planned;

    private Looks(int[] seeds, int[] planned) => (Seeds, this.planned) = (seeds, planned);

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
        return new([.. seeds], [.. seeds]);
    }

    /// <summary>
    /// The looks that so many seeds allow, at the levels of the whole schedule, so that the rest may still be looked at when it is there;
    /// null where not even the first look is.
    /// </summary>
    public Looks? UpTo(int available) => Seeds.Count(n => n <= available) is > 0 and var count ? new([.. Seeds.Take(count)], planned) : null;

    /// <summary>The one-sided level of each look that keeps the probability of a false decision at any of them below <paramref name="overall"/>.</summary>
    /// <param name="overall">The error promised for the whole sequence, one-sided, for example 0.01.</param>
    public double Level(double overall)
    {
        TTest.RequireProbability(overall, nameof(overall));
        foreach (var row in Simulated)
            if (row.Overall == overall && row.Seeds.AsSpan().SequenceEqual(planned))
                return row.Nominal;
        return overall / planned.Length; // also the single look
    }

    /// <summary>
    /// A p-value for the whole sequence from the nominal one of the look that decided, for a correction over claims
    /// (<see cref="Holm"/>): times the number of looks, at most 1. Never too small; up to 10 % larger than the simulated levels imply.
    /// </summary>
    public double OverallP(double nominal) => Math.Min(1, nominal * planned.Length);

    /// <summary>Reads "5, 10, 20 seeds".</summary>
    public override string ToString() => $"{string.Join(", ", Seeds)} {(Last == 1 ? "seed" : "seeds")}";

    /// <summary>Why these looks are none for a decision that is made once (<see cref="Plausible"/>), as one sentence with what to do; null where they are.</summary>
    public string? RefusalOfOnce() => Last < 2 ? "one seed says nothing about the spread between seeds: look at 2 seeds or more."
        : Seeds.Count > 1 ? "whether a printed number is plausible is asked once, since every further look would spend its error again: give it one look, At(5)."
        : null;

    /// <summary>
    /// Why these looks can never decide at this error, as one sentence with what to do; null where they can. Asked before training: runs that
    /// cannot decide are wasted, and an Undecided that was certain is no evidence.
    /// </summary>
    /// <param name="overall">The error promised for the whole sequence, one-sided.</param>
    public string? Refusal(double overall)
    {
        if (Last == 1)
            return "1 seed can decide nothing, since the spread between seeds stays unknown: look at 2 seeds or more.";
        if (Last > SignFlipTest.Largest)
            return $"{Last} seeds are more than the {SignFlipTest.Largest} that the exact sign-flip test can take: look at fewer.";
        var (level, least) = (Level(overall), SignTest.Floor(Last));
        return Last >= HeavyTails.FewestSeeds && least > level
            ? $"{Last} seeds cannot confirm anything at the level {Words.Number(level)}, since the sign-flip test gives {Words.P(least)} at best: look at more seeds, or promise a larger error."
            : null;
    }

    /// <summary>
    /// Looks until one decides. Each arm is asked for its first n seeds only when a look needs them, so that a trainer trains no
    /// more than the decision takes.
    /// </summary>
    /// <param name="blank">The finding of a fault, but for its reason and seeds.</param>
    /// <param name="judge">Judges one look; Undecided and Untestable ask for the next.</param>
    /// <param name="arms">From the first n seeds to their values.</param>
    internal Finding Decide(Finding blank, Func<IReadOnlyList<Sample>, Finding> judge, params Func<int, Sample>[] arms)
    {
        IReadOnlyList<Sample> earlier = [];
        var finding = blank;
        foreach (var seeds in Seeds)
        {
            var samples = arms.Select(arm => arm(seeds)).ToArray();
            foreach (var sample in samples)
                if (sample.Values.Count != seeds)
                    throw new ArgumentException($"A look at {Words.Count(seeds, "seed")} was given {Words.Count(sample.Values.Count, "value")}.");
                else if (!sample.Seeds.SequenceEqual(samples[0].Seeds))
                    throw new ArgumentException($"Wrong pairing: one arm ran the seeds {string.Join(", ", samples[0].Seeds)}, another {string.Join(", ", sample.Seeds)}.");

            finding = Fault(samples, earlier) is { } fault ? blank with { Reason = fault } : judge(samples);
            finding = finding with { Seeds = seeds, OverallP = OverallP(finding.PValue) };
            if (finding.Verdict is not (Verdict.Undecided or Verdict.Untestable))
                break;
            earlier = samples;
        }
        return finding;
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
