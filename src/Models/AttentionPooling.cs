using WeightPred.Models.Engines;

namespace WeightPred.Models;

/// <summary>
/// Pooling by multihead attention with one learned seed (PMA of the Set Transformer, Lee et al., 2019), without layer
/// normalisation: H = seed + attention(seed, values); result = H + relu(feedForward(H)).
/// </summary>
/// <remarks>The query is a constant, so query and key projections act as one linear map to a score a head.</remarks>
public sealed class AttentionPooling : Module<Tensor, Tensor>
{
    private readonly int heads;
    private readonly int headSize;
    private readonly Module<Tensor, Tensor> scores;
    private readonly Module<Tensor, Tensor> values;
    private readonly Module<Tensor, Tensor> merge;
    private readonly Module<Tensor, Tensor> feedForward;

    /// <param name="embeddingSize">Size of the set's embedding; a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">Attention heads.</param>
    /// <exception cref="ArgumentException">The heads do not divide the embedding.</exception>
    public AttentionPooling(int embeddingSize, int heads = 4)
        : base(nameof(AttentionPooling))
    {
        if (embeddingSize % heads != 0)
            throw new ArgumentException($"{heads} heads do not divide an embedding of {embeddingSize}.");
        this.heads = heads;
        headSize = embeddingSize / heads;
        scores = Linear(PairEncoder.HiddenSize, heads);
        values = Linear(PairEncoder.HiddenSize, embeddingSize);
        merge = Linear(embeddingSize, embeddingSize);                 // its bias is the seed's own part of H
        feedForward = Linear(embeddingSize, embeddingSize);
        RegisterComponents();
    }

    public override Tensor forward(Tensor hidden)                     // [batch, pairs, 256]
    {
        long batch = hidden.shape[0];
        var attention = softmax(scores.call(hidden), 1).transpose(1, 2);      // [batch, heads, pairs]
        var v = values.call(hidden);                                          // [batch, pairs, embedding]
        var pooled = new List<Tensor>();
        for (int head = 0; head < heads; head++)
        {
            var weights = attention.narrow(1, head, 1);                       // [batch, 1, pairs]
            pooled.Add(weights.bmm(v.narrow(2, head * headSize, headSize)));  // [batch, 1, headSize]
        }

        var h = merge.call(cat(pooled, dim: 2).reshape(batch, heads * headSize));
        return Sum.Of(h, relu(feedForward.call(h)));                          // [batch, embedding]
    }
}
