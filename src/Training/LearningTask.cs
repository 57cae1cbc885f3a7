using System.Text.Json;
using System.Text.Json.Serialization;
using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Training;

/// <summary>A learning task: makes examples from random numbers and scores an answer.</summary>
[JsonConverter(typeof(ByName))]
public abstract class LearningTask
{
    /// <summary>Part I: from the generator's input and weights to its output; MSE.</summary>
    public static LearningTask OutputFromWeights { get; } = new Forward();

    /// <summary>Part II, linear check: from pairs to the weights themselves;
    /// MSE on the weights, which are identifiable there.</summary>
    public static LearningTask WeightsFromPairs { get; } = new Weights();

    /// <summary>Part II: from pairs to weights whose function agrees with the true one on fresh points; MSE there.</summary>
    public static LearningTask FunctionFromPairs { get; } = new Function();

    // Addresses of a step's random tensors. Weights take one address a layer, from FirstWeights on.
    private const int Points = 0;
    private const int FreshPoints = 1;
    private const int FirstWeights = 2;

    /// <summary>A batch, drawn without recording gradients.</summary>
    /// <param name="experiment">Generator, pairs, sabotage.</param>
    /// <param name="noise">The seed's randomness.</param>
    /// <param name="purpose">Training or evaluation.</param>
    /// <param name="step">Which batch.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="shift">How x_eval is transformed, for evaluations out of distribution; null for not at all.</param>
    /// <param name="pairs">Pairs where they differ from the experiment's.</param>
    public Examples Draw(Experiment experiment, INoise noise, Purpose purpose, long step, int batch,
        Func<Tensor, Tensor>? shift = null, int? pairs = null)
    {
        using var quiet = no_grad();
        bool training = purpose == Purpose.TrainData;
        if (training && experiment.Sabotage == Sabotage.OneBatchOnly)
            step = 0;
        var draw = new Batch(experiment, noise, purpose, step, batch,
            training && experiment.Sabotage == Sabotage.ShuffledTargets);
        var examples = Examples(draw, pairs ?? experiment.Pairs, shift);
        return experiment.Sabotage.Examples?.Invoke(examples, experiment, noise, purpose, step) ?? examples;
    }

    private protected abstract Examples Examples(Batch batch, int pairs, Func<Tensor, Tensor>? shift);

    private protected sealed record Batch(Experiment Experiment, INoise Noise, Purpose Purpose, long Step,
        int Size, bool Shuffled)
    {
        /// <summary>[size, unknowns]</summary>
        public Tensor Weights() => Experiment.Generator.DrawWeights(Noise, Purpose, FirstWeights, Step, Size);

        /// <summary>[size, inputs]</summary>
        public Tensor Point() => Noise.Normal(Purpose, Points, Step, 1f, Size, Experiment.Generator.Inputs);

        /// <summary>[size, pairs, inputs]</summary>
        public Tensor Inputs(int pairs) => Noise.Normal(Purpose, Points, Step, 1f, Size, pairs, Experiment.Generator.Inputs);

        /// <summary>[size, 1, inputs]</summary>
        public Tensor Fresh() => Noise.Normal(Purpose, FreshPoints, Step, 1f, Size, 1, Experiment.Generator.Inputs);

        /// <summary>Targets, or those of the next example.</summary>
        public Tensor Target(Tensor truth) =>
            Shuffled ? cat([truth.narrow(0, 1, Size - 1), truth.narrow(0, 0, 1)], dim: 0) : truth;
    }

    public abstract override string ToString();

    private sealed class Forward : LearningTask
    {
        private protected override Examples Examples(Batch batch, int pairs, Func<Tensor, Tensor>? shift)
        {
            var weights = batch.Weights();
            var x = batch.Point();
            var y = batch.Experiment.Generator.Apply(x.unsqueeze(1), weights).squeeze(1);
            return new(cat([x, weights], dim: 1), batch.Target(y), answer => answer);
        }

        public override string ToString() => nameof(OutputFromWeights);
    }

    private sealed class Weights : LearningTask
    {
        private protected override Examples Examples(Batch batch, int pairs, Func<Tensor, Tensor>? shift)
        {
            var weights = batch.Weights();
            var inputs = batch.Inputs(pairs);
            return new(cat([inputs, batch.Experiment.Generator.Apply(inputs, weights)], dim: 2),
                batch.Target(weights), answer => answer);
        }

        public override string ToString() => nameof(WeightsFromPairs);
    }

    private sealed class Function : LearningTask
    {
        private protected override Examples Examples(Batch batch, int pairs, Func<Tensor, Tensor>? shift)
        {
            var generator = batch.Experiment.Generator;
            var weights = batch.Weights();
            var inputs = batch.Inputs(pairs);
            var given = cat([inputs, generator.Apply(inputs, weights)], dim: 2);
            var fresh = batch.Experiment.Sabotage == Sabotage.EvaluateOnPairs ? inputs.narrow(1, 0, 1) : batch.Fresh();
            if (shift is not null)
                fresh = shift(fresh);
            return new(given, generator.Apply(fresh, batch.Target(weights)), answer => generator.Apply(fresh, answer));
        }

        public override string ToString() => nameof(FunctionFromPairs);
    }

    private sealed class ByName : JsonConverter<LearningTask>
    {
        public override LearningTask Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            string? name = reader.GetString();
            return ((LearningTask[])[OutputFromWeights, WeightsFromPairs, FunctionFromPairs])
                .FirstOrDefault(task => task.ToString() == name)
                ?? throw new JsonException($"There is no learning task \"{name}\".");
        }

        public override void Write(Utf8JsonWriter writer, LearningTask value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
