using System.Globalization;
using ExactTorch.Rng;
using WeightPred.Models;
using Reproduction.Recipes.Engines;
using Exact = ExactTorch.torch;

namespace WeightPred.CrossEngine;

/// <summary>Part I's Linear, small, trained by both engines from the same weights on the same data.</summary>
public class LearnerTests
{
    private const int Steps = 200, Batch = 64, Width = 32;

    private static readonly Experiment Experiment = Small.Experiment(new LinearNet { Widths = [Width, Width] }, Steps, Batch);

    /// <summary>
    /// Both compute in float32 and differ in the order of sums only. A loss of one step is a sum of at most n = 64 * 32 rounded
    /// products a chain, so one step's relative error is about sqrt(n) * 2^-24 = 2.7e-6. Adam's step is lr * m / (sqrt(v) + eps),
    /// of size lr whatever the gradient's, so the weights part by at most that share of lr * steps = 0.2 while directions agree,
    /// and the loss, whose gradient here is of the order of the loss itself, by about 200 * 2.7e-6 = 5e-4 of itself.
    /// </summary>
    private const double Tolerance = Steps * 45.3 / (1 << 24);

    [Fact]
    public void For_200_steps_the_losses_are_the_same_up_to_rounding()
    {
        double[] exact = ExactLosses(), torchSharp = TorchSharpLosses();
        Assert.All(torchSharp, loss => Assert.True(double.IsFinite(loss)));
        double worst = exact.Zip(torchSharp, (a, b) => Math.Abs(a - b) / a).Max();
        Assert.True(worst <= Tolerance, string.Create(CultureInfo.InvariantCulture,
            $"Largest relative difference {worst:G3}, allowed {Tolerance:G3}. First losses {exact[0]:R} and {torchSharp[0]:R}, "
            + $"last {exact[^1]:R} and {torchSharp[^1]:R}."));
        Assert.True(exact[^50..].Average() < exact[..50].Average(), "It learned nothing, so agreement says little.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Largest relative difference {worst:G3}, allowed {Tolerance:G3}; losses {exact[0]:G6} -> {exact[^1]:G6} and "
            + $"{torchSharp[^1]:G6}."));
    }

    private static double[] TorchSharpLosses()
    {
        var stream = new RandomStream(Experiment.Stream, 0);
        var noise = new ModelNoise(stream);
        using var model = Engine.Place(Experiment.Net.Create(Experiment, stream));
        using var optimizer = Engine.Optimizer(model, Experiment.LearningRate);
        return [.. Enumerable.Range(0, Steps).Select(step =>
        {
            using var scope = NewDisposeScope();
            var examples = Experiment.Task.Draw(Experiment, noise, Purpose.TrainData, step, Batch);
            optimizer.zero_grad();
            var loss = mse_loss(model.call(examples.Input), examples.Target);
            loss.backward();
            optimizer.step();
            return (double)loss.item<float>();
        })];
    }

    private static double[] ExactLosses()
    {
        var stream = new RandomStream(Experiment.Stream, 0);
        var noise = new ModelNoise(stream);
        using var source = Experiment.Net.Create(Experiment, stream);
        int inputs = Experiment.Generator.Inputs + Experiment.Generator.Unknowns;
        using var model = Exact.nn.Sequential(
            Exact.nn.Linear(inputs, Width), Exact.nn.ReLU(), Exact.nn.Linear(Width, Width), Exact.nn.ReLU(),
            Exact.nn.Linear(Width, 1));
        using (Exact.no_grad())
        {
            foreach (var ((_, to), from) in model.named_parameters().Zip(Engine.Weights(source)))
                to.copy_(Exact.tensor(from, to.shape));
        }

        using var optimizer = Exact.optim.Adam(model.parameters(), Experiment.LearningRate);
        return [.. Enumerable.Range(0, Steps).Select(step =>
        {
            using var scope = Exact.NewDisposeScope();
            var (input, target) = Data(noise, step);
            optimizer.zero_grad();
            var loss = Exact.nn.functional.mse_loss(model.call(Exact.tensor(input, [Batch, inputs])),
                Exact.tensor(target, [Batch, 1]));
            loss.backward();
            optimizer.step();
            return (double)loss.item<float>();
        })];
    }

    // The batch as the suite draws it on this stack, handed to the other engine.
    private static (float[] Input, float[] Target) Data(INoise noise, int step)
    {
        using var scope = NewDisposeScope();
        var examples = Experiment.Task.Draw(Experiment, noise, Purpose.TrainData, step, Batch);
        return (Engine.Values(examples.Input), Engine.Values(examples.Target));
    }
}
