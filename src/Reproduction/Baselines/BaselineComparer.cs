using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>
/// Holds outcomes against approved baselines, in Verify's manner: what differs is left as a .received.json beside the .verified.json, and nothing is
/// approved unless WEIGHTPRED_UPDATE says so.
/// </summary>
/// <param name="studentQuantile">Quantile of Student's t: (probability, degrees of freedom).</param>
/// <param name="machine">Where this runs; goes into the log of approvals.</param>
/// <param name="reason">Why a baseline is approved (WEIGHTPRED_REASON).</param>
/// <param name="clock">For the day of an approval.</param>
public sealed class BaselineComparer(Func<double, int, double> studentQuantile, string machine, string reason = "", TimeProvider? clock = null)
{
    /// <summary>Compares, and leaves or removes the received file.</summary>
    public BaselineResult Compare(Outcome received, string folder, UpdateMode update)
    {
        var (result, content) = Judge(received, folder, update);
        if (result.Kind == BaselineKind.Approved)
            WholeFile.Write(result.VerifiedFile, content);
        if (result.ReceivedFile is { } left)
            WholeFile.Write(left, content);
        else if (result.Kind != BaselineKind.Partial) // A received file of an earlier, whole run stays: a part does not settle it.
            File.Delete(BaselineFile.ReceivedPath(folder, received.BaselineName));
        return result;
    }

    /// <summary>Compares and says what the files should become, but touches none: for a library that keeps them itself.</summary>
    public BaselineJudgement Judge(Outcome received, string folder, UpdateMode update)
    {
        var now = Baseline.From(received);
        var paths = new Paths(Path.GetFullPath(BaselineFile.VerifiedPath(folder, received.BaselineName)), Path.GetFullPath(BaselineFile.ReceivedPath(folder, received.BaselineName)));
        var faults = OutcomeFaults.Of(received);

        Baseline? approved = null;
        if (Path.Exists(paths.Verified))
        {
            try
            {
                approved = BaselineFile.Read(paths.Verified);
                RefuseForeign(approved, now, paths.Verified);
            }
            catch (BaselineFormatException e)
            {
                return Red(BaselineKind.Unreadable, now, null, paths, [], [e.Message], canBeApproved: false);
            }
        }

        if (faults.Count > 0)
            return Red(BaselineKind.Invalid, now, approved, paths, [], [.. faults.Select(f => $"fault: {f}"), "An Invalid outcome is never green and cannot be approved."], canBeApproved: false);
        var undecided = received.Verdict == Verdict.Inconclusive;
        const string MoreSeeds = "Inconclusive: more seeds are needed. It is never green and cannot be approved.";

        if (approved is null)
        {
            if (undecided)
                return Red(BaselineKind.Undecided, now, null, paths, [], [MoreSeeds], canBeApproved: false);
            return update == UpdateMode.None
                ? Red(BaselineKind.New, now, null, paths, [], ["Nothing is approved for this claim yet."], canBeApproved: true)
                : Approve(now, null, paths, []);
        }

        // All of the approved seeds must be there for the verdict to mean the same; with WEIGHTPRED_UPDATE the claim's own number has become smaller.
        if (now.Seeds.Count < approved.Seeds.Count && now.Seeds.Any(approved.Seeds.Contains) && (update != UpdateMode.All || undecided))
            return ComparePart(approved, now, paths);

        var notes = new List<string>();
        var (kind, differences) = Differences(approved, now, notes);
        if (undecided)
            return Red(BaselineKind.Undecided, now, approved, paths, differences, [.. notes, MoreSeeds], canBeApproved: false);
        if (kind == BaselineKind.Equal)
        {
            return Green(now, new BaselineResult
            {
                Kind = kind,
                Passed = true,
                Message = $"Equal to {Path.GetFileName(paths.Verified)}: {Wording.Of(approved.Verdict)}, as approved on {approved.Approvals[^1].Date}.",
                VerifiedFile = paths.Verified,
                Approved = approved.Verdict,
                Notes = notes,
            });
        }
        return update == UpdateMode.All
            ? Approve(now, approved, paths, differences)
            : Red(kind, now, approved, paths, differences, notes, canBeApproved: true);
    }

    /// <summary>Verified files that no claim owns, as full paths. It only lists: a filtered run must never delete.</summary>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="knownNames">Every claim's <see cref="Outcome.BaselineName"/>, whether it ran or not.</param>
    public static IReadOnlyList<string> Orphans(string folder, IEnumerable<string> knownNames)
    {
        if (!Directory.Exists(folder))
            return [];
        var known = knownNames.Select(name => Path.GetFileName(BaselineFile.VerifiedPath(folder, name))).ToHashSet(StringComparer.Ordinal);
        return [.. Directory.GetFiles(Path.GetFullPath(folder), "*.verified.*").Where(file => !known.Contains(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
    }

    private (BaselineKind, List<BaselineDifference>) Differences(Baseline approved, Baseline now, List<string> notes)
    {
        var registration = new List<BaselineDifference>();
        Text(registration, "sentence", approved.Sentence, now.Sentence);
        Text(registration, "registration", approved.Registration, now.Registration);
        var sameSeeds = approved.Seeds.SequenceEqual(now.Seeds);
        var common = approved.Seeds.Count(now.Seeds.Contains);
        if (!sameSeeds)
            registration.Add(new BaselineDifference("seeds", List(approved.Seeds), List(now.Seeds), common == 0 ? "no seed in common" : $"{common} in common", ""));

        var verdicts = new List<BaselineDifference>();
        Text(verdicts, "verdict", Wording.Of(approved.Verdict), Wording.Of(now.Verdict));
        verdicts.AddRange(BaselineDifferences.OfVerdicts("decision", approved.Decisions, now.Decisions));
        verdicts.AddRange(BaselineDifferences.OfVerdicts("control", approved.Controls, now.Controls));

        var numbers = approved.BitExact ? BaselineDifferences.OfBits(approved, now) : BaselineDifferences.OfMeans(approved, now, studentQuantile, notes);
        if (approved.BitExact)
        {
            Text(numbers, "numerics", approved.Numerics, now.Numerics);
            if (sameSeeds)
                Text(numbers, "fingerprint", approved.Fingerprint, now.Fingerprint);
        }
        else if (approved.Numerics != now.Numerics)
        {
            notes.Add($"numerics: approved with {approved.Numerics}, run with {now.Numerics}; compared by bands all the same");
        }
        NameFirst(approved, numbers, notes);
        if (!sameSeeds && common > 0 && approved.BitExact && numbers.Count == 0)
            notes.Add("All values of the seeds in common are equal.");

        var kind = registration.Count > 0 ? BaselineKind.RegistrationChanged
            : verdicts.Count > 0 ? BaselineKind.VerdictChanged
            : numbers.Count > 0 ? BaselineKind.Drifted
            : BaselineKind.Equal;
        return (kind, [.. registration, .. verdicts, .. numbers]);
    }

    private BaselineJudgement ComparePart(Baseline approved, Baseline now, Paths paths)
    {
        var common = approved.Seeds.Where(now.Seeds.Contains).ToList();
        var notes = new List<string>
        {
            $"Partial: {common.Count} of {approved.Seeds.Count} approved seeds were run ({List(common)}) and only their values were compared. "
                + "Verdict, decisions, controls, registration and fingerprint were not: this run says nothing about the claim.",
        };
        var numbers = approved.BitExact ? BaselineDifferences.OfBits(approved, now) : BaselineDifferences.OfMeans(approved, now, studentQuantile, notes);
        if (approved.BitExact && approved.Numerics != now.Numerics)
            notes.Add($"numerics: approved with {approved.Numerics}, run with {now.Numerics}");
        NameFirst(approved, numbers, notes);
        if (numbers.Count > 0)
            return Red(BaselineKind.Partial, now, approved, paths, numbers, notes, canBeApproved: false);
        return Green(now, new BaselineResult
        {
            Kind = BaselineKind.Partial,
            Passed = true,
            Message = notes[0],
            VerifiedFile = paths.Verified,
            Approved = approved.Verdict,
            Notes = notes,
        });
    }

    private BaselineJudgement Approve(Baseline now, Baseline? before, Paths paths, IReadOnlyList<BaselineDifference> differences)
    {
        var result = new BaselineResult
        {
            Kind = BaselineKind.Approved,
            Passed = true,
            Message = BaselineMessage.Compose(before is null ? "Approved (new)" : "Approved (changed)", paths.Verified, null, differences, reason.Length > 0 ? [$"Reason: {reason}"] : []),
            VerifiedFile = paths.Verified,
            Approved = now.Verdict,
            Differences = differences,
            CanBeApproved = true,
        };
        return new BaselineJudgement(result, BaselineFile.ToJson(WithApproval(now, before, reason)));
    }

    private BaselineJudgement Red(BaselineKind kind, Baseline now, Baseline? approved, Paths paths, IReadOnlyList<BaselineDifference> differences, IReadOnlyList<string> notes, bool canBeApproved)
    {
        var result = new BaselineResult
        {
            Kind = kind,
            Passed = false,
            Message = BaselineMessage.Compose(approved is null && kind != BaselineKind.Unreadable ? "New" : "NotEqual", paths.Verified, paths.Received, differences, notes),
            VerifiedFile = paths.Verified,
            ReceivedFile = paths.Received,
            Approved = approved?.Verdict,
            Differences = differences,
            Notes = notes,
            CanBeApproved = canBeApproved,
        };
        // The received file carries its own approval, so that renaming it, as Verify's tools do, approves it; what cannot be approved is refused on reading.
        return new BaselineJudgement(result, BaselineFile.ToJson(WithApproval(now, approved, "accepted from the received file")));
    }

    private static BaselineJudgement Green(Baseline now, BaselineResult result) => new(result, BaselineFile.ToJson(now));

    private Baseline WithApproval(Baseline now, Baseline? before, string why)
    {
        var day = (clock ?? TimeProvider.System).GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return now with { Approvals = [.. before?.Approvals ?? [], new Approval(day, why, machine, before?.Summary ?? "", BaselineFile.ContentHash(now))] };
    }

    private static void RefuseForeign(Baseline approved, Baseline now, string file)
    {
        Refuse("claim", approved.Claim, now.Claim);
        Refuse("tier", approved.Tier.ToString(), now.Tier.ToString());
        Refuse("deviceClass", approved.DeviceClass, now.DeviceClass);

        void Refuse(string key, string there, string here)
        {
            if (there != here)
                throw new BaselineFormatException(file, 0, key, $"is {there}, but this run is {here}: the file belongs to another claim.");
        }
    }

    private static void NameFirst(Baseline approved, List<BaselineDifference> numbers, List<string> notes)
    {
        if (approved.BitExact && numbers.Find(d => d.Difference.Length > 0 || d.What.Contains(", seed ", StringComparison.Ordinal)) is { } first)
            notes.Insert(0, $"First difference: {first.What}.");
    }

    private static void Text(List<BaselineDifference> to, string what, string approved, string received)
    {
        if (approved != received)
            to.Add(new BaselineDifference(what, approved, received, "", what == "fingerprint" ? "0 (bits)" : ""));
    }

    private static string List(IReadOnlyList<int> seeds)
    {
        var consecutive = seeds.Count > 2 && Enumerable.Range(0, seeds.Count).All(i => seeds[i] == seeds[0] + i);
        return consecutive ? $"{seeds[0]}..{seeds[^1]}" : string.Join(", ", seeds);
    }

    private sealed record Paths(string Verified, string Received);
}
