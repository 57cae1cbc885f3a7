using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Baselines;

namespace Reproduction.Tool.Commands;

internal sealed class AcceptOptions : WaitingOptions
{
    [CommandOption("--reason <WHY>")]
    [Description("Why it is approved, in a sentence; goes into the baseline's log.")]
    public string Reason { get; init; } = "";

    [CommandOption("--flip")]
    [Description("A verdict may come out differently than approved.")]
    public bool Flip { get; init; }

    [CommandOption("--all")]
    [Description("Everything that waits and can be accepted.")]
    public bool Every { get; init; }

    [CommandOption("--seen <DIGITS>")]
    [Description("The digits that `review` showed: nothing else is accepted.")]
    public string? Seen { get; init; }

    /// <summary>All but the reason, as it was typed.</summary>
    public string Typed => $"{(Every ? " --all" : "")}{(Claim is null ? "" : $" {Claim}")}{Named}{PlanOptions.Said("tier", Tier)}"
        + $"{PlanOptions.Said("device", Device)}{(Flip ? " --flip" : "")}{PlanOptions.Said("seen", Seen)}";
}

internal sealed class AcceptCommand(IAnsiConsole console, Place place) : Command<AcceptOptions>
{
    public override int Execute(CommandContext context, AcceptOptions options, CancellationToken cancellation)
    {
        if (place.Ci)
            throw new ApprovalException("Nothing is approved in CI: accept the received file on your machine and commit it.");
        if (string.IsNullOrWhiteSpace(options.Reason))
            throw new ApprovalException("An approval needs a reason, which goes into the baseline's log: "
                + $"{place.Name} accept{options.Typed} --reason \"...\"");
        var approvals = new Approvals(options.In(place));
        if (!options.Every)
        {
            Accept(approvals, options.One(approvals), options);
            return 0;
        }
        var (all, refused) = (options.All(approvals), 0);
        foreach (var pending in all)
        {
            try
            {
                Accept(approvals, pending, options);
            }
            catch (ApprovalException e)
            {
                refused++;
                place.Error.WriteLine(Plain.Of(e.Message).ReplaceLineEndings(" "));
            }
        }
        console.Line(all.Count == 0
            ? "Nothing waits for approval."
            : $"{all.Count - refused} of {Words.Count(all.Count, "baseline")} approved.");
        return refused == 0 ? 0 : 2;
    }

    private void Accept(Approvals approvals, Pending pending, AcceptOptions options)
    {
        if (options.Seen is { } seen && seen != pending.New?.Digits)
            throw new ApprovalException(
                $"{pending.Name} is not what was reviewed: it is {pending.New?.Digits ?? "no baseline"}, not {seen}.");
        var accepted = approvals.Accept(pending, options.Reason, options.Flip);
        var entry = accepted.Approvals[^1];
        var file = place.Shown(BaselineFile.VerifiedPath(options.In(place), pending.Name));
        console.Line($"Approved: {accepted.Claim}, {Words.Of(accepted.Tier)} tier: {accepted.Word}. {file} says now:");
        console.Line(entry.Line);
    }
}

internal sealed class RejectCommand(IAnsiConsole console, Place place) : Command<WaitingOptions>
{
    public override int Execute(CommandContext context, WaitingOptions options, CancellationToken cancellation)
    {
        var approvals = new Approvals(options.In(place));
        var pending = options.One(approvals);
        approvals.Reject(pending);
        console.Line($"Rejected: {pending.Name}. The approved baseline stays.");
        return 0;
    }
}
