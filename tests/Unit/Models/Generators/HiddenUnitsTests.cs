using WeightPred.Models.Generators;

namespace WeightPred.Unit.Models.Generators;

public sealed class HiddenUnitsTests
{
    private static readonly Generator Generator = KnownGenerators.TwoLayerMlp(2, 3, WeightScale.LeCun);

    // W1 = [[1, 2, 3], [4, 5, 6]], W2 = [1, -2, 0.5].
    private static readonly float[] Network = [1, 2, 3, 4, 5, 6, 1, -2, 0.5f];

    [Fact]
    public void A_network_has_no_distance_from_itself() =>
        Assert.Equal(0, HiddenUnits.SquaredDistance(Generator, Network, Network));

    [Fact]
    public void Units_in_another_order_are_the_same_network()
    {
        float[] reordered = [3, 1, 2, 6, 4, 5, 0.5f, 1, -2];
        Assert.Equal(0, HiddenUnits.SquaredDistance(Generator, Network, reordered), 1e-12);
    }

    [Fact]
    public void A_unit_scaled_up_and_down_is_the_same_network()
    {
        float[] scaled = [4, 2, 3, 16, 5, 6, 0.25f, -2, 0.5f];
        Assert.Equal(0, HiddenUnits.SquaredDistance(Generator, Network, scaled), 1e-12);
    }

    [Fact]
    public void A_unit_with_the_other_sign_is_another_network()
    {
        var one = KnownGenerators.TwoLayerMlp(2, 1, WeightScale.LeCun);
        double square = 5;                                            // |w| = 5 and |a| = 1: both balanced to sqrt(5)
        Assert.Equal(4 * square, HiddenUnits.SquaredDistance(one, [3, 4, 1], [3, 4, -1]), 1e-9);
    }

    [Fact]
    public void The_norm_is_the_distance_from_nothing() =>
        Assert.Equal(HiddenUnits.SquaredDistance(Generator, Network, new float[9]),
            HiddenUnits.SquaredNorm(Generator, Network), 1e-12);

    [Fact]
    public void Networks_with_two_hidden_layers_are_refused() =>
        Assert.Throws<ArgumentException>(
            () => HiddenUnits.SquaredNorm(KnownGenerators.ThreeLayerMlp(2, 2, 2, WeightScale.Unit), new float[10]));
}
