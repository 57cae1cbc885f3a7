namespace WeightPred.Models;

/// <summary>Mean over the set, then the encoder's last layer (see <see cref="PairEncoder"/> for why in this order).</summary>
public sealed class MeanPooling : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> embedding;

    /// <param name="embeddingSize">Size of the set's embedding.</param>
    public MeanPooling(int embeddingSize)
        : base(nameof(MeanPooling))
    {
        embedding = Linear(PairEncoder.HiddenSize, embeddingSize);
        RegisterComponents();
    }

    // [batch, pairs, 256] -> [batch, 256] -> [batch, embedding]
    public override Tensor forward(Tensor hidden) => embedding.call(hidden.mean([1]));
}
