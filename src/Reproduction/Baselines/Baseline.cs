using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Baselines;

/// <summary>Verdict of a decision, a control or an untrained control.</summary>
internal sealed record NamedVerdict(string Name, Verdict Verdict);

/// <summary>One act of approval. The log only grows, so that small drifts, each approved alone, stay visible together.</summary>
/// <param name="Date">UTC day, yyyy-MM-dd.</param>
/// <param name="Reason">Why, in the approver's words.</param>
/// <param name="Machine">Where the approved numbers were computed.</param>
/// <param name="Previous">Verdict and seeds that were approved before; "" in the first entry.</param>
internal sealed record Approval(string Date, string Reason, string Machine, string Previous)
{
    /// <summary>"  2026-03-01  a better start (before: Holds here with 5 seeds)".</summary>
    [JsonIgnore]
    public string Line => $"  {Date}  {(Reason.Length > 0 ? Reason : "without a reason")}"
        + (Previous.Length > 0 ? $" (before: {Previous})" : "");
}

/// <summary>The approved form of a <see cref="Result"/>: later runs are held against it, and it is reviewed like code.</summary>
internal sealed record Baseline
{
    /// <summary>Version of the file's layout.</summary>
    public const int CurrentFormat = 3;

    public required int Format { get; init; }
    public required string Claim { get; init; }

    /// <summary>The claim that was decided.</summary>
    public required string Sentence { get; init; }

    public required Kind Kind { get; init; }

    /// <summary>Quick or Full: published runs are the full tier's, from another place.</summary>
    public required Tier Tier { get; init; }

    public required Device Device { get; init; }
    public required Verdict Verdict { get; init; }
    public required IReadOnlyList<NamedVerdict> Decisions { get; init; }
    public required IReadOnlyList<NamedVerdict> Controls { get; init; }
    public required IReadOnlyList<NamedVerdict> Twin { get; init; }

    /// <summary>The plan: an object of everything that can change a verdict.</summary>
    public required JsonElement Plan { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }
    public required IReadOnlyList<Measurement> Measurements { get; init; }
    public required string Fingerprint { get; init; }
    public required IReadOnlyList<Approval> Approvals { get; init; }

    /// <summary>A result as a baseline, not yet approved.</summary>
    public static Baseline From(Result result) => new()
    {
        Format = CurrentFormat,
        Claim = result.Claim.Id,
        Sentence = result.Decides,
        Kind = result.Claim.Kind,
        Tier = result.Tier == Tier.Quick ? Tier.Quick : Tier.Full,
        Device = result.Device,
        Verdict = result.Faults.Count > 0 ? Verdict.Invalid : result.Verdict,
        Decisions = Named(result.Findings),
        Controls = Named(result.Controls),
        Twin = Named(result.Twin),
        Plan = JsonElement.Parse(result.Plan),
        Seeds = result.Seeds,
        Measurements = result.Measurements,
        Fingerprint = result.Fingerprint,
        Approvals = [],
    };

    /// <summary>The verdict's word.</summary>
    [JsonIgnore]
    public string Word => Words.Of(Verdict, Kind, Tier);

    /// <summary>"Reproduced with 5 seeds", as the next approval keeps it.</summary>
    [JsonIgnore]
    public string Summary => $"{Word} with {Words.Count(Seeds.Count, "seed")}";

    /// <summary>Eight digits of the hash of everything but the log: enough to tell a reviewed content from another.</summary>
    [JsonIgnore]
    public string Digits => ResultFile.Hash(BaselineFile.ToJson(this with { Approvals = [] }))[..8];

    /// <summary>Adds an entry to the log of earlier approvals.</summary>
    internal Baseline ApprovedWith(string reason, string machine, Baseline? before, TimeProvider clock) => this with
    {
        Approvals = [.. before?.Approvals ?? [], new(Words.Day(clock.GetUtcNow()), reason, machine, before?.Summary ?? "")],
    };

    /// <summary>Why this is no evidence and never approved, each with its key; absence is never a success.</summary>
    internal IEnumerable<(string Key, string Problem)> Faults()
    {
        if (Verdict == Verdict.Invalid)
            yield return ("verdict", "is Invalid, which is never approved");
        foreach (var (key, names, mayBeEmpty) in new (string, IEnumerable<string>, bool)[]
            {
                ("seeds", Seeds.Select(s => $"{s}"), false),
                ("decisions", Decisions.Select(d => d.Name), false),
                ("controls", Controls.Select(c => c.Name), true),
                ("twin", Twin.Select(t => t.Name), true),
                ("measurements", Measurements.Select(m => m.Name), false),
            })
        {
            if (!mayBeEmpty && !names.Any())
                yield return (key, "is empty");
            foreach (var twice in names.GroupBy(name => name).Where(g => g.Count() > 1))
                yield return (key, $"names \"{twice.Key}\" twice");
        }
        foreach (var invalid in Decisions.Concat(Controls).Where(d => d.Verdict == Verdict.Invalid))
            yield return ("verdict", $"of \"{invalid.Name}\" is Invalid, which is never approved");
        // A sabotaged claim that still holds means that the claim cannot fail.
        foreach (var control in Controls.Where(c => c.Verdict == Verdict.Holds))
            yield return ("controls", $"has \"{control.Name}\", which holds: the claim shows nothing");
        foreach (var (m, values) in Measurements.Select(m => m.PerSeed).Index())
        {
            if (values.Count == 0 || values.Count > Seeds.Count)
                yield return ($"measurements[{m}].perSeed", $"has {Words.Count(values.Count, "value")} for {Seeds.Count} seeds");
            foreach (var (i, _) in values.Index().Where(v => double.IsNaN(v.Item)))
                yield return ($"measurements[{m}].perSeed[{i}]", "is NaN: a diverged run counts as infinity");
        }
        if (Plan.ValueKind != JsonValueKind.Object)
            yield return ("plan", "is no object");
    }

    private static IReadOnlyList<NamedVerdict> Named(IReadOnlyList<Finding> findings) =>
        [.. findings.Select(f => new NamedVerdict(f.Name, f.Verdict))];
}
