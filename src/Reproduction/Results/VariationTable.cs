using System.Text.Json;
using System.Text.Json.Serialization;
using WeightPred.Reproduction.Files;

namespace WeightPred.Reproduction.Results;

/// <summary>Why an experiment is varied.</summary>
public enum VariationKind
{
    /// <summary>Nothing is varied: what the others are held against.</summary>
    Reference,

    /// <summary>A planted fault: some claim must notice.</summary>
    Fault,

    /// <summary>Nothing that may matter: no claim may notice.</summary>
    Null,

    /// <summary>A choice that the write-up leaves open.</summary>
    LeftOpen,

    /// <summary>Less training: what the bands of devices without exact bits must notice.</summary>
    Bands,
}

/// <summary>What a claim says under a variation.</summary>
/// <param name="Claim">Its id.</param>
/// <param name="Registration">SHA-256 of its plan.</param>
/// <param name="Seeds">Seeds that it was decided on.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Decision">Name of its first decision.</param>
/// <param name="Estimate">Of the first decision, as people read it: a log as the ratio or value it stands for; NaN where nothing was found.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Says">The effect in words, or the fault.</param>
public sealed record VariedCell(string Claim, string Registration, int Seeds, Verdict Verdict, string Decision, double Estimate, double Low, double High, string Says)
{
    /// <summary>What the claim measures, of <see cref="VariationKind.Bands"/> alone; by seed, from the plan's first seed on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Measurement>? Measurements { get; init; }
}

/// <summary>What came of one variation.</summary>
/// <param name="Name">Of the variation.</param>
/// <param name="Kind">Why it was made.</param>
/// <param name="Sentence">What is varied.</param>
/// <param name="Numerics">The rules behind the numbers.</param>
/// <param name="Machine">Where it was trained.</param>
/// <param name="Day">When, UTC.</param>
/// <param name="Took">Wall time.</param>
/// <param name="Cells">The claims that it touches; the others train what they train without it.</param>
public sealed record VariedOutcome(string Name, VariationKind Kind, string Sentence, string Numerics, string Machine, DateOnly Day, TimeSpan Took, IReadOnlyList<VariedCell> Cells)
{
    /// <summary>The claim's cell, or null where the variation changes nothing that it trains.</summary>
    public VariedCell? Of(string claim) => Cells.FirstOrDefault(cell => cell.Claim == claim);
}

/// <summary>Variations against claims; a variation is killed by the claims whose verdict it changes.</summary>
/// <param name="Outcomes">One a variation, the reference among them.</param>
public sealed record VariationTable(IReadOnlyList<VariedOutcome> Outcomes)
{
    private const int Format = 1;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1000);

    private sealed record Envelope(int Format, IReadOnlyList<VariedOutcome> Outcomes);

    private static readonly JsonSerializerOptions Json = new(ResultFile.Options) { WriteIndented = true };

    /// <summary>Without variation.</summary>
    public VariedOutcome Reference => Outcomes.Single(outcome => outcome.Kind == VariationKind.Reference);

    /// <summary>Claims, in the reference's order.</summary>
    public IReadOnlyList<string> Claims => [.. Reference.Cells.Select(cell => cell.Claim)];

    public IReadOnlyList<VariedOutcome> Faults => Of(VariationKind.Fault);

    public IReadOnlyList<VariedOutcome> Of(VariationKind kind) => [.. Outcomes.Where(outcome => outcome.Kind == kind)];

    /// <summary>Whether the claim's verdict is another than without the variation: verdicts alone count, never bits.</summary>
    public bool Kills(string claim, VariedOutcome outcome) => outcome.Of(claim) is { } cell && cell.Verdict != Reference.Of(claim)!.Verdict;

    /// <summary>The claims that notice a variation.</summary>
    public IReadOnlyList<string> KilledBy(VariedOutcome outcome) => [.. Claims.Where(claim => Kills(claim, outcome))];

    /// <summary>The faults that a claim notices.</summary>
    public IReadOnlyList<VariedOutcome> KillsOf(string claim) => [.. Faults.Where(fault => Kills(claim, fault))];

    public string ToJson() => JsonSerializer.Serialize(new Envelope(Format, Outcomes), Json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="one">Whether it is of one variation alone, which needs no reference beside it.</param>
    /// <exception cref="InvalidDataException">It is no such text; the message says why, without the file's name.</exception>
    public static VariationTable Parse(string json, bool one = false)
    {
        try
        {
            using (var document = JsonDocument.Parse(json))
                if (ResultFile.Oddity(document.RootElement) is { } oddity)
                    throw new InvalidDataException(oddity);
            var read = JsonSerializer.Deserialize<Envelope>(json, Json) ?? throw new InvalidDataException("it is null");
            if (read.Format != Format)
                throw new InvalidDataException($"it has format {read.Format}, this program reads format {Format}");
            return Contradiction(read.Outcomes, one) is { } problem ? throw new InvalidDataException(problem) : new(read.Outcomes);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="one">Whether it is of one variation alone, which needs no reference beside it.</param>
    /// <exception cref="InvalidDataException">It holds none.</exception>
    public static VariationTable Read(string path, bool one = false)
    {
        try
        {
            return Parse(WholeFile.ReadText(path), one);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message.TrimEnd('.')}");
        }
    }

    private static string? Contradiction(IReadOnlyList<VariedOutcome> outcomes, bool one)
    {
        if (outcomes.FirstOrDefault(outcome => outcome.Took < TimeSpan.Zero || outcome.Took > Longest) is { } odd)
            return $"\"{odd.Name}\" took {odd.Took}";
        if (one)
            return outcomes.Count == 1 ? null : $"it holds {Words.Count(outcomes.Count, "outcome")} in place of one";
        if (outcomes.Where(outcome => outcome.Kind == VariationKind.Reference).ToList() is not [var reference])
            return "it needs one reference";
        return outcomes.SelectMany(outcome => outcome.Cells).FirstOrDefault(cell => reference.Of(cell.Claim) is null) is { } alone
            ? $"its reference lacks {alone.Claim}"
            : null;
    }
}
