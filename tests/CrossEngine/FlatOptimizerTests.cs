using ExactTorch.Rng;
using Reproduction.Recipes;
using Reproduction.Recipes.Engines;

namespace WeightPred.CrossEngine;

public class FlatOptimizerTests
{
    private static readonly Experiment Experiment = Small.Experiment(new ResLinearNet(24), steps: 100, batch: 32);

    public static TheoryData<string> Rules => ["Adam", "AdamW", "SGD"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Its_weights_after_100_steps_are_those_of_TorchSharps_own(string name)
    {
        var (rule, rate) = name switch
        {
            "AdamW" => (Optimiser.AdamW(0.1), Experiment.LearningRate),
            "SGD" => (Optimiser.Sgd(0.9), 0.01),
            _ => (Optimiser.Adam, Experiment.LearningRate),
        };
        var flat = Trained(model => Engine.Optimizer(model, rate, rule), flat => flat.zero_grad(), flat => flat.step());
        var own = Trained<torch.optim.Optimizer>(
            model => name switch
            {
                "AdamW" => optim.AdamW(model.parameters(), rate, weight_decay: 0.1),
                "SGD" => optim.SGD(model.parameters(), rate, momentum: 0.9),
                _ => optim.Adam(model.parameters(), rate),
            },
            own => own.zero_grad(), own => own.step());
        foreach (var (a, b) in flat.Zip(own))
            Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        var still = Trained(model => Engine.Optimizer(model, 0, rule), flat => flat.zero_grad(), flat => flat.step());
        Assert.NotEqual(still[0], flat[0]);
    }

    private static IReadOnlyList<float[]> Trained<T>(Func<Module<Tensor, Tensor>, T> optimizer, Action<T> zero, Action<T> step)
        where T : IDisposable
    {
        var stream = new RandomStream(Experiment.Stream, 0);
        var noise = new ModelNoise(stream);
        using var model = Engine.Place(Experiment.Net.Create(Experiment, stream));
        using var rule = optimizer(model);
        for (int i = 0; i < Experiment.Steps; i++)
        {
            using var scope = NewDisposeScope();
            var examples = Experiment.Task.Draw(Experiment, noise, Purpose.TrainData, i, Experiment.Batch);
            zero(rule);
            mse_loss(model.call(examples.Input), examples.Target).backward();
            step(rule);
        }

        return Engine.Weights(model);
    }
}
