using System.Text.Json;
using System.Text.Json.Serialization;
using ExactTorch.Rng;
using WeightPred.Models;
using WeightPred.Models.Engines;
using Reproduction.Recipes.Engines;

namespace WeightPred.Training;

/// <summary>A deliberate fault, for a control that must not hold, or to see which claims notice it: hooks around the model, the
/// data and the step, none of them in their code.</summary>
[JsonConverter(typeof(ByName))]
public sealed class Sabotage
{
    // Far behind the addresses of any task's tensors.
    private const int NoiseTensor = 100;

    private readonly string _name;

    private Sabotage(string name) => _name = name;

    public static Sabotage None { get; } = new(nameof(None)) { AppliesTo = _ => false };

    /// <summary>Targets belong to other examples of the batch.</summary>
    public static Sabotage ShuffledTargets { get; } = new(nameof(ShuffledTargets));

    /// <summary>Evaluation points come from the training pairs.</summary>
    public static Sabotage EvaluateOnPairs { get; } =
        new(nameof(EvaluateOnPairs)) { AppliesTo = experiment => experiment.Task == LearningTask.FunctionFromPairs };

    /// <summary>The same first batch at every step.</summary>
    public static Sabotage OneBatchOnly { get; } = new(nameof(OneBatchOnly));

    /// <summary>Noise on the targets in training, half as large as they are.</summary>
    public static Sabotage NoisyTargets { get; } = new(nameof(NoisyTargets))
    {
        Examples = (examples, experiment, noise, purpose, step) => purpose != Purpose.TrainData ? examples : examples with
        {
            Target = Sum.Of(examples.Target, noise.Normal(purpose, NoiseTensor, step,
                (float)(0.5 * Math.Sqrt(experiment.Generator.OutputVariance)), examples.Target.shape)),
        },
    };

    /// <summary>Every pair is the first.</summary>
    public static Sabotage FirstPairOnly { get; } = new(nameof(FirstPairOnly))
    {
        AppliesTo = experiment => experiment.Pairs > 1,
        Examples = (examples, _, _, _, _) => examples
            with { Input = cat([.. Enumerable.Repeat(examples.Input.narrow(1, 0, 1), (int)examples.Input.shape[1])], dim: 1) },
    };

    /// <summary>Biases are 0 and stay 0.</summary>
    public static Sabotage NoBias { get; } = new(nameof(NoBias))
    {
        Initial = parameters => Set(parameters.Where(IsBias).Select(p => p.Value), 0),
        Gradients = parameters => () => Set(parameters.Where(IsBias).Select(GradientOf), 0),
    };

    /// <summary>Initial weights twice as large.</summary>
    public static Sabotage DoubledWeights { get; } =
        new(nameof(DoubledWeights)) { Initial = parameters => Set(parameters.Select(p => p.Value), 2) };

    /// <summary>No ReLU in the predictor, but for the one in attention pooling.</summary>
    public static Sabotage NoRelu { get; } = new(nameof(NoRelu)) { Build = FaultyNets.WithoutRelu };

    /// <summary>Deep Sets add up what they should average.</summary>
    public static Sabotage SumPooling { get; } = new(nameof(SumPooling)) { AppliesTo =
        experiment => experiment.Net is DeepSetsNet { Pooling: Pooling.Mean }, Build = FaultyNets.WithSums };

    /// <summary>The first layer keeps its initial weights.</summary>
    public static Sabotage FrozenLayer { get; } = new(nameof(FrozenLayer)) { AppliesTo = Moves,
        Gradients = parameters => () => Set(parameters.Take(2).Select(GradientOf), 0) };

    /// <summary>The gradient of the first layer's weight has the wrong sign.</summary>
    public static Sabotage TurnedGradient { get; } = new(nameof(TurnedGradient)) { AppliesTo = Moves,
        Gradients = parameters => () => Set(parameters.Take(1).Select(GradientOf), -1) };

    /// <summary>Each step takes the gradient of the step before.</summary>
    public static Sabotage StaleGradient { get; } =
        new(nameof(StaleGradient)) { AppliesTo = Moves, Gradients = Stale, Remembers = true };

    /// <summary>Mean absolute error in place of mean squared error, in training.</summary>
    public static Sabotage AbsoluteError { get; } = new(nameof(AbsoluteError))
    {
        Loss = (answer, target) =>
        {
            var difference = Sum.Of(answer, Engine.Times(target, -1));
            return Sum.Of(relu(difference), relu(Engine.Times(difference, -1))).mean();
        },
    };

    /// <summary>Adam's moments are taken as they are, biased to 0 in the first steps.</summary>
    public static Sabotage NoBiasCorrection { get; } = new(nameof(NoBiasCorrection)) { AppliesTo = Moves,
        StepFactor = step => (1 - Math.Pow(0.9, step)) / Math.Sqrt(1 - Math.Pow(0.999, step)) };

    /// <summary>No step moves a weight.</summary>
    public static Sabotage NeverMoves { get; } = new(nameof(NeverMoves)) { AppliesTo = Moves, StepFactor = _ => 0 };

    public static IReadOnlyList<Sabotage> All { get; } =
    [
        None, ShuffledTargets, EvaluateOnPairs, OneBatchOnly, NoisyTargets, FirstPairOnly, NoBias, DoubledWeights, NoRelu,
        SumPooling, FrozenLayer, TurnedGradient,
        StaleGradient, AbsoluteError, NoBiasCorrection, NeverMoves,
    ];

    /// <summary>Whether an experiment has what it would break.</summary>
    internal Func<Experiment, bool> AppliesTo { get; private init; } = _ => true;

    /// <summary>Builds another model in the net's place.</summary>
    internal Func<Experiment, Module<Tensor, Tensor>>? Build { get; private init; }

    /// <summary>Changes initial weights.</summary>
    internal Action<IReadOnlyList<(string Name, Tensor Value)>>? Initial { get; private init; }

    /// <summary>Changes a batch.</summary>
    internal Func<Examples, Experiment, INoise, Purpose, long, Examples>? Examples { get; private init; }

    /// <summary>The training loss of answer and target.</summary>
    internal Func<Tensor, Tensor, Tensor>? Loss { get; private init; }

    /// <summary>Makes, for a learner's parameters, the change of their gradients before each step.</summary>
    internal Func<IReadOnlyList<(string Name, Tensor Value)>, Action>? Gradients { get; private init; }

    /// <summary>Whether a step depends on more than weights, moments and data:
    /// on what the fault kept of the step before.</summary>
    internal bool Remembers { get; private init; }

    /// <summary>Factor of the optimiser's step, by its number from 1.</summary>
    internal Func<int, double>? StepFactor { get; private init; }

    /// <summary>The experiment with this fault;
    /// the same where there is nothing to break, or where it is sabotaged already.</summary>
    public Experiment In(Experiment experiment) =>
        experiment.Sabotage == None && AppliesTo(experiment) ? experiment with { Sabotage = this } : experiment;

    public override string ToString() => _name;

    // The steps of an untrained control have size 0: there is no step to break.
    private static bool Moves(Experiment experiment) => experiment.LearningRate != 0;

    private static bool IsBias((string Name, Tensor Value) parameter) =>
        parameter.Name.EndsWith("bias", StringComparison.Ordinal);

    private static Tensor? GradientOf((string Name, Tensor Value) parameter) => parameter.Value.grad;

    // Each times a factor, in place.
    private static void Set(IEnumerable<Tensor?> tensors, double factor)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        foreach (var tensor in tensors)
            tensor?.copy_(Engine.Times(tensor, factor));
    }

    private static Action Stale(IReadOnlyList<(string Name, Tensor Value)> parameters)
    {
        float[][] before = [.. parameters.Select(parameter => new float[parameter.Value.numel()])];
        return () =>
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            for (int i = 0; i < before.Length; i++)
            {
                if (GradientOf(parameters[i]) is not { } gradient)
                    continue;
                float[] now = Engine.Values(gradient);
                gradient.copy_(tensor(before[i], gradient.shape));
                before[i] = now;
            }
        };
    }

    private sealed class ByName : JsonConverter<Sabotage>
    {
        public override bool HandleNull => true;

        public override Sabotage Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            string? name = reader.GetString();
            return All.FirstOrDefault(sabotage => sabotage._name == name)
                ?? throw new JsonException($"There is no sabotage \"{name}\".");
        }

        public override void Write(Utf8JsonWriter writer, Sabotage value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value._name);
    }
}
