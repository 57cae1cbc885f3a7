using ExactTorch.Rng;
using WeightPred.Models;

namespace WeightPred.Reproduction;

/// <summary>One batch: what the network reads, and how its answer is scored.</summary>
/// <param name="Input">What the network reads.</param>
/// <param name="Target">What <paramref name="Score"/> of a perfect answer would be.</param>
/// <param name="Score">From the network's answer to the numbers that are compared with the target.</param>
public sealed record Examples(Tensor Input, Tensor Target, Func<Tensor, Tensor> Score);

/// <summary>Draws batches of a recipe's task.</summary>
public static class ExampleSource
{
    // Addresses of a step's random tensors. Weights take one address a layer, from Weights on.
    private const int Points = 0;
    private const int FreshPoints = 1;
    private const int Weights = 2;

    /// <summary>A batch, drawn without recording gradients.</summary>
    /// <param name="recipe">Task, generator, pairs, sabotage.</param>
    /// <param name="noise">The seed's randomness.</param>
    /// <param name="purpose">Training or evaluation.</param>
    /// <param name="step">Which batch.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="shift">How x_eval is transformed, for evaluations out of distribution; null for not at all.</param>
    /// <param name="pairs">Pairs where they differ from the recipe's.</param>
    public static Examples Draw(Recipe recipe, INoise noise, Purpose purpose, long step, int batch, Func<Tensor, Tensor>? shift = null, int? pairs = null)
    {
        using var quiet = no_grad();
        var generator = recipe.Generator;
        if (recipe.Sabotage == Sabotage.OneBatchOnly && purpose == Purpose.TrainData)
            step = 0;
        var weights = generator.DrawWeights(noise, purpose, Weights, step, batch);
        if (recipe.Task == LearningTask.OutputFromWeights)
        {
            var x = noise.Normal(purpose, Points, step, 1f, batch, generator.Inputs);
            var y = generator.Apply(x.unsqueeze(1), weights).squeeze(1);
            return new(cat([x, weights], dim: 1), Sabotaged(y), answer => answer);
        }

        int count = pairs ?? recipe.Pairs;
        var inputs = noise.Normal(purpose, Points, step, 1f, batch, count, generator.Inputs);
        var given = cat([inputs, generator.Apply(inputs, weights)], dim: 2);
        if (recipe.Task == LearningTask.WeightsFromPairs)
            return new(given, Sabotaged(weights), answer => answer);

        var fresh = recipe.Sabotage == Sabotage.EvaluateOnPairs
            ? inputs.narrow(1, 0, 1)
            : noise.Normal(purpose, FreshPoints, step, 1f, batch, 1, generator.Inputs);
        if (shift is not null)
            fresh = shift(fresh);
        return new(given, generator.Apply(fresh, Sabotaged(weights)), answer => generator.Apply(fresh, answer));

        Tensor Sabotaged(Tensor truth)
        {
            if (recipe.Sabotage != Sabotage.ShuffledTargets || purpose != Purpose.TrainData)
                return truth;
            return cat([truth.narrow(0, 1, batch - 1), truth.narrow(0, 0, 1)], dim: 0);
        }
    }
}
