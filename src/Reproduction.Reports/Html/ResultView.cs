using System.Globalization;
using Reproduction.Claims;
using Reproduction.Plots;
using Reproduction.Reports.Plots;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports.Html;

/// <summary>One result: what is decided, how, from which runs, and how to do it again.</summary>
/// <param name="figures">Takes what is drawn.</param>
/// <param name="pictures">The plots, for readers without scripts.</param>
/// <param name="shared">Choices left open for several claims: the page says them once.</param>
internal sealed class ResultView(FigureData figures, Pictures pictures, IReadOnlyDictionary<string, string> shared)
{
    /// <param name="entry">The result, and how it stands.</param>
    /// <param name="withPictures">Whether its plots are also there for readers without scripts.</param>
    public Markup Of(ReportEntry entry, bool withPictures)
    {
        var result = entry.Result;
        return Markup.Of($"""
            <p class="where">{Say.Badge(entry)} {Say.Standing(entry)} <span>{result.Device.Class}, {Words.Count(result.Seeds.Count, "seed")}</span></p>
            {Markup.If(result.Decides != result.Claim.Sentence,
                $"<p class=\"decides\"><b>What is decided:</b> {result.Decides}</p>")}
            {Red(result)}{result.Findings.Select(f => Finding(f, result))}{Tried(result)}
            {Markup.If(result.Reduced.Length > 0, $"<p class=\"reduced\"><b>The reduced budget:</b> {result.Reduced}</p>")}
            {Figures(result, withPictures)}
            {result.Tables.Select(t => Say.Details(t.Title, Say.Table(t.Title, t.Header, t.Rows)))}
            {Say.Details("Values of every seed", Seeds(result))}
            {Say.Details(BandTable.Title,
                Say.Table(BandTable.Title, BandTable.Header, BandTable.Rows(result)),
                result.Standing?.Bands.Count ?? 0)}
            {Say.Details("Controls, of which none may hold, and the untrained twin", Controls(result))}
            {Say.Details("Power of what is undecided",
                Say.List(result.Power.Select(p => p.Decision.Length > 0 ? $"{p.Decision}: {p.Sentence}" : p.Sentence)),
                result.Power.Count)}
            {Say.Details("Differences from the write-up, and open choices", Differences(result), result.Differences.Count)}
            {Say.Details("Decide it again, approve it, and where it came about", Origin(result))}
            """);
    }

    /// <summary>The write-up's figures, for the top of the page; nothing where the claim is about none.</summary>
    /// <param name="claim">Its section has the figure again, with the rule.</param>
    public IEnumerable<Markup> FiguresOnTop(ClaimResults claim)
    {
        var result = claim.Main.Result;
        return result.Charts.Where(chart => chart.IsFigure).Select(chart => Figure(
            figures.Chart(chart, Labels(result)),
            Markup.Of($"<a href=\"#{claim.Anchor}\">{claim.Statement.Id}</a> {chart.Title}"), Aloud(chart), [], false));
    }

    private static IReadOnlyList<string> Labels(Result result) =>
        [.. Palette.Labels(result.Charts).Concat(result.Curves.Select(c => c.Arm)).Distinct()];

    private static Markup Red(Result result)
    {
        var standing = result.Standing is { Passed: false } s ? s : null;
        if (result.Faults.Count == 0 && standing is null)
            return Markup.Empty;
        var differences = standing is { Differences.Count: > 0 }
            ? Say.Table(DifferenceTable.Title, DifferenceTable.Header, standing.Differences.Select(DifferenceTable.Row))
            : Markup.Empty;
        var renew = Hints.Renew(result) is { Count: > 0 } commands
            ? Markup.Of($"<p>If the model was changed on purpose, its published runs are of the old one. Train and publish them "
                + $"anew:</p>{commands.Select(Say.Command)}")
            : Markup.Empty;
        return Markup.Of($"<div class=\"redbox\">{Markup.If(result.Faults.Count > 0, $"<h4>Faults</h4>{Say.List(result.Faults)}")}{Markup.If(standing is not null, $"<h4>Not as approved: {standing?.Kind.Word()}</h4>{differences}{Say.Details("The whole message", Markup.Of($"<pre tabindex=\"0\">{standing?.Message}</pre>"))}")}{renew}</div>\n");
    }

    private Markup Differences(Result result)
    {
        var own = Say.List(result.Differences.Where(what => !shared.ContainsKey(what)));
        return result.Differences.All(what => !shared.ContainsKey(what)) ? own
            : Markup.Of($"{own}<p class=\"note\">And what <a href=\"#left-open\">several claims leave open</a>.</p>");
    }

    private static Markup Tried(Result result) => Markup.If(result.Tried.Count > 0, $"""
        <div class="tried"><h4>Tried beside it, which changes no verdict</h4><ul>{result.Tried.Select(f => Markup.Of($"<li>{f.Name}: would be <b>{Words.Of(f.Verdict, result.Claim.Kind, result.Tier)}</b>. {Say.Effect(f)}</li>"))}</ul></div>

        """);

    // The test that an author proposes has no verdict on the author, and an outcome all the same.
    private static string Outcome(Finding finding, Result result) => (result.Claim.Kind, result.Tier, finding.Verdict) switch
    {
        (not Kind.Suggestion, _, _) or (_, Tier.Quick, _) => "",
        (_, _, Verdict.Holds) => " and it holds",
        (_, _, Verdict.Fails) => " and it does not hold",
        _ => "",
    };

    private static Markup Finding(Finding finding, Result result) => Markup.Of($"""
        <div class="finding {Say.Class(finding.Verdict, result.Claim.Kind, result.Tier)}">
        {Markup.If(result.Findings.Count > 1 || finding.Name != result.Claim.Sentence,
            $"<h4>{finding.Name} {Say.Badge(finding.Verdict, result.Claim.Kind, result.Tier)}{Outcome(finding, result)}</h4>")}
        <p class="effect">{Say.Effect(finding)}</p>
        {DecisionDrawing.Of(finding, legend: finding == result.Findings[0])}{
            Say.Details("Why", Markup.Of($"<p class=\"note\">{Say.Unbroken(finding.Reason)}</p>"),
            finding.Effect.Length)}
        </div>

        """);

    private Markup Figures(Result result, bool withPictures)
    {
        string[] arms = [.. result.Curves.Select(c => c.Arm).Distinct()];
        var labels = Labels(result);
        Chart[] ofCurves = [.. result.Charts.Where(c => c.Series.Any(s => s.Drawing == Drawing.Line)
            && c.Series.All(s => s.Drawing != Drawing.Interval && arms.Contains(s.Label)))];

        var curves = Markup.Empty;
        if (arms.Length > 0)
        {
            var seeds = result.Curves.Select(c => c.Seed).Distinct().Count();
            var title = $"Loss curves of {(seeds == 1 ? "one seed" : $"all {seeds} seeds")}";
            var (x, y) = ofCurves.Length > 0 ? (ofCurves[0].X, ofCurves[0].Y)
                : (new Axis("training steps", Log: true), new Axis("loss", Log: true));
            var figure = figures.Curves(title, x, y, result.Curves, labels, ofCurves.SelectMany(c => c.References));
            curves = Figure(figure, Markup.Of($"{title}"), Aloud(result.Curves), ofCurves, withPictures);
        }
        Markup Titled(Chart chart) => Markup.Of($"{chart.Title}{(chart.Note.Length > 0 ? $" ({chart.Note})" : "")}");
        return Markup.Of($"{curves}{result.Charts.Except(ofCurves).Select(
            c => Figure(figures.Chart(c, labels), Titled(c), Aloud(c), [c], withPictures))}");
    }

    // Scripts draw into the plot; without them the pictures stand there, or at least the words.
    private Markup Figure(int figure, Markup title, string aloud, IReadOnlyList<Chart> charts, bool withPictures)
    {
        var drawn = withPictures ? Markup.Of($"{charts.Select(pictures.Of)}") : Markup.Empty;
        return Markup.Of($"""
            <figure class="chart"><figcaption>{title}</figcaption><div class="plot" data-figure="{figure}" role="img" aria-label="{aloud}"></div><noscript>{(drawn.Text.Length > 0 ? drawn : Markup.Of($"<p class=\"note\">{aloud}</p>"))}</noscript></figure>

            """);
    }

    private static string Aloud(IReadOnlyList<Curve> curves) =>
        "Loss at the last step: " + string.Join("; ", curves.Where(c => c.Points.Count > 0).GroupBy(c => c.Arm).Select(arm =>
        $"{arm.Key} {Words.Number(arm.Min(c => c.Points[^1].Loss))} to {Words.Number(arm.Max(c => c.Points[^1].Loss))} over "
            + $"{Words.Count(arm.Count(), "seed")}"));

    private static string Aloud(Chart chart) => $"{chart.Title}. {chart.Y.Title} by {chart.X.Title}: "
        + string.Join("; ", chart.Series.Where(s => s.Y.Count > 0).GroupBy(s => s.Label).Select(s =>
        $"{s.Key} {Words.Number(s.SelectMany(x => x.Y).Min())} to {Words.Number(s.SelectMany(x => x.Y).Max())}"));

    private static Markup Seeds(Result result)
    {
        if (result.Measurements.Count == 0)
            return Markup.Empty;
        string[][] columns =
        [
            ["seed", .. result.Seeds.Select(s => s.ToString(CultureInfo.InvariantCulture)), "mean"],
            .. result.Measurements.Select(m => (string[])[$"{m.Name} [{m.Unit}]",
                .. result.Seeds.Select((_, i) => i < m.PerSeed.Count ? Words.Number(m.PerSeed[i]) : "–"),
                m.PerSeed.Count > 0 ? Words.Number(m.PerSeed.Average()) : "–"]),
        ];
        const string caption = "One row per seed; ∞ is a run that diverged";
        return columns.Length <= 7
            ? Say.Table(caption, [.. columns.Select(c => c[0])],
                Enumerable.Range(1, columns[0].Length - 1).Select(i => columns.Select(c => c[i]).ToArray()))
            : Say.Table("One row per measurement, one column per seed; ∞ is a run that diverged", columns[0], columns.Skip(1));
    }

    private static Markup Controls(Result result)
    {
        if (result.Controls.Count + result.Twin.Count == 0)
            return Markup.Empty;
        Markup Rows(string what, IReadOnlyList<Finding> findings, string asItMust) =>
            Markup.Of($"{findings.Select(f => Markup.Of(
            $"<li><b>{what}</b> {f.Name}: {Plain(f.Verdict, asItMust)}. "
            + $"<span class=\"note\">{Say.Effect(f)}</span></li>\n"))}");
        return Markup.Of(
            $"<ul>{Rows("Control:", result.Controls, ", as it must")}{Rows("Untrained twin:", result.Twin, "")}</ul>");
    }

    // A control has no author to reproduce.
    private static string Plain(Verdict verdict, string asItMust) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.Fails => "does not hold" + asItMust,
        _ => verdict.ToString().ToLowerInvariant(),
    };

    private static Markup Origin(Result result)
    {
        var approve = result.Standing is { Passed: false, CanBeApproved: true }
            ? Markup.Of($"<p>Review and approve:</p>{Say.Command(Hints.Review(result))}{Say.Command(Hints.Accept(result))}")
            : Markup.Empty;
        var (o, s) = (result.Origin, result.Standing);
        return Markup.Of($"""
            <p>Decide this claim again:</p>{Say.Command(result.Replay)}{approve}
            <dl>
            <dt>Decided</dt><dd>{Words.Minute(o.Started)}, in {Words.Duration(o.Wall)}; {
                Words.Duration(o.Training)
                } of training</dd>
            {Markup.If(s is { ApprovedOn.Length: > 0 }, $"<dt>Approved</dt><dd>{s?.ApprovedOn}, {s?.VerifiedFile}</dd>")}
            <dt>Machine</dt><dd>{o.Machine}</dd>
            <dt>Numbers</dt><dd>{result.Device.Numerics}: {
                (result.Device.Exact ? "the same bits on every machine" : "no bits are promised; means are held in bands")
                }</dd>
            {Markup.If(o.Commit.Length > 0, $"<dt>Sources</dt><dd><code>{o.Commit}</code></dd>")}
            {Markup.If(o.CiRun.Length > 0, $"<dt>CI run</dt><dd>{Address(o.CiRun)}</dd>")}
            <dt>Weights</dt><dd><code>{result.Fingerprint}</code></dd>
            </dl>
            """);
    }

    // A click runs what other addresses hold.
    private static Markup Address(string address) =>
        address.StartsWith("https://", StringComparison.Ordinal) ? Markup.Of($"<a href=\"{address}\">{address}</a>")
            : Markup.Of($"{address}");
}
