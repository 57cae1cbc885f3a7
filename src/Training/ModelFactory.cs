using WeightPred.Models;

namespace WeightPred.Reproduction;

/// <summary>From a recipe to its network.</summary>
public static class ModelFactory
{
    /// <summary>Builds the network and gives it PyTorch's default initial weights, drawn from the seed's own stream.</summary>
    public static Module<Tensor, Tensor> Create(Recipe recipe, ExactTorch.Rng.RandomStream stream)
    {
        var model = Build(recipe);
        InitialWeights.Fill(model, stream);
        return model;
    }

    private static Module<Tensor, Tensor> Build(Recipe recipe)
    {
        var generator = recipe.Generator;
        int pairSize = generator.Inputs + generator.Outputs;
        return recipe.Net switch
        {
            Net.Linear => new Mlp(generator.Inputs + generator.Unknowns, generator.Outputs, recipe.Width, recipe.Depth),
            Net.XLinear => new XLinear(generator.Inputs + generator.Unknowns, generator.Outputs, recipe.Width, recipe.Depth),
            Net.ResLinear => new ResLinear(generator.Inputs + generator.Unknowns, generator.Outputs, recipe.Width),
            Net.FlattenedPairs => new FlattenedPairs(pairSize, recipe.Pairs, generator.Unknowns, recipe.Width),
            Net.DeepSets => new WeightPredictor(pairSize, generator.Unknowns, recipe.Embedding),
            Net.DeepSetsAttention => new WeightPredictor(pairSize, generator.Unknowns, recipe.Embedding, new AttentionPooling(recipe.Embedding)),
            Net.DeepSetsMoments => new WeightPredictor(pairSize, generator.Unknowns, recipe.Embedding, new MomentPooling(recipe.Embedding)),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Net, "No such network."),
        };
    }
}
