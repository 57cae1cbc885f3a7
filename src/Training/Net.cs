using System.Text.Json.Serialization;
using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Training;

/// <summary>Which network, with its own knobs; it knows how to build itself for an experiment, and about what a training example costs.</summary>
[JsonDerivedType(typeof(LinearNet), "Linear")]
[JsonDerivedType(typeof(XLinearNet), "XLinear")]
[JsonDerivedType(typeof(ResLinearNet), "ResLinear")]
[JsonDerivedType(typeof(FlattenedPairsNet), "FlattenedPairs")]
[JsonDerivedType(typeof(DeepSetsNet), "DeepSets")]
public abstract record Net
{
    public static LinearNet Linear { get; } = new();
    public static XLinearNet XLinear { get; } = new();
    public static ResLinearNet ResLinear { get; } = new();
    public static FlattenedPairsNet FlattenedPairs { get; } = new();
    public static DeepSetsNet DeepSets { get; } = new();

    /// <summary>The network with PyTorch's default initial weights, drawn from the seed's own stream.</summary>
    public Module<Tensor, Tensor> Create(Experiment experiment, RandomStream stream)
    {
        var model = experiment.Sabotage.Build?.Invoke(experiment) ?? Build(experiment);
        InitialWeights.Fill(model, stream);
        experiment.Sabotage.Initial?.Invoke([.. model.parameters()]);
        return model;
    }

    /// <summary>Multiplications an example, roughly: for the order of work and the estimate of its end.</summary>
    public abstract double CostOf(Experiment experiment);

    public sealed override string ToString() => Label;

    private protected abstract string Label { get; }

    private protected abstract Module<Tensor, Tensor> Build(Experiment experiment);

    internal static int Inputs(Experiment experiment) => experiment.Generator.Inputs + experiment.Generator.Unknowns;

    internal static int PairSize(Experiment experiment) => experiment.Generator.Inputs + experiment.Generator.Outputs;
}

/// <summary>The write-up's Linear.</summary>
public sealed record LinearNet(int Width = 128, int Depth = 3) : Net
{
    public override double CostOf(Experiment experiment) => 3.0 * Depth * Width * Width;

    private protected override string Label => "Linear";

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) => new Mlp(Inputs(experiment), experiment.Generator.Outputs, Width, Depth);
}

/// <summary>The write-up's XLinear.</summary>
public sealed record XLinearNet(int Width = 128, int Depth = 3) : Net
{
    public override double CostOf(Experiment experiment) => 3.0 * Depth * Width * (Width + Inputs(experiment));

    private protected override string Label => "XLinear";

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) => new XLinear(Inputs(experiment), experiment.Generator.Outputs, Width, Depth);
}

/// <summary>The write-up's ResLinear.</summary>
public sealed record ResLinearNet(int Width = 128) : Net
{
    /// <summary>A ReLU behind the input layer, which the write-up leaves open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReluFirst { get; init; }

    public override double CostOf(Experiment experiment) => 20.0 * Width * Width;

    private protected override string Label => ReluFirst ? "ResLinear, ReLU first" : "ResLinear";

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) => new ResLinear(Inputs(experiment), experiment.Generator.Outputs, Width, ReluFirst);
}

/// <summary>All pairs side by side into ResLinear.</summary>
public sealed record FlattenedPairsNet(int Width = 128) : Net
{
    /// <inheritdoc cref="ResLinearNet.ReluFirst"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReluFirst { get; init; }

    public override double CostOf(Experiment experiment) => 20.0 * Width * Width;

    private protected override string Label => ReluFirst ? "Flattened pairs, ReLU first" : "Flattened pairs";

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) => new FlattenedPairs(PairSize(experiment), experiment.Pairs, experiment.Generator.Unknowns, Width, ReluFirst);
}

/// <summary>How Deep Sets make one embedding of many.</summary>
public enum Pooling
{
    /// <summary>The write-up's.</summary>
    Mean,

    /// <summary>Set Transformer's pooling by attention.</summary>
    Attention,

    /// <summary>Mean and second moments.</summary>
    Moments,
}

/// <summary>The write-up's Deep Sets model.</summary>
public sealed record DeepSetsNet(int Embedding = 128, Pooling Pooling = Pooling.Mean) : Net
{
    public override double CostOf(Experiment experiment) => 100_000 + 65_000.0 * experiment.Pairs * (Pooling == Pooling.Mean ? 1 : 1.5);

    private protected override string Label => string.Join(", ", ((string[])["Deep Sets", Pooling == Pooling.Mean ? "" : $"{Pooling}".ToLowerInvariant(), Embedding == 128 ? "" : $"embedding {Embedding}"]).Where(part => part.Length > 0));

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) => new WeightPredictor(PairSize(experiment), experiment.Generator.Unknowns, Embedding, Pool());

    /// <summary>The module that pools.</summary>
    internal Module<Tensor, Tensor> Pool() => Pooling switch
    {
        Pooling.Attention => new AttentionPooling(Embedding),
        Pooling.Moments => new MomentPooling(Embedding),
        _ => new MeanPooling(Embedding),
    };
}
