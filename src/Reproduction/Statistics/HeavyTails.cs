namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// The second opinion on a t-test: Student's t trusts the values to be roughly normal, and a few seeds cannot show that they are.
/// </summary>
internal static class HeavyTails
{
    /// <summary>Below this many seeds the sign-flip test cannot reach the usual levels (5 seeds: 1 / 32).</summary>
    public const int FewestSeeds = 10;

    /// <summary>Why the distribution-free tests do not share the t-test's view that the values lie above 0; null if they do.</summary>
    /// <param name="values">Differences less their margin, finite, mirrored where the t-test found them below it.</param>
    /// <param name="level">The level that the t-test met.</param>
    public static string? Objection(IReadOnlyList<double> values, double level)
    {
        if (values.Count < FewestSeeds)
            return null;
        var flip = SignFlipTest.PAbove(values);
        if (flip > Math.Max(level, SignTest.Floor(values.Count))) // where n seeds cannot reach the level: as small as they can
            return $"the sign-flip test does not agree ({Words.P(flip)})";
        var (wins, losses) = (values.Count(v => v > 0), values.Count(v => v < 0));
        if (wins < losses)
            return $"most seeds point the other way ({losses} of {values.Count})";
        return SignEProcess.Largest([.. values.Select(v => -v)]) >= SignEProcess.Proof
            ? "a run of seeds in a row proved the contrary on its own"
            : null;
    }
}
