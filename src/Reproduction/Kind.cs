namespace WeightPred.Reproduction;

/// <summary>What the author does with the sentence of a claim; the words of its verdict follow.</summary>
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
