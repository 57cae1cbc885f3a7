using System.Text;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports;

/// <summary>What the verdicts survive, as Markdown: a function of the kept outcomes.</summary>
public static class VariationsPage
{
    /// <summary>The command that writes the page, and the file that it is written from.</summary>
    public const string Command = "dotnet run --project tools/WeightPred -- variations";

    /// <summary>Where it stands, from the repository's root.</summary>
    public const string File = "docs/variations.md";

    /// <summary>Where the outcomes stand, in the folder of the baselines.</summary>
    public const string Source = "variations.json";

    /// <summary>The page.</summary>
    /// <param name="table">The outcomes.</param>
    /// <param name="variations">What is varied today.</param>
    /// <param name="claims">In the order of the page.</param>
    public static string Render(VariationTable table, IVariations variations, IReadOnlyList<Statement> claims)
    {
        var md = new StringBuilder("# What the verdicts survive\n\n");
        md.Append($"Written from `baselines/{Source}` by `{Command}`.\n\n");
        md.Append("A verdict is evidence only if it would be another one where something is wrong. So faults are planted, outside the models' code, and every claim is decided under each of them at the quick tier. "
            + "A claim *kills* a fault if its verdict is another than without the fault, on the same seeds; verdicts alone count, since bits would kill everything. A claim that trains the same with and without a fault has an empty cell.\n\n");
        md.Append($"{About(table)} `WEIGHTPRED_NIGHTLY=yes dotnet test tests/Claims --filter Category=Variations` proves each outcome by carrying its cheapest cell out again, and makes anew what today's plans lack; it goes on where it was stopped.\n\n");
        md.Append($"## Faults\n\n{Summary(table)} {Legend}.\n\n");
        Matrix(md, table, [table.Reference, .. table.Faults]);
        md.Append("\nWhat they are:\n\n");
        foreach (var fault in table.Faults)
            md.Append($"- {MarkdownReport.Inline(fault.Name)}: {MarkdownReport.Inline(fault.Sentence)} {Killers(table, fault, variations)}\n");
        md.Append("\n## What each claim kills\n\n| claim | kind | without a fault | kills | of | which |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var claim in claims.Where(claim => table.Reference.Of(claim.Id) is not null))
        {
            var kills = table.KillsOf(claim.Id);
            md.Append($"| {claim.Id} | {claim.Kind.ToString().ToLowerInvariant()} | {table.Reference.Of(claim.Id)!.Verdict} | {kills.Count} | {table.Faults.Count(fault => fault.Of(claim.Id) is not null)} | {MarkdownReport.Inline(string.Join(", ", kills.Select(fault => fault.Name)))} |\n");
        }

        md.Append("\n## What must not matter\n\n");
        Matrix(md, table, table.Of(VariationKind.Null));
        md.Append('\n');
        foreach (var none in table.Of(VariationKind.Null))
            md.Append($"- {MarkdownReport.Inline(none.Name)}: {MarkdownReport.Inline(none.Sentence)} {(table.KilledBy(none) is { Count: > 0 } by ? $"Changes {string.Join(", ", by)}." : "Changes no verdict.")}\n");
        if (variations.Exceptions.Count > 0)
        {
            md.Append("\n## What does not come out as it should\n\n");
            foreach (var (what, why) in variations.Exceptions)
                md.Append($"- {MarkdownReport.Inline(what)}: {MarkdownReport.Inline(why)}\n");
        }

        md.Append("\n## What the write-up leaves open\n\nEffects of a claim's first decision, with our choice and with another. They are of the quick tier's budget.\n\n");
        Matrix(md, table, table.Of(VariationKind.LeftOpen));
        md.Append("\n| choice | claim | first decision | ours | with it | verdict |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in LeftOpen(table))
            md.Append($"| {string.Join(" | ", row.Select(MarkdownReport.Inline))} |\n");
        return md.ToString();
    }

    /// <summary>"18 of 18 faults are killed by a claim."</summary>
    public static string Summary(VariationTable table)
    {
        var (all, killed) = (table.Faults.Count, table.Faults.Count(fault => table.KilledBy(fault).Count > 0));
        return $"{killed} of {Words.Count(all, "planted fault")} change a verdict; of {Words.Count(table.Of(VariationKind.Null).Count, "change")} that must not matter {table.Of(VariationKind.Null).Count(none => table.KilledBy(none).Count > 0)} do.";
    }

    /// <summary>Where and when the outcomes came about.</summary>
    public static string About(VariationTable table)
    {
        var (days, seeds) = (table.Outcomes.Select(o => o.Day).Distinct().Order().ToArray(), table.Reference.Cells.Select(cell => cell.Seeds).Distinct().Order());
        return $"Trained on {(days.Length == 1 ? $"{days[0]:yyyy-MM-dd}" : $"{days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}")} in {Words.Duration(table.Outcomes.Aggregate(TimeSpan.Zero, (sum, o) => sum + o.Took))}, {string.Join(" or ", seeds)} seeds a claim, numerics {string.Join(", ", table.Outcomes.Select(o => o.Numerics).Distinct())}; {string.Join("; ", table.Outcomes.Select(o => o.Machine).Distinct())}.";
    }

    /// <summary>Rows of the table of choices: choice, claim, first decision, ours, with it, verdict.</summary>
    internal static IEnumerable<string[]> LeftOpen(VariationTable table) =>
        from choice in table.Of(VariationKind.LeftOpen)
        from cell in choice.Cells
        let ours = table.Reference.Of(cell.Claim)!
        select (string[])[choice.Name, cell.Claim, cell.Decision, Effect(ours), Effect(cell), ours.Verdict == cell.Verdict ? $"{cell.Verdict}" : $"{ours.Verdict} -> {cell.Verdict}"];

    /// <summary>The letter of a verdict in a matrix.</summary>
    internal static string Letter(Verdict verdict) => verdict switch { Verdict.Holds => "H", Verdict.Fails => "F", Verdict.Undecided => "U", Verdict.Untestable => "T", _ => "I" };

    internal const string Legend = "H holds, F fails, U undecided, T untestable, I invalid";

    private static string Effect(VariedCell cell) => double.IsNaN(cell.Estimate) ? "none" : $"{Words.Number(cell.Estimate)} {Words.Interval(cell.Low, cell.High)}";

    private static string Killers(VariationTable table, VariedOutcome fault, IVariations variations) => table.KilledBy(fault) switch
    {
        { Count: > 0 } by => $"Killed by {string.Join(", ", by)}.",
        _ => variations.All.FirstOrDefault(v => v.Name == fault.Name)?.Proof is { Length: > 0 } proof ? $"Changes nothing: {MarkdownReport.Inline(proof)}" : "Killed by none.",
    };

    // Bold: another verdict than without.
    private static void Matrix(StringBuilder md, VariationTable table, IReadOnlyList<VariedOutcome> rows)
    {
        md.Append($"| | {string.Join(" | ", table.Claims)} | changed |\n| --- |{string.Concat(table.Claims.Select(_ => " --- |"))} --- |\n");
        foreach (var row in rows)
            md.Append($"| {MarkdownReport.Inline(row.Name)} | {string.Join(" | ", table.Claims.Select(claim => Cell(table, row, claim)))} | {(row.Kind == VariationKind.Reference ? "" : table.KilledBy(row).Count)} |\n");
    }

    private static string Cell(VariationTable table, VariedOutcome row, string claim) =>
        row.Of(claim) is not { } cell ? "" : table.Kills(claim, row) ? $"**{Letter(cell.Verdict)}**" : Letter(cell.Verdict).ToLowerInvariant();
}
