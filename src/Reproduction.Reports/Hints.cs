using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>Remarks that a careful reader would make about the results.</summary>
internal static class Hints
{
    /// <summary>The command that shows what waits for approval.</summary>
    public static string Review(Result result) => Checkout.Call($"review {result.Claim.Id}{Which(result)}");

    /// <summary>The command that approves what was reviewed; it trains nothing. A verdict that flips has to be said so.</summary>
    public static string Accept(Result result)
    {
        var flips = result.Standing is { } standing && standing.Differences.Any(d => d.Flips);
        return Checkout.Call($"accept {result.Claim.Id}{Which(result)}{(flips ? " --flip" : "")} --reason \"...\"");
    }

    /// <summary>The commands that put runs of today's model in the place
    /// of published ones of an older model; none elsewhere. The first says how long the second takes.</summary>
    public static IReadOnlyList<string> Renew(Result result) =>
        result is { Tier: Tier.Published, Standing.Kind: StandingKind.Invalid } ?
    [
        Checkout.Call($"train {result.Claim.Id} --list"),
        Checkout.Call($"train {result.Claim.Id}"),
        Checkout.Call("publish --replace --reason \"...\""),
    ] : [];

    // Several tiers of a claim may wait. Claims elsewhere have their baselines there.
    private static string Which(Result result) =>
        $" --tier {Words.Of(result.Tier)}{BaselineFile.Named(Path.GetDirectoryName(result.Standing?.VerifiedFile) ?? "")}";

    /// <summary>One each, in the order of the claims; a command stands on a line of its own.</summary>
    public static IReadOnlyList<string> For(Report report)
    {
        var hints = new List<string>();
        foreach (var entry in report.Entries)
        {
            var r = entry.Result;
            var about = $"{r.Claim.Id} ({Words.Of(r.Tier)})";
            if (entry.EarlierPlan)
            {
                hints.Add($"{about}: the plan has changed since {Words.Day(r.Origin.Started)}; decide it again:\n{r.Replay}");
                continue;
            }
            hints.AddRange(r.Faults.Select(fault => $"{about}: {fault}"));
            if (r.Standing is { } standing)
            {
                if (standing.Kind == StandingKind.Partial)
                    hints.Add($"{about}: partly compared, with {Words.Count(r.Seeds.Count, "seed")}: the claim itself was not "
                        + "tested.");
                else if (standing is { Passed: false, CanBeApproved: true })
                    hints.Add($"{about}: {standing.Kind.Word()}{First(standing)}. Approve, if it is right:\n{Accept(r)}");
                else if (standing.Kind == StandingKind.Unreadable)
                    hints.Add($"{about}: {standing.Message}");
                hints.AddRange(standing.Notes.Select((note, i) =>
                    $"{about}: {note}"
                        + $"{(i == standing.Notes.Count - 1 ? string.Concat(Renew(r).Select(command => $"\n{command}")) : "")}"));
            }
            hints.AddRange(r.Findings.Where(Close).Select(
                f => $"{about}: \"{f.Name}\" is a close call: the interval ends next to {Words.Number(f.Shown(f.Target))}."));
        }
        return hints;
    }

    // The interval misses the target by less than a tenth of its half-width: one more unlucky seed could turn it.
    private static bool Close(Finding finding)
    {
        var missed = Math.Max(finding.Low - finding.Target, finding.Target - finding.High);
        return finding.Verdict is Verdict.Holds or Verdict.Fails && missed > 0 && missed <= 0.05 * (finding.High - finding.Low);
    }

    private static string First(Standing standing) => standing.Differences is [var gravest, ..] ? $": {gravest}" : "";
}
