using ExactTorch.Kernels;
using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

/// <summary>
/// Reveals a sum's tree (FPRev, Xie et al., 2024): with +2^60 at i, -2^60 at j and 1 elsewhere, every 1 that is added below the
/// node where i meets j is swallowed. The ones that survive count the leaves outside that node.
/// </summary>
public unsafe class SumOrderTests
{
    private const float Huge = 1152921504606846976f; // 2^60

    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void The_linear_layer_is_one_chain_in_ascending_order(Isa isa)
    {
        Carriers.SkipWithout(isa);
        using var scope = NewDisposeScope();
        const int K = 37;
        for (int i = 0; i < K; i++)
        {
            for (int j = 0; j < K; j++)
            {
                if (i == j)
                    continue;
                var (x, w, y) = (Pattern(K, i, j).reshape(1, K), ones(3, K), empty(1, 3));
                Kernels.For(isa).Linear(x.AsMatrix(), w.AsMatrix(), null, Matrix.None, y.AsMatrix(), relu: false);
                Assert.Equal(Repeat(K - Math.Max(i, j) - 1, 3), y.ToArray());
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void The_linear_layer_starts_from_its_bias(Isa isa)
    {
        Carriers.SkipWithout(isa);
        using var scope = NewDisposeScope();
        var (x, w, b, y) = (Pattern(9, 4, 4).reshape(1, 9), ones(1, 9), full([1], -Huge), empty(1, 1));
        Kernels.For(isa).Linear(x.AsMatrix(), w.AsMatrix(), b.Pointer, Matrix.None, y.AsMatrix(), relu: false);
        Assert.Equal(9 - 5, y.ToArray()[0]);
    }

    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void The_gradient_of_x_is_one_chain_over_the_outputs(Isa isa)
    {
        Carriers.SkipWithout(isa);
        using var scope = NewDisposeScope();
        const int Outputs = 35;
        foreach (var (i, j) in Pairs(Outputs, 60))
        {
            var (dy, x, w, dx) = (Pattern(Outputs, i, j).reshape(1, Outputs), ones(1, 3), ones(Outputs, 3), empty(1, 3));
            Kernels.For(isa).LinearBackward(dy.AsMatrix(), Matrix.None, x.AsMatrix(), w.AsMatrix(), dx.AsMatrix(), Matrix.None,
                Matrix.None, null, Matrix.None);
            Assert.Equal(Repeat(Outputs - Math.Max(i, j) - 1, 3), dx.ToArray());
        }
    }

    // 1 to 8 chunks, the last one partial: every shape of tree that an odd last chunk can make.
    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void Gradients_of_weights_and_bias_are_chains_in_chunks_then_a_tree(Isa isa)
    {
        Carriers.SkipWithout(isa);
        using var scope = NewDisposeScope();
        for (int rows = 300; rows < 8 * Kernels.Chunk; rows += Kernels.Chunk)
        {
            var x = ones(rows, 3);
            foreach (var (i, j) in Pairs(rows, 25))
            {
                var (dy, w, dw, db) = (Pattern(rows, i, j).reshape(rows, 1), ones(1, 3), zeros(1, 3), zeros(1));
                Kernels.For(isa).LinearBackward(dy.AsMatrix(), Matrix.None, x.AsMatrix(), w.AsMatrix(), Matrix.None, Matrix.None,
                    dw.AsMatrix(), db.Pointer, Matrix.None);
                float expected = Survivors(rows, i, j);
                Assert.Equal(Repeat(expected, 3), dw.ToArray());
                Assert.Equal(expected, db.ToArray()[0]);
            }
        }
    }

    [Fact]
    public void The_sum_of_all_elements_is_chains_in_chunks_then_a_tree()
    {
        using var scope = NewDisposeScope();
        for (int count = 300; count < 8 * Kernels.Chunk; count += Kernels.Chunk)
        {
            foreach (var (i, j) in Pairs(count, 100))
            {
                Assert.Equal(Survivors(count, i, j), Pattern(count, i, j).sum().item<float>());
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Carriers.All), MemberType = typeof(Carriers))]
    public void Pooling_over_a_set_is_one_chain(Isa isa)
    {
        Carriers.SkipWithout(isa);
        using var scope = NewDisposeScope();
        const int Size = 300;
        foreach (var (i, j) in Pairs(Size, 60))
        {
            var (x, y) = (Pattern(Size, i, j).reshape(Size, 1).expand(Size, 17), empty(17));
            Kernels.For(isa).SumMiddle(x.Pointer, 1, Size, 17, 1f, y.Pointer);
            Assert.Equal(Repeat(Size - Math.Max(i, j) - 1, 17), y.ToArray());
        }
    }

    /// <summary>Leaves of the contract's tree (D4) outside the smallest node that holds i and j.</summary>
    private static float Survivors(int count, int i, int j)
    {
        var (low, high) = (Math.Min(i, j), Math.Max(i, j));
        int first = low / Kernels.Chunk;
        int last = high / Kernels.Chunk;
        if (first == last)
            return count - (high + 1 - first * Kernels.Chunk);
        int span = 1;
        while (first / span != last / span)
            span *= 2;
        int from = first / span * span * Kernels.Chunk;
        return count - (Math.Min(count, from + span * Kernels.Chunk) - from);
    }

    private static Tensor Pattern(int count, int plus, int minus)
    {
        var x = ones(count);
        x.data<float>()[minus] = -Huge;
        x.data<float>()[plus] = Huge;
        return x;
    }

    private static float[] Repeat(float value, int count) => [.. Enumerable.Repeat(value, count)];

    private static IEnumerable<(int I, int J)> Pairs(int count, int pairs)
    {
        for (uint n = 0; n < pairs; n++)
        {
            var (a, b, _, _) = Philox.Words(new(7, 7), (n, (uint)count, 0, 0));
            int i = (int)(a % (uint)count);
            int j = (int)(b % (uint)count);
            if (i != j)
                yield return (i, j);
        }
    }
}
