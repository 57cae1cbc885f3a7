namespace Reproduction.Statistics;

/// <summary>
/// The numbers of seeds at which a claim is looked at, fixed before the first run. Looking more than once would inflate the error
/// rate, so each look tests at a smaller, nominal level; the first look that decides ends the runs.
/// </summary>
/// <remarks>
/// One look: the nominal level is the overall one. The looks 5, 10, 20 and 5, 10: the nominal levels of the one-sided t-test,
/// found by simulation (8 million null sequences, standard error 0.4 % of a level at 0.01; a unit test repeats it in small).
/// Any other looks or overall error: overall / number of looks, Bonferroni's bound, which holds for every test and every schedule
/// and costs a little power.
/// </remarks>
public sealed class SeedSchedule
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

    private readonly int[] _planned;

    private SeedSchedule(int[] seeds, int[] planned) => (Seeds, _planned) = (seeds, planned);

    /// <summary>How many seeds each look uses, ascending.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>The most seeds that a decision may ask for.</summary>
    public int Last => Seeds[^1];

    /// <summary>Looks at the given numbers of seeds.</summary>
    /// <exception cref="ArgumentException">No looks, a look below 1, or looks that do not ascend.</exception>
    public static SeedSchedule At(params int[] seeds)
    {
        if (seeds.Length == 0 || seeds[0] < 1)
            throw new ArgumentException("At least one look, at one seed or more, is needed.", nameof(seeds));
        for (int i = 1; i < seeds.Length; i++)
            if (seeds[i] <= seeds[i - 1])
                throw new ArgumentException($"Looks must ascend: {string.Join(", ", seeds)}.", nameof(seeds));
        return new([.. seeds], [.. seeds]);
    }

    /// <summary>The looks that so many seeds allow, at the levels of the whole schedule; null where there is none.</summary>
    public SeedSchedule? UpTo(int available) =>
        Seeds.Count(n => n <= available) is > 0 and var count ? new([.. Seeds.Take(count)], _planned) : null;

    /// <summary>The one-sided level of each look that keeps the error over all looks below <paramref name="overall"/>.</summary>
    /// <param name="overall">The error promised for the whole sequence, one-sided, for example 0.01.</param>
    public double Level(double overall)
    {
        TTest.RequireProbability(overall, nameof(overall));
        foreach (var row in Simulated)
            if (row.Overall == overall && row.Seeds.AsSpan().SequenceEqual(_planned))
                return row.Nominal;
        return overall / _planned.Length; // also the single look
    }

    /// <summary>Reads "5, 10, 20 seeds".</summary>
    public override string ToString() => $"{string.Join(", ", Seeds)} {(Last == 1 ? "seed" : "seeds")}";
}
