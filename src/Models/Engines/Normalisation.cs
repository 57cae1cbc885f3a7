namespace WeightPred.Models.Engines;

/// <summary>Batch normalisation of networks.</summary>
public static class Normalisation
{
    /// <param name="width">Size of the last dimension.</param>
    public static Module<Tensor, Tensor> Of(int width) => BatchNorm1d(width);
}
