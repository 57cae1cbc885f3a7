using WeightPred.Reproduction;

namespace WeightPred.Fixtures;

/// <summary>What a claim makes of its runs.</summary>
public sealed record Evidence
{
    public required IReadOnlyList<Decision> Decisions { get; init; }
    public required IReadOnlyList<Decision> Controls { get; init; }
    public required IReadOnlyList<Measurement> Measurements { get; init; }
    public required IReadOnlyList<Chart> Charts { get; init; }
    public IReadOnlyList<ResultTable> Tables { get; init; } = [];
    public required IReadOnlyList<string> Differences { get; init; }
}
