using System.Globalization;
using System.Text;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Reports;

/// <summary>The scorecard's numbers, as Markdown: what each claim came to at the write-up's budget, from published runs, and what they cost. A function of plans, baselines and runs alone.</summary>
public static class AnswerPage
{
    /// <summary>Where it stands, from the repository's root.</summary>
    public const string File = "docs/answer.md";

    /// <summary>The command that writes the page, and the picture beside it.</summary>
    public const string Command = "dotnet run --project tools/WeightPred -- scorecard";

    private const double Level = 0.95;

    /// <summary>The page.</summary>
    /// <param name="title">Whose claims these are.</param>
    /// <param name="plans">Full plans of all claims, in order.</param>
    /// <param name="approved">All approved baselines.</param>
    /// <param name="published">From an experiment to its published runs, by seed from 0 on.</param>
    /// <param name="again">The same, from <see cref="OnceMore.From"/> on.</param>
    /// <param name="independent">Other frameworks by name, and their runs in the same way.</param>
    public static string Render(
        string title, IReadOnlyList<Plan> plans, IReadOnlyList<Baseline> approved, Func<IExperiment, IReadOnlyList<AnswerRun>> published,
        Func<IExperiment, IReadOnlyList<AnswerRun>> again, IReadOnlyList<(string Name, Func<IExperiment, IReadOnlyList<AnswerRun>> Runs)> independent)
    {
        var full = approved.Where(b => b.Tier == Tier.Full && b.Device.Exact).ToList();
        var md = new StringBuilder($"# {MarkdownReport.Inline(title)}: the answer, in numbers\n\nWritten from `baselines/` by `{Command}`.\n\n");
        md.Append($"Everything below is of the write-up's own budget, from [published runs](what-a-published-run-proves.md). {Proven(plans, published, again)}The verdict is the approved one. Each part says first what must hold. An effect of a comparison carries its 95 % interval; it is decided by a stricter test, at an error of 1 % over all its looks, so that an interval may clear what the test leaves open. A mean that is held against a number carries the interval of its test, of 90 to 96 %. "
            + "A printed number carries the prediction interval of one more run and its percentile among ours. What came out against the write-up was asked [once more](how-verdicts-are-decided.md#once-more), on other seeds, and has failed where it failed both times. Means stand with their 95 % t-interval. A column for each other framework that trained the same: its runs decide nothing, and nobody can prove their bits. What is not there is not there: its row says so, and with which chance its looks will find what they look for, by the spread between one arm's seeds (standard deviation of the logs).\n\n");
        var findings = new List<(string, Finding)>();
        var (lacking, once) = (new List<Lack>(), new List<Lack>());
        foreach (var plan in plans)
        {
            var runs = Of(plan, published, again);
            Lack[] lacks = [.. plan.Lacks(experiment => published(experiment).Count)];
            findings.AddRange(Claim(md, plan, full.Find(b => b.Claim == plan.Claim.Id), runs, lacks, [.. independent.Select(other => (other.Name, Of(plan, other.Runs, _ => [])))]).Select(finding => (plan.Claim.Id, finding)));
            lacking.AddRange(lacks);
            once.AddRange(runs.LacksOnceMore());
        }

        md.Append($"## All together\n\nSo many tests at 1 % each are more than 1 % together. {MarkdownReport.Inline(Family.Line(findings))}\n\n");
        Cost(md, plans, experiment => [.. published(experiment), .. again(experiment)], [.. Longest(lacking), .. Longest(once)]);
        return md.ToString();
    }

    // A proof is of a beginning: how short it is beside the rest is said where the rest is used.
    private static string Proven(
        IReadOnlyList<Plan> plans, Func<IExperiment, IReadOnlyList<AnswerRun>> published, Func<IExperiment, IReadOnlyList<AnswerRun>> again)
    {
        var used = plans.SelectMany(plan => plan.Arms).Select(arm => arm.Experiment).DistinctBy(experiment => experiment.Canonical)
            .SelectMany(experiment => published(experiment).Concat(again(experiment)).Select(run => (run.Proven, experiment.Steps))).ToList();
        if (used.Count == 0)
            return "";
        var (steps, all) = (used.Select(run => (long)run.Proven), used.Select(run => run.Steps));
        return $"Of each, its first {Range(steps)} of {Range(all)} steps are proven wherever it is used; "
            + "what follows, final and held-out loss among it, is proven by an audit alone. ";

        static string Range(IEnumerable<long> steps) =>
            steps.Min() == steps.Max() ? Thousands(steps.Min()) : $"{Thousands(steps.Min())} to {Thousands(steps.Max())}";
    }

    // The findings of its decisions, where its verdict is approved.
    private static IReadOnlyList<Finding> Claim(StringBuilder md, Plan plan, Baseline? exact, PartialEvidence runs, IReadOnlyList<Lack> lacks, IReadOnlyList<(string Name, PartialEvidence Runs)> others)
    {
        md.Append($"## {MarkdownReport.Inline($"{plan.Claim.Id} {plan.Claim.Sentence}")}\n\nThe write-up: \"{MarkdownReport.Inline(plan.Claim.WriteUp)}\"\n\n");
        md.Append(exact is null ? "**Not yet there.**" : $"**{exact.Word}**, {Words.Count(exact.Seeds.Count, "seed")}.{Suggested(exact.Verdict)}").Append($" [How it is read and decided](claims.md#{PlansPage.Anchor(plan)}).\n\n");
        var asked = runs.Asked();
        foreach (var decision in plan.Decisions)
            md.Append($"- *{MarkdownReport.Inline(decision.Name)}.* {MarkdownReport.Inline(Part(decision))}\n");
        foreach (var part in asked)
            md.Append($"- {MarkdownReport.Inline(Again(part))}\n");
        foreach (var finding in plan.Tried.Select(runs.Decide).OfType<Finding>())
            md.Append($"- Tried beside it: {MarkdownReport.Inline(Told(finding))}: would be {Words.Of(finding.Verdict, plan.Claim.Kind, Tier.Full)}\n");
        if (lacks.Count > 0)
            md.Append($"\nTo come: {MarkdownReport.Inline(string.Join("; ", lacks.Select(Seeds)))}.\n");
        var rows = plan.Measured.Select(m => (m.Quantity, Values: runs.Values(m.Quantity))).Where(row => row.Values.Count > 0).ToList();
        var columns = others.Where(other => rows.Exists(row => other.Runs.Values(row.Quantity).Count > 0)).ToList();
        if (rows.Count > 0)
        {
            md.Append($"\n| mean of | seeds | mean | 95 % of the mean | seeds, from and to |{string.Concat(columns.Select(other => $" {other.Name} |"))}\n| --- | ---: | ---: | --- | --- |{string.Concat(columns.Select(_ => " --- |"))}\n");
            foreach (var (quantity, values) in rows)
                md.Append($"| {MarkdownReport.Inline($"{quantity.Name}, {quantity.Unit}")} | {values.Count} | {Words.Number(Moments.Mean(values))} | {Interval(values)} | {Words.Number(values.Min())} to {Words.Number(values.Max())} |{string.Concat(columns.Select(other => $" {Elsewhere(other.Runs.Values(quantity))} |"))}\n");
        }

        md.Append('\n');
        return exact is null ? [] : [.. plan.Decisions.Select(runs.Both).OfType<Finding>()];

        string Suggested(Verdict verdict) => (plan.Claim.Kind, verdict) switch
        {
            (Kind.Suggestion, Verdict.Holds) => " What is asked holds.",
            (Kind.Suggestion, Verdict.Fails) => " What is asked does not hold as a whole.",
            _ => "",
        };

        string Word(Verdict verdict) => exact is null ? $"this part alone {verdict.ToString().ToLowerInvariant()}"
            : Words.Of(verdict, plan.Claim.Kind, Tier.Full) + (plan.Claim.Kind != Kind.Suggestion ? "" : verdict == Verdict.Holds ? ", and it holds" : verdict == Verdict.Fails ? ", and it does not hold" : "");

        string Part(Decision decision)
        {
            var looks = plan.LooksOf(decision);
            if (runs.Decide(decision) is not { } first)
                return $"To come; {PowerSentence.Of(decision, looks)}{string.Concat(decision is IsPlausibleTable table ? asked.Intersect(table.Alone).Select(Outside) : [])}";
            var finding = runs.Both(decision)!;
            string why = first.Verdict != finding.Verdict ? $", since it fails, {(OnceMore.Asks(plan, decision, runs.Decide).All(part => runs.Again(part) is not null) ? "and not once more" : "and is to be asked once more")}"
                : first.Verdict == Verdict.Undecided && first.Seeds < looks.Last ? $" so far, the next look is at {looks.Seeds.First(seeds => seeds > first.Seeds)} seeds"
                : "";
            return $"{Told(first)}: {Word(finding.Verdict)}{why}{(finding.Verdict == Verdict.Undecided ? $"; {PowerSentence.Of(decision, looks)}" : "")}";
        }

        string Outside(Decision cell) => $" Outside {runs.Again(cell)?.Verdict switch
        {
            null => "already",
            Verdict.Fails => "already, and once more, so that the table fails",
            _ => "already, and not once more, so that the table cannot hold",
        }}: {Told(runs.Decide(cell)!)}.";

        string Again(Decision part) => runs.Again(part) is { } finding
            ? $"{OnceMore.Title} ({OnceMore.From} to {OnceMore.From + finding.Seeds - 1}): {Told(finding)}: {Word(finding.Verdict)}"
            : $"{OnceMore.Title}: to come, \"{part.Name}\".";

        string Seeds(Lack lack) =>
            $"{lack.Arm.Name}, {(lack.There == 0 ? "" : $"{lack.Wanted - lack.There} more of ")}{Words.Count(lack.Wanted, "seed")}{(Uses(plan.Controls, lack.Arm) && !Uses(plan.Decisions, lack.Arm) ? " (of a control, without which nothing is decided)" : "")}";

        static bool Uses(IReadOnlyList<Decision> decisions, Arm arm) => decisions.Any(decision => decision.Quantities.Any(quantity => quantity.Arms.Contains(arm)));
    }

    private static PartialEvidence Of(Plan plan, Func<IExperiment, IReadOnlyList<AnswerRun>> first, Func<IExperiment, IReadOnlyList<AnswerRun>> again)
    {
        return new(plan, Runs(first), Runs(again));

        static Func<IExperiment, IReadOnlyList<IRun>> Runs(Func<IExperiment, IReadOnlyList<AnswerRun>> told) => experiment => [.. told(experiment).Select(run => run.Run)];
    }

    private static string Told(Finding finding) => finding.Effect.Length > 0 ? finding.Effect : finding.Reason;

    private static string Interval(IReadOnlyList<double> values)
    {
        if (values.Count < 2 || !values.All(double.IsFinite))
            return "";
        var half = TTest.Quantile((1 + Level) / 2, values.Count - 1) * Moments.StandardDeviation([.. values]) / Math.Sqrt(values.Count);
        return Words.Interval(Moments.Mean([.. values]) - half, Moments.Mean([.. values]) + half);
    }

    private static string Elsewhere(IReadOnlyList<double> values) =>
        values.Count == 0 ? "" : $"{Words.Number(Moments.Mean(values))}, {Words.Count(values.Count, "seed")} from {Words.Number(values.Min())} to {Words.Number(values.Max())}";

    // Of what several plans lack, the most.
    private static IEnumerable<Lack> Longest(IEnumerable<Lack> lacking) =>
        lacking.GroupBy(lack => lack.Arm.Experiment.Canonical).Select(lacks => lacks.MaxBy(lack => lack.Wanted)!);

    private static void Cost(StringBuilder md, IReadOnlyList<Plan> plans, Func<IExperiment, IReadOnlyList<AnswerRun>> published, IReadOnlyList<Lack> lacking)
    {
        var recipes = plans.SelectMany(plan => plan.Arms).Select(arm => arm.Experiment).DistinctBy(experiment => experiment.Canonical).Select(published).Where(runs => runs.Count > 0).ToList();
        md.Append($"## What it took\n\n{Words.Count(recipes.Sum(runs => runs.Count), "run")} of {Words.Count(recipes.Count, "recipe")}, {Hours(recipes.SelectMany(runs => runs))} of one core, without a GPU ({string.Join("; ", recipes.SelectMany(runs => runs).Select(run => run.Machine).Distinct().Order(StringComparer.Ordinal))}). Times are those of the wall, beside whatever else ran.\n\n");
        if (lacking.Count > 0)
            md.Append(FormattableString.Invariant($"To come: {Words.Count(lacking.Sum(lack => lack.Wanted - lack.There), "run")} of {Words.Count(lacking.DistinctBy(lack => lack.Arm.Experiment.Canonical).Count(), "recipe")}, some {lacking.Sum(lack => (lack.Wanted - lack.There) * (lack.Arm.Experiment.Takes ?? TimeSpan.Zero).TotalHours):F0} h of such a core; `weightpred train` trains them.\n\n"));
        md.Append("| recipe | runs | proven steps | the middle one | all |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var runs in recipes)
            md.Append($"| {MarkdownReport.Inline(runs[0].Recipe)} | {runs.Count} | {runs[0].Proven} of {Thousands(runs[0].Run.Curve[^1].Step)} | {Words.Duration(runs.Select(run => run.Spent).Order().ElementAt(runs.Count / 2))} | {Hours(runs)} |\n");
    }

    private static string Thousands(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Hours(IEnumerable<AnswerRun> runs) => FormattableString.Invariant($"{runs.Sum(run => run.Spent.TotalHours):F1} h");
}
