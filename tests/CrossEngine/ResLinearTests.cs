using System.Globalization;
using ExactTorch.Rng;
using WeightPred.Fixtures;
using Reproduction;
using Reproduction.Recipes.Engines;
using Exact = ExactTorch.torch;

namespace WeightPred.CrossEngine;

/// <summary>The write-up's ResLinear on the linear check:
/// both engines take ten steps from the same weights on the same batches.</summary>
public class ResLinearTests
{
    private const int Steps = 10, Width = 256, Blocks = 3;

    // Adam's first steps are as long as its rate whatever the gradient is, so that ten steps magnify a rounding. By how much, the
    // same training says whose weights begin sqrt(256) roundings off, as a sum of 256 terms may be.
    private const double Roundings = 1.0 / (1 << 20);

    private static readonly Experiment Experiment = PartTwo.Linear(Tier.Full, 3) with { Steps = Steps, EmaDecay = 0 };

    [Fact]
    public void For_ten_steps_and_in_evaluation_the_losses_are_the_same_as_far_as_rounding_allows()
    {
        var torchSharp = new List<double>();
        using var learner = new Learner(Experiment, 0);
        using var exact = new ExactTwin(learner, 0);
        using var nudged = new ExactTwin(learner, Roundings);
        for (int step = 0; step < Steps; step++)
        {
            learner.Step();
            torchSharp.Add(learner.Loss);
            exact.Step();
            nudged.Step();
        }

        torchSharp.Add(learner.Evaluate(1024));
        exact.Evaluate(learner);
        nudged.Evaluate(learner);
        double[] apart = Apart(exact.Losses, torchSharp), rounding = Apart(exact.Losses, nudged.Losses);
        string told = string.Create(CultureInfo.InvariantCulture,
            $"relative differences {string.Join(", ", apart.Select(d => d.ToString("G2")))}; of roundings "
                + $"{string.Join(", ", rounding.Select(d => d.ToString("G2")))}; losses {exact.Losses[0]:G6} to "
                + $"{exact.Losses[^2]:G6}, held out {exact.Losses[^1]:G6} and {torchSharp[^1]:G6}");
        Assert.True(apart[0] <= Roundings, told);
        Assert.True(rounding.Max() <= 0.01, told); // else the next line would hold nothing
        Assert.True(apart.Max() <= 2 * rounding.Max(), told);
        Assert.True(exact.Losses[^2] < exact.Losses[0], told);
        Console.WriteLine(told);
    }

    private static double[] Apart(IEnumerable<double> ours, IEnumerable<double> others) =>
        [.. ours.Zip(others, (a, b) => Math.Abs(a - b) / a)];

    private sealed class ExactTwin : IDisposable
    {
        private readonly ExactTorch.Modules.Sequential _model;
        private readonly ExactTorch.Modules.Adam _optimizer;
        private readonly WeightPred.Models.INoise _noise = new ModelNoise(new RandomStream(Experiment.Stream, 0));
        private readonly int _inputs = Experiment.Pairs * 4;

        public ExactTwin(Learner source, double nudge)
        {
            _model = Exact.nn.Sequential(
            [
                Exact.nn.Linear(_inputs, Width), Exact.nn.ReLU(),
                .. Enumerable.Range(0, Blocks).Select(_ => (Exact.nn.Module<Exact.Tensor, Exact.Tensor>)new Block()),
                Exact.nn.Linear(Width, 3),
            ]);
            using (Exact.no_grad())
            {
                foreach (var ((_, to), from) in _model.named_parameters().Zip(source.Weights))
                    to.copy_(Exact.tensor(
                        [.. from.Select((w, i) => (float)(w * (1 + (i % 2 == 0 ? nudge : -nudge))))], to.shape));
            }

            _optimizer = Exact.optim.Adam(_model.parameters(), Experiment.LearningRate);
        }

        public List<double> Losses { get; } = [];

        public void Step()
        {
            using var scope = Exact.NewDisposeScope();
            using var drawn = NewDisposeScope();
            _optimizer.zero_grad();
            var loss = Loss(Experiment.Task.Draw(Experiment, _noise, Purpose.TrainData, Losses.Count, Experiment.Batch));
            loss.backward();
            _optimizer.step();
            Losses.Add(loss.item<float>());
        }

        public void Evaluate(Learner source)
        {
            using var scope = Exact.NewDisposeScope();
            using var drawn = NewDisposeScope();
            _model.eval();
            Losses.Add(Loss(source.HeldOut(1024)).item<float>());
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _model.Dispose();
        }

        private Exact.Tensor Loss(Examples examples)
        {
            var input = Exact.tensor(Engine.Values(examples.Input), [-1, _inputs]);
            return Exact.nn.functional.mse_loss(_model.call(input), Exact.tensor(Engine.Values(examples.Target), [-1, 3]));
        }
    }

    private sealed class Block : Exact.nn.Module<Exact.Tensor, Exact.Tensor>
    {
        private readonly ExactTorch.Modules.Sequential main = Exact.nn.Sequential(
            Exact.nn.Linear(Width, Width), Exact.nn.BatchNorm1d(Width), Exact.nn.ReLU(), Exact.nn.Linear(Width, Width),
            Exact.nn.BatchNorm1d(Width));

        public Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Exact.Tensor forward(Exact.Tensor x) => Exact.nn.functional.relu(main.call(x) + x);
    }
}
