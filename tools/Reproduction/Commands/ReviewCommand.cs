using System.ComponentModel;
using DiffEngine;
using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Files;
using Reproduction.Plots;
using Reproduction.Reports.Plots;
using Reproduction.Reports;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace Reproduction.Tool.Commands;

internal sealed class ReviewOptions : WaitingOptions
{
    [CommandOption("--diff")]
    [Description("Opens the diff tool that is installed here.")]
    public bool Diff { get; init; }

    [CommandOption("--html")]
    [Description("Writes a page with the values of both, one over the other.")]
    public bool Html { get; init; }
}

internal sealed class ReviewCommand(IAnsiConsole console, Place place) : AsyncCommand<ReviewOptions>
{
    private const int DifferencesShown = 30;

    public override async Task<int> ExecuteAsync(CommandContext context, ReviewOptions options, CancellationToken cancellation)
    {
        var folder = options.In(place);
        var all = options.All(new Approvals(folder));
        if (all.Count == 0)
            console.Line("Nothing waits for approval.");
        var results = new ResultFolder(options.Artifacts(place)).ReadAll().Results;
        foreach (var pending in all)
        {
            Show(pending, options,
                results.FirstOrDefault(r => r.BaselineName == pending.Name && r.Fingerprint == pending.New?.Fingerprint));
            if (options.Diff)
                await OpenDiff(folder, pending);
            if (options.Html && pending.New is not null)
                WritePage(pending, options.Artifacts(place));
        }
        return 0;
    }

    private void Show(Pending pending, ReviewOptions options, Result? result)
    {
        if (pending.New is not { } now)
        {
            console.Line($"{pending.Name}: {pending.Problem}\n");
            return;
        }
        var before = pending.Old ?? pending.Reference;
        console.Line($"{now.Claim} [{Words.Of(now.Tier)}, {now.Device.Class}]: {now.Sentence}");
        console.Line($"Verdict: {PendingCommand.Verdicts(pending)}, with {Words.Count(now.Seeds.Count, "seed")}"
            + (pending.Old is { } old ? $"; approved on {old.Approvals[^1].Date}: {old.Approvals[^1].Reason}" : before is null
                ? pending.Problem.Length > 0 ? "" : "; nothing is approved yet"
                : $"; held against the baseline of {before.Device.Class}"));
        bool isFault = now.Verdict == Verdict.Invalid; // nothing in it can be compared
        if (isFault && result is not null)
            foreach (var said in result.Faults.Select(fault => $"Fault: {fault}").Concat(result.Standing?.Notes ?? []))
                console.Line(said);
        if (!isFault)
            Compare(pending);
        Environment(before, now, result);
        if (!isFault)
            Curves(now, result);
        console.Line(pending.Problem.Length > 0
            ? $"It cannot be accepted: {pending.Problem}"
            : $"Accept: {place.Name} accept {pending.Name}{options.Named}{(pending.Flips ? " --flip" : "")} --seen {now.Digits} "
                + "--reason \"...\"");
        console.Line($"Reject: {place.Name} reject {pending.Name}{options.Named}");
        console.Line();
    }

    private void Compare(Pending pending)
    {
        console.Table(DifferenceTable.MeansHeader, DifferenceTable.Means(pending));
        if (pending.Differences.Count > 0)
            console.Table(DifferenceTable.Header, pending.Differences.Take(DifferencesShown).Select(DifferenceTable.Row));
        if (pending.Differences.Count > DifferencesShown)
            console.Line($"... and {pending.Differences.Count - DifferencesShown} more");
    }

    private void Environment(Baseline? before, Baseline now, Result? result)
    {
        var (was, here) = (before?.Approvals[^1].Machine ?? "", now.Approvals.LastOrDefault()?.Machine ?? "");
        console.Line(was == "" ? $"Machine: {here}" : was == here ? $"Machine: {here}, as before"
            : $"Machine: {string.Join("; ", was.Split("; ").Except(here.Split("; ")))} -> "
                + $"{string.Join("; ", here.Split("; ").Except(was.Split("; ")))}");
        if (result?.Origin is { } origin)
            console.Line($"Decided {Words.Minute(origin.Started)} in "
                + $"{Words.Duration(origin.Wall)}{(origin.Commit.Length > 0 ? $", commit {origin.Commit}" : "")}"
                + $"{(origin.CiRun.Length > 0 ? $", {origin.CiRun}" : "")}");
    }

    private void Curves(Baseline now, Result? result)
    {
        if (result is null)
        {
            console.Line($"Curves: results/claims holds none of this run of {now.Claim}.");
            return;
        }
        var arms = result.Curves.GroupBy(c => c.Arm).ToList();
        if (arms.Count > 0)
            console.Line("Received loss curves, means over seeds, logarithmic (a baseline keeps no curves to hold them "
                + "against):");
        foreach (var arm in arms)
        {
            var mean = Sparkline.Mean(arm);
            console.Line($"  {Sparkline.Of([.. mean.Select(p => p.Loss)])} {Words.Number(mean[0].Loss)} -> "
                + $"{Words.Number(mean[^1].Loss)}  {arm.Key}");
        }
    }

    private async Task OpenDiff(string folder, Pending pending)
    {
        // A diff tool would make an empty file of what is not there, and that is no baseline.
        if (pending.Old is null)
        {
            console.Line($"No diff: nothing is approved under {pending.Name} yet.");
            return;
        }
        var outcome = await DiffRunner.LaunchAsync(BaselineFile.ReceivedPath(folder, pending.Name),
            BaselineFile.VerifiedPath(folder, pending.Name));
        if (outcome is LaunchResult.Disabled or LaunchResult.NoDiffToolFound or LaunchResult.TooManyRunningDiffTools)
            console.Line(outcome switch
            {
                LaunchResult.Disabled => "No diff: DiffEngine_Disabled is set, or this is CI.",
                LaunchResult.NoDiffToolFound => "No diff: no tool that DiffEngine knows is installed here.",
                _ => "No diff: too many diff tools are open; close some, or set DiffEngine_MaxInstances.",
            });
    }

    private void WritePage(Pending pending, string artifacts)
    {
        var path = Path.Combine(artifacts, "review", pending.Name + ".html");
        WholeFile.Write(path, ReviewPage.Render(pending, PendingCommand.Verdicts(pending),
            chart => Painter.Draw(chart) is { Png.Length: > 0 } picture ? picture.Png : null));
        console.Line($"Page: {place.Shown(path)}\n");
    }
}
