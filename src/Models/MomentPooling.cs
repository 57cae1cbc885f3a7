namespace WeightPred.Models;

/// <summary>First and second moments over the set: what plain mean pooling drops is the spread of the embeddings.</summary>
public sealed class MomentPooling : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> embedding;
    private readonly Module<Tensor, Tensor> combine;

    /// <param name="embeddingSize">Size of the set's embedding.</param>
    public MomentPooling(int embeddingSize)
        : base(nameof(MomentPooling))
    {
        embedding = Linear(PairEncoder.HiddenSize, embeddingSize);
        combine = Linear(2 * embeddingSize, embeddingSize);
        RegisterComponents();
    }

    public override Tensor forward(Tensor hidden)                     // [batch, pairs, 256]
    {
        var e = embedding.call(hidden);                               // [batch, pairs, embedding]
        var moments = cat([e.mean([1]), (e * e).mean([1])], dim: -1); // [batch, 2 embedding]
        return combine.call(moments);                                 // [batch, embedding]
    }
}
