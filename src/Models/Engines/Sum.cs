namespace WeightPred.Models.Engines;

/// <summary>The plus sign of networks.</summary>
public static class Sum
{
    public static Tensor Of(Tensor a, Tensor b) => a + b;
}
