using ExactTorch.Rng;

namespace WeightPred.Training;

/// <summary>
/// PyTorch's default for linear layers, weight and bias from U(-1/sqrt(fan_in), 1/sqrt(fan_in)), drawn from the run's stream by
/// parameter index: the same on both engines, and the same for two arms whose shapes match.
/// </summary>
public static class InitialWeights
{
    public static void Fill(Module<Tensor, Tensor> model, RandomStream stream)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        long fanIn = 1;
        int index = 0;
        foreach (var (_, parameter) in model.named_parameters())
        {
            if (parameter.shape.Length > 1)
                fanIn = parameter.shape[^1];                  // a bias follows its weight and shares the weight's fan-in
            float bound = (float)(1.0 / Math.Sqrt(fanIn));
            parameter.copy_(tensor(stream.Uniforms(checked((int)parameter.numel()), Purpose.Init, index++, 0, -bound, bound), parameter.shape));
        }
    }
}
