namespace Reproduction.Results;

/// <summary>How a result stands to its baseline.</summary>
internal enum StandingKind
{
    /// <summary>The approved verdict, and no value left its band.</summary>
    Equal,

    /// <summary>Approved in this run, because REPRODUCTION_UPDATE says so.</summary>
    Approved,

    /// <summary>This device class has no baseline of its own yet; it agrees, in bands, with the nearest that has one.</summary>
    Agrees,

    /// <summary>Fewer seeds than approved, or other ones: what was compared is named, the claim was not decided anew.</summary>
    Partial,

    /// <summary>Nothing is approved yet.</summary>
    New,

    /// <summary>The verdict stands, a value left its band.</summary>
    Drifted,

    /// <summary>The claim, or one of its decisions or controls, came out differently than approved.</summary>
    VerdictChanged,

    /// <summary>The plan is not the one that was approved.</summary>
    PlanChanged,

    /// <summary>A fault of the test; never green and never approved.</summary>
    Invalid,

    /// <summary>The verified file cannot be used.</summary>
    Unreadable,
}

/// <summary>The band that a mean is held in where bits are not promised.</summary>
/// <param name="Measurement">Its name.</param>
/// <param name="HalfWidth">In the measurement's unit.</param>
/// <param name="By">The rule that gave it, in a few words.</param>
internal sealed record Band(string Measurement, double HalfWidth, string By);

/// <summary>Comparison of a result with its baseline.</summary>
internal sealed record Standing
{
    public required StandingKind Kind { get; init; }

    /// <summary>Whether the test is green.</summary>
    public required bool Passed { get; init; }

    /// <summary>Lines for people: the standing, the differences, and the notes. Never empty.</summary>
    public required string Message { get; init; }

    /// <summary>Verified file, relative to the repository where it lies in it; also where there is none yet.</summary>
    public required string VerifiedFile { get; init; }

    /// <summary>Received file, or null where none was written.</summary>
    public string? ReceivedFile { get; init; }

    /// <summary>The approved verdict, or null where nothing is approved or readable.</summary>
    public Verdict? Approved { get; init; }

    /// <summary>The day of the last approval, yyyy-MM-dd; "" where there is none.</summary>
    public string ApprovedOn { get; init; } = "";

    /// <summary>All differences from the baseline, the gravest first.</summary>
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    /// <summary>The bands, where bits are not promised.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>Advice, and limits of the comparison.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether what was received can be approved.</summary>
    public bool CanBeApproved { get; init; }
}

/// <summary>The words that a reader sees.</summary>
internal static class StandingWords
{
    /// <summary>A word or two: "as approved", "drifted".</summary>
    public static string Word(this StandingKind kind) => kind switch
    {
        StandingKind.Equal => "as approved",
        StandingKind.Approved => "approved in this run",
        StandingKind.Agrees => "agrees with the nearest baseline",
        StandingKind.Partial => "partly compared",
        StandingKind.New => "nothing approved yet",
        StandingKind.Drifted => "drifted",
        StandingKind.VerdictChanged => "verdict changed",
        StandingKind.PlanChanged => "plan changed",
        StandingKind.Invalid => "invalid",
        _ => "baseline unreadable",
    };

    /// <summary>One line, for a legend.</summary>
    public static string Meaning(this StandingKind kind) => kind switch
    {
        StandingKind.Equal => "the approved verdict, and no value left its band",
        StandingKind.Approved => "REPRODUCTION_UPDATE asked for it",
        StandingKind.Agrees => "this device class has no baseline of its own yet; it was held in bands against another's",
        StandingKind.Partial => "fewer seeds than approved, or other ones: the claim was not decided anew",
        StandingKind.New => "there is no baseline",
        StandingKind.Drifted => "the verdict stands, a value left its band",
        StandingKind.VerdictChanged => "another verdict than the approved one",
        StandingKind.PlanChanged => "sentence, experiment, margin, seeds or error rate are not those approved",
        StandingKind.Invalid => "a fault: never green, never approved",
        _ => "the approved file cannot be used",
    };
}
