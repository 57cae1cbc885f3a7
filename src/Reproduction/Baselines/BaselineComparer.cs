using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Baselines;

/// <summary>How a result stands, and the text of the file that follows from it.</summary>
/// <param name="Standing">What the comparison found.</param>
/// <param name="Content">Of the verified file where it was approved, else of the received file.</param>
public sealed record Judgement(Standing Standing, string Content);

/// <summary>
/// Holds results against approved baselines, in Verify's manner: what differs is left as a .received.json beside the .verified.json, and nothing is
/// approved unless WEIGHTPRED_UPDATE says so.
/// </summary>
/// <param name="reason">Why a baseline is approved (WEIGHTPRED_REASON).</param>
/// <param name="clock">For the day of an approval.</param>
public sealed class BaselineComparer(string reason = "", TimeProvider? clock = null)
{
    /// <summary>Whether fewer or other seeds than a plan's were asked for (WEIGHTPRED_SEEDS, WEIGHTPRED_FIRST_SEED). Where they were not, fewer seeds than approved are a fault like any other: a look that ended early, or runs that are gone.</summary>
    public bool PartAsked { get; init; }

    internal const string FromReceived = "accepted from the received file";

    /// <summary>Compares, and writes the verified file, or leaves or removes the received one.</summary>
    /// <inheritdoc cref="Judge"/>
    public Standing Compare(Result received, string folder, UpdateMode update = UpdateMode.None)
    {
        var (standing, content) = Judge(received, folder, update);
        var pending = BaselineFile.ReceivedPath(folder, received.BaselineName);
        if (standing.Kind == StandingKind.Approved)
            WholeFile.Write(BaselineFile.VerifiedPath(folder, received.BaselineName), content);
        if (standing.ReceivedFile is not null)
            WholeFile.Write(pending, content);
        else if (standing.Kind != StandingKind.Partial && Directory.Exists(folder)) // a part does not settle what an earlier, whole run left
            File.Delete(pending);
        return standing;
    }

    /// <summary>Compares and says what the files should become, but touches none: for a library that keeps them itself.</summary>
    /// <param name="received">The result.</param>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="update">What may be approved. A verdict that flips is not: that takes <see cref="Approvals.Accept"/>.</param>
    /// <exception cref="ArgumentException">Something may be approved, but no reason is given; or the result's name is no file stem.</exception>
    public Judgement Judge(Result received, string folder, UpdateMode update = UpdateMode.None)
    {
        if (update != UpdateMode.None && string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("An approval needs a reason: set WEIGHTPRED_REASON.");
        var now = Baseline.From(received);
        var file = BaselineFile.VerifiedPath(folder, received.BaselineName);

        Baseline? own = null;
        (string File, Baseline Baseline)? reference = null;
        try
        {
            if (Path.Exists(file))
                own = Own(file, now);
            else
                reference = References.Nearest(folder, received.BaselineName, now);
        }
        catch (BaselineException e)
        {
            return Red(StandingKind.Unreadable, null, [e.Message]);
        }

        var faults = received.Faults.Concat(now.Faults().Select(f => $"{f.Key} {f.Problem}")).ToList();
        if (faults.Count > 0)
            return Red(StandingKind.Invalid, null, [.. faults.Select(f => $"fault: {f}"), "An Invalid result is never green and cannot be approved."]);
        if (own is null && reference is null)
            return update == UpdateMode.None ? Red(StandingKind.New, null, ["Nothing is approved for this claim yet."]) : Approved(null);

        var approved = own ?? reference!.Value.Baseline;
        var comparison = Comparison.Of(approved, now);
        if (Comparison.AreFresh(approved, now))
            return Part([.. comparison.Plan, .. comparison.Verdicts], "Fresh seeds: none of them is among the approved ones. Only verdicts were compared, not values.");
        // Fewer seeds than a changed plan asked for may be all that it asks for now; and where bits are not promised a look may end a claim, and its controls and twins, earlier.
        if ((PartAsked || !now.Device.Exact && !comparison.Flips && comparison.Verdicts.Count > 0) && Comparison.AreFewer(approved, now) && comparison.Plan.Count == 0)
            return Part([.. comparison.Numbers.Where(d => d.What != Comparison.SeedIndices)], $"Partial: {now.Seeds.Count(approved.Seeds.Contains)} of {Words.Count(approved.Seeds.Count, "approved seed")} were run, and only values were compared. "
                + "This run says nothing about the claim.");

        var narrower = own is not null && !now.Device.Exact && now.Seeds.Count > own.Seeds.Count;
        if (update == UpdateMode.All && (comparison.Kind != StandingKind.Equal || narrower) || update != UpdateMode.None && own is null)
            return comparison.Flips
                ? Red(comparison.Kind, comparison, ["WEIGHTPRED_UPDATE approves no verdict that flips; `weightpred accept --flip` does."])
                : Approved(comparison);
        if (comparison.Kind != StandingKind.Equal)
            return Red(comparison.Kind, comparison, reference is null ? [] : [$"No baseline of {now.Device.Class} yet; held against {Path.GetFileName(reference.Value.File)}."]);
        if (own is null)
            return Finished(StandingKind.Agrees, true, comparison, [], FromReceived, leave: true,
                $"Agrees, in bands, with {Path.GetFileName(reference!.Value.File)}: {approved.Word}. No baseline of {now.Device.Class} yet; accept the received file to pin it.");
        if (narrower)
            return Finished(StandingKind.Equal, true, comparison, [], FromReceived, leave: true,
                $"Equal, in bands, to {Path.GetFileName(file)}: {approved.Word}. {Words.Count(now.Seeds.Count, "seed")} instead of {own!.Seeds.Count}: accept the received file for narrower bands.");
        return Finished(StandingKind.Equal, true, comparison, [], "", leave: false, $"Equal to {Path.GetFileName(file)}: {approved.Word}, as approved on {approved.Approvals[^1].Date}.");

        Judgement Red(StandingKind kind, Comparison? comparison, IReadOnlyList<string> notes) => Finished(kind, false, comparison, notes, FromReceived, leave: true);

        Judgement Approved(Comparison? comparison) => Finished(StandingKind.Approved, true, comparison, [$"Reason: {reason}"], reason, leave: false);

        Judgement Part(IReadOnlyList<Difference> differences, string note)
            => Finished(StandingKind.Partial, differences.Count == 0, comparison with { Plan = [], Verdicts = [], Numbers = differences }, [note], "", leave: false, differences.Count == 0 ? note : null);

        // The received file carries its own approval, so that renaming it, as Verify's tools do, approves it; what cannot be approved is refused on reading.
        Judgement Finished(StandingKind kind, bool passed, Comparison? comparison, IReadOnlyList<string> notes, string why, bool leave, string? message = null)
        {
            notes = [.. notes, .. comparison?.Notes ?? []];
            var pending = leave ? BaselineFile.ReceivedPath(folder, received.BaselineName) : null;
            var acceptable = leave && kind is not (StandingKind.Invalid or StandingKind.Unreadable);
            var content = why.Length > 0 ? now.ApprovedWith(why, received.Origin.Machine, own, clock ?? TimeProvider.System) : now;
            var stands = kind == StandingKind.Approved ? content : own ?? reference?.Baseline;
            var standing = new Standing
            {
                Kind = kind,
                Passed = passed,
                Message = message ?? Message(kind, Shown(file), pending, comparison?.Differences ?? [], acceptable ? [.. notes, Advice(received.BaselineName, Path.GetDirectoryName(Shown(file))!, comparison)] : notes),
                VerifiedFile = Shown(file),
                ReceivedFile = pending is null ? null : Shown(pending),
                Approved = stands?.Verdict,
                ApprovedOn = stands?.Approvals[^1].Date ?? "",
                Differences = comparison?.Differences ?? [],
                Bands = comparison?.Bands ?? [],
                Notes = notes,
                CanBeApproved = acceptable,
            };
            return new(standing, BaselineFile.ToJson(content));
        }
    }

    private static Baseline Own(string file, Baseline now)
    {
        var approved = BaselineFile.Read(file);
        foreach (var (key, there, here) in new[] { ("claim", approved.Claim, now.Claim), ("tier", $"{approved.Tier}", $"{now.Tier}"), ("device.class", approved.Device.Class, now.Device.Class) })
            if (there != here)
                throw new BaselineException(file, 0, key, $"is {there}, but this run is {here}: the file belongs to another claim.");
        return approved;
    }

    private static string Message(StandingKind kind, string verified, string? pending, IReadOnlyList<Difference> differences, IReadOnlyList<string> notes)
    {
        const int most = 30;
        return string.Join('\n',
        [
            $"Directory: {Path.GetDirectoryName(verified)}",
            $"{kind}:",
            .. pending is null ? (string[])[] : [$"  - Received: {Path.GetFileName(pending)}"],
            $"  {(pending is null ? "-" : " ")} Verified: {Path.GetFileName(verified)}",
            .. differences.Take(most).Select(Line),
            .. differences.Count > most ? (string[])[$"... and {differences.Count - most} more"] : [],
            .. notes,
        ]);
    }

    private static string Line(Difference d) => $"{d.What}: approved {Short(d.Approved)}, received {Short(d.Received)}"
        + (d.Distance.Length > 0 ? $", difference {d.Distance}" : "") + (d.Band.Length > 0 ? $", band {d.Band}" : "");

    // A hash says only that it differs; the files hold all of it.
    private static string Short(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit) ? text[..16] + "…" : text;

    private static string Advice(string name, string folder, Comparison? comparison)
        => $"To approve it: weightpred accept {name}{BaselineFile.Named(folder)}{(comparison is { Flips: true } ? " --flip" : "")} --reason \"...\"; or rename the received file to verified.";

    // A report is read on other machines.
    private static string Shown(string file)
    {
        var relative = Path.GetRelativePath(RepositoryFolder.Find(), Path.GetFullPath(file));
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFullPath(file) : relative.Replace('\\', '/');
    }
}
