using WeightPred.Fixtures.Golden;

namespace WeightPred.Unit.Parity;

/// <summary>
/// PyTorch draws weights and biases from U(-1/sqrt(fan_in), 1/sqrt(fan_in)). The random numbers are others; the bound and the
/// moments of w * sqrt(fan_in) are the same: mean 0, second moment 1/3, fourth 1/5.
/// </summary>
/// <remarks>
/// Variances of one term: 1/3 for the mean, 1/5 - 1/9 = 4/45 for the second and 1/9 - 1/25 = 16/225 for the fourth moment. Two
/// samples of n are 5 standard errors, 5 * sqrt(2 * variance / n), apart at most. A sample of n stays below 1 - 2 * 20 / n
/// with a probability of exp(-20). The seed is fixed, so the test passes always or never.
/// </remarks>
public sealed class InitialWeightsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(256)]
    public void Weights_and_biases_are_uniform_within_one_over_the_root_of_the_inputs(int inputs)
    {
        var golden = GoldenFile.Read<GoldenInit>("linear-init", $"{inputs}");
        torch.manual_seed(1);
        using var layer = Linear(inputs, 4096);
        IsLike(golden.Weight, layer.weight, inputs);
        IsLike(golden.Bias, layer.bias!, inputs);
    }

    private static void IsLike(GoldenMoments golden, Tensor values, int inputs)
    {
        double[] w = [.. values.ToArray().Select(v => v * Math.Sqrt(inputs))];
        Assert.Equal(golden.Count, w.Length);
        double edge = 1 - 40.0 / w.Length;
        foreach (var (min, max) in new[] { (w.Min(), w.Max()), (golden.Min, golden.Max) })
        {
            Assert.InRange(min, -1 - 1e-7, -edge);
            Assert.InRange(max, edge, 1 + 1e-7);
        }

        Near(golden.Mean, w.Average(), 1 / 3.0);
        Near(golden.Second, w.Average(v => v * v), 4 / 45.0);
        Near(golden.Fourth, w.Average(v => v * v * v * v), 16 / 225.0);

        void Near(double expected, double actual, double variance)
        {
            double tolerance = 5 * Math.Sqrt(2 * variance / w.Length);
            Assert.InRange(actual, expected - tolerance, expected + tolerance);
        }
    }
}
