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

    /// <summary>The page of all claims.</summary>
    /// <param name="title">The write-up's.</param>
    /// <param name="plans">Of each claim the quick and the full plan, in the order of the page.</param>
    /// <param name="costPerMinute">What a machine trains in a minute, in the unit of <see cref="IExperiment.Cost"/>; 0 leaves minutes out.</param>
    public static string Render(string title, IReadOnlyList<(Plan Quick, Plan Full)> plans, double costPerMinute)
    {
        var md = new StringBuilder();
        md.Append($"# The claims of \"{MarkdownReport.Inline(title)}\"\n\nWritten from the plans by `{Command}`.\n\n");
        md.Append("The full tier trains at the write-up's budget, and the published tier decides the same from runs that the repository carries. The quick tier trains less and guards the code; "
            + "what it decides is a sentence of ours. A claim looks at its first number of seeds, and goes on to the next while it is undecided. Spreads between seeds are standard deviations of logs; "
            + "power is told for 0.05, 0.10 and 0.20. Costs are those of a claim alone, from its first look to its last; claims share runs, and a run is trained once.\n\n");
        md.Append($"All claims together, each run counted once, at the first look: quick {Together(plans.Select(p => p.Quick), costPerMinute)}; full {Together(plans.Select(p => p.Full), costPerMinute)}.\n\n");
        md.Append("| claim | kind | sentence | quick tier, first to last look | full tier, first to last look |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (quick, full) in plans)
            md.Append($"| [{quick.Claim.Id}](#{Anchor(quick)}) | {KindOf(quick)} | {MarkdownReport.Inline(quick.Claim.Sentence)} | {Cost(quick, costPerMinute)} | {Cost(full, costPerMinute)} |\n");
        foreach (var (quick, full) in plans)
            md.Append('\n').Append(Section(quick, full, costPerMinute));
        return md.ToString();
    }

    /// <summary>One claim: what is said and where, then for each tier what it decides, its power, its arms and its cost.</summary>
    /// <inheritdoc cref="Render"/>
    public static string Section(Plan quick, Plan full, double costPerMinute)
    {
        var (claim, md) = (quick.Claim, new StringBuilder());
        md.Append($"## {Heading(quick)}\n\n{Capital(KindOf(quick))}. {MarkdownReport.Inline(claim.Section)}: \"{MarkdownReport.Inline(claim.WriteUp)}\"\n");
        foreach (var plan in new[] { quick, full })
        {
            md.Append($"\n**{(plan.IsFull ? "Full" : "Quick")} tier:** {MarkdownReport.Inline(plan.Sentence)}\n\n");
            foreach (var decision in plan.Decisions)
                md.Append($"- {MarkdownReport.Inline(decision.Name)}. Looks at {Seeds(plan.LooksOf(decision).Seeds)}; {MarkdownReport.Inline(PowerSentence.Of(decision, plan.LooksOf(decision)))}\n");
            foreach (var control in plan.Controls)
                md.Append($"- Must not hold: {MarkdownReport.Inline(control.Name)}. Looks at {Seeds(plan.LooksOf(control).Seeds)}.\n");
            md.Append($"- Arms: {string.Join("; ", plan.Arms.Select(arm => MarkdownReport.Inline($"{arm.Name} ({arm.Experiment.Name})")))}.\n");
            md.Append($"- Cost: {Cost(plan, costPerMinute)}.\n");
            if (plan.ReducedTo.Length > 0)
                md.Append($"- Reduced: {MarkdownReport.Inline(plan.ReducedTo)}\n");
        }
        return md.ToString();
    }

    // "30 000 to 60 000 steps, about 2 to 4 min".
    private static string Cost(Plan plan, double costPerMinute)
    {
        var (least, most) = (Work(First(plan)), Work(Last(plan)));
        var steps = least.Steps == most.Steps ? $"{Count(least.Steps)} steps" : $"{Count(least.Steps)} to {Count(most.Steps)} steps";
        if (costPerMinute <= 0)
            return steps;
        var (low, high) = (Time(least.Cost / costPerMinute), Time(most.Cost / costPerMinute));
        return $"{steps}, about {(low == high ? low : low.Split(' ')[^1] == high.Split(' ')[^1] ? $"{low.Split(' ')[0]} to {high}" : $"{low} to {high}")}";
    }

    private static string Together(IEnumerable<Plan> plans, double costPerMinute)
    {
        var (steps, cost) = Work(plans.SelectMany(First));
        return $"{Count(steps)} steps{(costPerMinute > 0 ? $", about {Time(cost / costPerMinute)}" : "")}";
    }

    // Experiments, and how many of their seeds.
    private static IEnumerable<(IExperiment Experiment, int From, int Seeds)> First(Plan plan) => plan.FirstLooks().Select(use => (use.Arm.Experiment, plan.FirstSeed, use.Seeds));

    private static IEnumerable<(IExperiment Experiment, int From, int Seeds)> Last(Plan plan) => First(plan).Concat(
        from decision in plan.Decisions.Concat(plan.Controls)
        from arm in decision.Quantities.SelectMany(quantity => quantity.Arms)
        select (arm.Experiment, plan.FirstSeed, plan.LooksOf(decision).Last));

    private static (long Steps, double Cost) Work(IEnumerable<(IExperiment Experiment, int From, int Seeds)> uses)
    {
        var runs = uses.GroupBy(use => (use.Experiment.Canonical, use.From)).Select(g => (g.First().Experiment, Seeds: g.Max(use => use.Seeds))).ToArray();
        return (runs.Sum(run => run.Experiment.Steps * run.Seeds), runs.Sum(run => run.Experiment.Cost * run.Seeds));
    }

    private static string Count(long steps) => steps.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    // One digit is all that is known before training.
    private static string Time(double minutes) => minutes switch
    {
        < 1 => "a minute",
        < 90 => $"{Round(minutes)} min",
        < 60 * 48 => $"{Round(minutes / 60)} h",
        _ => $"{Round(minutes / 60 / 24)} days",
    };

    private static string Round(double value)
    {
        var unit = value < 10 ? 1 : value < 30 ? 5 : 10;
        return Count((long)(Math.Ceiling(value / unit) * unit));
    }

    private static string Seeds(IReadOnlyList<int> looks) => looks.Count == 1
        ? Words.Count(looks[0], "seed")
        : $"{string.Join(", ", looks.SkipLast(1))} and {looks[^1]} seeds";

    private static string Heading(Plan plan) => $"{plan.Claim.Id} {MarkdownReport.Inline(plan.Claim.Sentence)}";

    // As GitHub makes it of a heading.
    private static string Anchor(Plan plan) =>
        string.Concat($"{plan.Claim.Id} {plan.Claim.Sentence}".ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string KindOf(Plan plan) => plan.Claim.Kind.ToString().ToLowerInvariant();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
