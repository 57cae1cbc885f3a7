using System.Text.Json.Serialization;
using ExactTorch.Rng;

namespace WeightPred.Models.Generators;

/// <summary>Standard deviation of a generator's random weights.</summary>
public enum WeightScale
{
    /// <summary>N(0, 1).</summary>
    Unit,

    /// <summary>LeCun normal: N(0, 1 / fan_in).</summary>
    LeCun,
}

/// <summary>Layers of a generator that end with a ReLU.</summary>
public enum ReluPlace
{
    /// <summary>The hidden ones.</summary>
    Hidden,

    /// <summary>None: a linear map, written as a product of matrices.</summary>
    Nowhere,

    /// <summary>The hidden ones and the output, as in the code of the write-up's first version.</summary>
    Everywhere,
}

/// <summary>
/// A family of bias-free ReLU networks with random weights: the function whose weights are to be predicted (Part II), or
/// whose output is to be predicted from them (Part I).
/// </summary>
/// <param name="Sizes">Inputs, hidden layers, outputs: [2, 5, 1] has 2 * 5 + 5 * 1 = 15 unknown weights.</param>
/// <param name="Scale">Distribution of the weights.</param>
public sealed record Generator(IReadOnlyList<int> Sizes, WeightScale Scale)
{
    /// <summary>Layers that end with a ReLU.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ReluPlace Relu { get; init; }

    /// <summary>Numbers in x.</summary>
    [JsonIgnore]
    public int Inputs => Sizes[0];

    /// <summary>Numbers in y.</summary>
    [JsonIgnore]
    public int Outputs => Sizes[^1];

    /// <summary>Number of weights.</summary>
    [JsonIgnore]
    public int Unknowns => Layers.Sum(layer => layer.Weights);

    /// <summary>Names the random stream: "2-5-1/LeCun".</summary>
    [JsonIgnore]
    public string Name => $"{string.Join('-', Sizes)}/{Scale}" + Relu switch
    {
        ReluPlace.Nowhere => "/no ReLU",
        ReluPlace.Everywhere => "/ReLU on the output",
        _ => "",
    };

    /// <summary>
    /// Second moment of one output for x ~ N(0, 1), which is what predicting 0 leaves, and the variance where no ReLU ends the
    /// output: each layer multiplies it by fan_in * std², and each ReLU halves it (a symmetric variable's). Exact for these
    /// generators: 5 for N(0,1) 2-5-1, 1/2 for LeCun with one hidden layer.
    /// </summary>
    [JsonIgnore]
    public double OutputVariance =>
        Math.ScaleB(Layers.Aggregate(1.0, (moment, layer) => moment * layer.FanIn * Std(layer.FanIn) * Std(layer.FanIn)), -Relus);

    private int Relus => Relu switch
    {
        ReluPlace.Nowhere => 0,
        ReluPlace.Everywhere => Sizes.Count - 1,
        _ => Sizes.Count - 2,
    };

    private IEnumerable<(int FanIn, int FanOut, int Weights)> Layers =>
        Enumerable.Range(0, Sizes.Count - 1).Select(i => (Sizes[i], Sizes[i + 1], Sizes[i] * Sizes[i + 1]));

    /// <summary>Random weights, layer after layer, each [fan_in, fan_out] row-major. Result: [batch, unknowns].</summary>
    /// <param name="noise">Source of randomness.</param>
    /// <param name="purpose">Training or evaluation.</param>
    /// <param name="firstTensor">Address of the first layer's weights; each layer takes one.</param>
    /// <param name="step">Which step.</param>
    /// <param name="batch">How many networks.</param>
    public Tensor DrawWeights(INoise noise, Purpose purpose, int firstTensor, long step, int batch) => cat(
        [.. Layers.Select(
            (layer, i) => noise.Normal(purpose, firstTensor + i, step, (float)Std(layer.FanIn), batch, layer.Weights))],
        dim: 1);

    /// <summary>Runs each network on its own points. x: [batch, points, inputs];
    /// weights: [batch, unknowns]; result: [batch, points, outputs].</summary>
    public Tensor Apply(Tensor x, Tensor weights)
    {
        var h = x;
        long from = 0;
        foreach (var (fanIn, fanOut, count) in Layers)
        {
            h = h.bmm(weights.narrow(1, from, count).reshape(-1, fanIn, fanOut));
            from += count;
            bool isOutput = from == Unknowns;
            if (Relu == ReluPlace.Everywhere || (Relu == ReluPlace.Hidden && !isOutput))
                h = relu(h);
        }

        return h;
    }

    private double Std(int fanIn) => Scale == WeightScale.Unit ? 1.0 : 1.0 / Math.Sqrt(fanIn);

    /// <summary>Compares by value, sizes included.</summary>
    public bool Equals(Generator? other) =>
        other is not null && Scale == other.Scale && Relu == other.Relu && Sizes.SequenceEqual(other.Sizes);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
