using WeightPred.Reproduction;

namespace WeightPred.Fixtures;

/// <summary>The baselines' files: on this stack the comparer keeps them itself.</summary>
public static class Baselines
{
    /// <inheritdoc cref="BaselineComparer.Compare"/>
    public static Task<BaselineResult> Compare(BaselineComparer comparer, Outcome outcome, string folder, UpdateMode update)
        => Task.FromResult(comparer.Compare(outcome, folder, update));
}
