using ExactTorch.Kernels;
using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

/// <summary>Runs the same work on two carriers of the sixteen lanes and compares every bit.</summary>
internal static class Carriers
{
    public static TheoryData<Isa> All => [Isa.Scalar, Isa.Avx2, Isa.Avx512];

    public static TheoryData<Isa> WithVectors => [Isa.Avx2, Isa.Avx512];

    public static readonly int[] Sizes = [1, 3, 15, 16, 17, 31, 32, 33, 127, 128, 129, 1023, 1024, 1025];

    public static void SkipWithout(Isa isa) => Skip.IfNot(IsaSupport.IsSupported(isa), $"This machine or process has no {isa}.");

    /// <summary>The outputs of <paramref name="work"/> on <paramref name="isa"/> must be those on scalars.</summary>
    public static void Agree(Isa isa, string what, Func<Kernels, Tensor[]> work) => Agree([isa], what, work);

    /// <summary>The same for every vector carrier that this process has.</summary>
    public static void AgreeOnVectors(string what, Func<Kernels, Tensor[]> work)
    {
        Isa[] here = [.. new[] { Isa.Avx2, Isa.Avx512 }.Where(IsaSupport.IsSupported)];
        Skip.If(here.Length == 0, "This machine or process has no vectors.");
        Agree(here, what, work);
    }

    private static void Agree(Isa[] vectors, string what, Func<Kernels, Tensor[]> work)
    {
        using var scope = NewDisposeScope();
        var expected = work(Kernels.For(Isa.Scalar));
        foreach (var isa in vectors)
        {
            var actual = work(Kernels.For(isa));
            for (int i = 0; i < expected.Length; i++)
                AssertSameBits(expected[i].ToArray(), actual[i].ToArray(), $"{what}, {isa}, output {i}");
        }
    }

    public static void AssertSameBits(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            uint e = BitConverter.SingleToUInt32Bits(expected[i]);
            uint a = BitConverter.SingleToUInt32Bits(actual[i]);
            Assert.True(e == a, $"{what}[{i}]: expected {e:x8} ({expected[i]:R}), got {a:x8} ({actual[i]:R})");
        }
    }

    /// <summary>Normals, the same for the same index.</summary>
    public static Tensor Draw(int index, params long[] shape)
    {
        var x = empty(shape);
        new RandomStream("unit/carriers", 0).FillNormal(x, Purpose.Noise, index, 0);
        return x;
    }
}
