using TorchSharp.Modules;

namespace WeightPred.Models.Engines;

/// <summary>
/// Batch normalisation of networks. TorchSharp's own counts its batches with a native Scalar 1 that nothing keeps alive
/// (<see cref="Sum"/>): "For integral input tensors, argument alpha must not be a floating point number". This one counts none,
/// since a momentum of 0.1 asks for no count.
/// </summary>
public sealed class Normalisation : Module<Tensor, Tensor>
{
    private const double Momentum = 0.1, Epsilon = 1e-5;
    private readonly Parameter weight, bias;
    private readonly Tensor running_mean, running_var;

    private Normalisation(int width)
        : base(nameof(Normalisation))
    {
        (weight, bias) = (new(TorchSharp.torch.ones(width)), new(TorchSharp.torch.zeros(width)));
        (running_mean, running_var) = (TorchSharp.torch.zeros(width), TorchSharp.torch.ones(width));
        RegisterComponents();
    }

    /// <param name="width">Size of the last dimension.</param>
    public static Module<Tensor, Tensor> Of(int width) => new Normalisation(width);

    public override Tensor forward(Tensor x) =>
        TorchSharp.torch.nn.functional.batch_norm(x, running_mean, running_var, weight, bias, training, Momentum, Epsilon);
}
