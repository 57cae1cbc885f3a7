using System.Globalization;
using System.Text;
using WeightPred.Reproduction.Claims;

namespace WeightPred.Reproduction.Reports;

/// <summary>What is claimed and how each tier decides it, as Markdown: a function of the plans alone, before anything is trained.</summary>
public static class PlansPage
{
    /// <summary>The command that writes the page.</summary>
    public const string Command = "dotnet run --project tools/WeightPred -- plans";

    /// <summary>Where it stands, from the repository's root.</summary>
    public const string File = "docs/claims.md";

    // Of the machine that minutes are told for: runs train side by side.
    private const int Cores = 2;

    /// <summary>The page of all claims.</summary>
    /// <param name="title">The write-up's.</param>
    /// <param name="plans">Of each claim the quick and the full plan, in the order of the page.</param>
    public static string Render(string title, IReadOnlyList<(Plan Quick, Plan Full)> plans)
    {
        var md = new StringBuilder();
        md.Append($"# The claims of \"{MarkdownReport.Inline(title)}\"\n\nWritten from the plans by `{Command}`.\n\n");
        md.Append("The full tier trains at the write-up's budget, and the published tier decides the same from runs that the repository carries. The quick tier trains less and guards the code; "
            + "what it decides is a sentence of ours. A claim looks at its first number of seeds, and goes on to the next while it is undecided. "
            + "Costs are those of a claim alone on two cores, from its first look to its last; claims share runs, and a run is trained once.\n\n");
        md.Append($"All claims together, each run counted once, at the first look: quick {Together(plans.Select(p => p.Quick))}; full {Together(plans.Select(p => p.Full))}.\n\n");
        md.Append("| claim | kind | sentence | quick tier, first to last look | full tier, first to last look |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (quick, full) in plans)
            md.Append($"| [{quick.Claim.Id}](#{Anchor(quick)}) | {KindOf(quick)} | {MarkdownReport.Inline(quick.Claim.Sentence)} | {Cost(quick)} | {Cost(full)} |\n");
        foreach (var (quick, full) in plans)
            md.Append('\n').Append(Section(quick, full));
        return md.ToString();
    }

    /// <summary>One claim: what is said and where, then for each tier what it decides, its arms and its cost.</summary>
    /// <param name="quick">Its quick plan.</param>
    /// <param name="full">Its full plan.</param>
    /// <param name="plain">For a console: nothing is escaped.</param>
    public static string Section(Plan quick, Plan full, bool plain = false)
    {
        string Inline(string text) => plain ? text : MarkdownReport.Inline(text);
        var (claim, md) = (quick.Claim, new StringBuilder());
        md.Append($"## {quick.Claim.Id} {Inline(claim.Sentence)}\n\n{Capital(KindOf(quick))}. {Inline(claim.Section)}: \"{Inline(claim.WriteUp)}\"\n");
        var shared = quick.Differences.Intersect(full.Differences).ToList();
        if (shared.Count > 0)
            md.Append($"\nHow it is read, and what the write-up leaves open:\n\n{string.Concat(shared.Select(what => $"- {Inline(what)}\n"))}");
        foreach (var plan in new[] { quick, full })
        {
            md.Append($"\n**{(plan.IsFull ? "Full" : "Quick")} tier:** {Inline(plan.Sentence)}\n\n");
            foreach (var decision in plan.Decisions)
                md.Append($"- {Inline(decision.Name)}. Looks at {Seeds(decision.Schedule!.Seeds)}.\n");
            foreach (var control in plan.Controls)
                md.Append($"- Must not hold: {Inline(control.Name)}. Looks at {Seeds(control.Schedule!.Seeds)}.\n");
            foreach (var needed in plan.Preconditions.GroupBy(p => (p.Metric.Name, p.AtLeast)))
                md.Append($"- Must have learned, {Inline(needed.Key.Name)} above {Words.Number(needed.Key.AtLeast)} at every seed: {Inline(string.Join("; ", needed.Select(p => p.Arm.Name)))}.\n");
            foreach (var tried in plan.Tried)
                md.Append($"- Tried beside it: {Inline(tried.Name)}.\n");
            md.Append($"- Arms: {string.Join("; ", plan.Trained.Select(arm => Inline($"{arm.Name} ({arm.Experiment.Name})")))}.\n");
            md.Append($"- Cost: {Cost(plan)}.\n");
            foreach (string difference in plan.Differences.Except(shared))
                md.Append($"- Read as, or different: {Inline(difference)}\n");
            if (plan.ReducedTo.Length > 0)
                md.Append($"- Reduced: {Inline(plan.ReducedTo)}\n");
        }
        return md.ToString();
    }

    // "30 000 to 60 000 steps, about 2 to 4 min".
    private static string Cost(Plan plan)
    {
        var (least, most) = (Work(First(plan)), Work(Last(plan)));
        var steps = Range($"{Count(least.Steps)} steps", $"{Count(most.Steps)} steps", " steps");
        return least.Takes is { } shortest && most.Takes is { } longest ? $"{steps}, about {Range(Time(shortest), Time(longest), " min", " h", " days")}" : steps;
    }

    // What both end with is said once.
    private static string Range(string low, string high, params string[] units) =>
        low == high ? low : $"{(units.FirstOrDefault(unit => low.EndsWith(unit, StringComparison.Ordinal) && high.EndsWith(unit, StringComparison.Ordinal)) is { } unit ? low[..^unit.Length] : low)} to {high}";

    private static string Together(IEnumerable<Plan> plans)
    {
        var (steps, takes) = Work(plans.SelectMany(First));
        return $"{Count(steps)} steps{(takes is { } time ? $", about {Time(time)}" : "")}";
    }

    // Experiments, and how many of their seeds.
    private static IEnumerable<(IExperiment Experiment, int From, int Seeds)> First(Plan plan) => plan.FirstLooks().Select(use => (use.Arm.Experiment, plan.FirstSeed, use.Seeds));

    private static IEnumerable<(IExperiment Experiment, int From, int Seeds)> Last(Plan plan) => First(plan).Concat(
        from decision in plan.Decisions.Concat(plan.Controls)
        from arm in decision.Quantities.SelectMany(quantity => quantity.Arms)
        select (arm.Experiment, plan.FirstSeed, decision.Schedule!.Last));

    private static (long Steps, TimeSpan? Takes) Work(IEnumerable<(IExperiment Experiment, int From, int Seeds)> uses)
    {
        var runs = uses.GroupBy(use => (use.Experiment.Canonical, use.From)).Select(g => (g.First().Experiment, Seeds: g.Max(use => use.Seeds))).ToArray();
        return (runs.Sum(run => run.Experiment.Steps * run.Seeds), runs.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, run) => sum + run.Experiment.Takes * run.Seeds / Cores));
    }

    private static string Count(long steps) => steps.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    // One digit is all that is known before training.
    private static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "a minute",
        { TotalMinutes: < 90 } => $"{Round(time.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{Round(time.TotalHours)} h",
        _ => $"{Round(time.TotalDays)} days",
    };

    private static string Round(double value)
    {
        var unit = value < 10 ? 1 : value < 30 ? 5 : 10;
        return Count((long)(Math.Ceiling(value / unit) * unit));
    }

    private static string Seeds(IReadOnlyList<int> looks) => looks.Count == 1
        ? Words.Count(looks[0], "seed")
        : $"{string.Join(", ", looks.SkipLast(1))} and {looks[^1]} seeds";

    /// <summary>A claim's heading as an anchor, as GitHub makes it.</summary>
    internal static string Anchor(Plan plan) =>
        string.Concat($"{plan.Claim.Id} {plan.Claim.Sentence}".ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string KindOf(Plan plan) => plan.Claim.Kind.ToString().ToLowerInvariant();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
