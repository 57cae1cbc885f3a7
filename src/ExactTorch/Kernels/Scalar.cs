using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace ExactTorch.Kernels;

/// <summary>Scalar operations that have the same bits on every machine.</summary>
internal static class Scalar
{
    /// <summary>a * b + c, rounded once: the hardware's instruction where there is one, else <see cref="SoftFma"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fma(float a, float b, float c)
    {
        // The runtime's own fallback calls the C library, whose fmaf is wrong on some systems.
#pragma warning disable RS0030
        if (System.Runtime.Intrinsics.X86.Fma.IsSupported || AdvSimd.IsSupported)
            return MathF.FusedMultiplyAdd(a, b, c);
#pragma warning restore RS0030
        return SoftFma(a, b, c);
    }

    /// <summary>
    /// Exact fused multiply-add in double arithmetic. The product of two floats is exact in double; the sum is rounded to odd,
    /// which makes the final rounding to float equal to a single one.
    /// </summary>
    public static float SoftFma(float a, float b, float c)
    {
        double product = (double)a * b;
        double sum = product + c;
        double back = sum - product;
        double error = (product - (sum - back)) + (c - back);
        if ((error > 0 || error < 0) && double.IsFinite(sum))
        {
            long bits = BitConverter.DoubleToInt64Bits(sum);
            if ((bits & 1) == 0)
                sum = BitConverter.Int64BitsToDouble(bits + ((error > 0) == (sum > 0) ? 1 : -1));
        }

        return (float)sum;
    }
}
