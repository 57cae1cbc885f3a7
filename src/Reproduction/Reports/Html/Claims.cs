using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports.Html;

/// <summary>All results of one claim, as a reader meets them.</summary>
/// <param name="Statement">The claim in words.</param>
/// <param name="Answer">What the write-up's own budget shows; null where nothing was run at it yet.</param>
/// <param name="Guard">What the reduced budget shows; null where it was not run.</param>
/// <param name="Others">Other device classes and repeated runs.</param>
internal sealed record ClaimResults(Statement Statement, Result? Answer, Result? Guard, IReadOnlyList<Result> Others)
{
    /// <summary>Claims in the order in which they are met first. Exact devices, then more seeds, then later runs speak for a claim.</summary>
    public static IReadOnlyList<ClaimResults> Of(IEnumerable<Result> results) => [.. results.GroupBy(r => r.Claim.Id).Select(claim =>
    {
        Result[] best = [.. claim.OrderByDescending(r => r.Device.Exact).ThenByDescending(r => r.Seeds.Count).ThenByDescending(r => r.Origin.Started)];
        var answer = best.FirstOrDefault(r => r.Tier != Tier.Quick);
        var guard = best.FirstOrDefault(r => r.Tier == Tier.Quick);
        return new ClaimResults(best[0].Claim, answer, guard, [.. best.Where(r => r != answer && r != guard)]);
    })];

    public IEnumerable<Result> All => new[] { Answer, Guard }.OfType<Result>().Concat(Others);

    /// <summary>The result that is shown unfolded.</summary>
    public Result Main => Answer ?? Guard!;

    public string Anchor => Statement.Id;

    public bool Red => All.Any(IsRed);

    public static bool IsRed(Result result) => result.Verdict == Verdict.Invalid || result.Standing is { Passed: false };

    public Group Group => Red ? Group.NotAsApproved
        : Answer is null ? Group.NotYetThere
        : Answer.Verdict is Verdict.Undecided or Verdict.Untestable ? Group.Undecided
        : Group.Decided;
}

/// <summary>Where a claim stands in the scorecard, in this order.</summary>
internal enum Group
{
    NotAsApproved,
    Undecided,
    Decided,
    NotYetThere,
}
