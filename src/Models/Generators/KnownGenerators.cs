namespace WeightPred.Models.Generators;

/// <summary>The generators that the write-up names.</summary>
public static class KnownGenerators
{
    /// <summary>y = x w: as many unknowns as inputs.</summary>
    public static Generator LinearMap(int inputs) => new([inputs, 1], WeightScale.Unit);

    /// <summary>relu(x W1) W2.</summary>
    public static Generator TwoLayerMlp(int inputs, int hidden, WeightScale scale) => new([inputs, hidden, 1], scale);

    /// <summary>relu(relu(x W1) W2) W3.</summary>
    public static Generator ThreeLayerMlp(int inputs, int hidden1, int hidden2, WeightScale scale) =>
        new([inputs, hidden1, hidden2, 1], scale);
}
