using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Training.Engines;

/// <summary>Noise of the embedded engine: the contract's own normals.</summary>
internal sealed class Noise(RandomStream stream) : INoise
{
    public Tensor Normal(Purpose purpose, int tensor, long step, float std, params long[] shape)
    {
        var values = empty(shape);
        stream.FillNormal(values, purpose, tensor, step, std);
        return values;
    }
}
