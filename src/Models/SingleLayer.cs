namespace WeightPred.Models;

/// <summary>The write-up's linear sanity check: all pairs side by side into one linear layer.</summary>
public sealed class SingleLayer : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layer;

    public SingleLayer(int inputs, int outputs)
        : base(nameof(SingleLayer))
    {
        layer = Linear(inputs, outputs);
        RegisterComponents();
    }

    // [batch, pairs, pairSize] -> [batch, outputs]
    public override Tensor forward(Tensor pairs) => layer.call(pairs.flatten(1));
}
