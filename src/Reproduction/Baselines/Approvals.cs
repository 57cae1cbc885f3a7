using Reproduction.Files;
using Reproduction.Results;

namespace Reproduction.Baselines;

/// <summary>An approval that is refused, with one sentence that says why.</summary>
internal sealed class ApprovalException(string message) : Exception(message);

/// <summary>A received file that waits for approval.</summary>
/// <param name="Name">File stem of the baseline.</param>
/// <param name="New">As received, or null where the file is no baseline.</param>
/// <param name="Old">As approved under this name, or null.</param>
/// <param name="Reference">The nearest other device's baseline, where nothing is approved under this name; or null.</param>
/// <param name="Differences">From the approved baseline, or from the reference; the gravest first.</param>
/// <param name="Bands">Where bits are not promised.</param>
/// <param name="Problem">Why it cannot be accepted, or "".</param>
internal sealed record Pending(
    string Name, Baseline? New, Baseline? Old, Baseline? Reference,
    IReadOnlyList<Difference> Differences, IReadOnlyList<Band> Bands, string Problem)
{
    /// <summary>The claim, or a decision, comes out differently than approved.</summary>
    public bool Flips => Differences.Any(d => d.Flips);
}

/// <summary>Lists, accepts and rejects received files. It moves what was reviewed and never trains.</summary>
/// <param name="folder">The folder of the baselines; it may be missing.</param>
/// <param name="clock">For the day of an approval.</param>
internal sealed class Approvals(string folder, TimeProvider? clock = null)
{
    /// <summary>All that wait, in the order of their names.</summary>
    public IReadOnlyList<Pending> Pending() => [.. BaselineFile.Waiting(folder).Select(Load)];

    /// <summary>The results that wait under a name.</summary>
    /// <param name="nameOrClaim">A file stem, or a claim's id, in any case; null for all.</param>
    /// <param name="tier">Only this tier; published and full are one file.</param>
    /// <param name="device">Only this device class.</param>
    /// <exception cref="ApprovalException">There is none where one was named.</exception>
    public IReadOnlyList<Pending> Find(string? nameOrClaim, Tier? tier = null, string? device = null)
    {
        var all = Pending();
        bool Is(string? name) => string.Equals(name, nameOrClaim, StringComparison.OrdinalIgnoreCase);
        var found = all.Where(p => (nameOrClaim is null || Is(p.Name) || Is(p.New?.Claim))
            && (tier is null || p.New?.Tier == (tier == Tier.Quick ? Tier.Quick : Tier.Full))
            && (device is null || p.New?.Device.Class == device)).ToList();
        if (found.Count > 0 || (nameOrClaim, tier, device) is (null, null, null))
            return found;
        var under = (nameOrClaim is null ? "" : $" under \"{nameOrClaim}\"")
            + (tier is { } t ? $" at the {Words.Of(t)} tier" : "") + (device is null ? "" : $" of {device}");
        var waiting = all.Count == 0 ? "Nothing waits at all." : $"Waiting: {Names(all)}.";
        throw new ApprovalException($"Nothing waits{under}. {waiting}");
    }

    /// <summary>The one that waits under a name.</summary>
    /// <inheritdoc cref="Find"/>
    /// <exception cref="ApprovalException">There is none, or there are several.</exception>
    public Pending FindOne(string nameOrClaim, Tier? tier = null, string? device = null)
    {
        var found = Find(nameOrClaim, tier, device);
        return found.Count == 1 ? found[0]
            : throw new ApprovalException($"Several wait under \"{nameOrClaim}\": name one of {Names(found)}.");
    }

    /// <summary>Approves a received file: its content as it was reviewed, with the reason and today's date in the log.</summary>
    /// <param name="pending">A file that waits.</param>
    /// <param name="reason">Why; goes into the log.</param>
    /// <param name="allowFlip">A verdict may come out differently than approved.</param>
    /// <returns>The approved baseline.</returns>
    /// <exception cref="ApprovalException">It is refused; no file was touched.</exception>
    public Baseline Accept(Pending pending, string reason, bool allowFlip = false)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new ApprovalException("An approval needs a reason: it goes into the baseline's log.");
        if (pending.Problem.Length > 0 || pending.New is not { } received)
            throw new ApprovalException(pending.Problem);
        if (pending.Flips && !allowFlip)
        {
            var flips = string.Join("; ", pending.Differences.Where(d => d.Flips));
            throw new ApprovalException($"A verdict of {pending.Name} flips ({flips}): accept it with --flip if that is meant.");
        }
        var accepted = received.ApprovedWith(reason.Trim(), received.Approvals[^1].Machine, pending.Old,
            clock ?? TimeProvider.System);
        WholeFile.Write(BaselineFile.VerifiedPath(folder, pending.Name), BaselineFile.ToJson(accepted));
        File.Delete(BaselineFile.ReceivedPath(folder, pending.Name));
        return accepted;
    }

    /// <summary>Deletes a received file; the approved one stays.</summary>
    public void Reject(Pending pending) => File.Delete(BaselineFile.ReceivedPath(folder, pending.Name));

    private Pending Load(string name)
    {
        var (received, old, reference, problem) = ((Baseline?)null, (Baseline?)null, (Baseline?)null, "");
        try
        {
            var waiting = BaselineFile.ReceivedPath(folder, name);
            received = BaselineFile.Open(waiting);
            var counterpart = Counterpart.Of(received, folder, name);
            old = counterpart.IsOwn ? counterpart.Baseline : null;
            reference = counterpart.IsOwn ? null : counterpart.Baseline;
            BaselineFile.Check(waiting, received);
            if (!received.Approvals.SkipLast(1).SequenceEqual(old?.Approvals ?? []))
                problem = old is null
                    ? $"{name} was approved when this was received, and its verified file is gone: restore it from git, or run "
                        + "the claim again."
                    : $"{name} was approved anew since this was received: run the claim again.";
        }
        catch (BaselineException e)
        {
            problem = e.Message;
        }
        var comparison = received is not null && (old ?? reference) is { } approved ? Comparison.Of(approved, received) : null;
        return new(name, received, old, reference, comparison?.Differences ?? [], comparison?.Bands ?? [], problem);
    }

    private static string Names(IEnumerable<Pending> all) => string.Join(", ", all.Select(p => p.Name));
}
