namespace Reproduction.Recipes.Engines;

/// <summary>Gradient descent with momentum: no dampening, no Nesterov, as PyTorch's defaults.</summary>
internal sealed class FlatSgd : FlatOptimizer
{
    private readonly Scalar _momentum;
    private readonly Scalar _size;

    /// <summary>Moves the parameters into one tensor; their values stay.</summary>
    /// <param name="parameters">Leaves on one device that require gradients.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="momentum">0 for none.</param>
    internal FlatSgd(IEnumerable<TorchSharp.Modules.Parameter> parameters, double lr, double momentum)
        : base(parameters, moments: 1) => (_momentum, _size) = (momentum, -lr);

    private protected override IEnumerable<Scalar> Scalars => [_momentum, _size];

    private protected override void Move(IReadOnlyList<Tensor> moments)
    {
        moments[0].mul_(_momentum).add_(Gradients, One);
        Parameters.add_(moments[0], _size);
    }
}
