using System.Globalization;
using System.Text.Json.Serialization;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Baselines;

/// <summary>A decision, a control or a twin, and how it came out.</summary>
public sealed record NamedVerdict(string Name, Verdict Verdict);

/// <summary>One act of approval. The log only grows, so that small drifts, each approved alone, stay visible together.</summary>
/// <param name="Date">UTC day, yyyy-MM-dd.</param>
/// <param name="Reason">Why, in the approver's words.</param>
/// <param name="Machine">Where the approved numbers were computed.</param>
/// <param name="Previous">Verdict and means that were approved before; "" in the first entry.</param>
/// <param name="Content">SHA-256 over everything that was approved; tells a later edit by hand.</param>
/// <param name="Hash">SHA-256 over this entry and, in the place of its own hash, the hash of the entry before: an edit of any entry breaks the chain.</param>
public sealed record Approval(string Date, string Reason, string Machine, string Previous, string Content, string Hash)
{
    /// <summary>The entry with its hash.</summary>
    /// <param name="before">The entry before it, or null.</param>
    internal Approval Chained(Approval? before) => this with { Hash = BaselineFile.Sha256(this with { Hash = before?.Hash ?? "" }) };
}

/// <summary>The approved form of a <see cref="Result"/>: what later runs are held against, reviewed like code.</summary>
public sealed record Baseline
{
    /// <summary>Version of the file's layout.</summary>
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;
    public required string Claim { get; init; }

    /// <summary>What was decided.</summary>
    public required string Sentence { get; init; }

    public required Kind Kind { get; init; }

    /// <summary>Quick or Full: published runs are the full tier's, from another place.</summary>
    public required Tier Tier { get; init; }

    public required Device Device { get; init; }
    public required Verdict Verdict { get; init; }
    public required IReadOnlyList<NamedVerdict> Decisions { get; init; }
    public required IReadOnlyList<NamedVerdict> Controls { get; init; }
    public required IReadOnlyList<NamedVerdict> Twin { get; init; }
    public required string Registration { get; init; }
    public required IReadOnlyList<int> Seeds { get; init; }
    public required IReadOnlyList<Measurement> Measurements { get; init; }
    public required string Fingerprint { get; init; }
    public required IReadOnlyList<Approval> Approvals { get; init; }

    /// <summary>What a result would be as a baseline, not yet approved.</summary>
    public static Baseline From(Result result) => new()
    {
        Claim = result.Claim.Id,
        Sentence = result.Decides,
        Kind = result.Claim.Kind,
        Tier = result.Tier == Tier.Quick ? Tier.Quick : Tier.Full,
        Device = result.Device,
        Verdict = result.Faults.Count > 0 ? Verdict.Invalid : result.Verdict,
        Decisions = Named(result.Findings),
        Controls = Named(result.Controls),
        Twin = Named(result.Twin),
        Registration = result.Registration,
        Seeds = result.Seeds,
        Measurements = result.Measurements,
        Fingerprint = result.Fingerprint,
        Approvals = [],
    };

    /// <summary>The verdict's word.</summary>
    [JsonIgnore]
    public string Word => Words.Of(Verdict, Kind, Tier);

    /// <summary>Verdict and means, as the next approval keeps them.</summary>
    [JsonIgnore]
    public string Summary => string.Join("; ", Measurements
        .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {Moments.Mean(m.PerSeed):R} {m.Unit}"))
        .Prepend($"{Word} with {Words.Count(Seeds.Count, "seed")}"));

    /// <summary>SHA-256 over all that is approved, in the file's own form.</summary>
    internal string ContentHash() => BaselineFile.Sha256(this with { Approvals = [] });

    /// <summary>With one more entry in the log of what was approved before.</summary>
    internal Baseline ApprovedWith(string reason, string machine, Baseline? before, TimeProvider clock)
    {
        var day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var log = before?.Approvals ?? [];
        return this with { Approvals = [.. log, new Approval(day, reason, machine, before?.Summary ?? "", ContentHash(), "").Chained(log.LastOrDefault())] };
    }

    /// <summary>Why this is no evidence and never approved, each with the key that it is about; absence is never a success.</summary>
    internal IEnumerable<(string Key, string Problem)> Faults()
    {
        if (Verdict == Verdict.Invalid)
            yield return ("verdict", "is Invalid, which is never approved.");
        if (Decisions.Count == 0)
            yield return ("decisions", "is empty: nothing was decided.");
        if (Measurements.Count == 0)
            yield return ("measurements", "is empty: nothing was measured.");
        if (Seeds.Count == 0)
            yield return ("seeds", "is empty: no seed was run.");
        foreach (var seed in Twice(Seeds))
            yield return ("seeds", $"names seed {seed} twice.");
        foreach (var (key, names) in new[] { ("decisions", Decisions.Select(d => d.Name)), ("controls", Controls.Select(c => c.Name)), ("twin", Twin.Select(t => t.Name)), ("measurements", Measurements.Select(m => m.Name)) })
            foreach (var name in Twice(names))
                yield return (key, $"names \"{name}\" twice.");
        foreach (var invalid in Decisions.Concat(Controls).Where(d => d.Verdict == Verdict.Invalid))
            yield return ("verdict", $"of \"{invalid.Name}\" is Invalid, which is never approved.");
        // A sabotaged claim that still holds means that the claim cannot fail.
        foreach (var control in Controls.Where(c => c.Verdict == Verdict.Holds))
            yield return ("controls", $"has \"{control.Name}\", which holds: the claim shows nothing.");
        for (var m = 0; m < Measurements.Count; m++)
        {
            var values = Measurements[m].PerSeed;
            if (values.Count == 0 || values.Count > Seeds.Count)
                yield return ($"measurements[{m}].perSeed", $"has {Words.Count(values.Count, "value")} for {Words.Count(Seeds.Count, "seed")}.");
            for (var i = 0; i < values.Count; i++)
                if (double.IsNaN(values[i]))
                    yield return ($"measurements[{m}].perSeed[{i}]", "is NaN: a fault. A diverged run counts as infinity, never as NaN.");
        }
    }

    private static IReadOnlyList<NamedVerdict> Named(IReadOnlyList<Finding> findings) => [.. findings.Select(f => new NamedVerdict(f.Name, f.Verdict))];

    private static IEnumerable<T> Twice<T>(IEnumerable<T> all) => all.GroupBy(x => x).Where(g => g.Count() > 1).Select(g => g.Key);
}
