namespace WeightPred.Reproduction.Reports.Html;

/// <summary>All claims on one page: what the write-up says, ours at its budget, and today's guard beside it.</summary>
internal static class Scorecard
{
    private const int Shown = 3; // findings of a result; the rest is folded

    public static Markup Of(Report report, IReadOnlyList<ClaimResults> claims)
    {
        if (claims.Count == 0)
            return Markup.Of($"<section id=\"scorecard\" class=\"card\"><h2>Scorecard</h2><p class=\"redbox\">{report.Counts()}</p>{Besides(report)}</section>");
        var rows = claims.GroupBy(c => c.Group).OrderBy(g => g.Key).Select(g => Markup.Of($"<tbody><tr class=\"group\"><th colspan=\"4\" scope=\"rowgroup\">{Title(g.Key)}</th></tr>{g.Select(Row)}</tbody>\n"));
        return Markup.Of($"""
            <section id="scorecard" class="card" aria-labelledby="scorecard-title">
            <h2 id="scorecard-title">Scorecard</h2>
            {Tally(claims)}
            {Besides(report)}
            <p class="search"><input id="search" type="search" aria-label="Find a claim" placeholder="Find a claim" hidden></p>
            <table class="scorecard"><caption>Each claim: the write-up's words, our answer at its budget, and today's guard at a reduced one</caption>
            <thead><tr><th scope="col">Claim</th><th scope="col">The write-up says</th><th scope="col">Ours, at its budget</th><th scope="col">Today's guard</th></tr></thead>
            {rows}</table>
            </section>
            """);
    }

    // What could not be used or drawn, what was left out, and what the run has to say.
    private static Markup Besides(Report report)
    {
        string[] besides = [.. report.Notes, .. report.LeftOut.Select(r => $"Left out, since the claim exists no more: {r}")];
        return Markup.Of($"{Markup.If(report.Problems.Count > 0, $"<div class=\"redbox\">{Say.List(report.Problems)}</div>")}{Markup.If(besides.Length > 0, $"<details class=\"note\"><summary>What was skipped or left out, and why ({besides.Length})</summary>{Say.List(besides)}</details>")}");
    }

    private static string Title(Group group) => group switch
    {
        Group.Red => "Red: not as approved, or a fault",
        Group.Undecided => "Undecided at the write-up's budget",
        Group.Decided => "Decided at the write-up's budget",
        _ => "Not yet there at the write-up's budget",
    };

    private static Markup Row(ClaimResults claim)
    {
        var s = claim.Statement;
        return Markup.Of($"""
            <tr{Markup.If(claim.Entries.Red, $" class=\"red\"")}><th scope="row"><a href="#{claim.Anchor}"><b>{s.Id}</b> {s.Sentence}</a></th><td data-label="The write-up says">{Say.Unbroken(s.WriteUp)}<span class="kind">{Say.Of(s.Kind)}</span></td><td data-label="Ours, at its budget">{Answer(claim.Answer)}</td><td data-label="Today's guard">{Guard(claim.Guard)}</td></tr>

            """);
    }

    private static Markup Answer(ReportEntry? entry) => entry is not { Result: { } result }
        ? Markup.Of($"<span class=\"badge notyet\">Not yet there</span>")
        : Markup.Of($"{Say.Badge(entry)}{Mark(entry)}{Effects(result)}<span class=\"kind\">{(result.Tier == Tier.Published ? "published runs" : "trained here")}, {Words.Count(result.Seeds.Count, "seed")}</span>");

    private static Markup Guard(ReportEntry? entry) => entry is not { Result: { } result }
        ? Markup.Of($"<span class=\"kind\">not run</span>")
        : Markup.Of($"<span class=\"quiet\">{entry.Word}</span> {Say.Standing(entry)}<span class=\"kind\">{Words.Count(result.Seeds.Count, "seed")}</span>");

    private static Markup Mark(ReportEntry entry) => Markup.If(entry.Age.Length > 0 || (entry.Red && entry.Result.Verdict != Verdict.Invalid), $" {Say.Standing(entry)}");

    private static Markup Effects(Results.Result result)
    {
        var effects = result.Findings.Select(f => Markup.Of($"<li>{Say.Effect(f)}</li>")).ToArray();
        var more = effects.Length > Shown ? Markup.Of($"<details><summary>{effects.Length - Shown} more</summary><ul>{effects.Skip(Shown)}</ul></details>") : Markup.Empty;
        return Markup.Of($"<ul class=\"effects\">{effects.Take(Shown)}</ul>{more}");
    }

    // One bar, a part for each word, the words below it.
    private static Markup Tally(IReadOnlyList<ClaimResults> claims)
    {
        var parts = claims.Where(c => c.Answer is not null).Select(c => c.Answer!.Result)
            .GroupBy(a => (Word: Words.Of(a.Verdict, a.Claim.Kind, a.Tier), Class: Say.Class(a.Verdict, a.Claim.Kind, a.Tier)))
            .Select(g => (g.Key.Word, g.Key.Class, Count: g.Count()))
            .OrderBy(p => Array.IndexOf(Order, p.Class)).ThenByDescending(p => p.Count)
            .Append((Word: "Not yet there", Class: "notyet", Count: claims.Count(c => c.Answer is null)))
            .Where(p => p.Count > 0).ToArray();
        var guards = claims.Where(c => c.Guard is not null).Select(c => c.Guard!).ToArray();
        var red = claims.SelectMany(c => c.Entries.All).Count(e => e.Red);
        return Markup.Of($"""
            <p class="lead"><b>{Words.Count(claims.Count, "claim")}</b>, {claims.Count(c => c.Answer is not null)} of them tested at the write-up's budget. {(guards.Length == 0 ? "No guard was run." : $"Today's guards: {guards.Count(g => !g.Red)} of {guards.Length} as approved.")} {Markup.If(red > 0, $"<strong class=\"redtext\">{Words.Count(red, "result")} red.</strong>")}</p>
            <div class="tally" aria-hidden="true">{parts.Select(p => Markup.Of($"<span class=\"{p.Class}\" style=\"flex-grow:{p.Count}\"></span>"))}</div>
            <ul class="legend">{parts.Select(p => Markup.Of($"<li class=\"{p.Class}\"><b>{p.Count}</b> {p.Word}</li>"))}</ul>
            """);
    }

    private static readonly string[] Order = ["broken", "open", "fails", "holds", "explored"];
}
