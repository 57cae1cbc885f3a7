using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

public class RandomStreamTests
{
    // Random123's kat_vectors for philox4x32-10.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e,
        0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb,
        0x5001e420, 0x24126ea1)]
    public void Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), global::ExactTorch.Rng.Philox.Words(new(k0, k1), (c0, c1, c2, c3)));

    [Fact]
    public void The_first_four_normals() =>
        Assert.Equal([0xbf785e5cu, 0x3e46ace8u, 0xbf9e28d3u, 0x3ff6433cu], Golden(4).Select(BitConverter.SingleToUInt32Bits));

    [Theory]
    [InlineData(1 << 20, 0x1e0b4ed072155032)]
    [InlineData(1 << 22, 0x32a9b01b74a31dbe)]
    public void The_hash_of_the_first_normals(int count, ulong expected)
    {
        ulong hash = 1469598103934665603;
        foreach (float normal in Golden(count))
            hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(normal)) * 1099511628211);
        Assert.Equal(expected, hash);
    }

    // Fixed numbers, so this cannot fail by chance; 4 standard errors is what an honest sampler passes 9999 times in 10 000.
    [Fact]
    public void Normals_have_the_moments_of_the_normal_distribution()
    {
        const int N = 1_000_000;
        double[] x = [.. new RandomStream("unit/moments", 0).Normals(N, Purpose.Noise, 0, 0).Select(v => (double)v)];
        double Moment(int power) => x.Average(v => Math.Pow(v, power));
        double Z(double value, double mean, double variance) => Math.Abs(value - mean) / Math.Sqrt(variance / N);
        Assert.InRange(Z(Moment(1), 0, 1), 0, 4);
        Assert.InRange(Z(Moment(2), 1, 2), 0, 4);
        Assert.InRange(Z(Moment(3), 0, 15), 0, 4);
        Assert.InRange(Z(Moment(4), 3, 96), 0, 4);
        // sine and cosine partners: variance 1, N / 2 of them
        Assert.InRange(Z(Enumerable.Range(0, N / 2).Average(i => x[2 * i] * x[2 * i + 1]), 0, 2), 0, 4);
    }

    [Fact]
    public void Uniforms_lie_in_their_range_and_have_its_moments()
    {
        const int N = 1_000_000;
        float[] u = new RandomStream("unit/moments", 0).Uniforms(N, Purpose.Noise, 0, 0);
        Assert.All([u.Min(), u.Max()], v => Assert.InRange(v, 0f, 0.99999994f));
        Assert.InRange(Math.Abs(u.Average(v => (double)v) - 0.5) / Math.Sqrt(1.0 / 12 / N), 0, 4);
        Assert.InRange(Math.Abs(u.Average(v => (v - 0.5) * (v - 0.5)) - 1.0 / 12) / Math.Sqrt(1.0 / 180 / N), 0, 4);
    }

    [Fact]
    public void Every_part_of_an_address_gives_other_numbers()
    {
        float[][] draws =
        [
            new RandomStream("unit/a", 0).Normals(64, Purpose.TrainData, 0, 0),
            new RandomStream("unit/b", 0).Normals(64, Purpose.TrainData, 0, 0),
            new RandomStream("unit/a", 1).Normals(64, Purpose.TrainData, 0, 0),
            new RandomStream("unit/a", 0).Normals(64, Purpose.EvalData, 0, 0),
            new RandomStream("unit/a", 0).Normals(64, Purpose.TrainData, 1, 0),
            new RandomStream("unit/a", 0).Normals(64, Purpose.TrainData, 0, 1),
        ];
        var all = draws.SelectMany(d => d).ToList();

        // Two equal floats among 384 normals would be luck of about 1 in 100; four would be an overlap.
        Assert.InRange(all.Count - all.Distinct().Count(), 0, 3);
    }

    [Fact]
    public void The_same_address_gives_the_same_numbers_whatever_was_drawn_before()
    {
        var stream = new RandomStream("unit/a", 3);
        float[] first = stream.Normals(100, Purpose.TrainData, 2, 17);
        _ = stream.Normals(77, Purpose.Shuffle, 0, 1);
        Assert.Equal(first, new RandomStream("unit/a", 3).Normals(100, Purpose.TrainData, 2, 17));
    }

    [Fact]
    public void Draws_depend_on_the_element_and_not_on_shape_or_size()
    {
        using var scope = NewDisposeScope();
        var stream = new RandomStream("unit/a", 0);
        float[] all = stream.Normals(1000, Purpose.TrainData, 0, 0);
        float[] uniforms = stream.Uniforms(1000, Purpose.TrainData, 0, 0);
        var shaped = empty(10, 4, 25);
        stream.FillNormal(shaped, Purpose.TrainData, 0, 0);
        Carriers.AssertSameBits(all, shaped.ToArray(), "shape");
        foreach (int count in new[] { 1, 2, 3, 5, 63, 64, 65, 127, 999 })
        {
            Carriers.AssertSameBits(all[..count], stream.Normals(count, Purpose.TrainData, 0, 0), $"first {count} normals");
            Carriers.AssertSameBits(uniforms[..count], stream.Uniforms(count, Purpose.TrainData, 0, 0),
                $"first {count} uniforms");
        }
    }

    [Fact]
    public void Impossible_addresses_are_refused()
    {
        var stream = new RandomStream("unit/a", 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Normals(1, Purpose.Init, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Normals(1, Purpose.Init, 65536, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Normals(1, Purpose.Init, 0, -1));
    }

    private static float[] Golden(int count) => new RandomStream(new PhiloxKey(42, 0)).Normals(count, Purpose.Init, 0, 0);

    [Fact]
    public void A_permutation_is_a_function_of_its_address_and_favours_no_place()
    {
        const int Count = 6, Draws = 30_000;
        var stream = new RandomStream("unit/permutations", 0);
        int[] counts = new int[Count * Count];
        for (int step = 0; step < Draws; step++)
        {
            int[] order = stream.Permutation(Count, Purpose.Shuffle, 0, step);
            Assert.Equal([0, 1, 2, 3, 4, 5], order.Order());
            for (int place = 0; place < Count; place++)
                counts[Count * place + order[place]]++;
        }

        // 25 degrees of freedom: 60 lies beyond 0.9999 of the distribution.
        double expected = (double)Draws / Count;
        Assert.True(counts.Sum(count => (count - expected) * (count - expected) / expected) < 60);

        Assert.Equal([1, 6, 2, 8, 5, 0, 7, 3, 9, 4], stream.Permutation(10, Purpose.Shuffle, 1, 3));
        Assert.NotEqual(stream.Permutation(10, Purpose.Shuffle, 1, 3), stream.Permutation(10, Purpose.Shuffle, 1, 4));
        Assert.NotEqual(stream.Permutation(10, Purpose.Shuffle, 1, 3), stream.Permutation(10, Purpose.Shuffle, 0, 3));
        Assert.Empty(stream.Permutation(0, Purpose.Shuffle, 0, 0));
    }
}
