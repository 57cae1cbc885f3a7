namespace Reproduction.Recipes.Engines;

/// <summary>
/// An optimiser over one flat tensor of which all parameters and gradients are views: a step is a few launches however many
/// layers there are. The arithmetic of an element is that of TorchSharp's own.
/// </summary>
/// <remarks>
/// TorchSharp turns a number into a native Scalar that nothing keeps alive during the native call, and its finalizer may free it
/// there while another thread collects garbage ("Expected false to be true ... toFloat"). Here each Scalar outlives its call,
/// where a step of TorchSharp's own Adam makes some 120 that may not.
/// </remarks>
internal abstract class FlatOptimizer : IDisposable
{
    private readonly Tensor[] _moments;

    private protected FlatOptimizer(IEnumerable<TorchSharp.Modules.Parameter> parameters, int moments)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        List<TorchSharp.Modules.Parameter> all = [.. parameters];
        Parameters = cat([.. all.Select(p => p.detach().flatten())], 0).DetachFromDisposeScope();
        Gradients = zeros_like(Parameters).DetachFromDisposeScope();
        _moments = [.. Enumerable.Range(0, moments).Select(_ => zeros_like(Parameters).DetachFromDisposeScope())];
        long from = 0;
        foreach (var parameter in all)
        {
            long count = parameter.numel();
            parameter.set_(Parameters.narrow(0, from, count).view(parameter.shape));
            parameter.grad = Gradients.narrow(0, from, count).view(parameter.shape);
            from += count;
        }
    }

    private protected Tensor Parameters { get; }

    private protected Tensor Gradients { get; }

    private protected Scalar One { get; } = 1.0;

    private protected int Steps { get; private set; }

    /// <summary>Sets all gradients to zero, where the next backward pass adds to them.</summary>
    public void zero_grad() => Gradients.zero_();

    /// <summary>Changes all parameters.</summary>
    public void step()
    {
        Steps++;
        using var quiet = no_grad();
        Move(_moments);
    }

    /// <summary>Its own numbers of all parameters, flattened: Adam has two, SGD one.</summary>
    public IReadOnlyList<float[]> Moments => [.. _moments.Select(Engine.Values)];

    /// <summary>Goes on after <paramref name="steps"/> steps with the moments they left.</summary>
    public void Resume(int steps, IReadOnlyList<float[]> moments)
    {
        Steps = steps;
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (moment, values) in _moments.Zip(moments))
            moment.copy_(tensor(values));
    }

    public void Dispose()
    {
        foreach (var held in (IEnumerable<IDisposable>)[Parameters, Gradients, One, .. _moments, .. Scalars])
            held.Dispose();
    }

    private protected abstract void Move(IReadOnlyList<Tensor> moments);

    private protected abstract IEnumerable<Scalar> Scalars { get; }
}
