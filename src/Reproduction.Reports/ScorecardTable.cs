using Reproduction.Baselines;
using Reproduction.Claims;

namespace Reproduction.Reports;

/// <summary>
/// The scorecard on the first page: a row for each claim, with the approved answer at the write-up's budget. It follows from
/// claims and baselines alone, so that it is the same on every machine. Only exact devices count.
/// </summary>
internal static class ScorecardTable
{
    /// <summary>Follows a verdict whose rule was chosen when its runs were known.</summary>
    public const string ChosenAfterRuns = "†";

    private const string NotRunYet = "not run yet";

    private const string Begin = "<!-- scorecard -->\n", End = "<!-- end of the scorecard -->";

    /// <summary>Puts a table between the two marks of a page.</summary>
    /// <exception cref="InvalidDataException">The page has no such marks.</exception>
    public static string Put(string page, string table)
    {
        int from = page.IndexOf(Begin, StringComparison.Ordinal), to = page.IndexOf(End, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? page[..(from + Begin.Length)] + table + page[to..]
            : throw new InvalidDataException(
                $"The page has no place for the scorecard: put \"{Begin.Trim()}\" and \"{End}\" on lines of their own.");
    }

    /// <summary>Renders the sentences on the results, then the table, folded under a count of its verdicts, as Markdown.</summary>
    /// <param name="plans">Full plans of all claims, in order.</param>
    /// <param name="approved">All approved baselines.</param>
    /// <param name="sentences">Candidates: those that the baselines support are shown.</param>
    public static string Render(IReadOnlyList<Plan> plans, IReadOnlyList<Baseline> approved, IReadOnlyList<Sentence> sentences)
    {
        var rows = plans.Select(plan => Row(plan, Approved(plan, approved)));
        return $"{WhatCameOut(plans, approved, sentences)}<details>\n<summary>{Count(plans, approved)}</summary>\n\n"
            + $"| claim | verdict | the write-up → ours |\n|---|---|---|\n{string.Concat(rows)}\n</details>\n";
    }

    // "Each claim: 2 Reproduced, 1 Undecided, 3 not run yet".
    private static string Count(IReadOnlyList<Plan> plans, IReadOnlyList<Baseline> approved) => "Each claim: " + string.Join(", ",
        plans.Select(plan => Approved(plan, approved)).GroupBy(answer => answer?.Word ?? NotRunYet)
            .OrderBy(answers => answers.Key == NotRunYet).ThenByDescending(answers => answers.Count())
                .Select(answers => $"{answers.Count()} {answers.Key}"));

    /// <summary>The approved answer of the exact engine to a claim; null where it has not been run.</summary>
    internal static Baseline? Approved(Plan plan, IReadOnlyList<Baseline> approved) =>
        approved.FirstOrDefault(b => b.Claim == plan.Claim.Id && b.Tier == Tier.Full && b.Device.Exact);

    /// <summary>The sentences that the approved answers bear out, as a list, with an empty line behind it.</summary>
    internal static string WhatCameOut(IReadOnlyList<Plan> plans, IReadOnlyList<Baseline> approved,
        IReadOnlyList<Sentence> sentences)
    {
        var answers = plans.Select(plan => (plan, Answer: Approved(plan, approved))).Where(claim => claim.Answer is not null)
            .ToDictionary(claim => claim.plan.Claim.Id,
                claim => new Answer(claim.Answer!.Verdict, claim.plan.Told(claim.Answer.Measurements)));
        return string.Concat(Sentence.Said(sentences, answers).Select(said => $"- {MarkdownReport.Inline(said)}\n").Append("\n"));
    }

    private static string Row(Plan plan, Baseline? answer)
    {
        string claim = MarkdownReport.Inline($"{plan.Claim.Id} {plan.Claim.Sentence}");
        string verdict = answer is null ? NotRunYet
            : $"**{answer.Word}**{(plan.ChosenAfterRuns ? $" {ChosenAfterRuns}" : "")}";
        return $"| {claim} | {verdict} | {MarkdownReport.Inline(HeadlineText.Of(plan.Told(answer?.Measurements ?? [])))} |\n";
    }
}
