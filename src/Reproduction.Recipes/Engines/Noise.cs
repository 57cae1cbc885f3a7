using ExactTorch.Rng;

namespace Reproduction.Recipes.Engines;

/// <summary>Random tensors by address, so that no draw depends on what was drawn before: the contract's own normals.</summary>
/// <param name="stream">The run's stream.</param>
public sealed class Noise(RandomStream stream)
{
    /// <summary>Independent N(0, <paramref name="std"/>²) of the given shape.</summary>
    /// <param name="purpose">Training, evaluation, ...: streams of different purposes never overlap.</param>
    /// <param name="tensor">Which tensor of the step.</param>
    /// <param name="step">Which step.</param>
    /// <param name="std">Standard deviation.</param>
    /// <param name="shape">Sizes.</param>
    public Tensor Normal(Purpose purpose, int tensor, long step, float std, params long[] shape)
    {
        var values = empty(shape);
        stream.FillNormal(values, purpose, tensor, step, std);
        return values;
    }

    /// <summary>Independent U(<paramref name="low"/>, <paramref name="high"/>) of the given shape; see
    /// <see cref="Normal"/>.</summary>
    public Tensor Uniform(Purpose purpose, int tensor, long step, float low, float high, params long[] shape)
    {
        var values = empty(shape);
        stream.FillUniform(values, purpose, tensor, step, low, high);
        return values;
    }
}
