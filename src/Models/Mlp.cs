namespace WeightPred.Models;

/// <summary>The network that the write-up calls Linear: hidden layers with ReLU, then a linear output.</summary>
public sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
    private readonly Module<Tensor, Tensor> output;

    /// <param name="inputs">Size of the last dimension of x.</param>
    /// <param name="outputs">Size of the last dimension of the result.</param>
    /// <param name="widths">Units of each hidden layer.</param>
    public Mlp(int inputs, int outputs, IReadOnlyList<int> widths)
        : base(nameof(Mlp))
    {
        int size = inputs;
        foreach (int width in widths)
        {
            layers.Add(Linear(size, width));
            size = width;
        }

        output = Linear(size, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                          // [batch, inputs]
    {
        var h = x;
        foreach (var layer in layers)
            h = relu(layer.call(h));                                  // [batch, width]
        return output.call(h);                                        // [batch, outputs]
    }
}
