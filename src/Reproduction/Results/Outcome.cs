namespace WeightPred.Reproduction;

/// <summary>What the write-up says, as a claim states it.</summary>
/// <param name="Id">Claim id, for example "P1.1".</param>
/// <param name="Sentence">The claim in a few words, as a sentence.</param>
/// <param name="Section">Where the write-up says it.</param>
/// <param name="WriteUpSays">The figure or relation that it prints.</param>
public sealed record Statement(string Id, string Sentence, string Section, string WriteUpSays);

/// <summary>One metric of every seed, in seed order.</summary>
/// <param name="Name">Arm and metric ("XLinear: final EMA loss").</param>
/// <param name="Unit">Unit or "MSE", "R²", "nats"; never empty.</param>
/// <param name="PerSeed">One value a seed; a diverged run is +∞.</param>
public sealed record Measurement(string Name, string Unit, IReadOnlyList<double> PerSeed)
{
    /// <summary>A sweep beside the decision: taken on the first seeds only, fewer than the claim used.</summary>
    public bool FirstSeedsOnly { get; init; }

    /// <summary>Mean over seeds.</summary>
    public double Mean => PerSeed.Average();
}

/// <summary>One line of a chart, with an optional band.</summary>
public sealed record Series(string Label, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double>? Low = null, IReadOnlyList<double>? High = null)
{
    /// <summary>Draw markers at the points (few points) rather than a bare line (many).</summary>
    public bool Markers { get; init; }
}

/// <summary>A horizontal reference line: the write-up's figure, an oracle.</summary>
public sealed record ReferenceLine(string Label, double Y);

/// <summary>A plot, free of any plotting library.</summary>
/// <param name="Name">File stem, without the claim id; "" for the claim's main plot.</param>
/// <param name="Title">What the plot shows.</param>
/// <param name="XAxis">Quantity and unit.</param>
/// <param name="YAxis">Quantity and unit.</param>
/// <param name="Series">Lines.</param>
public sealed record Chart(string Name, string Title, string XAxis, string YAxis, IReadOnlyList<Series> Series)
{
    public bool LogX { get; init; }
    public bool LogY { get; init; }
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];
}

/// <summary>A table that a claim adds to the report (the write-up's R² table beside ours, an OOD family).</summary>
public sealed record ResultTable(string Name, string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Everything that one claim, decided in one tier on one device class, leaves behind.</summary>
public sealed record Outcome
{
    public required Statement Statement { get; init; }
    public required Tier Tier { get; init; }

    /// <summary>"exacttorch", "torchsharp-cpu" or "torchsharp-cuda": what the numbers may be compared with.</summary>
    public required string DeviceClass { get; init; }

    /// <summary>The numeric contract's version on ExactTorch, the library's version elsewhere.</summary>
    public required string Numerics { get; init; }

    /// <summary>File stem of the baseline, Verify's way: {Class}.{Tier} or {Class}.{Tier}.{device class}.</summary>
    public required string BaselineName { get; init; }

    /// <summary>Seed indices, in order; the streams are derived from them by hash.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>What must hold; the claim's verdict is the worst of these.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>Sabotaged versions of the claim; none of them may come out Reproduced.</summary>
    public required IReadOnlyList<Decision> Controls { get; init; }

    public required IReadOnlyList<Measurement> Measurements { get; init; }
    public required IReadOnlyList<Chart> Charts { get; init; }
    public IReadOnlyList<ResultTable> Tables { get; init; } = [];

    /// <summary>What differs from the write-up, or is left open there, and what the tier can still show.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>SHA-256 over the final weights of all runs, in arm and seed order.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>SHA-256 over recipe, margin, seeds, looks and error rate: fixed before the runs.</summary>
    public required string Registration { get; init; }

    /// <summary>One command that replays this claim.</summary>
    public required string Replay { get; init; }

    /// <summary>Training that this claim was the first to ask for, added up over runs side by side, and its deciding.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Invalid before Inconclusive before Untestable before NotReproduced before Reproduced.</summary>
    public Verdict Verdict => Decisions.Select(d => d.Verdict).Append(Verdict.Reproduced).MaxBy(Rank);

    private static int Rank(Verdict v) => v switch
    {
        Verdict.Reproduced => 0,
        Verdict.NotReproduced => 1,
        Verdict.Untestable => 2,
        Verdict.Inconclusive => 3,
        _ => 4,
    };
}
