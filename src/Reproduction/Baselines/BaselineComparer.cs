using Reproduction.Files;
using Reproduction.Results;

namespace Reproduction.Baselines;

/// <summary>The standing of a result, and the text of the file that follows from it.</summary>
/// <param name="Standing">The outcome of the comparison.</param>
/// <param name="Content">The text of the verified file where it was approved, else of the received file.</param>
internal sealed record Judgement(Standing Standing, string Content);

/// <summary>
/// Holds results against approved baselines, in Verify's manner: a difference leaves a .received.json beside the .verified.json,
/// and nothing is approved unless REPRODUCTION_UPDATE says so.
/// </summary>
/// <param name="reason">Why a baseline is approved (REPRODUCTION_REASON).</param>
/// <param name="clock">For the day of an approval.</param>
internal sealed class BaselineComparer(string reason = "", TimeProvider? clock = null)
{
    internal const string FromReceived = "accepted from the received file";

    private const int DifferencesShown = 30;

    /// <summary>
    /// Whether fewer or other seeds than a plan's were asked for (REPRODUCTION_SEEDS, REPRODUCTION_FIRST_SEED). Where they were
    /// not, fewer seeds than approved are a fault like any other: a look that ended early, or runs that are gone.
    /// </summary>
    public bool PartAsked { get; init; }

    /// <summary>
    /// Compares, and writes the verified file, or leaves or removes the received one. A file that cannot be written is noted, and
    /// approves nothing.
    /// </summary>
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
            else if (standing.Kind != StandingKind.Partial && File.Exists(pending))
                File.Delete(pending); // a part settles nothing that an earlier run left
            return standing;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var note = $"No file in {Shown(folder)} could be written: {e.Message.TrimEnd('.')}.";
            standing = update == UpdateMode.None ? standing : Judge(received, folder).Standing;
            return standing with
            {
                ReceivedFile = null,
                CanBeApproved = false,
                Notes = [.. standing.Notes, note],
                Message = $"{standing.Message}\n{note}",
            };
        }
    }

    /// <summary>Judges a result of an earlier run against the baselines of today.</summary>
    /// <param name="earlier">A result with the standing that it had.</param>
    /// <param name="folder">The folder of the baselines.</param>
    public static Standing Anew(Result earlier, string folder)
    {
        var comparer = new BaselineComparer { PartAsked = earlier.Standing?.Kind == StandingKind.Partial };
        var standing = comparer.Judge(earlier, folder).Standing;
        if (standing.Kind == StandingKind.Equal && earlier.Standing is { Kind: StandingKind.Approved } approved)
            return approved;
        // A received file may wait on another machine; but none was written for a standing that the result did not have.
        var waits = File.Exists(BaselineFile.ReceivedPath(folder, earlier.BaselineName)) ? standing
            : standing.Kind == earlier.Standing?.Kind ? earlier.Standing : null;
        return standing with { ReceivedFile = waits?.ReceivedFile, CanBeApproved = waits?.CanBeApproved ?? false };
    }

    /// <summary>Compares, and gives the text of the files, but touches none: for a library that keeps them itself.</summary>
    /// <param name="received">The result.</param>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="update">
    /// Baselines that may be approved. A verdict that flips is not: that takes <see cref="Approvals.Accept"/>.
    /// </param>
    /// <exception cref="ArgumentException">Something may be approved,
    /// and no reason is given; or a name is no file stem.</exception>
    public Judgement Judge(Result received, string folder, UpdateMode update = UpdateMode.None)
    {
        if (update != UpdateMode.None && string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("An approval needs a reason: set REPRODUCTION_REASON.");
        var now = Baseline.From(received);
        Counterpart? approved = null;
        Outcome outcome;
        try
        {
            approved = Counterpart.Of(now, folder, received.BaselineName);
            outcome = received.Faults.Count > 0 || now.Faults().Any() ? Invalid(received, now) : Decide(now, approved, update);
        }
        catch (BaselineException e)
        {
            outcome = new(StandingKind.Unreadable, e.Message);
        }

        var isApproved = outcome.Kind == StandingKind.Approved;
        var own = approved is { IsOwn: true } ? approved.Baseline : null;
        // The received file carries its own approval, so that renaming it, as Verify's tools do, approves it.
        var why = isApproved ? reason : FromReceived;
        var content = now.ApprovedWith(why, received.Origin.Machine, own, clock ?? TimeProvider.System);
        var stands = isApproved ? content : approved?.Baseline;
        var comparison = outcome.Comparison ?? new([], [], []);
        string[] notes = [.. outcome.Notes, .. comparison.Notes];
        var standing = new Standing
        {
            Kind = outcome.Kind,
            Passed = outcome.Passed,
            Message = string.Join('\n', [outcome.Headline, .. Lines(comparison.Differences), .. notes]),
            VerifiedFile = Shown(BaselineFile.VerifiedPath(folder, received.BaselineName)),
            ReceivedFile = outcome.Leaves ? Shown(BaselineFile.ReceivedPath(folder, received.BaselineName)) : null,
            Approved = stands?.Verdict,
            ApprovedOn = stands?.Approvals[^1].Date ?? "",
            Differences = comparison.Differences,
            Bands = comparison.Bands,
            Notes = notes,
            CanBeApproved = outcome.Leaves && outcome.Kind is not (StandingKind.Invalid or StandingKind.Unreadable),
        };
        return new(standing, BaselineFile.ToJson(content));
    }

    private Outcome Decide(Baseline now, Counterpart approved, UpdateMode update)
    {
        if (approved.Baseline is not { } baseline)
            return update == UpdateMode.None
                ? new(StandingKind.New, "Nothing is approved for this claim yet.")
                : new(StandingKind.Approved, $"Approved in this run: {reason}");
        var comparison = Comparison.Of(baseline, now);
        if (Part(baseline, now, comparison) is { } part)
            return part;
        var narrower = approved.IsOwn && !now.Device.Exact && now.Seeds.Count > baseline.Seeds.Count;
        if (update != UpdateMode.None && !approved.IsOwn || update == UpdateMode.All && (!comparison.IsEqual || narrower))
            return comparison.Flips
                ? Red(comparison, $"REPRODUCTION_UPDATE approves no verdict that flips; `{Checkout.Call("accept --flip")}` does.")
                : new(StandingKind.Approved, $"Approved in this run: {reason}", comparison);
        var none = $"No baseline of {now.Device.Class} yet";
        if (!comparison.IsEqual)
            return Red(comparison, approved.IsOwn ? [] : [$"{none}; held against {approved.Name}."]);
        var was = $"{approved.Name}: {baseline.Word}";
        if (!approved.IsOwn)
            return new(StandingKind.Agrees,
                $"Agrees in bands with {was}. {none}; accept the received file to pin it.", comparison);
        if (!narrower)
            return new(StandingKind.Equal, $"Equal to {was}, as approved on {baseline.Approvals[^1].Date}.", comparison);
        var seeds = $"{Words.Count(now.Seeds.Count, "seed")} instead of {baseline.Seeds.Count}";
        return new(StandingKind.Equal,
            $"Equal in bands to {was}. {seeds}: accept the received file for narrower bands.", comparison)
        {
            Leaves = true,
        };
    }

    // Other seeds than the approved ones are held against the verdicts alone; some of them, against their values alone.
    private Outcome? Part(Baseline approved, Baseline now, Comparison comparison)
    {
        if (comparison.Of(StandingKind.PlanChanged).Any())
            return null; // it may ask for other seeds
        var verdicts = comparison.Of(StandingKind.VerdictChanged);
        if (!now.Seeds.Any(approved.Seeds.Contains))
            return Partly(comparison with { Differences = [.. verdicts] },
                "Fresh seeds: none of them is among the approved ones. Only verdicts were compared, not values.");
        // Where bits are not promised, a look may end a claim, and its controls of both kinds, earlier.
        var mayBePart = PartAsked || !now.Device.Exact && !comparison.Flips && verdicts.Any();
        if (!mayBePart || now.Seeds.Count >= approved.Seeds.Count)
            return null;
        var values = comparison.Of(StandingKind.Drifted).Where(d => d is not SeedsChanged);
        var run = $"{now.Seeds.Count(approved.Seeds.Contains)} of {Words.Count(approved.Seeds.Count, "approved seed")}";
        return Partly(comparison with { Differences = [.. values] },
            $"Partial: {run} were run, and only values were compared. This run says nothing about the claim.");

        static Outcome Partly(Comparison comparison, string note) => comparison.IsEqual
            ? new(StandingKind.Partial, note, comparison)
            : new(StandingKind.Partial, NotAsApproved(StandingKind.Partial), comparison) { Notes = [note] };
    }

    private static Outcome Red(Comparison comparison, params string[] notes) =>
        new(comparison.Kind, NotAsApproved(comparison.Kind), comparison) { Notes = notes };

    private static Outcome Invalid(Result received, Baseline now)
    {
        var faults = received.Faults.Count > 0 ? [] : now.Faults().Select(f => $"{f.Key} {f.Problem}.");
        var published = received.Tier != Tier.Published ? ""
            : " If the model was changed on purpose, its published runs are of the old one: train and publish them anew.";
        return new(StandingKind.Invalid, "A fault is never green and never approved.")
        {
            Notes = [.. faults, $"Mend the fault, and run the claim again.{published}"],
        };
    }

    private static string NotAsApproved(StandingKind kind) => $"Not as approved: {kind.Word()}.";

    private static IEnumerable<string> Lines(IReadOnlyList<Difference> differences)
    {
        var (lines, more) = (differences.Take(DifferencesShown).Select(d => $"{d}"), differences.Count - DifferencesShown);
        return more > 0 ? lines.Append($"... and {more} more") : lines;
    }

    // A report is read on other machines.
    private static string Shown(string file)
    {
        var full = Path.GetFullPath(file);
        var relative = Path.GetRelativePath(Checkout.Root, full);
        var isOutside = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);
        return isOutside ? full : relative.Replace('\\', '/');
    }

    /// <summary>The outcome of a comparison, before it has files.</summary>
    private sealed record Outcome(StandingKind Kind, string Headline, Comparison? Comparison = null)
    {
        public bool Passed => Kind is StandingKind.Equal or StandingKind.Approved or StandingKind.Agrees
            || Kind == StandingKind.Partial && Comparison!.IsEqual;

        /// <summary>Whether a received file is left.</summary>
        public bool Leaves { get; init; } = Kind is not (StandingKind.Equal or StandingKind.Approved or StandingKind.Partial);

        public IReadOnlyList<string> Notes { get; init; } = [];
    }
}
