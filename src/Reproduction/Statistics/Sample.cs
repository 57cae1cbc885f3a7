namespace WeightPred.Reproduction.Statistics;

/// <summary>One number a seed, with the seeds it came from, so that arms can be paired and a missing seed is seen.</summary>
public sealed class Sample
{
    /// <param name="seeds">Seed indices, all different.</param>
    /// <param name="values">One value a seed, in the same order; +∞ for a diverged run, NaN for a fault.</param>
    /// <exception cref="ArgumentException">No seeds, a duplicate seed, or not one value a seed.</exception>
    public Sample(IReadOnlyList<int> seeds, IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("A sample needs at least one seed.", nameof(values));
        if (seeds.Count != values.Count)
            throw new ArgumentException($"{seeds.Count} seeds but {values.Count} values: a sample holds one value a seed.", nameof(values));
        foreach (var twice in seeds.GroupBy(s => s).Where(g => g.Count() > 1))
            throw new ArgumentException($"Seed {twice.Key} appears {twice.Count()} times: a run counted twice is no new evidence.", nameof(seeds));
        Seeds = [.. seeds];
        Values = [.. values];
    }

    /// <summary>Seed indices, in order.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>One value a seed, in the order of <see cref="Seeds"/>.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Values of the seeds 0, 1, 2, ...</summary>
    public static implicit operator Sample(double[] values) => new([.. Enumerable.Range(0, values.Length)], values);

    /// <summary>
    /// Asks for the first n of values that are all there already. More than there are is a missing seed, and throws.
    /// </summary>
    public static Func<int, Sample> From(IReadOnlyList<double> values) => n => n <= values.Count
        ? new([.. Enumerable.Range(0, n)], [.. values.Take(n)])
        : throw new ArgumentException($"A look at {Words.Count(n, "seed")}, but only {Words.Count(values.Count, "value")}: seeds are missing.", nameof(values));
}
