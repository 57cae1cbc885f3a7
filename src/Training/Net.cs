using System.Text.Json.Serialization;
using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Training;

/// <summary>
/// A network with its own knobs. It builds itself for an experiment, and estimates the cost of a training example.
/// </summary>
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
        experiment.Sabotage.Initial?.Invoke([.. model.named_parameters().Select(p => (p.name, (Tensor)p.parameter))]);
        return model;
    }

    /// <summary>Multiplications an example, roughly: for the order of work and the estimate of its end.</summary>
    public abstract double CostOf(Experiment experiment);

    public sealed override string ToString() => Label;

    private protected abstract string Label { get; }

    private protected abstract Module<Tensor, Tensor> Build(Experiment experiment);

    internal static int Inputs(Experiment experiment) => experiment.Generator.Inputs + experiment.Generator.Unknowns;

    // Forward, and backward to inputs and to weights: three products of each layer.
    private protected static double Products(IReadOnlyList<int> sizes) =>
        3.0 * sizes.Zip(sizes.Skip(1), (from, to) => (double)from * to).Sum();

    // "Linear" where its widths are the printed ones, else "Linear 8-8".
    private protected static string Named(string name, IReadOnlyList<int> widths) =>
        widths.SequenceEqual(XLinearNet.Printed) ? name : $"{name} {string.Join('-', widths)}";

    internal static int PairSize(Experiment experiment) => experiment.Generator.Inputs + experiment.Generator.Outputs;
}

/// <summary>The write-up's Linear, which it does not print: read as XLinear's widths without the appended inputs.</summary>
public sealed record LinearNet : Net
{
    /// <summary>Units of each hidden layer.</summary>
    public IReadOnlyList<int> Widths { get; init; } = XLinearNet.Printed;

    public override double CostOf(Experiment experiment) =>
        Products([Inputs(experiment), .. Widths, experiment.Generator.Outputs]);

    private protected override string Label => Named("Linear", Widths);

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) =>
        new Mlp(Inputs(experiment), experiment.Generator.Outputs, Widths);
}

/// <summary>The write-up's XLinear.</summary>
public sealed record XLinearNet : Net
{
    /// <summary>The widths that the write-up's first version prints.</summary>
    public static IReadOnlyList<int> Printed { get; } = [256, 512, 512, 256, 128];

    /// <inheritdoc cref="LinearNet.Widths"/>
    public IReadOnlyList<int> Widths { get; init; } = Printed;

    public override double CostOf(Experiment experiment) =>
        Products([Inputs(experiment), .. Widths, experiment.Generator.Outputs]);

    private protected override string Label => Named("XLinear", Widths);

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) =>
        new XLinear(Inputs(experiment), experiment.Generator.Outputs, Widths);
}

/// <summary>The write-up's ResLinear, as its first version prints it: 256 wide, three blocks.</summary>
public sealed record ResLinearNet(int Width = 256, int Blocks = 3) : Net
{
    public override double CostOf(Experiment experiment) => 6.0 * Blocks * Width * Width;

    private protected override string Label => "ResLinear";

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) =>
        new ResLinear(Inputs(experiment), experiment.Generator.Outputs, Width, Blocks);
}

/// <summary>All pairs side by side into ResLinear.</summary>
public sealed record FlattenedPairsNet(int Width = 256, int Blocks = 3) : Net
{
    public override double CostOf(Experiment experiment) => 6.0 * Blocks * Width * Width;

    private protected override string Label => "Flattened pairs";

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) =>
        new FlattenedPairs(PairSize(experiment), experiment.Pairs, experiment.Generator.Unknowns, Width, Blocks);
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
    public override double CostOf(Experiment experiment) =>
        100_000 + 65_000.0 * experiment.Pairs * (Pooling == Pooling.Mean ? 1 : 1.5);

    private protected override string Label => string.Join(", ", ((string[])["Deep Sets", Pooling == Pooling.Mean ? ""
        : $"{Pooling}".ToLowerInvariant(), Embedding == 128 ? "" : $"embedding {Embedding}"]).Where(part => part.Length > 0));

    private protected override Module<Tensor, Tensor> Build(Experiment experiment) =>
        new WeightPredictor(PairSize(experiment), experiment.Generator.Unknowns, Embedding, Pool());

    /// <summary>The module that pools.</summary>
    internal Module<Tensor, Tensor> Pool() => Pooling switch
    {
        Pooling.Attention => new AttentionPooling(Embedding),
        Pooling.Moments => new MomentPooling(Embedding),
        _ => new MeanPooling(Embedding),
    };
}
