namespace WeightPred.Models;

/// <summary>The write-up's ResLinear: input layer, two residual blocks, output layer.</summary>
public sealed class ResLinear : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> input;
    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> second;
    private readonly Module<Tensor, Tensor> output;
    private readonly bool reluFirst;

    /// <param name="inputs">Size of the last dimension of x.</param>
    /// <param name="outputs">Size of the last dimension of the result.</param>
    /// <param name="width">Units of every layer in between.</param>
    /// <param name="reluFirst">Whether a ReLU stands behind the input layer; the write-up leaves it open, here none does.</param>
    public ResLinear(int inputs, int outputs, int width, bool reluFirst = false)
        : base(nameof(ResLinear))
    {
        this.reluFirst = reluFirst;
        input = Linear(inputs, width);
        first = new ResBlock(width);
        second = new ResBlock(width);
        output = Linear(width, outputs);
        RegisterComponents();
    }

    // [batch, inputs] -> [batch, width] -> [batch, outputs]
    public override Tensor forward(Tensor x)
    {
        var h = input.call(x);
        return output.call(second.call(first.call(reluFirst ? relu(h) : h)));
    }
}
