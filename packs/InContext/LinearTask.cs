using System.Text.Json.Serialization;

[assembly: WriteUp("Transformers learn in-context by gradient descent", typeof(Laboratory<InContext.LinearTask>))]

namespace InContext;

/// <summary>
/// Linear regression in a context: y = w'x with w from N(0, I) and x from U(-1, 1), ten pairs (x, y) and one x alone. The network
/// sees new tasks at every step, and answers with the y of the last x.
/// </summary>
public sealed record LinearTask : Recipe<LinearTask>, IRecipe<LinearTask>
{
    /// <summary>Numbers of an x, and pairs of a context.</summary>
    public const int Dimension = 10, Context = 10;

    private const int Inputs = 0, Weights = 1;

    /// <summary>Layers of attention, which share their weights.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether a softmax follows the scores.</summary>
    public bool Softmax { get; init; }

    /// <summary>Whether each layer has two heads in place of one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TwoHeads { get; init; }

    /// <summary>Inputs lie between this and its negative.</summary>
    public double Range { get; init; } = 1;

    /// <summary>Whether it starts from PyTorch's weights,
    /// which are larger than the notebook's and leave the start sooner.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LargeStart { get; init; }

    protected override string Label => $"{Layers} layer{(Layers == 1 ? "" : "s")}{(Softmax ? ", softmax" : "")}"
        + (TwoHeads ? ", two heads" : "");

    protected override TimeSpan TakesExample => Layers * TimeSpan.FromMicroseconds(Softmax ? 30 : 20) * (TwoHeads ? 2 : 1);

    // The variance of the notebook's initial weights is 0.002 / layers / 11, that of PyTorch's 1 / 3 / 11.
    protected override double InitialScale => LargeStart ? 1 : Math.Sqrt(3 * 0.002 / Layers);

    protected override string Stream => "LinearTask";

    /// <summary>The budget of the authors' notebook, or the quick tier's, which was tried on seeds from 100 on.</summary>
    public static LinearTask Of(Tier tier) => new()
    {
        Steps = tier == Tier.Quick ? 1_500 : 5_000,
        Batch = tier == Tier.Quick ? 256 : 2_048,
        LearningRate = tier == Tier.Quick ? 3e-3 : 1e-3,
        LargeStart = tier == Tier.Quick,
    };

    protected override Module<Tensor, Tensor> Build() => new Transformer(Dimension + 1, Layers, TwoHeads ? 2 : 1, Softmax);

    protected override Examples Draw(Noise noise, Purpose purpose, long step, int batch)
    {
        var x = noise.Uniform(purpose, Inputs, step, (float)-Range, (float)Range, batch, Context + 1, Dimension);
        var y = x.bmm(noise.Normal(purpose, Weights, step, 1, batch, Dimension, 1));         // [batch, context + 1, 1]
        var shown = cat([y.narrow(1, 0, Context), zeros(batch, 1, 1)], dim: 1);
        return new(cat([x, shown], dim: 2), y.narrow(1, Context, 1).reshape(-1, 1), answer => answer);
    }
}
