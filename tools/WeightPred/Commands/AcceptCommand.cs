using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;

namespace WeightPred.Tool.Commands;

internal sealed class AcceptOptions : OneOptions
{
    [CommandOption("--reason <WHY>")]
    [Description("Why it is approved, in a sentence; goes into the baseline's log.")]
    public string Reason { get; init; } = "";

    [CommandOption("--flip")]
    [Description("A verdict may come out differently than approved.")]
    public bool Flip { get; init; }
}

internal sealed class AcceptCommand(IAnsiConsole console, Place place) : Command<AcceptOptions>
{
    public override int Execute(CommandContext context, AcceptOptions options, CancellationToken cancellation)
    {
        if (!place.Ci && string.IsNullOrWhiteSpace(options.Reason))
            throw new ApprovalException($"An approval needs a reason, which goes into the baseline's log: {place.Name} accept {options.Claim} --reason \"...\"");
        var (folder, approvals) = (options.In(place), new Approvals(options.In(place)));
        // In CI nothing is even looked for.
        var name = place.Ci ? options.Claim : options.Find(approvals).Name;
        var accepted = approvals.Accept(name, options.Reason, options.Flip, place.Ci);
        console.Line($"Approved: {accepted.Claim}, {Words.Of(accepted.Tier)} tier: {accepted.Word}. The log of {place.Shown(BaselineFile.VerifiedPath(folder, name))} says now:");
        Entry(console, accepted.Approvals[^1]);
        JudgeAnew(accepted, name, folder, options.Artifacts(place));
        return 0;
    }

    // What was reviewed is red no more: reports that are made from here on shall say so before the claim is run again.
    private static void JudgeAnew(Baseline accepted, string name, string folder, string artifacts)
    {
        var results = new ResultFolder(artifacts);
        foreach (var result in results.ReadAll().Results.Where(result => result.BaselineName == name && result.Fingerprint == accepted.Fingerprint))
            results.Write(result with { Standing = new BaselineComparer().Judge(result, folder).Standing });
    }

    internal static void Entry(IAnsiConsole console, Approval entry)
    {
        foreach (var (key, value) in new[]
            { ("date", entry.Date), ("reason", entry.Reason), ("machine", entry.Machine), ("previous", entry.Previous.Length > 0 ? entry.Previous : "nothing"), ("content", entry.Content), ("hash", entry.Hash) })
            console.Line($"  {key + ":",-10}{value}");
    }
}

internal sealed class RejectCommand(IAnsiConsole console, Place place) : Command<OneOptions>
{
    public override int Execute(CommandContext context, OneOptions options, CancellationToken cancellation)
    {
        var approvals = new Approvals(options.In(place));
        console.Line($"Rejected: {approvals.Reject(options.Find(approvals).Name)}. What is approved stays.");
        return 0;
    }
}
