using ExactTorch.Rng;

namespace Reproduction.Recipes;

/// <summary>
/// PyTorch's default for linear layers, weight and bias from U(-1/sqrt(fan_in), 1/sqrt(fan_in)), drawn from the run's stream by
/// parameter index: the same on both engines, and the same for two arms whose shapes match. Batch normalisation starts at 1 and
/// 0.
/// </summary>
internal static class InitialWeights
{
    public static void Fill(Module<Tensor, Tensor> model, RandomStream stream, double scale = 1)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        long fanIn = 1;
        bool normalises = false;
        int index = 0;
        foreach (var (name, parameter) in model.named_parameters())
        {
            // A bias follows its weight: it shares the fan-in, or stays 0 where the weight is a scale that stays 1.
            if (name.EndsWith("weight", StringComparison.Ordinal))
                (normalises, fanIn) = (parameter.shape.Length == 1, parameter.shape[^1]);
            float bound = (float)(scale / Math.Sqrt(fanIn));
            if (!normalises)
                parameter.copy_(tensor(
                    stream.Uniforms(checked((int)parameter.numel()), Purpose.Init, index, 0, -bound, bound), parameter.shape));
            index++;
        }
    }
}
