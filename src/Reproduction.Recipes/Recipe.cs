using System.Text.Json;
using System.Text.Json.Serialization;
using ExactTorch.Rng;
using Reproduction.Recipes.Engines;
using Reproduction.Claims;
using Reproduction.Runs;

namespace Reproduction.Recipes;

/// <summary>
/// A network and its training, as an author writes them: the model, a batch or a data set, the loss, and the knobs. The
/// optimiser, the moving average, evaluation, checkpoints, the untrained control, published runs and their proof come with it.
/// </summary>
/// <typeparam name="TSelf">The recipe itself: a sealed record. Its public properties are its knobs.</typeparam>
public abstract record Recipe<TSelf> : IRecipe<TSelf>
    where TSelf : Recipe<TSelf>
{
    // A knob that nobody knows would be one that nobody turns.
    private static readonly JsonSerializerOptions Json =
        new() { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Examples a step: fresh ones, or the next rows of the data set, each epoch in another order.</summary>
    public required int Batch { get; init; }

    /// <summary>Learning rate of the optimiser.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Rule of a step; Adam where nothing else is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optimiser Optimiser { get; init; }

    /// <summary>Decay of the moving average of the training loss.</summary>
    public double EmaDecay { get; init; } = 0.99;

    /// <summary>
    /// Examples of the held-out evaluation after the last step: fresh ones, or so many rows of the data set, which no step takes.
    /// </summary>
    public int HeldOut { get; init; } = 65_536;

    /// <summary>Hash of the data set; null for fresh examples. Other data make another experiment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DataHash { get => field ?? Data?.Hash; init; }

    string IRecipe<TSelf>.ShortName => Label;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Name => FormattableString.Invariant(
        $"{Label}, {Steps} x {Batch}, {(Optimiser == default ? "" : $"{Optimiser}, ")}rate {LearningRate}");

    /// <inheritdoc/>
    [JsonIgnore]
    public string Canonical => JsonSerializer.Serialize((TSelf)this, Json);

    /// <inheritdoc/>
    [JsonIgnore]
    public double Cost => ((double)Steps * Batch + HeldOut / 3.0) * TakesExample.TotalSeconds;

    /// <inheritdoc/>
    [JsonIgnore]
    public TimeSpan? Takes => TimeSpan.FromSeconds(Cost);

    /// <inheritdoc/>
    [JsonIgnore]
    public string LossTitle => $"training loss [{Loss.Name}, moving average]";

    /// <summary>The same network, not trained: a few steps of size 0.</summary>
    [JsonIgnore]
    public IExperiment Untrained =>
        this with { LearningRate = 0, Steps = Math.Min(Steps, 20), EmaDecay = 0.8, HeldOut = Math.Min(HeldOut, 4096) };

    static IEngine IRecipe<TSelf>.Engine => NetEngine.Instance;

    bool IRecipe<TSelf>.Learns => LearningRate != 0;

    bool IRecipe<TSelf>.HasTwoEstimates => Data is null && HeldOut >= 4096 && Steps * (1 - EmaDecay) >= 10;

    static TSelf IRecipe<TSelf>.Parse(string canonical) => Parse(canonical);

    internal static TSelf Parse(string canonical) =>
        JsonSerializer.Deserialize<TSelf>(canonical, Json) is { Batch: > 0, HeldOut: > 0 } recipe
            ? recipe
            : throw new JsonException("it is none that anybody could train");

    /// <inheritdoc/>
    public IExperiment Shortened(int steps) =>
        this with { Steps = Math.Min(Steps, steps), Batch = Math.Min(Batch, 32), HeldOut = Math.Min(HeldOut, 1024) };

    TSelf IRecipe<TSelf>.WithSteps(int steps) => (TSelf)(this with { Steps = steps });

    ILearner IRecipe<TSelf>.Begin(int seed) => Begin(seed);

    /// <summary>The network at its beginning, with everything that trains it.</summary>
    /// <param name="seed">Seed index.</param>
    public RecipeLearner<TSelf> Begin(int seed) => new((TSelf)this, new RandomStream(Stream, seed));

    /// <summary>A run's network as it was trained, for metrics that are computed on it.</summary>
    /// <inheritdoc cref="Run{T}.DemandNetwork"/>
    public static RecipeLearner<TSelf> Restore(Run<TSelf> run)
    {
        run.DemandNetwork();
        var learner = run.Experiment.Begin(run.Seed);
        learner.Load(run.Weights);
        return learner;
    }

    /// <summary>
    /// A score on the held-out examples, as a metric of a claim: the mean of a number of each; -∞ for a run that diverged.
    /// </summary>
    /// <param name="name">"accuracy".</param>
    /// <param name="unit">"share", ...</param>
    /// <param name="ofExample">From the network's answer and the target, a row each, to a number of which more is better.</param>
    public static Metric Score(string name, string unit, Func<float[], float[], double> ofExample) => Metric.Score<Run<TSelf>>(
        name, unit, run => run.Diverged ? double.NegativeInfinity : MeanOnHeldOut(run, ofExample), onNetwork: true);

    /// <summary>An error on the held-out examples, likewise: less is better, +∞ for a run that diverged.</summary>
    /// <inheritdoc cref="Score"/>
    public static Metric Error(string name, string unit, Func<float[], float[], double> ofExample) => Metric.Error<Run<TSelf>>(
        name, unit, run => run.Diverged ? double.PositiveInfinity : MeanOnHeldOut(run, ofExample), onNetwork: true);

    /// <summary>A data set of a CSV file, whose first line names the columns. Each file is read once.</summary>
    /// <param name="file">From the folder of the recipe's assembly, where the project copies it.</param>
    /// <param name="target">The column that is to be predicted.</param>
    /// <param name="classes">
    /// Whether its values are names of classes: the target of a row is then 1 for its class and 0 for the others, in the
    /// alphabet's order. Else they are numbers.
    /// </param>
    /// <param name="inputs">Columns of numbers that the network reads, in this order; all others where none are named.</param>
    /// <exception cref="DataSetException">
    /// The file or a column is missing, or text stands for a number; the message names file, line and column.
    /// </exception>
    protected static DataSet Csv(string file, string target, bool classes = false, params string[] inputs) => CsvData.Of(
        Path.GetFullPath(
            file, Path.GetDirectoryName(typeof(TSelf).Assembly.Location) is { Length: > 0 } folder ? folder
                : AppContext.BaseDirectory),
        target, classes, inputs);

    /// <summary>The name without its budget: "2 layers, softmax".</summary>
    protected abstract string Label { get; }

    /// <summary>
    /// Time of one core for a training example, roughly; of large matrices a core of a server makes 1e11 multiplications a
    /// second. The order of work and the estimate of its end depend on it, no result does.
    /// </summary>
    protected abstract TimeSpan TakesExample { get; }

    /// <summary>Names the random stream. Arms of one comparison share it: they see the same data.</summary>
    protected abstract string Stream { get; }

    /// <summary>Factor of PyTorch's initial weights.</summary>
    protected virtual double InitialScale => 1;

    /// <summary>The network; <see cref="InitialWeights"/> fills it.</summary>
    protected abstract Module<Tensor, Tensor> Build();

    /// <summary>Mean squared error, where nothing else is said.</summary>
    protected virtual Loss Loss => Loss.MeanSquaredError;

    /// <summary>The data set; null for fresh examples.</summary>
    protected virtual DataSet? Data => null;

    /// <summary>A batch of fresh examples, of a recipe without <see cref="Data"/>.</summary>
    /// <param name="noise">The seed's randomness.</param>
    /// <param name="purpose">Training or evaluation: never the same numbers.</param>
    /// <param name="step">Which batch.</param>
    /// <param name="batch">Examples.</param>
    protected virtual Examples Draw(Noise noise, Purpose purpose, long step, int batch) =>
        throw new NotSupportedException(
            $"{GetType().Name} has no examples: override {nameof(Draw)}, for fresh ones, or {nameof(Data)}, for a data set.");

    internal Loss TrainedBy => Loss;

    internal Module<Tensor, Tensor> Initial(RandomStream stream)
    {
        var model = Build();
        InitialWeights.Fill(model, stream, InitialScale);
        return model;
    }

    /// <summary>Source of a seed's batches, for one thread.</summary>
    /// <exception cref="DataSetException">The data set is not the one that it names, or too small.</exception>
    internal Func<Purpose, long, int, Examples> Source(RandomStream stream)
    {
        if (Data is { } data)
        {
            if (data.Hash != DataHash)
                throw new DataSetException(
                    $"{Name} was trained on other data: their hash is {DataHash}, today's is {data.Hash}.");
            if (HeldOut >= data.Count)
            {
                throw new DataSetException(
                    $"{Name}: HeldOut = {HeldOut} leaves no row to train on, since the data set has {data.Count}. "
                    + $"Say HeldOut = {Math.Max(1, data.Count / 5)}, for instance.");
            }

            return new Minibatches(data, HeldOut, stream).Draw;
        }

        var noise = new Noise(stream);
        return (purpose, step, batch) =>
        {
            using var quiet = no_grad();
            return Draw(noise, purpose, step, batch);
        };
    }

    private static double MeanOnHeldOut(Run<TSelf> run, Func<float[], float[], double> of)
    {
        using var learner = Restore(run);
        return learner.MeanOnHeldOut(of);
    }
}

/// <summary>The network of a recipe, in training.</summary>
/// <typeparam name="T">The recipe.</typeparam>
public sealed class RecipeLearner<T> : NetLearner
    where T : Recipe<T>
{
    private readonly T _recipe;
    private readonly RandomStream _stream;
    private readonly Func<Purpose, long, int, Examples> _source;

    internal RecipeLearner(T recipe, RandomStream stream)
        : base(
            recipe.Initial(stream), recipe.LearningRate, recipe.EmaDecay, recipe.Batch, recipe.HeldOut, recipe.Optimiser,
            recipe.TrainedBy) => (_recipe, _stream, _source) = (recipe, stream, recipe.Source(stream));

    /// <summary>Examples that no training step saw, as evaluations see them.</summary>
    /// <param name="examples">How many, up to 1024; of a data set fewer, where it has no more.</param>
    /// <param name="batch">Which batch of them.</param>
    /// <param name="on">Another recipe's examples; null for its own.</param>
    public Examples HeldOut(int examples, int batch = 0, T? on = null) =>
        (on?.Source(_stream) ?? _source)(Purpose.EvalData, batch, examples);

    private protected override Examples Draw(Purpose purpose, long step, int batch) => _source(purpose, step, batch);

    /// <summary>The mean over the held-out examples of a number of each one's answer and target.</summary>
    internal double MeanOnHeldOut(Func<float[], float[], double> of)
    {
        double sum = 0;
        long count = 0;
        for (int batch = 0; batch * EvaluationBatch < _recipe.HeldOut; batch++)
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            var drawn = HeldOut(EvaluationBatch, batch);
            int rows = (int)drawn.Target.shape[0];
            float[][] Rows(Tensor tensor) => [.. Engine.Values(tensor).Chunk((int)(tensor.numel() / rows))];
            sum += Rows(drawn.Score(Model.call(drawn.Input))).Zip(Rows(drawn.Target), of).Sum();
            count += rows;
        }

        return sum / count;
    }
}
