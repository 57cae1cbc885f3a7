using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Baselines;

/// <summary>The standing of a result, and the text of the file that follows from it.</summary>
/// <param name="Standing">The outcome of the comparison.</param>
/// <param name="Content">Of the verified file where it was approved, else of the received file.</param>
public sealed record Judgement(Standing Standing, string Content);

/// <summary>
/// Holds results against approved baselines, in Verify's manner: a difference leaves a .received.json beside the .verified.json, and nothing is
/// approved unless WEIGHTPRED_UPDATE says so.
/// </summary>
/// <param name="reason">Why a baseline is approved (WEIGHTPRED_REASON).</param>
/// <param name="clock">For the day of an approval.</param>
public sealed class BaselineComparer(string reason = "", TimeProvider? clock = null)
{
    internal const string FromReceived = "accepted from the received file";

    /// <summary>
    /// Whether fewer or other seeds than a plan's were asked for (WEIGHTPRED_SEEDS, WEIGHTPRED_FIRST_SEED). Where they were not, fewer seeds than
    /// approved are a fault like any other: a look that ended early, or runs that are gone.
    /// </summary>
    public bool PartAsked { get; init; }

    /// <summary>Compares, and writes the verified file, or leaves or removes the received one. A file that cannot be written is noted, and approves nothing.</summary>
    /// <inheritdoc cref="Judge"/>
    public Standing Compare(Result received, string folder, UpdateMode update = UpdateMode.None)
    {
        var (standing, content) = Judge(received, folder, update);
        var pending = BaselineFile.ReceivedPath(folder, received.BaselineName);
        try
        {
            if (standing.Kind == StandingKind.Approved)
                WholeFile.Write(BaselineFile.VerifiedPath(folder, received.BaselineName), content);
            if (standing.ReceivedFile is not null)
                WholeFile.Write(pending, content);
            else if (standing.Kind != StandingKind.Partial && File.Exists(pending)) // a part does not settle what an earlier, whole run left
                File.Delete(pending);
            return standing;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var note = $"No file of {Shown(folder)} could be written: {e.Message.TrimEnd('.')}.";
            var without = update == UpdateMode.None ? standing : Judge(received, folder).Standing;
            return without with { ReceivedFile = null, CanBeApproved = false, Notes = [.. without.Notes, note], Message = $"{without.Message}\n{note}" };
        }
    }

    /// <summary>Judges a result of an earlier run against the baselines of today.</summary>
    /// <param name="earlier">A result with the standing that it had.</param>
    /// <param name="folder">The folder of the baselines.</param>
    public static Standing Anew(Result earlier, string folder)
    {
        var standing = new BaselineComparer { PartAsked = earlier.Standing?.Kind == StandingKind.Partial }.Judge(earlier, folder).Standing;
        if (standing.Kind == StandingKind.Equal && earlier.Standing is { Kind: StandingKind.Approved } approved)
            return approved;
        // A received file that was rejected, or never written, waits no more.
        return File.Exists(BaselineFile.ReceivedPath(folder, earlier.BaselineName)) ? standing : standing with { ReceivedFile = null, CanBeApproved = false };
    }

    /// <summary>Compares, and says what the files should become, but touches none: for a library that keeps them itself.</summary>
    /// <param name="received">The result.</param>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="update">What may be approved. A verdict that flips is not: that takes <see cref="Approvals.Accept"/>.</param>
    /// <exception cref="ArgumentException">Something may be approved, but no reason is given; or the result's name is no file stem.</exception>
    public Judgement Judge(Result received, string folder, UpdateMode update = UpdateMode.None)
    {
        if (update != UpdateMode.None && string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("An approval needs a reason: set WEIGHTPRED_REASON.");
        var now = Baseline.From(received);
        Counterpart? approved = null;
        Outcome outcome;
        try
        {
            approved = Counterpart.Of(now, folder, received.BaselineName);
            outcome = Decide(received, now, approved, update);
        }
        catch (BaselineException e)
        {
            outcome = new(StandingKind.Unreadable, Passed: false, e.Message) { Leaves = true };
        }

        var isApproved = outcome.Kind == StandingKind.Approved;
        // The received file carries its own approval, so that renaming it, as Verify's tools do, approves it.
        var content = now.ApprovedWith(
            isApproved ? reason : FromReceived, received.Origin.Machine, approved is { IsOwn: true } own ? own.Baseline : null, clock ?? TimeProvider.System);
        var stands = isApproved ? content : approved?.Baseline;
        var (differences, bands) = (outcome.Comparison?.Differences ?? [], outcome.Comparison?.Bands ?? []);
        IReadOnlyList<string> notes = [.. outcome.Notes, .. outcome.Comparison?.Notes ?? []];
        var standing = new Standing
        {
            Kind = outcome.Kind,
            Passed = outcome.Passed,
            Message = string.Join('\n', [outcome.Headline, .. Lines(differences), .. notes]),
            VerifiedFile = Shown(BaselineFile.VerifiedPath(folder, received.BaselineName)),
            ReceivedFile = outcome.Leaves ? Shown(BaselineFile.ReceivedPath(folder, received.BaselineName)) : null,
            Approved = stands?.Verdict,
            ApprovedOn = stands?.Approvals[^1].Date ?? "",
            Differences = differences,
            Bands = bands,
            Notes = notes,
            CanBeApproved = outcome.Leaves && outcome.Kind is not (StandingKind.Invalid or StandingKind.Unreadable),
        };
        return new(standing, BaselineFile.ToJson(content));
    }

    private Outcome Decide(Result received, Baseline now, Counterpart approved, UpdateMode update)
    {
        if (received.Faults.Count > 0 || now.Faults().Any())
            return Invalid(received, now);
        if (approved.Baseline is not { } baseline)
            return update == UpdateMode.None
                ? new(StandingKind.New, Passed: false, "Nothing is approved for this claim yet.") { Leaves = true }
                : ApprovedHere(null);
        var comparison = Comparison.Of(baseline, now);
        if (Part(baseline, now, comparison) is { } part)
            return part;
        var narrower = approved.IsOwn && !now.Device.Exact && now.Seeds.Count > baseline.Seeds.Count;
        if (update != UpdateMode.None && !approved.IsOwn || update == UpdateMode.All && (!comparison.IsEqual || narrower))
            return comparison.Flips ? Red(comparison, "WEIGHTPRED_UPDATE approves no verdict that flips; `weightpred accept --flip` does.") : ApprovedHere(comparison);
        if (!comparison.IsEqual)
            return Red(comparison, approved.IsOwn ? null : $"No baseline of {now.Device.Class} yet; held against {approved.Name}.");
        var (seeds, was) = (Words.Count(now.Seeds.Count, "seed"), $"{approved.Name}: {baseline.Word}");
        return (approved.IsOwn, narrower) switch
        {
            (false, _) => new(StandingKind.Agrees, Passed: true, $"Agrees, in bands, with {was}. No baseline of {now.Device.Class} yet; accept the received file to pin it.")
                { Comparison = comparison, Leaves = true },
            (_, true) => new(StandingKind.Equal, Passed: true, $"Equal, in bands, to {was}. {seeds} instead of {baseline.Seeds.Count}: accept the received file for narrower bands.")
                { Comparison = comparison, Leaves = true },
            _ => new(StandingKind.Equal, Passed: true, $"Equal to {was}, as approved on {baseline.Approvals[^1].Date}.") { Comparison = comparison },
        };
    }

    private Outcome ApprovedHere(Comparison? comparison) => new(StandingKind.Approved, Passed: true, $"Approved in this run: {reason}") { Comparison = comparison };

    private static Outcome Red(Comparison comparison, string? note) =>
        new(comparison.Kind, Passed: false, NotAsApproved(comparison.Kind)) { Comparison = comparison, Leaves = true, Notes = note is null ? [] : [note] };

    private static Outcome Invalid(Result received, Baseline now) => new(
        StandingKind.Invalid, Passed: false, "A fault is never green and never approved.")
    {
        Leaves = true,
        Notes = [.. received.Faults.Count > 0 ? [] : now.Faults().Select(f => $"{f.Key} {f.Problem}."), Mend(received)],
    };

    // A run on other seeds than the approved ones is held against their verdicts alone; a run on some of them, against their values alone.
    private Outcome? Part(Baseline approved, Baseline now, Comparison comparison)
    {
        if (comparison.Of(StandingKind.PlanChanged).Any())
            return null; // it may ask for other seeds
        if (!now.Seeds.Any(approved.Seeds.Contains))
            return Partly(comparison.Of(StandingKind.VerdictChanged), "Fresh seeds: none of them is among the approved ones. Only verdicts were compared, not values.");
        // Where bits are not promised, a look may end a claim, and its controls and twins, earlier.
        var earlier = !now.Device.Exact && !comparison.Flips && comparison.Of(StandingKind.VerdictChanged).Any();
        return (PartAsked || earlier) && now.Seeds.Count < approved.Seeds.Count
            ? Partly(
                comparison.Of(StandingKind.Drifted).Where(d => d is not SeedsChanged),
                $"Partial: {now.Seeds.Count(approved.Seeds.Contains)} of {Words.Count(approved.Seeds.Count, "approved seed")} were run, and only values were compared. "
                + "This run says nothing about the claim.")
            : null;

        Outcome Partly(IEnumerable<Difference> differences, string note)
        {
            var kept = comparison with { Differences = [.. differences] };
            return kept.IsEqual
                ? new(StandingKind.Partial, Passed: true, note) { Comparison = kept }
                : new(StandingKind.Partial, Passed: false, NotAsApproved(StandingKind.Partial)) { Comparison = kept, Notes = [note] };
        }
    }

    private static string NotAsApproved(StandingKind kind) => $"Not as approved: {kind.Word()}.";

    private static string Mend(Result result) => result.Tier == Tier.Published
        ? "Mend the fault, and run the claim again. If the model was changed on purpose, its published runs are of the old one: "
            + $"delete their files, then run `weightpred train {result.Claim.Id}` and `weightpred publish`."
        : "Mend the fault, and run the claim again.";

    private static IEnumerable<string> Lines(IReadOnlyList<Difference> differences)
    {
        const int most = 30;
        var lines = differences.Take(most).Select(d => $"{d}");
        return differences.Count > most ? lines.Append($"... and {differences.Count - most} more") : lines;
    }

    // A report is read on other machines.
    private static string Shown(string file)
    {
        var relative = Path.GetRelativePath(RepositoryFolder.Find(), Path.GetFullPath(file));
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFullPath(file) : relative.Replace('\\', '/');
    }

    /// <summary>The decision on a result, before it becomes a standing.</summary>
    private sealed record Outcome(StandingKind Kind, bool Passed, string Headline)
    {
        public Comparison? Comparison { get; init; }

        /// <summary>Whether a received file is left.</summary>
        public bool Leaves { get; init; }

        public IReadOnlyList<string> Notes { get; init; } = [];
    }
}
