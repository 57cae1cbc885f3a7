using System.Runtime.CompilerServices;
using ExactTorch.Rng;

namespace ExactTorch.Kernels;

internal abstract unsafe partial class Kernels
{
    /// <summary>Standard normals by Box-Muller, four per Philox block; element i comes from block i / 4.</summary>
    public abstract void Normals(PhiloxKey key, (uint Step, uint Tag) address, float* target, long count);

    /// <summary>fma(u, width, low) with u = (word >> 8) * 2^-24, four per Philox block.</summary>
    public abstract void Uniforms(PhiloxKey key, (uint Step, uint Tag) address, float* target, long count,
        float low, float width);
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Normals(PhiloxKey key, (uint Step, uint Tag) address, float* target, long count)
    {
        float* buffer = Scratch.Get(Scratch.Slot.Wide, 64);
        for (long element = 0; element < count; element += 64)
        {
            Words(key, (uint)(element / 4), address, out U r0, out U r1, out U r2, out U r3);
            BoxMuller(r0, r1, out V n0, out V n1);
            BoxMuller(r2, r3, out V n2, out V n3);
            Interleave(n0, n1, n2, n3, buffer, target + element, (int)Math.Min(64, count - element));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Uniforms(PhiloxKey key, (uint Step, uint Tag) address, float* target, long count, float low, float width)
    {
        float* buffer = Scratch.Get(Scratch.Slot.Wide, 64);
        V lowest = L.Splat(low);
        V scale = L.Splat(width);
        for (long element = 0; element < count; element += 64)
        {
            Words(key, (uint)(element / 4), address, out U r0, out U r1, out U r2, out U r3);
            Interleave(
                L.Fma(Unit(r0), scale, lowest), L.Fma(Unit(r1), scale, lowest), L.Fma(Unit(r2), scale, lowest),
                L.Fma(Unit(r3), scale, lowest),
                buffer, target + element, (int)Math.Min(64, count - element));
        }
    }

    [MethodImpl(Inline)]
    // 2^-24
    private static V Unit(U word) =>
        L.Multiply(L.ToFloat(L.ShiftRight(word, 8)), L.Splat(BitConverter.UInt32BitsToSingle(0x33800000u)));

    // Lane j of n0..n3 holds elements 4j..4j+3.
    [MethodImpl(Inline)]
    private static void Interleave(V n0, V n1, V n2, V n3, float* buffer, float* target, int count)
    {
        L.Store(n0, buffer);
        L.Store(n1, buffer + 16);
        L.Store(n2, buffer + 32);
        L.Store(n3, buffer + 48);
        if (count == 64)
        {
            for (int j = 0; j < 16; j++)
            {
                target[4 * j] = buffer[j];
                target[4 * j + 1] = buffer[j + 16];
                target[4 * j + 2] = buffer[j + 32];
                target[4 * j + 3] = buffer[j + 48];
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
                target[i] = buffer[(i & 3) * 16 + (i >> 2)];
        }
    }

    // Sixteen blocks, at counters block, block + 1, ...
    [MethodImpl(Inline)]
    private static void Words(PhiloxKey key, uint block, (uint Step, uint Tag) address, out U r0, out U r1, out U r2, out U r3)
    {
        U c0 = L.AddBits(L.SplatBits(block), LaneIndex());
        U c1 = L.SplatBits(address.Step);
        U c2 = L.SplatBits(address.Tag);
        U c3 = L.SplatBits(0);
        U m0 = L.SplatBits(Philox.Multiplier0);
        U m1 = L.SplatBits(Philox.Multiplier1);
        uint k0 = key.K0, k1 = key.K1;
        for (int round = 0; round < Philox.Rounds; round++)
        {
            U lowA = L.MultiplyWide(m0, c0, out U highA);
            U lowB = L.MultiplyWide(m1, c2, out U highB);
            c0 = L.Xor(L.Xor(highB, c1), L.SplatBits(k0));
            c1 = lowB;
            c2 = L.Xor(L.Xor(highA, c3), L.SplatBits(k1));
            c3 = lowA;
            unchecked
            {
                k0 += Philox.Weyl0;
                k1 += Philox.Weyl1;
            }
        }

        r0 = c0;
        r1 = c1;
        r2 = c2;
        r3 = c3;
    }

    [MethodImpl(Inline)]
    private static U LaneIndex()
    {
        fixed (uint* p = LaneNumbers)
            return L.LoadBits(p);
    }

    private static ReadOnlySpan<uint> LaneNumbers => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    // Minimax coefficients of our own fit; every operation is rounded as written, so all carriers agree bit by bit.
    [MethodImpl(Inline)]
    private static void BoxMuller(U word1, U word2, out V normal1, out V normal2)
    {
        V radius = L.Sqrt(L.Multiply(L.Splat(-2f), LogOfUniform(word1)));
        U quadrant = L.ShiftRight(L.AddBits(word2, L.SplatBits(0x20000000u)), 30);
        // 2^-30
        V turn = L.Multiply(L.ToFloat(L.SubtractBits(word2, L.ShiftLeft(quadrant, 30))),
            L.Splat(BitConverter.UInt32BitsToSingle(0x30800000u)));
        V square = L.Multiply(turn, turn);
        V sine = L.Splat(-4.601657856e-3f);
        sine = L.Fma(sine, square, L.Splat(7.968003303e-2f));
        sine = L.Fma(sine, square, L.Splat(-6.459634900e-1f));
        sine = L.Fma(sine, square, L.Splat(1.570796371f));
        sine = L.Multiply(turn, sine);
        V cosine = L.Splat(9.033629904e-4f);
        cosine = L.Fma(cosine, square, L.Splat(-2.085993625e-2f));
        cosine = L.Fma(cosine, square, L.Splat(2.536691725e-1f));
        cosine = L.Fma(cosine, square, L.Splat(-1.233700514f));
        cosine = L.Fma(cosine, square, L.Splat(1f));

        U odd = L.EqualBits(L.And(quadrant, L.SplatBits(1)), L.SplatBits(1));
        V a = L.Select(odd, sine, cosine);
        V b = L.Select(odd, cosine, sine);
        U signA = L.ShiftLeft(L.And(L.AddBits(quadrant, L.SplatBits(1)), L.SplatBits(2)), 30);
        U signB = L.ShiftLeft(L.And(quadrant, L.SplatBits(2)), 30);
        normal1 = L.Multiply(radius, L.Float(L.Xor(L.Bits(a), signA)));
        normal2 = L.Multiply(radius, L.Float(L.Xor(L.Bits(b), signB)));
    }

    // log(u) for u = ((word >> 1) | 1) * 2^-31, which lies in (0, 1] and is never zero.
    [MethodImpl(Inline)]
    private static V LogOfUniform(U word)
    {
        // 2^-31
        V u = L.Multiply(L.ToFloat(L.Or(L.ShiftRight(word, 1), L.SplatBits(1))),
            L.Splat(BitConverter.UInt32BitsToSingle(0x30000000u)));
        U i = L.SubtractBits(L.Bits(u), L.SplatBits(0x3f3504f3u));
        V k = L.ToFloat(L.ShiftRightSigned(i, 23));
        V mantissa = L.Float(L.AddBits(L.And(i, L.SplatBits(0x7fffffu)), L.SplatBits(0x3f3504f3u)));
        V f = L.Subtract(mantissa, L.Splat(1f));
        V s = L.Multiply(f, f);
        V q = L.Splat(-7.859613746e-2f);
        q = L.Fma(q, f, L.Splat(1.288164705e-1f));
        q = L.Fma(q, f, L.Splat(-1.312875450e-1f));
        q = L.Fma(q, f, L.Splat(1.418119222e-1f));
        q = L.Fma(q, f, L.Splat(-1.662455350e-1f));
        q = L.Fma(q, f, L.Splat(2.000228614e-1f));
        q = L.Fma(q, f, L.Splat(-2.500081062e-1f));
        q = L.Fma(q, f, L.Splat(3.333331645e-1f));
        V t = L.Multiply(f, s);
        t = L.Multiply(t, q);
        t = L.Fma(k, L.Splat(-2.12194440e-4f), t);
        t = L.Fma(L.Splat(-0.5f), s, t);
        V log = L.Add(f, t);
        return L.Fma(k, L.Splat(0.693359375f), log);
    }
}
