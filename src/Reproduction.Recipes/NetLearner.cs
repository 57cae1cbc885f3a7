using ExactTorch.Rng;
using Reproduction.Recipes.Engines;
using Reproduction.Runs;

namespace Reproduction.Recipes;

/// <summary>
/// One network in training: the one place where a step is made, for the trainer, the bench and the tests. One thread a learner;
/// no bit depends on how many run side by side.
/// </summary>
public abstract class NetLearner : ILearner
{
    /// <summary>Examples of a batch of an evaluation.</summary>
    private protected const int EvaluationBatch = 1024;

    private readonly LossAverage _average;
    private readonly Loss _loss;
    private readonly int _batch;
    private readonly int _heldOut;

    /// <param name="model">With its initial weights.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Decay of the moving average of the training loss.</param>
    /// <param name="batch">Examples a step.</param>
    /// <param name="heldOut">Examples of an evaluation.</param>
    /// <param name="optimiser">Rule of a step; Adam by default.</param>
    /// <param name="loss">Mean squared error where null.</param>
    private protected NetLearner(
        Module<Tensor, Tensor> model, double rate, double decay, int batch, int heldOut, Optimiser optimiser = default,
        Loss? loss = null)
    {
        (_batch, _heldOut, _loss) = (batch, heldOut, loss ?? Recipes.Loss.MeanSquaredError);
        Model = Engine.Place(model);
        Optimizer = Engine.Optimizer(Model, rate, optimiser);
        Model.eval();
        _average = new LossAverage(decay);
    }

    /// <summary>The network; as in evaluation, but for the time of a step.</summary>
    public Module<Tensor, Tensor> Model { get; }

    /// <summary>The rule of its steps.</summary>
    internal Optimizer Optimizer { get; }

    public int Steps { get; private set; }

    public double Loss => _average.Value is var loss && Steps > 0 && double.IsNaN(loss) ? double.PositiveInfinity : loss;

    /// <summary>All parameters' values in the network's order, then those of its running averages, each flattened.</summary>
    public IReadOnlyList<float[]> Weights => Engine.Weights(Model);

    /// <summary>The optimiser's numbers of each parameter, flattened: Adam's two moments, or the buffer of momentum.</summary>
    public IReadOnlyList<float[]> Moments => Optimizer.Moments;

    /// <summary>One step: examples, forward, backward, the optimiser.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        var examples = Draw(Purpose.TrainData, Steps, _batch);
        Optimizer.zero_grad();
        Model.train();
        var loss = LossOf(examples.Score(Model.call(examples.Input)), examples.Target);
        loss.backward();
        Model.eval();
        Move();
        _average.Add(loss);
        Steps++;
    }

    bool ILearner.Fits(Checkpoint part)
    {
        static IEnumerable<int> Sizes(IEnumerable<float[]> arrays) => arrays.Select(array => array.Length);
        return Sizes(part.Weights).SequenceEqual(Sizes(Weights)) && Sizes(part.Moments).SequenceEqual(Sizes(Moments));
    }

    void ILearner.Resume(Checkpoint from)
    {
        Load(from.Weights);
        Optimizer.Resume(from.Step, from.Moments);
        _average.Resume(from.Average);
        Steps = from.Step;
    }

    public void Load(IReadOnlyList<float[]> weights)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (part, values) in Engine.State(Model).Zip(weights))
            part.copy_(tensor(values, part.shape));
    }

    double ILearner.Evaluate(int? examples) =>
        Evaluate(examples ?? _heldOut, EvaluationBatch, batch => Draw(Purpose.EvalData, batch, EvaluationBatch));

    /// <summary>A batch, drawn without recording gradients.</summary>
    /// <param name="purpose">Training or evaluation.</param>
    /// <param name="step">Which batch.</param>
    /// <param name="batch">Examples.</param>
    private protected abstract Examples Draw(Purpose purpose, long step, int batch);

    /// <summary>The training loss.</summary>
    private protected virtual Tensor LossOf(Tensor answer, Tensor target) => _loss.Mean(answer, target);

    /// <summary>Changes the parameters by their gradients.</summary>
    private protected virtual void Move() => Optimizer.step();

    /// <summary>The loss, as in evaluation, of batches one after the other.</summary>
    /// <param name="examples">How many, rounded up to whole batches.</param>
    /// <param name="size">Examples of a batch.</param>
    /// <param name="draw">The batch of a number, from 0 on.</param>
    private protected double Evaluate(int examples, int size, Func<int, Examples> draw)
    {
        double sum = 0;
        long count = 0;
        for (int batch = 0; batch * size < examples; batch++)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            var drawn = draw(batch);
            var scored = drawn.Score(Model.call(drawn.Input));
            if (_loss != Recipes.Loss.MeanSquaredError)
            {
                sum += drawn.Target.shape[0] * (double)_loss.Mean(scored, drawn.Target).item<float>();
                count += drawn.Target.shape[0];
                continue;
            }

            float[] answer = Engine.Values(scored);
            float[] target = Engine.Values(drawn.Target);

            // Each example's error in float32, summed in double in a fixed order (D9).
            double part = 0;
            for (int i = 0; i < answer.Length; i++)
            {
                float d = (float)(answer[i] - target[i]);
                part += (float)(d * d);
            }

            sum += part;
            count += answer.Length;
        }

        return sum / count;
    }

    public void Dispose()
    {
        _average.Dispose();
        Optimizer.Dispose();
        Model.Dispose();
    }
}
