namespace WeightPred.Models;

/// <summary>
/// The write-up's Deep Sets model (Zaheer et al., 2017): encode each pair, pool over the pairs, decode to the unknown weights.
/// The result does not depend on the order of the pairs, and any number of pairs may be given.
/// </summary>
public sealed class WeightPredictor : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> encoder;
    private readonly Module<Tensor, Tensor> pooling;
    private readonly Module<Tensor, Tensor> decoder;

    /// <param name="pairSize">Numbers in a pair.</param>
    /// <param name="unknowns">Weights to predict.</param>
    /// <param name="embeddingSize">Size of the set's embedding.</param>
    /// <param name="pooling">Maps [batch, pairs, 256] to [batch, embedding]; null for the write-up's mean.</param>
    public WeightPredictor(int pairSize, int unknowns, int embeddingSize = 128, Module<Tensor, Tensor>? pooling = null)
        : base(nameof(WeightPredictor))
    {
        encoder = new PairEncoder(pairSize);
        this.pooling = pooling ?? new MeanPooling(embeddingSize);
        decoder = Sequential(
            Linear(embeddingSize, 256), ReLU(),
            Linear(256, 128), ReLU(),
            Linear(128, unknowns));
        RegisterComponents();
    }

    // [batch, pairs, pairSize] -> [batch, unknowns]
    public override Tensor forward(Tensor pairs) => decoder.call(pooling.call(encoder.call(pairs)));
}
