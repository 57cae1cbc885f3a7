using ExactTorch.Rng;
using Reproduction.Recipes.Engines;

namespace WeightPred.Training;

/// <summary>A network of the write-up in training.</summary>
public sealed class Learner : NetLearner
{
    private readonly Experiment _experiment;
    private readonly ModelNoise _noise;
    private readonly Action? _gradients;

    /// <param name="experiment">The training.</param>
    /// <param name="seed">Seed index.</param>
    public Learner(Experiment experiment, int seed)
        : this(experiment, new RandomStream(experiment.Stream, seed))
    {
    }

    private Learner(Experiment experiment, RandomStream stream)
        : base(experiment.Net.Create(experiment, stream), experiment.LearningRate, experiment.EmaDecay,
            experiment.Batch, experiment.HeldOut)
    {
        (_experiment, _noise) = (experiment, new ModelNoise(stream));
        _gradients = experiment.Sabotage.Gradients?.Invoke(
            [.. Model.named_parameters().Select(p => (p.name, (Tensor)p.parameter))]);
    }

    /// <summary>Mean squared error on fresh examples that no training step saw.</summary>
    /// <param name="examples">How many; the experiment's number where null.</param>
    /// <param name="shift">How x_eval is transformed; null for not at all.</param>
    /// <param name="pairs">Pairs where they differ from the experiment's.</param>
    /// <param name="on">Another experiment's examples; null for its own.</param>
    public double Evaluate(int? examples = null, Func<Tensor, Tensor>? shift = null, int? pairs = null, Experiment? on = null)
    {
        var from = on ?? _experiment;
        return Evaluate(
            examples ?? from.HeldOut, EvaluationBatch,
            batch => from.Task.Draw(from, _noise, Purpose.EvalData, batch, EvaluationBatch, shift, pairs));
    }

    /// <summary>Mean squared error, as in evaluation, on examples that the training steps after a number of them draw.</summary>
    public double NextTrainingLoss(int after, int examples) =>
        Evaluate(examples, _experiment.Batch, batch => Draw(Purpose.TrainData, after + batch, _experiment.Batch));

    /// <summary>Examples of the held-out stream, up to 1024 as evaluations see them.</summary>
    public Examples HeldOut(int examples, Experiment? on = null) =>
        (on ?? _experiment).Task.Draw(on ?? _experiment, _noise, Purpose.EvalData, 0, examples);

    private protected override Examples Draw(Purpose purpose, long step, int batch) =>
        _experiment.Task.Draw(_experiment, _noise, purpose, step, batch);

    private protected override Tensor LossOf(Tensor answer, Tensor target) =>
        _experiment.Sabotage.Loss?.Invoke(answer, target) ?? base.LossOf(answer, target);

    private protected override void Move()
    {
        _gradients?.Invoke();
        if (_experiment.Sabotage.StepFactor is not { } factor)
        {
            base.Move();
            return;
        }

        float by = (float)factor(Steps + 1);
        var before = Weights;
        base.Move();
        Load([.. before.Zip(Weights, (from, to) => from.Zip(to, (a, b) => a + by * (b - a)).ToArray())]);
    }
}
