namespace WeightPred.Models;

/// <summary>The write-up's attempt before Deep Sets:
/// all pairs side by side into one ResLinear, which is not invariant to their order.</summary>
public sealed class FlattenedPairs : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> network;

    /// <param name="pairSize">Numbers in a pair.</param>
    /// <param name="pairs">Pairs; fixed, since the input layer depends on it.</param>
    /// <param name="unknowns">Weights to predict.</param>
    /// <param name="width">Units of a hidden layer.</param>
    /// <param name="depth">Number of residual blocks.</param>
    public FlattenedPairs(int pairSize, int pairs, int unknowns, int width, int depth)
        : base(nameof(FlattenedPairs))
    {
        network = new ResLinear(pairSize * pairs, unknowns, width, depth);
        RegisterComponents();
    }

    // [batch, pairs, pairSize] -> [batch, unknowns]
    public override Tensor forward(Tensor pairs) => network.call(pairs.flatten(1));
}
