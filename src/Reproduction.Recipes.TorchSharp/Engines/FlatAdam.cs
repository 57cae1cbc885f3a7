namespace Reproduction.Recipes.Engines;

/// <summary>
/// Adam (Kingma and Ba, 2015) with PyTorch's defaults, over one flat tensor of which all parameters and gradients are views: a step is
/// eight launches however many layers there are. The arithmetic of an element is that of TorchSharp's own Adam.
/// </summary>
/// <remarks>
/// TorchSharp turns a number into a native Scalar that nothing keeps alive during the native call, and its finalizer may free it there
/// while another thread collects garbage ("Expected false to be true ... toFloat"). Here each Scalar outlives its call, where a
/// step of TorchSharp's own Adam makes some 120 that may not.
/// </remarks>
public sealed class FlatAdam : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999;

    private readonly Tensor _parameters;
    private readonly Tensor _gradients;
    private readonly Tensor _first;
    private readonly Tensor _second;
    private readonly Scalar _beta1 = Beta1, _rest1 = 1 - Beta1, _beta2 = Beta2, _rest2 = 1 - Beta2, _epsilon = 1e-8, _one = 1.0;
    private readonly double _lr;
    private int _step;

    /// <summary>Moves the parameters into one tensor; their values stay.</summary>
    /// <param name="parameters">Leaves on one device that require gradients.</param>
    /// <param name="lr">Learning rate.</param>
    internal FlatAdam(IEnumerable<TorchSharp.Modules.Parameter> parameters, double lr)
    {
        _lr = lr;
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        List<TorchSharp.Modules.Parameter> all = [.. parameters];
        _parameters = cat([.. all.Select(p => p.detach().flatten())], 0).DetachFromDisposeScope();
        _gradients = zeros_like(_parameters).DetachFromDisposeScope();
        _first = zeros_like(_parameters).DetachFromDisposeScope();
        _second = zeros_like(_parameters).DetachFromDisposeScope();
        long from = 0;
        foreach (var parameter in all)
        {
            long count = parameter.numel();
            parameter.set_(_parameters.narrow(0, from, count).view(parameter.shape));
            parameter.grad = _gradients.narrow(0, from, count).view(parameter.shape);
            from += count;
        }
    }

    /// <summary>Sets all gradients to zero, where the next backward pass adds to them.</summary>
    public void zero_grad() => _gradients.zero_();

    /// <summary>Changes all parameters.</summary>
    public void step()
    {
        _step++;
        using Scalar root = Math.Sqrt(1 - Math.Pow(Beta2, _step));
        using Scalar size = -_lr / (1 - Math.Pow(Beta1, _step));
        using var quiet = no_grad();
        _first.mul_(_beta1).add_(_gradients, _rest1);
        _second.mul_(_beta2).addcmul_(_gradients, _gradients, _rest2);
        using var denominator = _second.sqrt();
        denominator.div_(root).add_(_epsilon, _one);
        _parameters.addcdiv_(_first, denominator, size);
    }

    /// <summary>First and second moments of all parameters.</summary>
    public IReadOnlyList<float[]> Moments => [Engine.Values(_first), Engine.Values(_second)];

    /// <summary>Goes on after <paramref name="steps"/> steps with the moments they left.</summary>
    public void Resume(int steps, IReadOnlyList<float[]> moments)
    {
        _step = steps;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        _first.copy_(tensor(moments[0]));
        _second.copy_(tensor(moments[1]));
    }

    public void Dispose()
    {
        foreach (var held in (IEnumerable<IDisposable>)[_parameters, _gradients, _first, _second, _beta1, _rest1, _beta2, _rest2, _epsilon, _one])
            held.Dispose();
    }
}
