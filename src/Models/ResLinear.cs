namespace WeightPred.Models;

/// <summary>The write-up's ResLinear: input layer, two residual blocks, output layer.</summary>
public sealed class ResLinear : Module<Tensor, Tensor>
{
    private readonly bool activateInput;
    private readonly Module<Tensor, Tensor> input;
    private readonly Module<Tensor, Tensor> first;
    private readonly Module<Tensor, Tensor> second;
    private readonly Module<Tensor, Tensor> output;

    /// <param name="inputs">Size of the last dimension of x.</param>
    /// <param name="outputs">Size of the last dimension of the result.</param>
    /// <param name="width">Units of every layer in between.</param>
    /// <param name="activateInput">ReLU after the input layer. The write-up leaves it open; only with it do the losses it prints come out.</param>
    public ResLinear(int inputs, int outputs, int width, bool activateInput = true)
        : base(nameof(ResLinear))
    {
        this.activateInput = activateInput;
        input = Linear(inputs, width);
        first = new ResBlock(width);
        second = new ResBlock(width);
        output = Linear(width, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                          // [batch, inputs]
    {
        var h = input.call(x);                                        // [batch, width]
        if (activateInput)
            h = relu(h);
        return output.call(second.call(first.call(h)));               // [batch, outputs]
    }
}
