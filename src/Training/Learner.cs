using ExactTorch.Rng;
using WeightPred.Models;
using WeightPred.Training.Engines;

namespace WeightPred.Training;

/// <summary>One network in training: the one place where a step is made, for the trainer, the bench and the tests. One thread a learner; no bit depends on how many run side by side.</summary>
public sealed class Learner : ILearner
{
    private const int EvaluationBatch = 1024;

    private readonly Experiment _experiment;
    private readonly INoise _noise;
    private readonly LossAverage _average;
    private readonly Action? _gradients;

    /// <param name="experiment">The training.</param>
    /// <param name="seed">Seed index.</param>
    public Learner(Experiment experiment, int seed)
    {
        var stream = new RandomStream(experiment.Stream, seed);
        _experiment = experiment;
        _noise = Engine.Noise(stream);
        Model = Engine.Place(experiment.Net.Create(experiment, stream));
        Optimizer = Engine.Adam(Model, experiment.LearningRate);
        Model.eval();
        _gradients = experiment.Sabotage.Gradients?.Invoke([.. Model.named_parameters().Select(p => (p.name, (Tensor)p.parameter))]);
        _average = new LossAverage(experiment.EmaDecay);
    }

    /// <summary>The network; as in evaluation, but for the time of a step.</summary>
    public Module<Tensor, Tensor> Model { get; }

    /// <summary>Adam.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Steps done.</summary>
    public int Steps { get; private set; }

    /// <summary>Moving average of the training loss; +∞ from the step on where it is no number any more.</summary>
    public double Loss => _average.Value is var loss && Steps > 0 && double.IsNaN(loss) ? double.PositiveInfinity : loss;

    /// <summary>All parameters' values in the network's order, then those of its running averages, each flattened.</summary>
    public IReadOnlyList<float[]> Weights => Engine.Weights(Model);

    /// <summary>Adam's two moments of each parameter, flattened.</summary>
    public IReadOnlyList<float[]> Moments => Optimizer.Moments;

    /// <summary>One step: fresh examples, forward, backward, Adam.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        var examples = _experiment.Task.Draw(_experiment, _noise, Purpose.TrainData, Steps, _experiment.Batch);
        Optimizer.zero_grad();
        Model.train();
        var answer = examples.Score(Model.call(examples.Input));
        var loss = _experiment.Sabotage.Loss?.Invoke(answer, examples.Target) ?? mse_loss(answer, examples.Target);
        loss.backward();
        Model.eval();
        _gradients?.Invoke();
        Move();
        _average.Add(loss);
        Steps++;
    }

    private void Move()
    {
        if (_experiment.Sabotage.StepFactor is not { } factor)
        {
            Optimizer.step();
            return;
        }

        float by = (float)factor(Steps + 1);
        var before = Weights;
        Optimizer.step();
        Load([.. before.Zip(Weights, (from, to) => from.Zip(to, (a, b) => a + by * (b - a)).ToArray())]);
    }

    /// <summary>Whether a checkpoint is of networks of these sizes.</summary>
    public bool Fits(Checkpoint part)
    {
        static IEnumerable<int> Sizes(IEnumerable<float[]> arrays) => arrays.Select(array => array.Length);
        return Sizes(part.Weights).SequenceEqual(Sizes(Weights)) && Sizes(part.Moments).SequenceEqual(Sizes(Optimizer.Moments));
    }

    /// <summary>Goes on where another learner of the same experiment and seed stood.</summary>
    public void Resume(Checkpoint from)
    {
        Load(from.Weights);
        Optimizer.Resume(from.Step, from.Moments);
        _average.Resume(from.Average);
        Steps = from.Step;
    }

    /// <summary>Takes over trained weights.</summary>
    public void Load(IReadOnlyList<float[]> weights)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var (part, values) in Engine.State(Model).Zip(weights))
            part.copy_(tensor(values, part.shape));
    }

    /// <summary>Mean squared error on fresh examples that no training step saw.</summary>
    /// <param name="examples">How many; the experiment's number where null.</param>
    /// <param name="shift">How x_eval is transformed; null for not at all.</param>
    /// <param name="pairs">Pairs where they differ from the experiment's.</param>
    /// <param name="on">Another experiment's examples; null for its own.</param>
    public double Evaluate(int? examples = null, Func<Tensor, Tensor>? shift = null, int? pairs = null, Experiment? on = null) =>
        Evaluate(Purpose.EvalData, 0, EvaluationBatch, on ?? _experiment, examples, shift, pairs);

    /// <summary>Mean squared error, as in evaluation, on examples that the training steps after a number of them draw.</summary>
    public double NextTrainingLoss(int after, int examples) =>
        Evaluate(Purpose.TrainData, after, _experiment.Batch, _experiment, examples);

    double ILearner.Evaluate(int? examples) => Evaluate(examples);

    private double Evaluate(
        Purpose purpose, int from, int size, Experiment on, int? examples = null, Func<Tensor, Tensor>? shift = null, int? pairs = null)
    {
        double sum = 0;
        long count = 0;
        for (int batch = 0; batch * size < (examples ?? on.HeldOut); batch++)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            var drawn = on.Task.Draw(on, _noise, purpose, from + batch, size, shift, pairs);
            float[] answer = Engine.Values(drawn.Score(Model.call(drawn.Input)));
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

    /// <summary>Examples of the held-out stream, up to 1024 as evaluations see them.</summary>
    public Examples HeldOut(int examples, Experiment? on = null) => (on ?? _experiment).Task.Draw(on ?? _experiment, _noise, Purpose.EvalData, 0, examples);

    public void Dispose()
    {
        _average.Dispose();
        Optimizer.Dispose();
        Model.Dispose();
    }
}
