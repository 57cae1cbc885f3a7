namespace WeightPred.Reproduction.Claims;

/// <summary>What a write-up's claims are tried on besides the experiments of their plans.</summary>
public interface IVariations
{
    /// <summary>In the order of the page, without the reference.</summary>
    IReadOnlyList<Variation> All { get; }

    /// <summary>What does not come out as it should, by claim or variation, and why: said, and not tuned away.</summary>
    IReadOnlyDictionary<string, string> Exceptions { get; }

    /// <summary>Seeds of a plan's one look under a variation: as few as what it is for allows.</summary>
    int SeedsOf(Variation variation, Plan plan);

    /// <summary>Where the runs of a variation come from.</summary>
    ILab Lab(Variation variation);
}
