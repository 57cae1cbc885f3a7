using ExactTorch.Rng;

namespace Reproduction.Recipes.Engines;

/// <summary>On the CPU the embedded engine's normals, copied: both engines see the same data there.
/// On CUDA the device draws, seeded by the address.</summary>
public sealed class Noise(RandomStream stream)
{
    /// <summary>Independent N(0, <paramref name="std"/>²) of the given shape.</summary>
    public Tensor Normal(Purpose purpose, int tensor, long step, float std, params long[] shape)
    {
        if (!Engine.OnCuda)
            return torch.tensor(
                stream.Normals(checked((int)shape.Aggregate(1L, (a, b) => a * b)), purpose, tensor, step, std), shape);
        using var generator = new torch.Generator(Seed(purpose, tensor, step), Engine.Trains);
        using Scalar scale = std;
        return randn(shape, device: Engine.Trains, generator: generator).mul_(scale);
    }

    /// <summary>Independent U(<paramref name="low"/>, <paramref name="high"/>) of the given shape.</summary>
    public Tensor Uniform(Purpose purpose, int tensor, long step, float low, float high, params long[] shape)
    {
        if (!Engine.OnCuda)
            return torch.tensor(
                stream.Uniforms(checked((int)shape.Aggregate(1L, (a, b) => a * b)), purpose, tensor, step, low, high), shape);
        using var generator = new torch.Generator(Seed(purpose, tensor, step), Engine.Trains);
        using Scalar width = high - low, from = low, one = 1;
        return rand(shape, device: Engine.Trains, generator: generator).mul_(width).add_(from, one);
    }

    // SplitMix64's finaliser, word after word: neighbouring addresses get unrelated seeds.
    private ulong Seed(Purpose purpose, int tensor, long step)
    {
        ulong hash = ((ulong)stream.Key.K1 << 32) | stream.Key.K0;
        foreach (ulong word in (ReadOnlySpan<ulong>)[((ulong)purpose << 16) | (uint)tensor, (ulong)step])
        {
            hash = (hash ^ word) + 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
            hash ^= hash >> 31;
        }

        return hash;
    }
}
