using WeightPred.Reproduction.Plots;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports.Html;

/// <summary>What the verdicts survive: the kill matrix, and the choices that the write-up leaves open.</summary>
internal static class Survived
{
    public static Markup Of(VariationTable? table, Func<Chart, byte[]?> png)
    {
        if (table is null)
            return Markup.Empty;
        var chart = VariationsChart.Of(table);
        return Markup.Of($"""
            <section id="survived" class="card" aria-labelledby="survived-title">
            <h2 id="survived-title">What the verdicts survive</h2>
            <p class="lead">{VariationsPage.Summary(table)}</p>
            <p class="note">Each row is trained and decided anew at the reduced budget. {VariationsPage.Legend}. A capital on colour: another verdict than without the change; a small letter: the same; empty: the claim trains nothing else. {VariationsPage.About(table)}</p>
            {Matrix(table, "Planted faults", [table.Reference, .. table.Faults])}
            {Matrix(table, "What must not matter", table.Of(VariationKind.Null))}
            {Matrix(table, "What the write-up leaves open", table.Of(VariationKind.LeftOpen))}
            {Markup.If(chart is not null, $"<figure><figcaption>{chart?.Title} ({chart?.Note})</figcaption>{(chart is null ? Markup.Empty : new Pictures(png).Of(chart))}</figure>")}
            {Say.Details("Effects under each choice", Say.Table("Effect of the first decision, with its interval", ["choice", "claim", "first decision", "ours", "with it", "verdict"], VariationsPage.LeftOpen(table)))}
            {Say.Details("What each row is", Say.List(table.Outcomes.Select(o => $"{o.Name}: {o.Sentence}")))}
            </section>

            """);
    }

    private static Markup Matrix(VariationTable table, string caption, IReadOnlyList<VariedOutcome> rows) => Markup.If(rows.Count > 0, $"""
        <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table class="matrix"><caption>{caption}</caption><thead><tr><th scope="col">change</th>{table.Claims.Select(claim => Markup.Of($"<th scope=\"col\">{claim}</th>"))}</tr></thead><tbody>
        {rows.Select(row => Markup.Of($"<tr><th scope=\"row\">{row.Name}</th>{table.Claims.Select(claim => Cell(table, row, claim))}</tr>\n"))}</tbody></table></div>

        """);

    private static Markup Cell(VariationTable table, VariedOutcome row, string claim) => row.Of(claim) is not { } cell
        ? Markup.Of($"<td></td>")
        : table.Kills(claim, row)
            ? Markup.Of($"<td class=\"changed\" title=\"{$"{cell.Verdict}: {cell.Says}"}\">{VariationsPage.Letter(cell.Verdict)}</td>")
            : Markup.Of($"<td>{VariationsPage.Letter(cell.Verdict).ToLowerInvariant()}</td>");
}
