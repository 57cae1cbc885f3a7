namespace WeightPred.Models;

/// <summary>The write-up's XLinear: the input is appended to the output of every hidden layer.</summary>
public sealed class XLinear : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
    private readonly Module<Tensor, Tensor> output;

    /// <inheritdoc cref="Mlp(int, int, IReadOnlyList{int})"/>
    public XLinear(int inputs, int outputs, IReadOnlyList<int> widths)
        : base(nameof(XLinear))
    {
        int size = inputs;
        foreach (int width in widths)
        {
            layers.Add(Linear(size, width));
            size = width + inputs;
        }

        output = Linear(size, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                          // [batch, inputs]
    {
        var h = x;
        foreach (var layer in layers)
            h = cat([relu(layer.call(h)), x], dim: -1);               // [batch, width + inputs]
        return output.call(h);                                        // [batch, outputs]
    }
}
