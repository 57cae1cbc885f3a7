using ExactTorch.Rng;
using WeightPred.Models;
using Reproduction.Recipes.Engines;

namespace WeightPred.Training;

/// <summary>The engine's noise, as generators take it.</summary>
/// <param name="stream">The run's stream.</param>
public sealed class ModelNoise(RandomStream stream) : INoise
{
    private readonly Noise _noise = new(stream);

    public Tensor Normal(Purpose purpose, int tensor, long step, float std, params long[] shape) =>
        _noise.Normal(purpose, tensor, step, std, shape);
}
