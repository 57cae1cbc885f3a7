using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>A decision or a control, and how it came out.</summary>
public sealed record NamedVerdict(string Name, Verdict Verdict);

/// <summary>One act of approval. The log only grows, so that small drifts, each approved alone, stay visible together.</summary>
/// <param name="Date">UTC day, yyyy-MM-dd.</param>
/// <param name="Reason">Why, in the approver's words.</param>
/// <param name="Machine">Where the approved numbers were computed.</param>
/// <param name="Previous">What was approved before, in short; "" in the first entry.</param>
/// <param name="Content">SHA-256 over everything that was approved; tells a later edit by hand.</param>
public sealed record Approval(string Date, string Reason, string Machine, string Previous, string Content);

/// <summary>The approved form of an <see cref="Outcome"/>: what later runs are held against, reviewed like code.</summary>
public sealed record Baseline
{
    /// <summary>Version of the file's layout.</summary>
    public const int Format = 1;

    public required string Claim { get; init; }
    public required string Sentence { get; init; }
    public required Tier Tier { get; init; }
    public required string DeviceClass { get; init; }
    public required string Numerics { get; init; }
    public required Verdict Verdict { get; init; }
    public required IReadOnlyList<NamedVerdict> Decisions { get; init; }
    public required IReadOnlyList<NamedVerdict> Controls { get; init; }
    public required string Registration { get; init; }
    public required IReadOnlyList<int> Seeds { get; init; }
    public required IReadOnlyList<Measurement> Measurements { get; init; }
    public required string Fingerprint { get; init; }
    public required IReadOnlyList<Approval> Approvals { get; init; }

    /// <summary>Whether this device class promises equal bits on every machine.</summary>
    public bool BitExact => IsBitExact(DeviceClass);

    /// <summary>Only the embedded engine promises bits.</summary>
    public static bool IsBitExact(string deviceClass) => deviceClass == "exacttorch";

    /// <summary>What an outcome would be as a baseline, not yet approved.</summary>
    public static Baseline From(Outcome outcome) => new()
    {
        Claim = outcome.Statement.Id,
        Sentence = outcome.Statement.Sentence,
        Tier = outcome.Tier,
        DeviceClass = outcome.DeviceClass,
        Numerics = outcome.Numerics,
        Verdict = outcome.Verdict,
        Decisions = [.. outcome.Decisions.Select(d => new NamedVerdict(d.Name, d.Verdict))],
        Controls = [.. outcome.Controls.Select(d => new NamedVerdict(d.Name, d.Verdict))],
        Registration = outcome.Registration,
        Seeds = [.. outcome.Seeds],
        Measurements = [.. outcome.Measurements],
        Fingerprint = outcome.Fingerprint,
        Approvals = [],
    };

    /// <summary>Verdict and means, as the next approval keeps them.</summary>
    public string Summary => string.Join("; ", Measurements
        .Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Name} {m.PerSeed.Average():R} {m.Unit}"))
        .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Verdict} with {Seeds.Count} seeds")));
}
