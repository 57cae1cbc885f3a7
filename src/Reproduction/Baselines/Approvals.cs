using WeightPred.Reproduction.Files;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Baselines;

/// <summary>An approval that is refused, with one sentence that says why.</summary>
public sealed class ApprovalException(string message) : Exception(message);

/// <summary>A received file that waits for approval.</summary>
/// <param name="Name">File stem of the baseline.</param>
/// <param name="New">What was received, or null where the file cannot be used.</param>
/// <param name="Old">What is approved under this name, or null.</param>
/// <param name="Reference">Where nothing is: the nearest other device's baseline, or null.</param>
/// <param name="Differences">From the approved baseline, or from the reference; the gravest first.</param>
/// <param name="Bands">Where bits are not promised.</param>
/// <param name="Flips">The claim, or a decision, comes out differently than approved.</param>
/// <param name="Problem">Why it cannot be accepted, or "".</param>
public sealed record Pending(
    string Name, Baseline? New, Baseline? Old, Baseline? Reference, IReadOnlyList<Difference> Differences, IReadOnlyList<Band> Bands, bool Flips, string Problem);

/// <summary>Lists, accepts and rejects received files. It moves what was reviewed and never trains.</summary>
/// <param name="folder">The folder of the baselines; it may be missing.</param>
/// <param name="clock">For the day of an approval.</param>
public sealed class Approvals(string folder, TimeProvider? clock = null)
{
    /// <summary>All that wait, in the order of their names.</summary>
    public IReadOnlyList<Pending> Pending() => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*" + BaselineFile.ReceivedEnding).Select(f => Path.GetFileName(f)[..^BaselineFile.ReceivedEnding.Length]).Order(StringComparer.Ordinal).Select(Load)]
        : [];

    /// <summary>The one that waits under this name, or under this claim's id.</summary>
    /// <exception cref="ApprovalException">There is none, or the claim has several.</exception>
    public Pending Find(string nameOrClaim)
    {
        var all = Pending();
        var found = all.Where(p => p.Name == nameOrClaim).ToList();
        if (found.Count == 0)
            found = [.. all.Where(p => string.Equals(p.New?.Claim, nameOrClaim, StringComparison.OrdinalIgnoreCase))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ApprovalException($"Nothing waits under \"{nameOrClaim}\". {(all.Count == 0 ? "Nothing waits at all." : $"Waiting: {Names(all)}.")}"),
            _ => throw new ApprovalException($"Several wait under \"{nameOrClaim}\": name one of {Names(found)}."),
        };
    }

    /// <summary>Approves what was received: its content as it was reviewed, with the reason and today's date in the log.</summary>
    /// <param name="nameOrClaim">See <see cref="Find"/>.</param>
    /// <param name="reason">Why; goes into the log.</param>
    /// <param name="allowFlip">A verdict may come out differently than approved.</param>
    /// <param name="ci">Whether this runs in CI, where nobody reviews.</param>
    /// <returns>What is approved now.</returns>
    /// <exception cref="ApprovalException">It is refused; no file was touched.</exception>
    public Baseline Accept(string nameOrClaim, string reason, bool allowFlip = false, bool ci = false)
    {
        if (ci)
            throw new ApprovalException("Nothing is approved in CI: accept the received file on your machine and commit it.");
        if (string.IsNullOrWhiteSpace(reason))
            throw new ApprovalException("An approval needs a reason: it goes into the baseline's log.");
        var pending = Find(nameOrClaim);
        if (pending.Problem.Length > 0 || pending.New is not { } received)
            throw new ApprovalException(pending.Problem);
        if (pending.Flips && !allowFlip)
            throw new ApprovalException($"A verdict of {pending.Name} flips ({string.Join("; ", pending.Differences.Where(d => d.What == "verdict" || d.What.StartsWith("decision", StringComparison.Ordinal)).Select(d => $"{d.What}: {d.Approved} to {d.Received}"))}): accept it with --flip if that is meant.");

        var accepted = received.ApprovedWith(reason.Trim(), received.Approvals[^1].Machine, pending.Old, clock ?? TimeProvider.System);
        WholeFile.Write(BaselineFile.VerifiedPath(folder, pending.Name), BaselineFile.ToJson(accepted));
        File.Delete(BaselineFile.ReceivedPath(folder, pending.Name));
        return accepted;
    }

    /// <summary>Deletes what was received; what is approved stays.</summary>
    /// <returns>The name of what was rejected.</returns>
    /// <exception cref="ApprovalException">Nothing waits under this name.</exception>
    public string Reject(string nameOrClaim)
    {
        var name = Find(nameOrClaim).Name;
        File.Delete(BaselineFile.ReceivedPath(folder, name));
        return name;
    }

    private Pending Load(string name)
    {
        Baseline? received = null, old = null, reference = null;
        var problem = "";
        try
        {
            received = BaselineFile.Read(BaselineFile.ReceivedPath(folder, name));
            var verified = BaselineFile.VerifiedPath(folder, name);
            if (Path.Exists(verified))
                old = BaselineFile.Read(verified);
            else
                reference = References.Nearest(folder, name, received)?.Baseline;
            if (!received.Approvals.SkipLast(1).SequenceEqual(old?.Approvals ?? []))
                problem = old is null
                    ? $"{name} was approved when this was received, and its verified file is gone: restore it from git, or run the claim again."
                    : $"{name} was approved anew since this was received: run the claim again.";
        }
        catch (BaselineException e)
        {
            problem = e.Message.Replace('\n', ' ');
        }
        var comparison = received is not null && (old ?? reference) is { } approved ? Comparison.Of(approved, received) : null;
        return new(name, received, old, reference, comparison?.Differences ?? [], comparison?.Bands ?? [], comparison?.Flips ?? false, problem);
    }

    private static string Names(IEnumerable<Pending> all) => string.Join(", ", all.Select(p => p.Name));
}
