namespace WeightPred.Models;

/// <summary>The write-up's XLinear: the input is handed to every layer again.</summary>
public sealed class XLinear : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
    private readonly Module<Tensor, Tensor> output;

    /// <inheritdoc cref="Mlp(int, int, int, int)"/>
    public XLinear(int inputs, int outputs, int width, int depth)
        : base(nameof(XLinear))
    {
        for (int i = 0; i < depth; i++)
            layers.Add(Linear(i == 0 ? inputs : width + inputs, width));
        output = Linear(depth == 0 ? inputs : width + inputs, outputs);
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
