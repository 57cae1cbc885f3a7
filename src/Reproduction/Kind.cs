namespace Reproduction;

/// <summary>
/// Kind of a claim: whether the author reports, expects, suggests or proves it. The words of its verdict follow.
/// </summary>
public enum Kind
{
    /// <summary>The author measured it: Reproduced, or Not reproduced.</summary>
    Result,

    /// <summary>The author offers it as an explanation: Supported, or Not supported.</summary>
    Hypothesis,

    /// <summary>The author proposes a test: Explored; there is no verdict on the author.</summary>
    Suggestion,

    /// <summary>True by construction; it guards the plumbing: Holds, or Broken.</summary>
    Identity,
}
