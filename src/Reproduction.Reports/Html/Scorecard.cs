namespace Reproduction.Reports.Html;

/// <summary>All claims on one page: the write-up's numbers and ours
/// at its budget, and whether today's guard is as approved.</summary>
internal static class Scorecard
{
    public static Markup Of(Report report, IReadOnlyList<ClaimResults> claims)
    {
        if (claims.Count == 0)
            return Markup.Of($"<section id=\"scorecard\" class=\"card\"><h2>Scorecard</h2><p "
                + $"class=\"redbox\">{report.Counts()}</p>{Besides(report)}</section>");
        var rows = claims.GroupBy(c => c.Group).OrderBy(g => g.Key).Select(g => Markup.Of($"<tbody><tr class=\"group\"><th "
            + $"colspan=\"4\" scope=\"rowgroup\">{Title(g.Key)}</th></tr>{g.Select(Row)}</tbody>\n"));
        return Markup.Of($"""
            <section id="scorecard" class="card" aria-labelledby="scorecard-title">
            <h2 id="scorecard-title">Scorecard</h2>
            {Tally(claims)}
            {Markup.If(
                report.WhatCameOut.Count > 0,
                $"<div class=\"came-out\">{Say.List(report.WhatCameOut.Select(Say.Unbroken))}</div>")}
            {Besides(report)}
            <p class="search"><input id="search" type="search" aria-label="Find a claim" placeholder="Find a claim" hidden></p>
            <table class="scorecard"><caption>At the write-up's budget; the guard is a check at a reduced one</caption>
            <thead><tr><th scope="col">Claim</th><th scope="col">The write-up → ours</th><th scope="col">Verdict</th><th scope="col">Guard</th></tr></thead>
            {rows}</table>
            <p id="nothing-found" class="note" role="status" hidden>No claim has these words.</p>
            </section>
            """);
    }

    // Files that could not be used or drawn, results that were left out, and notes of the run.
    private static Markup Besides(Report report)
    {
        string[] besides = [.. report.Notes, .. report.LeftOut.Select(r => $"Left out, since the claim exists no more: {r}")];
        var problems = Markup.If(report.Problems.Count > 0, $"<div class=\"redbox\">{Say.List(report.Problems)}</div>");
        var notes = Markup.If(
            besides.Length > 0,
            $"<details class=\"note\"><summary>Skipped or left out, and why "
                + $"({besides.Length})</summary>{Say.List(besides)}</details>");
        return Markup.Of($"{problems}{notes}");
    }

    private static string Title(Group group) => group switch
    {
        Group.Red => "Red: not as approved, or a fault",
        Group.Undecided => "Undecided at the write-up's budget",
        Group.Decided => "Decided at the write-up's budget",
        _ => "Not run yet at the write-up's budget",
    };

    private static Markup Row(ClaimResults claim)
    {
        var s = claim.Statement;
        return Markup.Of($"""
            <tr{Markup.If(claim.Entries.Red, $" class=\"red\"")}><th scope="row"><a href="#{claim.Anchor}"><b>{s.Id}</b> {s.Sentence}</a></th><td data-label="The write-up → ours">{Say.Headline(claim.Main.Result.Headline)}</td><td data-label="Verdict">{Answer(claim.Answer)}</td><td data-label="Guard">{Guard(claim.Guard)}</td></tr>

            """);
    }

    private static Markup Answer(ReportEntry? entry) => entry is null
        ? Markup.Of($"<span class=\"badge notyet\">Not run yet</span>")
        : Markup.Of($"{Say.Badge(entry)}{Mark(entry)}"
            + $"{Markup.If(entry.Result.Tier != Tier.Published, $"<span class=\"kind\">trained here</span>")}");

    // A mark is enough where all is as approved; words stand where it is not.
    private static Markup Guard(ReportEntry? entry) => entry is null ? Markup.Of($"<span class=\"kind\">not run</span>")
        : entry.Result.Standing is { Passed: true } && !entry.Red
            ? Markup.Of($"<span class=\"mark\" role=\"img\" aria-label=\"{entry.Baseline}: {entry.Word}\">✓</span>")
            : Say.Standing(entry);

    private static Markup Mark(ReportEntry entry) =>
        entry.Red && entry.Result.Verdict != Verdict.Invalid ? Markup.Of($" {Say.Standing(entry)}")
        : Markup.If(entry.Age.Length > 0, $"<span class=\"kind\">{entry.Age}</span>");

    // One bar, a part for each word, the words below it.
    private static Markup Tally(IReadOnlyList<ClaimResults> claims)
    {
        var parts = claims.Where(c => c.Answer is not null).Select(c => c.Answer!.Result)
            .GroupBy(a => (Word: Words.Of(a.Verdict, a.Claim.Kind, a.Tier), Class: Say.Class(a.Verdict, a.Claim.Kind, a.Tier)))
            .Select(g => (g.Key.Word, g.Key.Class, Count: g.Count()))
            .OrderBy(p => Array.IndexOf(Order, p.Class)).ThenByDescending(p => p.Count)
            .Append((Word: "Not run yet", Class: "notyet", Count: claims.Count(c => c.Answer is null)))
            .Where(p => p.Count > 0).ToArray();
        var guards = claims.Where(c => c.Guard is not null).Select(c => c.Guard!).ToArray();
        var red = claims.SelectMany(c => c.Entries.All).Count(e => e.Red);
        return Markup.Of($"""
            <p class="lead"><b>{Words.Count(claims.Count, "claim")}</b>, {claims.Count(c => c.Answer is not null)} of them tested at the write-up's budget. {(guards.Length == 0 ? "No guard was run." : $"Today's guards: {guards.Count(g => !g.Red)} of {guards.Length} as approved.")} {Markup.If(red > 0, $"<strong class=\"redtext\">{Words.Count(red, "result")} red.</strong>")}</p>
            <div class="tally" aria-hidden="true">{
                parts.Select(p => Markup.Of(
                $"<span class=\"{p.Class}\" style=\"flex-grow:{p.Count}\"></span>")
                )}</div>
            <ul class="legend">{parts.Select(p => Markup.Of($"<li class=\"{p.Class}\"><b>{p.Count}</b> {p.Word}</li>"))}</ul>
            """);
    }

    private static readonly string[] Order = ["broken", "open", "fails", "holds", "explored"];
}
