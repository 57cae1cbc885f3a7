namespace WeightPred.Models;

/// <summary>The write-up's ResLinear: input layer, two residual blocks, output layer.</summary>
public sealed class ResLinear : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> input;
    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> second;
    private readonly Module<Tensor, Tensor> output;

    /// <param name="inputs">Size of the last dimension of x.</param>
    /// <param name="outputs">Size of the last dimension of the result.</param>
    /// <param name="width">Units of every layer in between.</param>
    public ResLinear(int inputs, int outputs, int width)
        : base(nameof(ResLinear))
    {
        input = Linear(inputs, width);
        first = new ResBlock(width);
        second = new ResBlock(width);
        output = Linear(width, outputs);
        RegisterComponents();
    }

    // [batch, inputs] -> [batch, width] -> [batch, outputs]
    public override Tensor forward(Tensor x) => output.call(second.call(first.call(input.call(x))));
}
