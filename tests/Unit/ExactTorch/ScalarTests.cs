using System.Numerics;
using ExactTorch.Kernels;
using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

public class ScalarTests
{
    [Fact]
    public void Soft_fma_rounds_random_bits_once()
    {
        for (uint n = 0; n < 300_000; n++)
        {
            var (a, b, c, _) = Philox.Words(new(1, 1), (n, 0, 0, 0));
            Check(Finite(a), Finite(b), Finite(c));
        }
    }

    // c of about the size of a * b: cancellation, and sums that end close to a midpoint.
    [Fact]
    public void Soft_fma_rounds_sums_of_equal_size_once()
    {
        for (uint n = 0; n < 300_000; n++)
        {
            var (r, s, t, shift) = Philox.Words(new(2, 2), (n, 0, 0, 0));
            float a = OneToTwo(r);
            float b = OneToTwo(s);
            Check(a, b, (t & 1) == 0 ? OneToTwo(t) : -OneToTwo(t));
            Check(a, b, (float)((t & 1) == 0 ? -(double)a * b : (double)a * b) * Power((int)(shift % 60) - 30));
        }
    }

    // c = 1 + k ulp and a * b = half an ulp, plus or minus a trifle: double rounding would go wrong exactly here.
    [Fact]
    public void Soft_fma_rounds_next_to_midpoints_once()
    {
        for (int k = 0; k < 4; k++)
        {
            float c = 1f + k * Power(-23);
            foreach (float sign in new[] { 1f, -1f })
            {
                foreach (float trifle in new[] { 0f, Power(-23), -Power(-24), Power(-12), 0.5f })
                {
                    Check(1f + trifle, Power(-24), sign * c);
                    Check(1f + trifle, -Power(-24), sign * c);
                    Check(1f + trifle, Power(-25), sign * c);
                    Check(1f + Power(-23), (1f - trifle) * Power(-24), sign * c);
                }
            }
        }

        for (int e = -140; e > -152; e--)
        {
            Check(Power(-75), Power(e + 75), float.Epsilon); // into the subnormals
            Check(Power(-75) * 1.5f, Power(e + 75), -3 * float.Epsilon);
            Check(Power(-75), 1.0000001f * Power(e + 75), 0f);
        }

        Check(float.MaxValue, 1f, Power(103) * 0.99999994f); // just below the midpoint to infinity, and on it
        Check(float.MaxValue, 1f, Power(103));
        Check(float.MaxValue, 2f, -float.MaxValue);
    }

    [Fact]
    public void Soft_fma_knows_infinities_and_signed_zeros()
    {
        Assert.Equal(float.PositiveInfinity, Scalar.SoftFma(float.PositiveInfinity, 1f, 1f));
        Assert.True(float.IsNaN(Scalar.SoftFma(float.PositiveInfinity, 1f, float.NegativeInfinity)));
        Assert.True(float.IsNaN(Scalar.SoftFma(float.NaN, 1f, 1f)));
        Assert.Equal(0x80000000u, BitConverter.SingleToUInt32Bits(Scalar.SoftFma(-0f, 1f, -0f)));
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(Scalar.SoftFma(1f, 1f, -1f)));
    }

    [Fact]
    public void Exp_errs_by_less_than_two_units_in_the_last_place()
    {
        double worst = 0;
        float at = 0;
        for (int i = -870_000; i <= 880_000; i++)
        {
            float x = i * 1e-4f;
            double exact = Math.Exp(x);
            double error = Math.Abs(Elementary.Exp(x) - exact) / ((double)MathF.BitIncrement((float)exact) - (float)exact);
            if (!(error <= worst))
                (worst, at) = (error, x);
        }

        Assert.True(worst < 2, $"{worst} ulp at {at}");
    }

    [Fact]
    public void Exp_has_sane_ends()
    {
        Assert.Equal(1f, Elementary.Exp(0f));
        Assert.Equal(0f, Elementary.Exp(-200f));
        Assert.Equal(0f, Elementary.Exp(float.NegativeInfinity));
        Assert.Equal(float.PositiveInfinity, Elementary.Exp(89f));
        Assert.True(float.IsNaN(Elementary.Exp(float.NaN)));
        Assert.True(float.IsFinite(Elementary.Exp(88.72283f)));
        Assert.True(Elementary.Exp(-87.3365f) > 0);
    }

    private static void Check(float a, float b, float c)
    {
        float soft = Scalar.SoftFma(a, b, c);
        float exact = Exact(a, b, c);
        Assert.True(BitConverter.SingleToInt32Bits(soft) == BitConverter.SingleToInt32Bits(exact),
            $"fma({a:R}, {b:R}, {c:R}): expected {exact:R}, got {soft:R}");
        if (System.Runtime.Intrinsics.X86.Fma.IsSupported)
            Assert.Equal(BitConverter.SingleToInt32Bits(MathF.FusedMultiplyAdd(a, b, c)), BitConverter.SingleToInt32Bits(soft));
    }

    // Integer arithmetic without rounding, then one rounding to nearest even.
    private static float Exact(float a, float b, float c)
    {
        var (ma, ea) = Parts(a);
        var (mb, eb) = Parts(b);
        var (mc, ec) = Parts(c);
        int e = Math.Min(ea + eb, ec);
        var sum = (ma * mb << (ea + eb - e)) + (mc << (ec - e));
        if (sum.IsZero) // + and - cancel to +0; equal signs keep theirs
            return float.IsNegative(c) && (float.IsNegative(a) ^ float.IsNegative(b)) ? -0f : 0f;
        var magnitude = BigInteger.Abs(sum);
        int drop = Math.Max((int)magnitude.GetBitLength() - 24, -149 - e);
        if (drop > 0)
        {
            var rest = magnitude & ((BigInteger.One << drop) - 1);
            var half = BigInteger.One << (drop - 1);
            magnitude >>= drop;
            if (rest > half || (rest == half && !magnitude.IsEven))
                magnitude++;
            e += drop;
        }

        double value = Math.ScaleB((double)magnitude, e); // exact, or past the largest float
        return (float)(sum.Sign < 0 ? -value : value);
    }

    private static (BigInteger Mantissa, int Exponent) Parts(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int exponent = (bits >> 23) & 255;
        int mantissa = (bits & 0x7fffff) | (exponent == 0 ? 0 : 0x800000);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 150);
    }

    private static float Finite(uint bits) =>
        (bits >> 23 & 255) == 255 ? BitConverter.UInt32BitsToSingle(bits ^ 0x20000000u) : BitConverter.UInt32BitsToSingle(bits);

    private static float OneToTwo(uint bits) => BitConverter.UInt32BitsToSingle(0x3f800000u | bits >> 9);

    private static float Power(int exponent) => (float)Math.ScaleB(1.0, exponent);
}
