namespace Reproduction;

/// <summary>How much is trained, and where the runs come from.</summary>
public enum Tier
{
    /// <summary>A reduced budget, minutes on two cores: guards the bits, and decides a weaker sentence of ours.</summary>
    Quick,

    /// <summary>The write-up's own budget, from runs that are published in the repository and proven here.</summary>
    Published,

    /// <summary>The write-up's own budget, trained here.</summary>
    Full,
}
