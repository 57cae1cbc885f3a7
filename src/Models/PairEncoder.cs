namespace WeightPred.Models;

/// <summary>The part of the write-up's PairEncoder that works on each pair: concat(x, y) -> 128 -> ReLU -> 256 -> ReLU.</summary>
/// <remarks>
/// The encoder's last layer (256 -> embedding) has no activation, and pooling by mean is linear, so the layer may stand behind
/// the pooling: mean(W h + b) = W mean(h) + b. The pooling modules own it.
/// </remarks>
public sealed class PairEncoder : Module<Tensor, Tensor>
{
    /// <summary>Units of the hidden layer that is pooled.</summary>
    public const int HiddenSize = 256;

    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> second;

    /// <param name="pairSize">Numbers in a pair: inputs of the generator plus its outputs.</param>
    public PairEncoder(int pairSize)
        : base(nameof(PairEncoder))
    {
        first = Linear(pairSize, 128);
        second = Linear(128, HiddenSize);
        RegisterComponents();
    }

    // [batch, pairs, pairSize] -> [batch, pairs, 256]
    public override Tensor forward(Tensor pairs) => relu(second.call(relu(first.call(pairs))));
}
