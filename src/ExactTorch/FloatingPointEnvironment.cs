using System.Runtime.CompilerServices;

namespace ExactTorch;

/// <summary>Whether this thread's arithmetic is IEEE 754 as the contract needs it (D11).</summary>
public static class FloatingPointEnvironment
{
    /// <exception cref="InvalidOperationException">Subnormals are flushed or rounding is not to nearest even.</exception>
    public static void Check()
    {
        float smallest = Opaque(BitConverter.UInt32BitsToSingle(0x00800000u));
        if ((float)(smallest * Opaque(0.5f)) == 0f)
            throw new InvalidOperationException("This thread flushes subnormal numbers to zero: a native library changed the "
                + "floating-point mode. Results would differ between machines; load that library in another process.");
        float tie = (float)(Opaque(1f) + Opaque(BitConverter.UInt32BitsToSingle(0x33800000u))); // 1 + 2^-24 rounds to 1
        // the next tie rounds up
        float up = (float)(
            Opaque(BitConverter.UInt32BitsToSingle(0x3F800001u)) + Opaque(BitConverter.UInt32BitsToSingle(0x33800000u)));
        if (tie != 1f || BitConverter.SingleToUInt32Bits(up) != 0x3F800002u)
            throw new InvalidOperationException(
                "This thread does not round to nearest even: a native library changed the floating-point mode.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Opaque(float x) => x;
}
