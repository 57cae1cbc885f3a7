using Reproduction.Plots;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>One result as the report shows it.</summary>
/// <param name="Result">As read.</param>
/// <param name="EarlierPlan">Its plan is not the one of today:
/// it is shown with its date, and counts neither as red nor as decided.</param>
/// <param name="EarlierRun">It was decided before the run that the report is about.</param>
internal sealed record ReportEntry(Result Result, bool EarlierPlan, bool EarlierRun)
{
    /// <summary>Not as approved, or a fault.</summary>
    public bool Red => !EarlierPlan && (Result.Standing is { Passed: false } || Result.Verdict == Verdict.Invalid);

    /// <summary>Its headline has numbers of ours.</summary>
    public bool Answers => Result.Tier != Tier.Quick && Result.Headline.Any(line => line.Ours.Length > 0);

    /// <summary>The verdict as people read it.</summary>
    public string Word => Words.Of(Result.Verdict, Result.Claim.Kind, Result.Tier);

    /// <summary>"as approved", "drifted (red)", "not compared".</summary>
    public string Baseline => (Result.Standing?.Kind.Word() ?? "not compared") + (Red ? " (red)" : "");

    /// <summary>"of an earlier plan, 2026-03-01", "2026-03-01", or "" for a result of this run.</summary>
    public string Age => EarlierPlan ? $"of an earlier plan, {Words.Day(Result.Origin.Started)}" : EarlierRun
        ? Words.Day(Result.Origin.Started) : "";

    /// <summary>File stem, and anchor in the HTML.</summary>
    public string Stem => ResultFolder.Stem(Result);

    /// <summary>File name of a plot, in plots/.</summary>
    public string PlotFile(Chart chart) => (chart.Name.Length > 0 ? $"{Stem}-{ResultFolder.Safe(chart.Name)}" : Stem) + ".png";

    /// <summary>File name of a table, in results/tables/.</summary>
    public string TableFile(ResultTable table) => $"{Stem}-{ResultFolder.Safe(table.Name)}.csv";

    /// <summary>The claim's place in the report where nothing else of the result can be shown.</summary>
    /// <param name="why">The fault as a sentence, without its full stop.</param>
    internal ReportEntry Unshown(string why) => this with
    {
        Result = Result with
        {
            Verdict = Verdict.Invalid, Faults = [$"Decided as {Word} ({Baseline}); but {why.TrimEnd('.')}."], Standing = null,
            Headline = [], Tried = [], Power = [], Findings = [], Controls = [], Twin = [], Seeds = [], Measurements = [],
            Curves = [], Charts = [], Tables = [],
            Differences = [], Reduced = "",
        },
        EarlierPlan = false,
    };

    /// <summary>The effect in words; where there is none, name and reason.</summary>
    public static string Effect(Finding finding) =>
        finding.Effect.Length > 0 ? finding.Effect : $"{finding.Name}: {finding.Reason}";
}

/// <summary>All results of one claim: at the write-up's own budget, and the guards at a reduced one.</summary>
/// <param name="Answers">Tiers published and full.</param>
/// <param name="Guards">Tier quick.</param>
internal sealed record ClaimEntries(IReadOnlyList<ReportEntry> Answers, IReadOnlyList<ReportEntry> Guards)
{
    /// <summary>Answers first.</summary>
    public IReadOnlyList<ReportEntry> All => [.. Answers, .. Guards];

    public Statement Claim => All[0].Result.Claim;

    /// <summary>The answer that speaks for the claim; null where the write-up's budget was not run by today's plan.</summary>
    public ReportEntry? Answer => Best(Answers);

    /// <summary>The guard that speaks for it; null where it was not run by today's plan.</summary>
    public ReportEntry? Guard => Best(Guards);

    // Exact devices first, then more seeds, then later runs.
    private static ReportEntry? Best(IEnumerable<ReportEntry> entries) => entries.Where(e => !e.EarlierPlan)
        .OrderByDescending(e => e.Result.Device.Exact).ThenByDescending(e => e.Result.Seeds.Count)
        .ThenByDescending(e => e.Result.Origin.Started).FirstOrDefault();

    public bool Red => All.Any(e => e.Red);

    /// <summary>Undecided or untestable at the budget that counts:
    /// the write-up's, or the guard's where there is no answer yet.</summary>
    public bool Open =>
        (Answers.Count > 0 ? Answers : Guards).Any(e => e.Result.Verdict is Verdict.Undecided or Verdict.Untestable);
}

/// <summary>Everything that the folder of results holds, in natural order: a function of the files alone, wherever and in
/// whatever order they were written.</summary>
internal sealed record Report
{
    /// <summary>Title of the write-up.</summary>
    public required string Title { get; init; }

    /// <summary>The results: by claim in natural order, then tier, then device class.</summary>
    public required IReadOnlyList<ReportEntry> Entries { get; init; }

    /// <summary>Files that cannot be used, and what could not be shown, drawn or written: one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Results whose claim exists no more, left out: "P2.9 (quick, 2026-03-01)".</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Notes of the run: claims that were skipped, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Sentences on the results that today's answers support.</summary>
    public IReadOnlyList<string> WhatCameOut { get; init; } = [];

    /// <summary>The results of each claim, in natural order; those of today's plan before earlier ones.</summary>
    public IReadOnlyList<ClaimEntries> Claims =>
    [
        .. Entries.GroupBy(e => e.Result.Claim.Id).Select(g => new ClaimEntries(
            [.. g.Where(e => e.Result.Tier != Tier.Quick).OrderBy(e => e.EarlierPlan)],
            [.. g.Where(e => e.Result.Tier == Tier.Quick).OrderBy(e => e.EarlierPlan)])),
    ];

    /// <summary>Existing answers, by claim.</summary>
    internal IReadOnlyDictionary<string, Answer> Answers =>
        Claims.Where(claim => claim.Answer is { Answers: true })
            .ToDictionary(claim => claim.Claim.Id,
                claim => new Answer(claim.Answer!.Result.Verdict, claim.Answer.Result.Headline));

    /// <summary>Red first, then what is undecided, then the rest.</summary>
    public IReadOnlyList<ClaimEntries> ByUrgency => [.. Claims.OrderBy(c => c.Red ? 0 : c.Open ? 1 : 2)];

    /// <summary>Number of files that could not be read, the first of the problems. Their results may be red.</summary>
    public int Unread { get; init; }

    /// <summary>Nothing decided is not green: nothing was tested. Nor is a report that is not whole.</summary>
    public bool Passed => Problems.Count == 0 && Entries.Any(e => !e.EarlierPlan) && Entries.All(e => !e.Red);

    /// <summary>When the last of the results was begun.</summary>
    public DateTimeOffset Latest => Entries.Count > 0 ? Entries.Max(e => e.Result.Origin.Started) : DateTimeOffset.UnixEpoch;

    /// <summary>Sum over results of the time from the first request of a run to the verdict.</summary>
    public TimeSpan Wall => Entries.Aggregate(TimeSpan.Zero, (sum, e) => sum + e.Result.Origin.Wall);

    /// <summary>Builds the model from what was read.</summary>
    /// <param name="reading">The folder's files.</param>
    /// <param name="registry">The plans of today.</param>
    /// <param name="title">Title of the write-up.</param>
    /// <param name="since">Start of the run that is reported;
    /// null where a folder is rendered, and every result shows its date.</param>
    public static Report Of(ResultReading reading, Registry registry, string title, DateTimeOffset? since = null)
    {
        var all = reading.Results.OrderBy(r => r.Claim.Id, NaturalOrder.Instance).ThenBy(r => r.Tier)
            .ThenBy(r => r.Device.Class, StringComparer.Ordinal)
            .Select(r => (Result: r, State: registry.StateOf(r))).ToArray();
        return new Report
        {
            Title = title,
            Problems = reading.Problems,
            Unread = reading.Problems.Count,
            LeftOut = [.. all.Where(r => r.State == PlanState.Gone)
                .Select(r => $"{r.Result.Claim.Id} ({Words.Of(r.Result.Tier)}, {Words.Day(r.Result.Origin.Started)})")],
            Entries = [.. all.Where(r => r.State != PlanState.Gone).Select(r => new ReportEntry(
                r.Result, r.State == PlanState.Earlier, since is null || r.Result.Origin.Started < since))],
        };
    }

    /// <summary>"At the write-up's budget: 2 Reproduced, 1 Undecided. Quick guards: 17 Holds here. None red."</summary>
    public string Counts()
    {
        if (Entries.Count == 0)
            return "No claim was run: nothing was tested.";
        var now = Entries.Where(e => !e.EarlierPlan).ToArray();
        var red = now.Count(e => e.Red);
        var old = Entries.Count - now.Length;
        return $"At the write-up's budget: {Tally(now.Where(e => e.Result.Tier != Tier.Quick))}. Quick guards: "
            + $"{Tally(now.Where(e => e.Result.Tier == Tier.Quick))}. "
            + $"{(red > 0 ? $"{red} red." : "None red.")}"
                + $"{(Problems.Count > 0 ? $" {Words.Count(Problems.Count, "problem")}." : "")}"
                + $"{(old > 0 ? $" {Words.Count(old, "result")} of an earlier plan, not counted." : "")}";
    }

    private static string Tally(IEnumerable<ReportEntry> entries)
    {
        var words = entries.GroupBy(e => e.Word).OrderBy(g => g.Min(e => e.Result.Verdict))
            .ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}");
        return string.Join(", ", words.DefaultIfEmpty("none"));
    }
}
