namespace WeightPred.Models;

/// <summary>The network that the write-up calls Linear: hidden layers with ReLU, then a linear output.</summary>
public sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
    private readonly Module<Tensor, Tensor> output;

    /// <param name="inputs">Size of the last dimension of x.</param>
    /// <param name="outputs">Size of the last dimension of the result.</param>
    /// <param name="width">Units of a hidden layer.</param>
    /// <param name="depth">Number of hidden layers.</param>
    public Mlp(int inputs, int outputs, int width, int depth)
        : base(nameof(Mlp))
    {
        for (int i = 0; i < depth; i++)
            layers.Add(Linear(i == 0 ? inputs : width, width));
        output = Linear(depth == 0 ? inputs : width, outputs);
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
