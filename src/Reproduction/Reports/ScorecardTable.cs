using System.Globalization;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Reports;

/// <summary>
/// The scorecard on the first page: a row for each claim, with the approved answer at the write-up's budget. It follows from claims and
/// baselines alone, so that it is the same on every machine. Only exact devices count.
/// </summary>
public static class ScorecardTable
{
    /// <summary>Follows a verdict whose rule was chosen when its runs were known.</summary>
    public const string ChosenAfterRuns = "†";

    private const string Begin = "<!-- scorecard -->\n", End = "<!-- end of the scorecard -->";

    /// <summary>Puts a table between the two marks of a page.</summary>
    /// <exception cref="InvalidDataException">The page has no such marks.</exception>
    public static string Put(string page, string table)
    {
        int from = page.IndexOf(Begin, StringComparison.Ordinal), to = page.IndexOf(End, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? page[..(from + Begin.Length)] + table + page[to..]
            : throw new InvalidDataException($"The page has no place for the scorecard: put \"{Begin.Trim()}\" and \"{End}\" on lines of their own.");
    }

    /// <summary>The table, as Markdown.</summary>
    /// <param name="plans">Full plans of all claims, in order.</param>
    /// <param name="approved">All approved baselines.</param>
    public static string Render(IReadOnlyList<Plan> plans, IReadOnlyList<Baseline> approved)
    {
        var rows = plans.Select(plan => Row(plan, approved.FirstOrDefault(b => b.Claim == plan.Claim.Id && b.Tier == Tier.Full && b.Device.Exact)));
        return $"| claim | verdict | ours |\n|---|---|---|\n{string.Concat(rows)}";
    }

    private static string Row(Plan plan, Baseline? answer)
    {
        string claim = MarkdownReport.Inline($"{plan.Claim.Id} {plan.Claim.Sentence}");
        string verdict = answer is null ? "not run yet" : $"**{answer.Word}**{(plan.ChosenAfterRuns ? $" {ChosenAfterRuns}" : "")}";
        return $"| {claim} | {verdict} | {(answer is null ? "" : MarkdownReport.Inline(Numbers(plan, answer)))} |\n";
    }

    // Means of the first metric that the plan measures, where they are few: "final loss: Linear 0.039; XLinear 0.0247 (10 seeds)".
    private static string Numbers(Plan plan, Baseline answer)
    {
        string seeds = Words.Count(answer.Seeds.Count, "seed");
        var measured = plan.Measured.Select(m => m.Quantity).OfType<Measured>().ToList();
        var first = measured.Where(m => m.Metric.Name == measured[0].Metric.Name)
            .Select(m => (m.Arm, Found: answer.Measurements.FirstOrDefault(found => found.Name == m.Name))).Where(m => m.Found is not null).ToList();
        if (first.Count is 0 or > 6)
            return seeds;
        var means = first.Select(m => $"{(first.Count == 1 ? "" : $"{m.Arm.Name} ")}{Short(Moments.Mean(m.Found!.PerSeed))}");
        return $"{measured[0].Metric.Name}: {string.Join("; ", means)} ({seeds})";
    }

    private static string Short(double mean) => double.IsFinite(mean) ? mean.ToString("G3", CultureInfo.InvariantCulture) : "diverged";
}
