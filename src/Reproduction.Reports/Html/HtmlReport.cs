using Reproduction.Plots;
using Reproduction.Reports.Plots;
using Reproduction.Results;

namespace Reproduction.Reports.Html;

/// <summary>The report for a reader who has never seen the code:
/// one file below 3 MB that opens from disk and fetches nothing.</summary>
internal static class HtmlReport
{
    /// <summary>Renders the page, a function of its arguments alone.</summary>
    /// <param name="report">The report to render.</param>
    /// <param name="png">A chart as a PNG or WebP, for readers without scripts; null where it cannot be drawn. Asked only for the
    /// result of a claim that is not folded.</param>
    public static string Render(Report report, Func<Chart, byte[]?> png)
    {
        ClaimResults[] claims = [.. report.Claims.Select(ClaimResults.Of)];
        var title = report.Title;
        var figures = new FigureData();
        var shared = Shared(claims);
        var view = new ResultView(figures, new Pictures(png), shared);
        var onTop = OnTop(claims, view);
        var sections = claims.Select(c => Section(c, view)).ToArray(); // fills the figures

        // The policy makes "nothing is fetched" a promise that the browser keeps.
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>{title}</title>
            <style>{Colours()}{new Markup(Embedded.Text("report.css"))}</style>
            </head>
            <body>
            <a class="skip" href="#claims">Skip to the claims</a>
            <header class="bar"><p class="brand">{title}</p><button type="button" id="theme" hidden>Dark</button>
            <nav aria-label="Claims"><a href="#scorecard">Scorecard</a>{
                claims.Select(c => Markup.Of($"<a class=\"{Dot(c)}\" href=\"#{c.Anchor}\">{c.Statement.Id}</a>"
                ))}</nav></header>
            <main>
            <h1>{title}</h1>
            {onTop}
            {Scorecard.Of(report, claims)}
            <div id="claims">{sections}</div>
            {LeftOpen(shared)}
            </main>
            <footer>{Meanings()}<p>Latest result: {Words.Minute(report.Latest)}. Charts by plotly.js (MIT licence), which is inside this file; nothing is fetched.</p></footer>
            <script type="text/plain" id="packed-data">{
                new Markup(Embedded.Pack(new MemoryStream(figures.Json().ToArray())))
                }</script>
            <script type="text/plain" id="packed-plotly">{new Markup(Plotly.Value)}</script>
            <script>{new Markup(Embedded.Text("report.js"))}</script>
            </body>
            </html>

            """).Text;
    }

    private static readonly Lazy<string> Plotly = new(() => Embedded.Pack(Embedded.Open("plotly.js")));

    private static Markup OnTop(ClaimResults[] claims, ResultView view)
    {
        Markup[] drawn = [.. claims.SelectMany(view.FiguresOnTop)];
        var notes = claims.SelectMany(claim => claim.Main.Result.Charts).Where(chart => chart.IsFigure && chart.Note.Length > 0)
            .Select(chart => chart.Note).Distinct();
        return Markup.If(drawn.Length > 0, $"""
            <section class="card" id="figures" aria-labelledby="figures-title">
            <h2 id="figures-title">The write-up's figures, over our runs</h2>
            {notes.Select(note => Markup.Of($"<p class=\"note\">{note}</p>"))}
            <div class="figures">{drawn}</div></section>

            """);
    }

    private static string Dot(ClaimResults claim) =>
        claim.Entries.Red ? "broken" : claim.Answer?.Result is { } a ? Say.Class(a.Verdict, a.Claim.Kind, a.Tier) : "notyet";

    private static Markup Section(ClaimResults claim, ResultView view)
    {
        var s = claim.Statement;
        // A green guard alone is no evidence about the write-up: it stays folded.
        bool unfolded = claim.Answer is not null || claim.Main.Result.Tier != Tier.Quick || claim.Main.Red;
        return Markup.Of($"""
            <section class="claim" id="{claim.Anchor}" aria-labelledby="{claim.Anchor}-title">
            <h2 id="{claim.Anchor}-title"><a class="id" href="#{claim.Anchor}">{s.Id}</a> {s.Sentence}</h2>
            <blockquote><p>{Say.Unbroken(s.WriteUp)}</p><footer>The write-up, {s.Section} · {Say.Of(s.Kind)}</footer></blockquote>
            {Markup.If(
                claim.Main.Answers,
                $"<div class=\"numbers\"><span class=\"kind\">The write-up → ours</span>{Say.Headline(claim.Main.Result.Headline)}</div>")}
            {Markup.If(
                claim.Answer is null && claim.Main.Result.Tier == Tier.Quick,
                $"<p class=\"note\">Not run yet at the write-up's budget. " + $"The guard at a reduced one is no evidence about the write-up.</p>")}
            {(unfolded ? Markup.Of($"<h3>{Heading(claim.Main)}</h3>\n{view.Of(claim.Main, withPictures: true)}") : Markup.Empty)}
            {
                (unfolded ? claim.Others : claim.Entries.All).Select(r => Markup.Of(
                $"<details class=\"more\"><summary><h3>{Heading(r)}</h3> {Say.Badge(r)} {Say.Standing(r)}</summary>"
                + $"{view.Of(r, withPictures: false)}</details>\n"))}
            </section>

            """);
    }

    private static string Heading(ReportEntry entry) => entry.Result.Tier switch
    {
        Tier.Quick => "Today's guard, on a reduced budget",
        Tier.Published => "At the write-up's budget, from published runs",
        _ => "At the write-up's budget, trained here",
    };

    // Choices left open for several claims are said once, below them.
    private static Markup LeftOpen(IReadOnlyDictionary<string, string> shared) => Markup.If(shared.Count > 0, $"""
        <section class="card" id="left-open"><h2>Choices that the write-up leaves open for several claims</h2>
        {Say.Details($"{Words.Count(shared.Count, "choice")}, and the claims that make them",
            Say.List(shared.Select(what => $"{what.Value}: {what.Key}")))
            }</section>

        """);

    // From what differs, or is left open, to the claims that say so: two or more.
    private static Dictionary<string, string> Shared(IEnumerable<ClaimResults> claims) => (
        from claim in claims
        from what in claim.Entries.All.SelectMany(entry => entry.Result.Differences).Distinct()
        group claim.Statement.Id by what into ids
        where ids.Count() > 1
        select ids).ToDictionary(ids => ids.Key, ids => string.Join(", ", ids));

    private static Markup Meanings()
    {
        var verdicts = Enum.GetValues<Tier>().Reverse().SelectMany(tier => Enum.GetValues<Kind>()
            .SelectMany(kind => Enum.GetValues<Verdict>().Select(verdict => (verdict, kind, tier))))
            .DistinctBy(v => Words.Of(v.verdict, v.kind, v.tier)).Select(v => Markup.Of(
                $"<dt>{Say.Badge(v.verdict, v.kind, v.tier)}</dt><dd>{Words.Meaning(v.verdict, v.kind, v.tier)}</dd>\n"));
        var standings = Enum.GetValues<StandingKind>()
            .Select(k => Markup.Of($"<dt><span class=\"chip\">{k.Word()}</span></dt><dd>{k.Meaning()}</dd>\n"));
        return Say.Details("Meaning of the words", Markup.Of($"<dl>{verdicts}{standings}</dl>"));
    }

    private static Markup Colours() =>
        new($":root{{{string.Concat(Enumerable.Range(0, Palette.Count).Select(i => $"--series{i}:light-dark({Palette.Colour(i, Theme.Light)},{Palette.Colour(i, Theme.Dark)});"))}}}\n");
}
