namespace Reproduction.Recipes.Engines;

/// <summary>Adam (Kingma and Ba, 2015) with PyTorch's defaults;
/// AdamW (Loshchilov and Hutter, 2019) with a weight decay.</summary>
internal sealed class FlatAdam : FlatOptimizer
{
    private const double Beta1 = 0.9, Beta2 = 0.999;

    private readonly Scalar _beta1 = Beta1, _rest1 = 1 - Beta1, _beta2 = Beta2, _rest2 = 1 - Beta2, _epsilon = 1e-8;
    private readonly Scalar _shrink;
    private readonly bool _decays;
    private readonly double _lr;

    /// <summary>Moves the parameters into one tensor; their values stay.</summary>
    /// <param name="parameters">Leaves on one device that require gradients.</param>
    /// <param name="lr">Learning rate.</param>
    /// <param name="weightDecay">Decoupled; 0 for none.</param>
    internal FlatAdam(IEnumerable<TorchSharp.Modules.Parameter> parameters, double lr, double weightDecay)
        : base(parameters, moments: 2)
    {
        _lr = lr;
        (_shrink, _decays) = (1 - lr * weightDecay, weightDecay != 0);
    }

    private protected override IEnumerable<Scalar> Scalars => [_beta1, _rest1, _beta2, _rest2, _epsilon, _shrink];

    private protected override void Move(IReadOnlyList<Tensor> moments)
    {
        var (first, second) = (moments[0], moments[1]);
        using Scalar root = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        using Scalar size = -_lr / (1 - Math.Pow(Beta1, Steps));
        if (_decays)
            Parameters.mul_(_shrink);
        first.mul_(_beta1).add_(Gradients, _rest1);
        second.mul_(_beta2).addcmul_(Gradients, Gradients, _rest2);
        using var denominator = second.sqrt();
        denominator.div_(root).add_(_epsilon, One);
        Parameters.addcdiv_(first, denominator, size);
    }
}
