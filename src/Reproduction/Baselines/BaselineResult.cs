namespace WeightPred.Reproduction;

/// <summary>How an outcome stands to its baseline.</summary>
public enum BaselineKind
{
    /// <summary>The approved verdict, and no value left its band.</summary>
    Equal,

    /// <summary>Approved in this run, because WEIGHTPRED_UPDATE says so.</summary>
    Approved,

    /// <summary>Fewer seeds than approved: only their values were compared, the claim was not.</summary>
    Partial,

    /// <summary>Nothing is approved yet.</summary>
    New,

    /// <summary>The verdict stands, a value left its band.</summary>
    Drifted,

    /// <summary>The claim, or one of its decisions or controls, came out differently than approved.</summary>
    VerdictChanged,

    /// <summary>Sentence, recipe, margin, seeds or error rate are not those that were approved.</summary>
    RegistrationChanged,

    /// <summary>Needs more seeds; never green and never approved.</summary>
    Undecided,

    /// <summary>A fault of the test: NaN, a missing seed, a control that came out Reproduced; never green and never approved.</summary>
    Invalid,

    /// <summary>The verified file cannot be used.</summary>
    Unreadable,
}

/// <summary>One thing that is not as approved.</summary>
/// <param name="What">Measurement and seed, or the key.</param>
/// <param name="Approved">As approved.</param>
/// <param name="Received">As received.</param>
/// <param name="Difference">The distance, where both are numbers.</param>
/// <param name="Band">How far it may be; "0 (bits)" where bits are promised.</param>
public sealed record BaselineDifference(string What, string Approved, string Received, string Difference, string Band);

/// <summary>What the comparison of an outcome with its baseline found.</summary>
public sealed record BaselineResult
{
    public required BaselineKind Kind { get; init; }

    /// <summary>Whether the test is green.</summary>
    public required bool Passed { get; init; }

    /// <summary>Verify's layout: folder, section, file names, then the differences. One or more lines; never empty.</summary>
    public required string Message { get; init; }

    /// <summary>Full path of the approved file, also where there is none yet.</summary>
    public required string VerifiedFile { get; init; }

    /// <summary>Full path of the received file, or null where none was written.</summary>
    public string? ReceivedFile { get; init; }

    /// <summary>The approved verdict, or null where nothing is approved or readable.</summary>
    public Verdict? Approved { get; init; }

    /// <summary>Everything that is not as approved, the gravest first.</summary>
    public IReadOnlyList<BaselineDifference> Differences { get; init; } = [];

    /// <summary>What was left out of the comparison, or weakens it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether WEIGHTPRED_UPDATE can approve what was received.</summary>
    public bool CanBeApproved { get; init; }
}

/// <summary>A comparison before any file is touched.</summary>
/// <param name="Result">How the outcome stands to its baseline.</param>
/// <param name="Content">The text for the received file of a red outcome, and for the verified file of an approved one.</param>
public sealed record BaselineJudgement(BaselineResult Result, string Content);
