namespace ExactTorch.Modules;

/// <summary>Changes parameters by their gradients, with some numbers of its own for each of them.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly torch.Tensor[] _moments;

    private protected Optimizer(IEnumerable<Parameter> parameters, int moments)
    {
        Parameters = [.. parameters];
        _moments = [.. Enumerable.Repeat(Parameters, moments).SelectMany(all => all).Select(Zeros)];
    }

    private protected Parameter[] Parameters { get; }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void zero_grad()
    {
        foreach (var parameter in Parameters)
            parameter.ForgetGradient();
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void step()
    {
        Begin();
        for (int i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].Gradient is not { } gradient)
                continue;
            Move(i, gradient);
            Parameters[i].Changed();
        }
    }

    /// <summary>
    /// Its own numbers, each tensor flattened: the first of all parameters in their order, then the second. Adam has two, SGD
    /// one.
    /// </summary>
    public IReadOnlyList<float[]> Moments => [.. _moments.Select(moment => moment.ToArray())];

    /// <summary>Goes on after <paramref name="steps"/> steps with the moments they left.</summary>
    /// <exception cref="ArgumentException">The moments are those of other parameters.</exception>
    public virtual void Resume(int steps, IReadOnlyList<float[]> moments)
    {
        if (!_moments.Select(moment => moment.NumberOfElements).SequenceEqual(moments.Select(values => values.LongLength)))
            throw new ArgumentException("These are the moments of other parameters.", nameof(moments));
        foreach (var (moment, values) in _moments.Zip(moments))
            values.CopyTo(moment.data<float>());
    }

    public void Dispose()
    {
        foreach (var moment in _moments)
            moment.Dispose();
    }

    /// <summary>Counts a step.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Changes parameter <paramref name="i"/>.</summary>
    private protected abstract void Move(int i, torch.Tensor gradient);

    /// <summary>The number <paramref name="which"/>, from 0 on, of parameter <paramref name="i"/>.</summary>
    private protected torch.Tensor Moment(int which, int i) => _moments[which * Parameters.Length + i];

    private static torch.Tensor Zeros(Parameter parameter)
    {
        var zeros = torch.Tensor.Uninitialised(parameter.shape);
        zeros.data<float>().Clear();
        return zeros;
    }
}
