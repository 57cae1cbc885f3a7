using ExactTorch.Rng;
using WeightPred.Models.Generators;
using Reproduction.Recipes.Engines;

namespace WeightPred.Unit.Models.Generators;

public sealed class GeneratorTests
{
    private const int Networks = 40_000;

    public static TheoryData<Generator, double> Moments => new()
    {
        { KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit), 5 },
        { KnownGenerators.TwoLayerMlp(2, 5, WeightScale.LeCun), 0.5 },
        { KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit) with { Relu = ReluPlace.Nowhere }, 10 },
        { KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit) with { Relu = ReluPlace.Everywhere }, 2.5 },
        { KnownGenerators.ThreeLayerMlp(4, 5, 5, WeightScale.LeCun), 0.25 },
        { KnownGenerators.LinearMap(3), 3 },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void The_second_moment_of_the_output_is_the_one_that_its_formula_gives(Generator generator, double expected)
    {
        Assert.Equal(expected, generator.OutputVariance, 1e-12);
        using var scope = NewDisposeScope();
        var noise = new ModelNoise(new RandomStream("moments", 0));
        var weights = generator.DrawWeights(noise, Purpose.EvalData, 1, 0, Networks);
        var x = noise.Normal(Purpose.EvalData, 0, 0, 1f, Networks, 1, generator.Inputs);
        double[] squares = [.. Engine.Values(generator.Apply(x, weights)).Select(y => (double)y * y)];
        double mean = squares.Average(), error = Math.Sqrt(squares.Average(s => (s - mean) * (s - mean)) / Networks);
        Assert.InRange(mean, expected - 5 * error, expected + 5 * error);
        Assert.InRange(error, 0, 0.1 * expected);
    }

    [Fact]
    public void Where_the_ReLUs_stand_is_part_of_its_form_only_where_it_is_not_the_usual()
    {
        var usual = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.Unit);
        Assert.DoesNotContain("Relu", System.Text.Json.JsonSerializer.Serialize(usual), StringComparison.Ordinal);
        Assert.NotEqual(usual, usual with { Relu = ReluPlace.Nowhere });
        Assert.NotEqual(usual.Name, (usual with { Relu = ReluPlace.Everywhere }).Name);
    }
}
