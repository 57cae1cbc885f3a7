using ExactTorch.Rng;

namespace WeightPred.Models;

/// <summary>Source of the data: random tensors by address, so that no draw depends on what was drawn before.</summary>
public interface INoise
{
    /// <summary>Independent N(0, <paramref name="std"/>²) of the given shape.</summary>
    /// <param name="purpose">Training, evaluation, ...: streams of different purposes never overlap.</param>
    /// <param name="tensor">Which tensor of the step.</param>
    /// <param name="step">Which step.</param>
    /// <param name="std">Standard deviation.</param>
    /// <param name="shape">Sizes.</param>
    Tensor Normal(Purpose purpose, int tensor, long step, float std, params long[] shape);
}
