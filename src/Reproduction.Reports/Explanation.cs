using System.Globalization;
using System.Text;
using Reproduction.Claims;

namespace Reproduction.Reports;

/// <summary>Explains a claim and how each tier decides it: a function of the plans alone, before anything is trained.</summary>
internal static class Explanation
{
    // Cores of the machine that the minutes are for: runs train side by side.
    private const int Cores = 2;

    /// <summary>One claim: what is said and where, then for each tier what it decides, its arms and its cost.</summary>
    /// <param name="quick">Its quick plan.</param>
    /// <param name="full">Its full plan.</param>
    public static string Of(Plan quick, Plan full)
    {
        var (claim, md) = (quick.Claim, new StringBuilder());
        md.Append($"## {quick.Claim.Id} {claim.Sentence}\n\n{Capital(KindOf(quick))}. {claim.Section}: \"{claim.WriteUp}\"\n");
        var shared = quick.Differences.Intersect(full.Differences).ToList();
        if (shared.Count > 0)
            md.Append($"\nHow it is read, and what the write-up leaves "
                + $"open:\n\n{string.Concat(shared.Select(what => $"- {what}\n"))}");
        foreach (var plan in new[] { quick, full })
        {
            md.Append($"\n**{(plan.IsFull ? "Full" : "Quick")} tier:** {plan.Sentence}\n\n");
            foreach (var decision in plan.Decisions)
                md.Append($"- {decision.Name}. Looks at {Seeds(decision.Schedule!.Seeds)}.\n");
            foreach (var control in plan.Controls)
                md.Append($"- Must not hold: {control.Name}. Looks at {Seeds(control.Schedule!.Seeds)}.\n");
            foreach (var needed in plan.Preconditions.GroupBy(p => (p.Metric.Name, p.AtLeast)))
                md.Append($"- Must have learned, {needed.Key.Name} above {Words.Number(needed.Key.AtLeast)} at every seed: "
                    + $"{string.Join("; ", needed.Select(p => p.Arm.Name))}.\n");
            foreach (var tried in plan.Tried)
                md.Append($"- Tried beside it: {tried.Name}.\n");
            md.Append($"- Arms: {string.Join("; ", plan.Trained.Select(arm => $"{arm.Name} ({arm.Experiment.Name})"))}.\n");
            md.Append($"- Cost: {Cost(plan)}.\n");
            foreach (string difference in plan.Differences.Except(shared))
                md.Append($"- Read as, or different: {difference}\n");
            if (plan.ReducedTo.Length > 0)
                md.Append($"- Reduced: {plan.ReducedTo}\n");
        }
        return md.ToString();
    }

    // "30 000 to 60 000 steps, about 2 to 4 min".
    private static string Cost(Plan plan)
    {
        var (least, most) = (Work(First(plan)), Work(Last(plan)));
        var steps = Range($"{Count(least.Steps)} steps", $"{Count(most.Steps)} steps", " steps");
        return least.Takes is { } shortest && most.Takes is { } longest
            ? $"{steps}, about {Range(Time(shortest), Time(longest), " min", " h", " days")}" : steps;
    }

    // A unit that both share is said once.
    private static string Range(string low, string high, params string[] units) =>
        low == high ? low
        : units.FirstOrDefault(unit => low.EndsWith(unit, StringComparison.Ordinal)
            && high.EndsWith(unit, StringComparison.Ordinal)) is { } unit ? $"{low[..^unit.Length]} to {high}"
        : $"{low} to {high}";

    // Experiments, and how many of their seeds.
    private static IEnumerable<(IExperiment Experiment, int From, int Seeds)> First(Plan plan) =>
        plan.FirstLooks().Select(use => (use.Arm.Experiment, plan.FirstSeed, use.Seeds));

    private static IEnumerable<(IExperiment Experiment, int From, int Seeds)> Last(Plan plan) => First(plan).Concat(
        from decision in plan.Decisions.Concat(plan.Controls)
        from arm in decision.Quantities.SelectMany(quantity => quantity.Arms)
        select (arm.Experiment, plan.FirstSeed, decision.Schedule!.Last));

    private static (long Steps, TimeSpan? Takes) Work(IEnumerable<(IExperiment Experiment, int From, int Seeds)> uses)
    {
        var runs = uses.GroupBy(use => (use.Experiment.Canonical, use.From))
            .Select(g => (g.First().Experiment, Seeds: g.Max(use => use.Seeds))).ToArray();
        return (runs.Sum(run => (long)run.Experiment.Steps * run.Seeds),
            runs.Aggregate((TimeSpan?)TimeSpan.Zero, (sum, run) => sum + run.Experiment.Takes * run.Seeds / Cores));
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

    private static string KindOf(Plan plan) => plan.Claim.Kind.ToString().ToLowerInvariant();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
