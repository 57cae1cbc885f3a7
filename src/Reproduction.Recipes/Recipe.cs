using System.Text.Json;
using System.Text.Json.Serialization;
using ExactTorch.Rng;
using Reproduction.Recipes.Engines;
using Reproduction.Claims;
using Reproduction.Runs;

namespace Reproduction.Recipes;

/// <summary>
/// A network and its training, as an author writes them: the model, a batch, and the knobs. Adam, the moving average, evaluation,
/// checkpoints, the untrained control, published runs and their proof come with it.
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

    /// <summary>Fresh examples a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Adam's learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Decay of the moving average of the training loss.</summary>
    public double EmaDecay { get; init; } = 0.99;

    /// <summary>Fresh examples of the held-out evaluation after the last step.</summary>
    public int HeldOut { get; init; } = 65_536;

    /// <inheritdoc/>
    [JsonIgnore]
    public string ShortName => Label;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Name => FormattableString.Invariant($"{ShortName}, {Steps} x {Batch}, rate {LearningRate}");

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
    public string LossTitle => "training loss [MSE, moving average]";

    /// <summary>The same network, not trained: a few steps of size 0.</summary>
    [JsonIgnore]
    public IExperiment Untrained =>
        this with { LearningRate = 0, Steps = Math.Min(Steps, 20), EmaDecay = 0.8, HeldOut = Math.Min(HeldOut, 4096) };

    static IEngine IRecipe<TSelf>.Engine => NetEngine.Instance;

    bool IRecipe<TSelf>.Learns => LearningRate != 0;

    bool IRecipe<TSelf>.HasTwoEstimates => HeldOut >= 4096 && Steps * (1 - EmaDecay) >= 10;

    /// <inheritdoc cref="IRecipe{TSelf}.Parse"/>
    public static TSelf Parse(string canonical) =>
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

    /// <summary>The name without its budget: "2 layers, softmax".</summary>
    protected abstract string Label { get; }

    /// <summary>
    /// Time of one core for a training example, roughly; of large matrices a core of a server makes 1e11 multiplications a second. The order
    /// of work and the estimate of its end depend on it, no result does.
    /// </summary>
    protected abstract TimeSpan TakesExample { get; }

    /// <summary>Names the random stream. Arms of one comparison share it: they see the same data.</summary>
    protected abstract string Stream { get; }

    /// <summary>Factor of PyTorch's initial weights.</summary>
    protected virtual double InitialScale => 1;

    /// <summary>The network; <see cref="InitialWeights"/> fills it.</summary>
    protected abstract Module<Tensor, Tensor> Build();

    /// <summary>A batch.</summary>
    /// <param name="noise">The seed's randomness.</param>
    /// <param name="purpose">Training or evaluation: never the same numbers.</param>
    /// <param name="step">Which batch.</param>
    /// <param name="batch">Examples.</param>
    protected abstract Examples Draw(Noise noise, Purpose purpose, long step, int batch);

    internal Module<Tensor, Tensor> Initial(RandomStream stream)
    {
        var model = Build();
        InitialWeights.Fill(model, stream, InitialScale);
        return model;
    }

    internal Examples Drawn(Noise noise, Purpose purpose, long step, int batch)
    {
        using var quiet = no_grad();
        return Draw(noise, purpose, step, batch);
    }
}

/// <summary>The network of a recipe, in training.</summary>
/// <typeparam name="T">The recipe.</typeparam>
public sealed class RecipeLearner<T> : NetLearner
    where T : Recipe<T>
{
    private readonly T _recipe;
    private readonly Noise _noise;

    internal RecipeLearner(T recipe, RandomStream stream)
        : base(recipe.Initial(stream), recipe.LearningRate, recipe.EmaDecay, recipe.Batch, recipe.HeldOut) =>
        (_recipe, _noise) = (recipe, new Noise(stream));

    /// <summary>Examples that no training step saw, as evaluations see them.</summary>
    /// <param name="examples">How many, up to 1024.</param>
    /// <param name="batch">Which batch of them.</param>
    /// <param name="on">Another recipe's examples; null for its own.</param>
    public Examples HeldOut(int examples, int batch = 0, T? on = null) => (on ?? _recipe).Drawn(_noise, Purpose.EvalData, batch, examples);

    protected override Examples Draw(Purpose purpose, long step, int batch) => _recipe.Drawn(_noise, purpose, step, batch);
}
