namespace WeightPred.Reproduction;

/// <summary>The words that a reader sees; the enums keep the programmer's.</summary>
public static class Wording
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.NotReproduced => "Not reproduced",
        _ => verdict.ToString(),
    };

    public static string Of(BaselineKind kind) => kind switch
    {
        BaselineKind.VerdictChanged => "Verdict changed",
        BaselineKind.RegistrationChanged => "Registration changed",
        _ => kind.ToString(),
    };

    /// <summary>One line of explanation for the legend.</summary>
    public static string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Reproduced => "the runs show what the write-up says, at the stated error rate",
        Verdict.NotReproduced => "the runs show the contrary, at the stated error rate: a result, not an error",
        Verdict.Inconclusive => "undecided at the largest number of seeds allowed",
        Verdict.Untestable => "the tolerance lies below the noise between seeds",
        _ => "a fault: the test is broken, not the claim",
    };

    /// <summary>One line of explanation for the legend.</summary>
    public static string Meaning(BaselineKind kind) => kind switch
    {
        BaselineKind.Equal => "the approved verdict, and no value left its band",
        BaselineKind.Approved => "approved in this run (WEIGHTPRED_UPDATE)",
        BaselineKind.Partial => "fewer seeds than approved: only their values were compared",
        BaselineKind.New => "nothing is approved yet",
        BaselineKind.Drifted => "the verdict stands, a value left its band",
        BaselineKind.VerdictChanged => "another verdict than the approved one",
        BaselineKind.RegistrationChanged => "sentence, recipe, margin, seeds or error rate are not those approved",
        BaselineKind.Undecided => "needs more seeds: never green, never approved",
        BaselineKind.Invalid => "a fault: never green, never approved",
        _ => "the approved file cannot be used",
    };
}
