using Spectre.Console;
using Spectre.Console.Cli;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;

namespace Reproduction.Tool.Commands;

internal sealed class PendingCommand(IAnsiConsole console, Place place) : Command<BaselineOptions>
{
    public override int Execute(CommandContext context, BaselineOptions options, CancellationToken cancellation)
    {
        var all = new Approvals(options.In(place)).Pending();
        if (all.Count == 0)
        {
            console.Line("Nothing waits for approval.");
            return 0;
        }
        var flips = all.Where(p => p.Flips).Select(Verdicts).ToHashSet();
        console.Table(["Claim", "Tier", "Device", "What changed", "Verdict"], all.Select(Row), red: flips.Contains);
        var refused = all.Count(p => p.Problem.Length > 0);
        var first = all.FirstOrDefault(p => p.Problem.Length == 0) ?? all[0];
        var named = all.Count(p => p.New?.Claim == first.New?.Claim) == 1 ? first.New?.Claim ?? first.Name : first.Name;
        var next = $"{(refused == all.Count ? "reject" : "review")} {named}{options.Named}";
        console.Line($"{Words.Count(all.Count, "baseline")} wait{(all.Count == 1 ? "s" : "")}"
            + $"{(refused > 0 ? $", {refused} of them cannot be accepted" : "")}. Next: {place.Name} {next}");
        return 0;
    }

    private static IReadOnlyList<string> Row(Pending pending) => pending.New is { } now
        ? [now.Claim, Words.Of(now.Tier), now.Device.Class, Changed(pending), Verdicts(pending)]
        : [pending.Name, "", "", pending.Problem, ""];

    /// <summary>"Holds here -> Undecided (flips)".</summary>
    internal static string Verdicts(Pending pending) => (pending.New, pending.Old ?? pending.Reference) switch
    {
        (null, _) => "",
        ({ } now, null) => now.Word,
        ({ } now, { } before) when before.Word != now.Word => $"{before.Word} -> {now.Word}{(pending.Flips ? " (flips)" : "")}",
        ({ } now, _) => pending.Flips ? $"{now.Word}, but a decision (flips)" : $"{now.Word}, as before",
    };

    private static string Changed(Pending pending)
    {
        if (pending.Problem.Length > 0)
            return pending.New?.Verdict == Verdict.Invalid ? "a fault, never approved" : pending.Problem;
        if (pending.Old is null)
            return pending.Reference is { } reference ? $"new on this device; "
                + $"{(pending.Differences.Count > 0 ? "differs from" : "agrees with")} {reference.Device.Class}"
                : "new: nothing is approved yet";
        var found = pending.Differences;
        string[] parts =
        [
            found.OfType<PlanChanged>().Any() ? "the plan" : "",
            Some(found.Count(d => d is VerdictChanged or DecisionChanged or ControlChanged), "verdict"),
            Some(found.Count(d => d is ValueMoved or MeanMoved { Band: not null }), "value"),
            .. from d in found
               where d is MeasurementChanged or DivergedRunsChanged or NumericsChanged or SeedsChanged or WeightsChanged
               select d.Row().What,
        ];
        var (seeds, was) = (pending.New?.Seeds.Count ?? 0, pending.Old.Seeds.Count);
        var none = seeds > was ? $"nothing; {seeds} seeds instead of {was}" : "nothing";
        return string.Join(", ", parts.Where(part => part.Length > 0).DefaultIfEmpty(none));
    }

    private static string Some(int count, string noun) => count > 0 ? Words.Count(count, noun) : "";
}
