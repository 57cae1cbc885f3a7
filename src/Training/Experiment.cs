using System.Text.Json;
using System.Text.Json.Serialization;
using WeightPred.Models.Generators;
using Reproduction.Claims;

namespace WeightPred.Training;

/// <summary>A training but for its seed: every knob that changes a bit of the result, and nothing else.</summary>
public sealed record Experiment : IRecipe<Experiment>
{
    // A knob that nobody knows would be one that nobody turns.
    private static readonly JsonSerializerOptions Json =
        new() { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required LearningTask Task { get; init; }
    public required Generator Generator { get; init; }
    public required Net Net { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Fresh examples a step.</summary>
    public int Batch { get; init; } = 1024;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Input-output pairs of an example (Part II).</summary>
    public int Pairs { get; init; }

    /// <summary>Decay of the moving average of the training loss.</summary>
    public double EmaDecay { get; init; } = 0.99;

    /// <summary>Fresh examples of the held-out evaluation after the last step.</summary>
    public int HeldOut { get; init; } = 8192;

    public Sabotage Sabotage { get; init; } = Sabotage.None;

    /// <summary>Names the random stream: the task and its generator,
    /// not the network, so that all arms of a comparison see the same data.</summary>
    [JsonIgnore]
    public string Stream => $"{Task}/{Generator.Name}";

    /// <summary>"DeepSets, 30 pairs, 2-5-1/LeCun, 50000 x 1024".</summary>
    [JsonIgnore]
    public string Name => string.Join(", ", new[]
    {
        ShortName, $"{Steps} x {Batch}", LearningRate == 1e-3 ? "" : FormattableString.Invariant($"rate {LearningRate}"),
        Task == LearningTask.WeightsFromPairs ? "loss on weights" : "", Sabotage == Sabotage.None ? "" : $"{Sabotage}",
    }.Where(part => part.Length > 0));

    /// <summary>"DeepSets, 30 pairs, 2-5-1/LeCun".</summary>
    [JsonIgnore]
    public string ShortName => $"{Net}, {(Pairs > 0 ? $"{Pairs} pairs, " : "")}{Generator.Name}";

    /// <summary>All knobs as JSON; two experiments are the same exactly if this is.</summary>
    [JsonIgnore]
    public string Canonical => JsonSerializer.Serialize(this, Json);

    /// <summary>The experiment whose canonical form this is.</summary>
    /// <exception cref="JsonException">It is none, or none that anybody could train.</exception>
    public static Experiment Parse(string canonical) =>
        JsonSerializer.Deserialize<Experiment>(canonical, Json) is
            { Task: not null, Net: not null, Generator.Sizes.Count: > 1, Batch: > 0, HeldOut: > 0, Sabotage: not null } experiment
            ? experiment
            : throw new JsonException("it is none that anybody could train");

    static IEngine IRecipe<Experiment>.Engine => NetEngine.Instance;

    bool IRecipe<Experiment>.Learns => LearningRate != 0;

    // A checkpoint lacks the memory that a fault keeps from step to step.
    bool IRecipe<Experiment>.CanResume => !Sabotage.Remembers;

    bool IRecipe<Experiment>.HasTwoEstimates => Sabotage == Sabotage.None && HeldOut >= 4096 && Steps * (1 - EmaDecay) >= 10;

    Experiment IRecipe<Experiment>.WithSteps(int steps) => this with { Steps = steps };

    ILearner IRecipe<Experiment>.Begin(int seed) => new Learner(this, seed);

    string IExperiment.LossTitle => "training loss [MSE, moving average]";

    /// <summary>Multiplications of the whole training, roughly:
    /// the order of work and the estimate of its end depend on it, no result does.</summary>
    [JsonIgnore]
    public double Cost => ((double)Steps * Batch + HeldOut / 3.0) * Net.CostOf(this);

    /// <summary>Roughly, at the 1e11 multiplications a second that one core of a server makes.</summary>
    [JsonIgnore]
    public TimeSpan? Takes => TimeSpan.FromSeconds(Cost / 1e11);

    /// <summary>The same networks, not trained: a few steps of size 0,
    /// whose losses are averaged over the last ten or so.</summary>
    [JsonIgnore]
    public IExperiment Untrained =>
        this with { LearningRate = 0, Steps = Math.Min(Steps, 20), EmaDecay = 0.8, HeldOut = Math.Min(HeldOut, 4096) };

    /// <summary>The same experiment in few steps, for a rehearsal.</summary>
    public IExperiment Shortened(int steps) =>
        this with { Steps = Math.Min(Steps, steps), Batch = Math.Min(Batch, 32), HeldOut = Math.Min(HeldOut, 1024) };

    public bool Equals(Experiment? other) => other is not null && Canonical == other.Canonical;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);
}
