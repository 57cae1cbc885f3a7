namespace WeightPred.Reproduction;

/// <summary>What the runs say about a claim. A fault is never evidence, and the absence of a difference is never a success.</summary>
public enum Verdict
{
    /// <summary>The runs show what the write-up says, at the stated error rate.</summary>
    Reproduced,

    /// <summary>The runs show the contrary, at the stated error rate.</summary>
    NotReproduced,

    /// <summary>Undecided at the largest number of seeds allowed.</summary>
    Inconclusive,

    /// <summary>The tolerance lies below the noise between seeds: no affordable number of seeds can decide it.</summary>
    Untestable,

    /// <summary>A fault (NaN outside a diverged run, a missing seed, a leak): the test is broken, not the claim.</summary>
    Invalid,
}

/// <summary>How much is trained: see the table of tiers in the README.</summary>
public enum Tier
{
    /// <summary>Category=Cpu: reduced budget, minutes on two cores.</summary>
    Quick,

    /// <summary>Category=Gpu or Category=Nightly: the write-up's own budget.</summary>
    Full,
}
