using System.Text.Json.Serialization;

namespace Reproduction.Recipes;

/// <summary>The rule by which a step changes the parameters,
/// with PyTorch's defaults and order of operations; Adam by default.</summary>
public readonly record struct Optimiser
{
    /// <summary>Adam, with 0.9, 0.999 and 1e-8.</summary>
    public static Optimiser Adam => default;

    /// <summary>Adam whose parameters first shrink by the share rate times decay.</summary>
    /// <param name="weightDecay">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is negative, or no number.</exception>
    public static Optimiser AdamW(double weightDecay = 0.01) => new() { Rule = OptimiserRule.AdamW, WeightDecay = weightDecay };

    /// <summary>Gradient descent: b = momentum b + gradient, then parameter - rate b. No dampening, no Nesterov.</summary>
    /// <param name="momentum">From 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The momentum lies outside.</exception>
    public static Optimiser Sgd(double momentum = 0) => new() { Rule = OptimiserRule.Sgd, Momentum = momentum };

    [JsonInclude]
    internal OptimiserRule Rule { get; init; }

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal double Momentum
    {
        get;
        init => field = value is >= 0 and < 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(Momentum), value, "A momentum lies from 0 to below 1.");
    }

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal double WeightDecay
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(WeightDecay), value, "A weight decay is 0 or more.");
    }

    /// <summary>"Adam", "AdamW decay 0.01", "SGD momentum 0.9".</summary>
    public override string ToString() => Rule switch
    {
        OptimiserRule.AdamW => FormattableString.Invariant($"AdamW decay {WeightDecay}"),
        OptimiserRule.Sgd => Momentum == 0 ? "SGD" : FormattableString.Invariant($"SGD momentum {Momentum}"),
        _ => "Adam",
    };
}

internal enum OptimiserRule
{
    Adam,
    AdamW,
    Sgd,
}
