using System.Globalization;
using System.Text;
using Reproduction.Baselines;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>The scorecard's numbers, as Markdown: what each claim came to at the write-up's budget, from published runs, and what
/// they cost. A function of plans, baselines and runs alone.</summary>
internal static class AnswerPage
{
    /// <summary>Its path, relative to the repository's root.</summary>
    public const string File = "docs/answer.md";

    /// <summary>The command that writes the page, and the picture beside it.</summary>
    public static string Command => Checkout.Call("scorecard");

    private const double Level = 0.95;

    /// <summary>The page.</summary>
    /// <param name="title">Whose claims these are.</param>
    /// <param name="plans">Full plans of all claims, in order.</param>
    /// <param name="approved">All approved baselines.</param>
    /// <param name="sentences">Candidates for the top of the page: those that the baselines support are shown.</param>
    /// <param name="published">From an experiment to its published runs, by seed from 0 on.</param>
    /// <param name="independent">Other frameworks by name, and their runs in the same way.</param>
    public static string Render(
        string title, IReadOnlyList<Plan> plans, IReadOnlyList<Baseline> approved, IReadOnlyList<Sentence> sentences,
        Func<IExperiment, IReadOnlyList<AnswerRun>> published,
        IReadOnlyList<(string Name, Func<IExperiment, IReadOnlyList<AnswerRun>> Runs)> independent)
    {
        var md = new StringBuilder($"# {MarkdownReport.Inline(title)}: the answer, in numbers\n\nWritten from `baselines/` by "
            + $"`{Command}`. `{Checkout.Call("explain P1.1")}` says how a claim is read and decided. "
            + $"{ScorecardTable.ChosenAfterRuns} marks a verdict of which a rule was chosen when its runs were known.\n\n");
        md.Append(ScorecardTable.WhatCameOut(plans, approved, sentences));
        md.Append("Everything below is of the write-up's own budget, from [published runs](what-a-published-run-proves.md). "
            + $"{Proven(plans, published)}The verdict is the approved one. An effect of a comparison carries its 95 % interval. "
            + "It is confirmed at an error of 1 % over all its looks and contradicted at 0.1 %, so that an interval may clear "
            + "what the test leaves open. A mean that is held against a number carries the interval of its test, of 90 to 96 %. "
            + "A printed number carries the prediction interval of one more run and its percentile among ours. Means stand with "
            + "their 95 % t-interval. Another framework that trained the same has a column of its own: its runs decide nothing, "
            + "and nobody can prove their bits.\n\n");
        var lacking = new List<(Arm Arm, int There, int Wanted)>();
        foreach (var plan in plans)
        {
            (Arm Arm, int There, int Wanted)[] lacks =
                [.. plan.Lacks(experiment => Giving(plan, published(experiment), experiment).Count)];
            Claim(md, plan, ScorecardTable.Approved(plan, approved), TableOf(plan, published), lacks,
                [.. independent.Select(other => (other.Name, TableOf(plan, other.Runs)))]);
            lacking.AddRange(lacks);
        }

        // Several plans may lack runs of one experiment: the largest number counts.
        Cost(md, plans, published,
            [.. lacking.GroupBy(lack => lack.Arm.Experiment.Canonical).Select(lacks => lacks.MaxBy(lack => lack.Wanted))]);
        return md.ToString();
    }

    // A proof is of a beginning: how short it is beside the rest is said where the rest is used.
    private static string Proven(IReadOnlyList<Plan> plans, Func<IExperiment, IReadOnlyList<AnswerRun>> published)
    {
        var used = plans.SelectMany(plan => plan.Arms).Select(arm => arm.Experiment)
            .DistinctBy(experiment => experiment.Canonical)
            .SelectMany(experiment => published(experiment).Select(run => (run.Proven, experiment.Steps))).ToList();
        if (used.Count == 0)
            return "";
        var (steps, all) = (used.Select(run => (long)run.Proven), used.Select(run => (long)run.Steps));
        return $"The first {Range(steps)} of {Range(all)} steps of each are trained again wherever it is used, and must be equal "
            + "to the last bit; what follows, final and held-out loss among it, is proven by an audit alone. ";

        static string Range(IEnumerable<long> steps) =>
            steps.Min() == steps.Max() ? Thousands(steps.Min()) : $"{Thousands(steps.Min())} to {Thousands(steps.Max())}";
    }

    private static RunTable TableOf(Plan plan, Func<IExperiment, IReadOnlyList<AnswerRun>> runs) =>
        new(plan.Arms.Select(arm => (arm, Giving(plan, runs(arm.Experiment), arm.Experiment))));

    // The beginning of a longer run has a curve, and no network: it serves the plans that ask for no more.
    private static IReadOnlyList<IRun> Giving(Plan plan, IReadOnlyList<AnswerRun> told, IExperiment experiment) =>
        [.. told.Select(run => run.Run)
            .TakeWhile(run => run.PublishedIn is not null || plan.MetricsOf(experiment).All(metric => metric.GivenBy(run)))];

    private static void Claim(
        StringBuilder md, Plan plan, Baseline? exact, RunTable runs, IReadOnlyList<(Arm Arm, int There, int Wanted)> lacks,
        IReadOnlyList<(string Name, RunTable Runs)> others)
    {
        md.Append($"## {MarkdownReport.Inline($"{plan.Claim.Id} {plan.Claim.Sentence}")}\n\nThe write-up: "
            + $"\"{MarkdownReport.Inline(plan.Claim.WriteUp)}\"\n\n");
        md.Append(exact is null ? "**Not run yet.**"
            : $"**{exact.Word}**{(plan.ChosenAfterRuns ? $" {ScorecardTable.ChosenAfterRuns}" : "")}, "
                + $"{Words.Count(exact.Seeds.Count, "seed")}.{Suggested(exact.Verdict)}").Append("\n\n");
        if (HeadlineText.Of(plan.Told(exact?.Measurements ?? [])) is { Length: > 0 } headline)
            md.Append($"The write-up{HeadlineText.Arrow}ours: {MarkdownReport.Inline(headline)}\n\n");
        foreach (var (decision, finding) in plan.Decisions.Zip(Judge.All(plan, runs)))
            md.Append($"- *{MarkdownReport.Inline(decision.Name)}.* {MarkdownReport.Inline(Part(decision, finding))}\n");
        foreach (var finding in Judge.All(plan.Tried, runs).Where(finding => finding.Seeds > 0))
            md.Append($"- Tried beside it: {MarkdownReport.Inline(Told(finding))}: would be "
                + $"{Words.Of(finding.Verdict, plan.Claim.Kind, Tier.Full)}\n");
        if (lacks.Count > 0)
            md.Append($"\nTo come: {MarkdownReport.Inline(string.Join("; ", lacks.Select(Seeds)))}.\n");
        var rows = plan.Measured.Select(m => (m.Quantity, Values: runs.Values(m.Quantity)))
            .Where(row => row.Values.Count > 0).ToList();
        var columns = others.Where(other => rows.Exists(row => other.Runs.SeedsOf(row.Quantity) > 0)).ToList();
        if (rows.Count > 0)
        {
            md.Append($"\n| mean of | seeds | mean | 95 % of the mean | seeds, from and to "
                + $"|{string.Concat(columns.Select(other => $" {other.Name} |"))}\n| --- | ---: | ---: | --- | --- "
                + $"|{string.Concat(columns.Select(_ => " --- |"))}\n");
            foreach (var (quantity, values) in rows)
                md.Append($"| {MarkdownReport.Inline($"{quantity.Name}, {quantity.Unit}")} | {values.Count} | "
                    + $"{Words.Number(Moments.Mean(values))} | {Interval(values)} | {Words.Number(values.Min())} to "
                    + $"{Words.Number(values.Max())} "
                    + $"|{string.Concat(columns.Select(other => $" {Elsewhere(other.Runs.Values(quantity))} |"))}\n");
        }

        md.Append('\n');

        string Suggested(Verdict verdict) => (plan.Claim.Kind, verdict) switch
        {
            (Kind.Suggestion, Verdict.Holds) => " What is asked holds.",
            (Kind.Suggestion, Verdict.Fails) => " What is asked does not hold as a whole.",
            _ => "",
        };

        string Word(Verdict verdict) => exact is null ? $"this part alone {verdict.ToString().ToLowerInvariant()}"
            : Words.Of(verdict, plan.Claim.Kind, Tier.Full) + (plan.Claim.Kind != Kind.Suggestion ? "" : verdict == Verdict.Holds
                ? ", and it holds" : verdict == Verdict.Fails ? ", and it does not hold" : "");

        string Part(Decision decision, Finding finding)
        {
            if (finding.Seeds == 0)
                return "To come.";
            string next = finding.Verdict == Verdict.Undecided && decision.Schedule!.Seeds.FirstOrDefault(
                seeds => seeds > finding.Seeds) is > 0 and var more ? $" so far, the next look is at {more} seeds" : "";
            return $"{Told(finding)}: {Word(finding.Verdict)}{next}"
                + $"{(PowerSentence.Of(decision, finding) is { } power ? $"; {power.Sentence}" : "")}";
        }

        string Seeds((Arm Arm, int There, int Wanted) lack) =>
            $"{lack.Arm.Name}, "
                + $"{(lack.There == 0 ? "" : $"{lack.Wanted - lack.There} more of ")}{Words.Count(lack.Wanted, "seed")}"
                + (Uses(plan.Controls, lack.Arm) && !Uses(plan.Decisions, lack.Arm)
                    ? " (of a control, without which nothing is decided)" : "");

        static bool Uses(IReadOnlyList<Decision> decisions, Arm arm) => decisions.Any(decision => decision.Arms.Contains(arm));
    }

    private static string Told(Finding finding) => finding.Effect.Length > 0 ? finding.Effect : finding.Reason;

    private static string Interval(IReadOnlyList<double> values)
    {
        if (values.Count < 2 || !values.All(double.IsFinite))
            return "";
        var interval = TTest.Interval(values, Level);
        return Words.Interval(interval.Low, interval.High);
    }

    private static string Elsewhere(IReadOnlyList<double> values) =>
        values.Count == 0 ? "" : $"{Words.Number(Moments.Mean(values))}, {Words.Count(values.Count, "seed")} from "
            + $"{Words.Number(values.Min())} to {Words.Number(values.Max())}";

    private static void Cost(StringBuilder md, IReadOnlyList<Plan> plans, Func<IExperiment, IReadOnlyList<AnswerRun>> published,
        IReadOnlyList<(Arm Arm, int There, int Wanted)> lacking)
    {
        var recipes = plans.SelectMany(plan => plan.Arms).Select(arm => arm.Experiment)
            .DistinctBy(experiment => experiment.Canonical)
            .Select(published).Where(runs => runs.Count > 0).DistinctBy(runs => runs[0].Recipe).ToList();
        md.Append(
            $"## Cost\n\n{Words.Count(recipes.Sum(runs => runs.Count), "run")} of {Words.Count(recipes.Count, "recipe")}, "
            + $"{CoreHours(recipes.SelectMany(runs => runs))} core hours, without a GPU "
            + $"({string.Join("; ", recipes.SelectMany(runs => runs)
                    .Select(run => run.Machine).Distinct().Order(StringComparer.Ordinal))}). "
            + "Times are those of the wall, beside whatever else ran.\n\n");
        if (lacking.Count > 0)
            md.Append(string.Create(CultureInfo.InvariantCulture,
                $"To come: {Words.Count(lacking.Sum(lack => lack.Wanted - lack.There), "run")} of "
                + $"{Words.Count(lacking.DistinctBy(lack => lack.Arm.Experiment.Canonical).Count(), "recipe")}, "
                + $"some {lacking.Sum(lack =>
                    (lack.Wanted - lack.There) * (lack.Arm.Experiment.Takes ?? TimeSpan.Zero).TotalHours):F0} core hours; "
                + $"`{Checkout.Call("train")}` trains them.\n\n"));
        md.Append("| recipe | runs | proven steps | the middle one | all |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var runs in recipes)
            md.Append($"| {MarkdownReport.Inline(runs[0].Recipe)} | {runs.Count} | {runs[0].Proven} of "
                + $"{Thousands(runs[0].Run.Curve[^1].Step)} | "
                + $"{Words.Duration(runs.Select(run => run.Spent).Order().ElementAt(runs.Count / 2))} | {Hours(runs)} |\n");
    }

    private static string Thousands(long count) => count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Hours(IEnumerable<AnswerRun> runs) => $"{CoreHours(runs)} h";

    private static string CoreHours(IEnumerable<AnswerRun> runs) =>
        FormattableString.Invariant($"{runs.Sum(run => run.Spent.TotalHours):F1}");
}
