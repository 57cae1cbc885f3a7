namespace Reproduction;

/// <summary>
/// The outcome of a claim, or of one of its decisions. The words that a reader sees depend on the claim's kind and tier:
/// <see cref="Words.Of(Verdict, Kind, Tier)"/>.
/// A fault is never evidence, and the absence of a difference is never a success.
/// </summary>
public enum Verdict
{
    /// <summary>The runs show what is claimed, at the stated error rate.</summary>
    Holds,

    /// <summary>The runs show the contrary, at the stated error rate.</summary>
    Fails,

    /// <summary>Left open by the last look for which there are runs.</summary>
    Undecided,

    /// <summary>Seeds differ too much for the printed number, or the tolerance, to contradict them: no affordable number of seeds can decide it.</summary>
    Untestable,

    /// <summary>
    /// A fault (NaN outside a diverged run, a missing seed, a leak, an untrained control with the same verdict): the test is
    /// broken, not the claim.
    /// </summary>
    Invalid,
}
