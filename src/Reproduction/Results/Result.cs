using Reproduction.Plots;
using Reproduction.Statistics;

namespace Reproduction.Results;

/// <summary>A claim in words.</summary>
/// <param name="Id">For example "P1.1".</param>
/// <param name="Sentence">The claim in a few words, as a sentence.</param>
/// <param name="Kind">Whether the author reports, expects, suggests or proves it.</param>
/// <param name="Section">Place in the write-up.</param>
/// <param name="WriteUp">The quotation or the figures printed there.</param>
internal sealed record Statement(string Id, string Sentence, Kind Kind, string Section, string WriteUp);

/// <summary>One metric of every seed of one arm.</summary>
/// <param name="Name">Arm and metric: "XLinear: final loss".</param>
/// <param name="Unit">"MSE", "R²", ...; never empty.</param>
/// <param name="PerSeed">One value a seed, of the first seeds of the result;
/// a diverged run is +∞ (a score: -∞), never NaN.</param>
internal sealed record Measurement(string Name, string Unit, IReadOnlyList<double> PerSeed);

/// <summary>A point of a loss curve.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Loss">Moving average of the training loss.</param>
public readonly record struct CurvePoint(int Step, double Loss);

/// <summary>The loss curve of one run.</summary>
internal sealed record Curve(string Arm, int Seed, IReadOnlyList<CurvePoint> Points);

/// <summary>A table that a claim adds to the report.
/// Rows hold text at full precision; a report may round what it shows.</summary>
public sealed record ResultTable(string Name, string Title, IReadOnlyList<string> Header,
    IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>The power of a decision that its seeds left open, at the spread that they showed.</summary>
/// <param name="Decision">Its name.</param>
/// <param name="Sentence">The probability that it holds, and under which supposition.</param>
internal sealed record PowerNote(string Decision, string Sentence);

/// <summary>A class of devices, and the promise of its numbers.</summary>
/// <param name="Class">Numbers of one class may be compared: "exacttorch", "torchsharp-cpu", "torchsharp-cuda".</param>
/// <param name="Exact">The same bits on every machine.</param>
/// <param name="Numerics">The rules behind the numbers: the numeric contract's name, or the library's version.</param>
internal sealed record Device(string Class, bool Exact, string Numerics);

/// <summary>When and where a result came about.</summary>
/// <param name="Started">UTC.</param>
/// <param name="Wall">From the first run asked for to the verdict.</param>
/// <param name="Training">Training that this claim was the first to ask for, added up over runs side by side.</param>
/// <param name="Machine">Operating system, processor, runtime, stack.</param>
/// <param name="Commit">Commit of the sources, with "+" where they were changed; "" where it is unknown.</param>
/// <param name="CiRun">Address of the CI run, or "".</param>
internal sealed record Origin(DateTimeOffset Started, TimeSpan Wall, TimeSpan Training, string Machine,
    string Commit, string CiRun);

/// <summary>One decided claim in one tier on one device class:
/// everything that a report shows, and nothing else is needed to render it.</summary>
internal sealed record Result
{
    /// <summary>Version of the file's layout.</summary>
    public const int Format = 5;

    public required Statement Claim { get; init; }

    /// <summary>The sentence that this tier decides; the claim's own where nothing is reduced.</summary>
    public required string Decides { get; init; }

    public required Tier Tier { get; init; }
    public required Device Device { get; init; }

    /// <summary>The plan, as it was before anything was trained:
    /// canonical JSON of everything that can change a verdict.</summary>
    public required string Plan { get; init; }

    /// <summary>SHA-256 of <see cref="Plan"/>.</summary>
    public required string Registration { get; init; }

    /// <summary>Power of each Undecided decision, where the write-up's figures allow to compute it.</summary>
    public IReadOnlyList<PowerNote> Power { get; init; } = [];
    public required Verdict Verdict { get; init; }

    /// <summary>Why the verdict is Invalid; empty for a sound result.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Findings of the decisions; the worst one is the verdict.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The claim in numbers: the write-up's, and at its budget ours.</summary>
    public IReadOnlyList<Told> Headline { get; init; } = [];

    /// <summary>The same asked of what the write-up leaves open: shown beside the verdict, which it does not change.</summary>
    public IReadOnlyList<Finding> Tried { get; init; } = [];

    /// <summary>Sabotaged versions of the claim; none may hold.</summary>
    public IReadOnlyList<Finding> Controls { get; init; } = [];

    /// <summary>Findings of the untrained control: the same decisions on the same networks without training.</summary>
    public IReadOnlyList<Finding> Twin { get; init; } = [];

    /// <summary>Seeds in order; each measurement is of the first few of them, or of all.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    public required IReadOnlyList<Measurement> Measurements { get; init; }
    public IReadOnlyList<Curve> Curves { get; init; } = [];
    public IReadOnlyList<Chart> Charts { get; init; } = [];
    public IReadOnlyList<ResultTable> Tables { get; init; } = [];

    /// <summary>Differences from the write-up, and choices that it leaves open.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>The limits of the reduced budget; "" where nothing is reduced.</summary>
    public string Reduced { get; init; } = "";

    /// <summary>SHA-256 over the final weights of all runs, in the order of arms and seeds.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>One command that decides this claim again.</summary>
    public required string Replay { get; init; }

    /// <summary>File stem of the baseline, Verify's way: {class}.{tier}, and the device class where it is not exact.</summary>
    public required string BaselineName { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>How it stands to its baseline.</summary>
    public Standing? Standing { get; init; }
}
