using ExactTorch.Rng;
using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.CrossEngine;

public class Flat_Adam_is_Adam
{
    private static readonly Recipe Recipe = new()
    {
        Task = LearningTask.OutputFromWeights,
        Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit),
        Net = Net.ResLinear,
        Steps = 100,
        Batch = 32,
        Width = 24,
    };

    [Fact]
    public void Its_weights_after_100_steps_are_those_of_TorchSharps_own()
    {
        var flat = Trained(model => Stack.Adam(model, Recipe.LearningRate), adam => adam.zero_grad(), adam => adam.step());
        var own = Trained(model => optim.Adam(model.parameters(), Recipe.LearningRate), adam => adam.zero_grad(), adam => adam.step());
        foreach (var (a, b) in flat.Zip(own))
            Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.NotEqual(Trained(model => Stack.Adam(model, 0), adam => adam.zero_grad(), adam => adam.step())[0], flat[0]);
    }

    private static IReadOnlyList<float[]> Trained<T>(Func<Module<Tensor, Tensor>, T> optimizer, Action<T> zero, Action<T> step)
        where T : IDisposable
    {
        var stream = new RandomStream(Recipe.Stream, 0);
        using var model = Stack.Place(ModelFactory.Create(Recipe, stream));
        using var adam = optimizer(model);
        for (int i = 0; i < Recipe.Steps; i++)
        {
            using var scope = NewDisposeScope();
            var examples = ExampleSource.Draw(Recipe, Stack.Noise(stream), Purpose.TrainData, i, Recipe.Batch);
            zero(adam);
            mse_loss(model.call(examples.Input), examples.Target).backward();
            step(adam);
        }

        return Stack.Weights(model);
    }
}
