using WeightPred.Models.Engines;

namespace WeightPred.Models;

/// <summary>relu(main(x) + skip(x)). The write-up leaves both open; here main is Linear-ReLU-Linear and skip is Linear.</summary>
public sealed class ResBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> main;
    private readonly Module<Tensor, Tensor> skip;

    /// <param name="width">Size of the last dimension of x and of the result.</param>
    public ResBlock(int width)
        : base(nameof(ResBlock))
    {
        main = Sequential(Linear(width, width), ReLU(), Linear(width, width));
        skip = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => relu(Sum.Of(main.call(x), skip.call(x)));   // [batch, width]
}
