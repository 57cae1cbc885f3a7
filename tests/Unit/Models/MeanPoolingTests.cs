using WeightPred.Models;
using Reproduction.Recipes.Engines;

namespace WeightPred.Unit.Models;

/// <summary>mean(W h + b) = W mean(h) + b: why the pooling owns the encoder's last layer.</summary>
public sealed class MeanPoolingTests
{
    private const int Sets = 4, Pairs = 7, Size = 8;

    [Fact]
    public void Before_and_after_the_last_layer_it_is_the_same_up_to_rounding()
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var pooling = new MeanPooling(Size);
        float[] w = Engine.Values(pooling.parameters().First()), bias = Engine.Values(pooling.parameters().Last());
        float[] h = [.. Enumerable.Range(0, Sets * Pairs * PairEncoder.HiddenSize)
            .Select(i => (float)(i * 2654435761L % 1000) / 997f)];
        var hidden = torch.tensor(h, [Sets, Pairs, PairEncoder.HiddenSize]);
        float[] before = Engine.Values(pooling.call(hidden));

        // The write-up's order, in double: the last layer on each pair, then the mean.
        for (int set = 0; set < Sets; set++)
        {
            for (int o = 0; o < Size; o++)
            {
                double mean = bias[o], size = Math.Abs(bias[o]);
                for (int k = 0; k < PairEncoder.HiddenSize; k++)
                {
                    for (int pair = 0; pair < Pairs; pair++)
                    {
                        double term = (double)w[o * PairEncoder.HiddenSize + k]
                            * h[(set * Pairs + pair) * PairEncoder.HiddenSize + k] / Pairs;
                        mean += term;
                        size += Math.Abs(term);
                    }
                }

                // Roundings on the way of one term: 7 additions, the scaling, 257 multiply-adds.
                double tolerance = (Pairs + 1 + PairEncoder.HiddenSize + 1) * Math.ScaleB(size, -24);
                Assert.InRange(before[set * Size + o], mean - tolerance, mean + tolerance);
            }
        }
    }

    [Fact]
    public void A_ReLU_in_between_would_forbid_it()
    {
        using var scope = torch.NewDisposeScope();
        var h = torch.tensor(new[] { 1f, -1f }, [1, 2, 1]);
        float after = torch.nn.functional.relu(h).mean([1]).item<float>(),
            first = torch.nn.functional.relu(h.mean([1])).item<float>();
        Assert.NotEqual(after, first);
    }
}
