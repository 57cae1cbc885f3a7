using System.Globalization;
using WeightPred.Models.Generators;

namespace WeightPred.Reproduction;

/// <summary>What is learned.</summary>
public enum LearningTask
{
    /// <summary>Part I: from the generator's input and weights to its output; MSE.</summary>
    OutputFromWeights,

    /// <summary>Part II, linear check: from pairs to the weights themselves; MSE on the weights, which are identifiable there.</summary>
    WeightsFromPairs,

    /// <summary>Part II: from pairs to weights whose function agrees with the true one on fresh points; MSE there.</summary>
    FunctionFromPairs,
}

/// <summary>Which network; <see cref="ModelFactory"/> builds it.</summary>
public enum Net
{
    Linear,
    XLinear,
    ResLinear,
    FlattenedPairs,
    DeepSets,
    DeepSetsAttention,
    DeepSetsMoments,
}

/// <summary>A deliberate fault, for a control that must fail.</summary>
public enum Sabotage
{
    None,

    /// <summary>Targets belong to other examples of the batch.</summary>
    ShuffledTargets,

    /// <summary>Evaluation points come from the training pairs.</summary>
    EvaluateOnPairs,

    /// <summary>The same first batch at every step.</summary>
    OneBatchOnly,
}

/// <summary>One training run but for its seed: every knob that changes a bit of the result.</summary>
public sealed record Recipe
{
    public required LearningTask Task { get; init; }
    public required Generator Generator { get; init; }
    public required Net Net { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Fresh examples a step.</summary>
    public int Batch { get; init; } = 1024;

    /// <summary>Adam's learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Units of a hidden layer (MLPs).</summary>
    public int Width { get; init; } = 128;

    /// <summary>Hidden layers (Linear and XLinear).</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Size of the set's embedding (Deep Sets).</summary>
    public int Embedding { get; init; } = 128;

    /// <summary>Input-output pairs of an example (Part II).</summary>
    public int Pairs { get; init; }

    /// <summary>Decay of the moving average of the training loss.</summary>
    public double EmaDecay { get; init; } = 0.99;

    /// <summary>Fresh examples of the held-out evaluation after the last step.</summary>
    public int HeldOut { get; init; } = 8192;

    public Sabotage Sabotage { get; init; }

    /// <summary>Names the random stream: the task and its generator, not the network, so that all arms of a comparison see the same data.</summary>
    public string Stream => $"{Task}/{Generator.Name}";

    /// <summary>All knobs as text; two recipes are the same exactly if this is.</summary>
    public string Canonical => string.Create(
        CultureInfo.InvariantCulture,
        $"{Task}|{Generator.Name}|{Net}|steps={Steps}|batch={Batch}|lr={LearningRate:R}|width={Width}|depth={Depth}|embedding={Embedding}|pairs={Pairs}|ema={EmaDecay:R}|heldout={HeldOut}|{Sabotage}");
}
