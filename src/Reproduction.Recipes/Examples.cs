namespace Reproduction.Recipes;

/// <summary>One batch: what the network reads, and how its answer is scored.
/// The first dimension of every tensor is the examples'.</summary>
/// <param name="Input">Input of the network.</param>
/// <param name="Target"><paramref name="Score"/> of a perfect answer.</param>
/// <param name="Score">From the network's answer to the numbers that are compared with the target.</param>
public sealed record Examples(Tensor Input, Tensor Target, Func<Tensor, Tensor> Score);
