using WeightPred.Models.Engines;

namespace WeightPred.Models;

/// <summary>relu(main(x) + x), with main = Linear, BatchNorm, ReLU, Linear, BatchNorm. The skip is the identity.</summary>
public sealed class ResBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> main;

    /// <param name="width">Size of the last dimension of x and of the result.</param>
    public ResBlock(int width)
        : base(nameof(ResBlock))
    {
        main = Sequential(Linear(width, width), Normalisation.Of(width), ReLU(), Linear(width, width), Normalisation.Of(width));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => relu(Sum.Of(main.call(x), x));   // [batch, width]
}
