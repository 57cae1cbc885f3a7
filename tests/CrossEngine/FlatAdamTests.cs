using ExactTorch.Rng;
using Reproduction.Recipes.Engines;

namespace WeightPred.CrossEngine;

public class FlatAdamTests
{
    private static readonly Experiment Experiment = Small.Experiment(new ResLinearNet(24), steps: 100, batch: 32);

    [Fact]
    public void Its_weights_after_100_steps_are_those_of_TorchSharps_own()
    {
        var flat = Trained(model => Engine.Optimizer(model, Experiment.LearningRate), adam => adam.zero_grad(), adam => adam.step());
        var own = Trained(model => optim.Adam(model.parameters(), Experiment.LearningRate), adam => adam.zero_grad(), adam => adam.step());
        foreach (var (a, b) in flat.Zip(own))
            Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.NotEqual(Trained(model => Engine.Optimizer(model, 0), adam => adam.zero_grad(), adam => adam.step())[0], flat[0]);
    }

    private static IReadOnlyList<float[]> Trained<T>(Func<Module<Tensor, Tensor>, T> optimizer, Action<T> zero, Action<T> step)
        where T : IDisposable
    {
        var stream = new RandomStream(Experiment.Stream, 0);
        var noise = new ModelNoise(stream);
        using var model = Engine.Place(Experiment.Net.Create(Experiment, stream));
        using var adam = optimizer(model);
        for (int i = 0; i < Experiment.Steps; i++)
        {
            using var scope = NewDisposeScope();
            var examples = Experiment.Task.Draw(Experiment, noise, Purpose.TrainData, i, Experiment.Batch);
            zero(adam);
            mse_loss(model.call(examples.Input), examples.Target).backward();
            step(adam);
        }

        return Engine.Weights(model);
    }
}
