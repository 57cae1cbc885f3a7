using ExactTorch.Kernels;
using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

/// <summary>Batch normalisation: values and gradients, running averages, bits.</summary>
public unsafe class BatchNormTests
{
    [Fact]
    public void In_training_by_the_batchs_own_moments() => Gradcheck.Of(
        t => batch_norm(t[0], zeros(3), ones(3), t[1], t[2], training: true),
        p => p[0].BatchNorm(p[1], p[2]),
        [[7, 3], [3], [3]]);

    [Fact]
    public void In_training_on_columns_that_end_inside_a_strip_and_a_lane() => Gradcheck.Of(
        t => batch_norm(t[0], zeros(81), ones(81), t[1], t[2], training: true),
        p => p[0].BatchNorm(p[1], p[2]),
        [[5, 81], [81], [81]]);

    [Fact]
    public void In_evaluation_by_the_running_moments() => Gradcheck.Of(
        t => batch_norm(t[0], full([3], 0.5f), full([3], 2f), t[1], t[2]),
        p => p[0].BatchNorm(p[1], p[2], new([3], [0.5, 0.5, 0.5]), new([3], [2, 2, 2])),
        [[7, 3], [3], [3]]);

    [Fact]
    public void Between_two_layers_with_a_skip() => Gradcheck.Of(
        t => relu(batch_norm(linear(t[0], t[1]), zeros(4), ones(4), t[2], t[3], training: true) + t[0]),
        p => (p[0].Linear(p[1]).BatchNorm(p[2], p[3]) + p[0]).Relu(),
        [[6, 4], [4, 4], [4], [4]]);

    [Fact]
    public void Training_moves_the_running_moments_by_a_tenth_of_mean_and_unbiased_variance()
    {
        using var scope = NewDisposeScope();
        using var layer = BatchNorm1d(1);
        layer.call(tensor([1f, 2f, 6f], 3, 1));                        // mean 3, sum of squares 14
        Assert.Equal(0.3f, layer.running_mean.item<float>(), 1e-6f);
        Assert.Equal(0.9f + 0.1f * 14 / 2, layer.running_var.item<float>(), 1e-6f);
        layer.eval();
        float[] mean = layer.running_mean.ToArray();
        layer.call(tensor([10f, 20f, 60f], 3, 1));
        Assert.Equal(mean, layer.running_mean.ToArray());
    }

    [Fact]
    public void A_row_alone_has_no_variance()
    {
        using var scope = NewDisposeScope();
        using var layer = BatchNorm1d(2);
        Assert.Contains("2 rows", Assert.Throws<ArgumentException>(() => layer.call(ones(1, 2))).Message,
            StringComparison.Ordinal);
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => layer.call(ones(2, 3))).Message,
            StringComparison.Ordinal);
        layer.eval();
        Assert.All(layer.call(ones(1, 2)).ToArray(), y => Assert.Equal(1f, y, 1e-4f));
    }

    [Fact]
    public void Evaluation_and_training_reach_every_part()
    {
        using var model = new WeightPred.Models.ResLinear(3, 1, 8, 2);
        Assert.True(model.training);
        model.eval();
        using var scope = NewDisposeScope();
        var buffers = model.buffers().Select(b => b.ToArray()).ToList();
        Assert.Equal(8, buffers.Count);                                 // two of each of four layers
        model.call(ones(4, 3));
        Assert.Equal(buffers, model.buffers().Select(b => b.ToArray()));
        model.train();
        model.call(ones(4, 3));
        Assert.NotEqual(buffers, model.buffers().Select(b => b.ToArray()));
    }

    // More rows than a chunk; columns that fill no lane, one, and a strip with some more.
    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void Every_carrier_gives_the_bits_of_the_scalar_one(Isa isa)
    {
        Carriers.SkipWithout(isa);
        foreach (int columns in (int[])[1, 15, 16, 33, 64, 97])
        {
            float[][] expected = All(Kernels.For(Isa.Scalar), columns), found = All(Kernels.For(isa), columns);
            Assert.All(expected.Zip(found), both => Assert.Equal(both.First, both.Second));
        }
    }

    // 1 to 4 chunks of rows, the last one partial: each 1 that is added between 2^60 and its opposite is swallowed.
    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void Means_are_chains_in_chunks_then_a_tree(Isa isa)
    {
        Carriers.SkipWithout(isa);
        using var scope = NewDisposeScope();
        const float huge = 1152921504606846976f; // 2^60
        for (int rows = 300; rows < 4 * Kernels.Chunk; rows += Kernels.Chunk)
        {
            float[] x = [.. Enumerable.Repeat(1f, rows)];
            (x[3], x[200]) = (huge, -huge);
            var (mean, variance) = (empty(1), empty(1));
            Kernels.For(isa).ColumnMoments(tensor(x, rows, 1).AsMatrix(), mean.Pointer, variance.Pointer);
            Assert.Equal((rows - 201) * (float)(1.0 / rows), mean.item<float>());
        }
    }

    private static float[][] All(Kernels kernels, int columns)
    {
        const int Rows = Kernels.Chunk + 77;
        using var scope = NewDisposeScope();
        var stream = new RandomStream("batch norm", columns);
        Tensor Drawn(int index, params long[] shape)
        {
            var drawn = empty(shape);
            stream.FillNormal(drawn, Purpose.TrainData, index, 0);
            return drawn;
        }

        var (x, dy, scale, shift) = (Drawn(0, Rows, columns), Drawn(1, Rows, columns), Drawn(2, columns), Drawn(3, columns));
        var (mean, variance, sum, product) = (empty(columns), empty(columns), empty(columns), empty(columns));
        var (y, dx) = (empty(Rows, columns), empty(Rows, columns));
        kernels.ColumnMoments(x.AsMatrix(), mean.Pointer, variance.Pointer);
        kernels.Normalise(x.AsMatrix(), mean.Pointer, scale.Pointer, shift.Pointer, y.Pointer);
        kernels.NormalisedSums(dy.AsMatrix(), x.AsMatrix(), mean.Pointer, sum.Pointer, product.Pointer);
        kernels.NormaliseBackward(
            dy.AsMatrix(), x.AsMatrix(), mean.Pointer, scale.Pointer, shift.Pointer, sum.Pointer, dx.Pointer);
        return [mean.ToArray(), variance.ToArray(), sum.ToArray(), product.ToArray(), y.ToArray(), dx.ToArray()];
    }
}
