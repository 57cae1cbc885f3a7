namespace WeightPred.Models;

/// <summary>The write-up's ResLinear: input layer, ReLU, residual blocks, output layer.</summary>
public sealed class ResLinear : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> input;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks = new();
    private readonly Module<Tensor, Tensor> output;

    /// <param name="inputs">Size of the last dimension of x.</param>
    /// <param name="outputs">Size of the last dimension of the result.</param>
    /// <param name="width">Units of every layer in between.</param>
    /// <param name="depth">Number of residual blocks.</param>
    public ResLinear(int inputs, int outputs, int width, int depth)
        : base(nameof(ResLinear))
    {
        input = Linear(inputs, width);
        for (int i = 0; i < depth; i++)
            blocks.Add(new ResBlock(width));
        output = Linear(width, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                          // [batch, inputs]
    {
        var h = relu(input.call(x));                                  // [batch, width]
        foreach (var block in blocks)
            h = block.call(h);
        return output.call(h);                                        // [batch, outputs]
    }
}
