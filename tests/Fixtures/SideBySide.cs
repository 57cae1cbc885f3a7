using WeightPred.Reproduction;

namespace WeightPred.Fixtures;

/// <summary>Measures finished runs on as many threads as train them.</summary>
public static class SideBySide
{
    /// <summary>What <paramref name="of"/> gives for each item, in their order.</summary>
    public static TResult[] Measured<T, TResult>(this IReadOnlyList<T> items, Func<T, TResult> of)
    {
        var results = new TResult[items.Count];
        Parallel.For(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = Stack.Parallelism }, i => results[i] = of(items[i]));
        return results;
    }
}
