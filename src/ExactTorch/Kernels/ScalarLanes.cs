using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

[InlineArray(16)]
internal struct Sixteen<T>
{
    private T first;
}

/// <summary>Sixteen scalars: the oracle of the other carriers, and the fallback where there is no vector hardware.</summary>
internal unsafe readonly struct ScalarLanes : ILanes<Sixteen<float>, Sixteen<uint>>
{
    public static bool WideTile => false;
    public static bool Skips => false;

    public static Sixteen<float> Load(float* p)
    {
        Sixteen<float> v = default;
        for (int i = 0; i < 16; i++)
            v[i] = p[i];
        return v;
    }

    public static void Store(Sixteen<float> v, float* p)
    {
        for (int i = 0; i < 16; i++)
            p[i] = v[i];
    }

    public static Sixteen<float> Splat(float x)
    {
        Sixteen<float> v = default;
        for (int i = 0; i < 16; i++)
            v[i] = x;
        return v;
    }

    public static Sixteen<float> Add(Sixteen<float> a, Sixteen<float> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = (float)(a[i] + b[i]);
        return a;
    }

    public static Sixteen<float> Subtract(Sixteen<float> a, Sixteen<float> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = (float)(a[i] - b[i]);
        return a;
    }

    public static Sixteen<float> Multiply(Sixteen<float> a, Sixteen<float> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = (float)(a[i] * b[i]);
        return a;
    }

    public static Sixteen<float> Divide(Sixteen<float> a, Sixteen<float> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = (float)(a[i] / b[i]);
        return a;
    }

    public static Sixteen<float> Sqrt(Sixteen<float> a)
    {
        for (int i = 0; i < 16; i++)
            a[i] = MathF.Sqrt(a[i]);
        return a;
    }

    public static Sixteen<float> Fma(Sixteen<float> a, Sixteen<float> b, Sixteen<float> c)
    {
        for (int i = 0; i < 16; i++)
            a[i] = Scalar.Fma(a[i], b[i], c[i]);
        return a;
    }

    public static void Fma(Sixteen<float> a, Sixteen<float> b, ref Sixteen<float> c) => c = Fma(a, b, c);
    public static void Fma(Sixteen<float> a, float* b, ref Sixteen<float> c) => c = Fma(a, Load(b), c);

    public static Sixteen<float> Relu(Sixteen<float> x)
    {
        for (int i = 0; i < 16; i++)
            x[i] = x[i] < 0f ? 0f : x[i];
        return x;
    }

    public static Sixteen<float> WherePositive(Sixteen<float> y, Sixteen<float> g)
    {
        for (int i = 0; i < 16; i++)
            g[i] = y[i] > 0f ? g[i] : 0f;
        return g;
    }

    public static uint PositiveMask(Sixteen<float> x)
    {
        uint mask = 0;
        for (int i = 0; i < 16; i++)
            mask |= x[i] > 0f ? 1u << i : 0;
        return mask;
    }

    public static Sixteen<float> Keep(uint mask, Sixteen<float> x)
    {
        for (int i = 0; i < 16; i++)
            x[i] = (mask >> i & 1) != 0 ? x[i] : 0f;
        return x;
    }

    public static Sixteen<uint> LoadBits(uint* p)
    {
        Sixteen<uint> v = default;
        for (int i = 0; i < 16; i++)
            v[i] = p[i];
        return v;
    }

    public static void StoreBits(Sixteen<uint> v, uint* p)
    {
        for (int i = 0; i < 16; i++)
            p[i] = v[i];
    }

    public static Sixteen<uint> SplatBits(uint x)
    {
        Sixteen<uint> v = default;
        for (int i = 0; i < 16; i++)
            v[i] = x;
        return v;
    }

    public static Sixteen<uint> AddBits(Sixteen<uint> a, Sixteen<uint> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = unchecked(a[i] + b[i]);
        return a;
    }

    public static Sixteen<uint> SubtractBits(Sixteen<uint> a, Sixteen<uint> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = unchecked(a[i] - b[i]);
        return a;
    }

    public static Sixteen<uint> And(Sixteen<uint> a, Sixteen<uint> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] &= b[i];
        return a;
    }

    public static Sixteen<uint> Or(Sixteen<uint> a, Sixteen<uint> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] |= b[i];
        return a;
    }

    public static Sixteen<uint> Xor(Sixteen<uint> a, Sixteen<uint> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] ^= b[i];
        return a;
    }

    public static Sixteen<uint> ShiftLeft(Sixteen<uint> a, int count)
    {
        for (int i = 0; i < 16; i++)
            a[i] <<= count;
        return a;
    }

    public static Sixteen<uint> ShiftRight(Sixteen<uint> a, int count)
    {
        for (int i = 0; i < 16; i++)
            a[i] >>= count;
        return a;
    }

    public static Sixteen<uint> ShiftRightSigned(Sixteen<uint> a, int count)
    {
        for (int i = 0; i < 16; i++)
            a[i] = (uint)((int)a[i] >> count);
        return a;
    }

    public static Sixteen<uint> MultiplyWide(Sixteen<uint> a, Sixteen<uint> b, out Sixteen<uint> high)
    {
        high = default;
        for (int i = 0; i < 16; i++)
        {
            ulong product = (ulong)a[i] * b[i];
            high[i] = (uint)(product >> 32);
            a[i] = (uint)product;
        }

        return a;
    }

    public static Sixteen<float> ToFloat(Sixteen<uint> signed)
    {
        Sixteen<float> v = default;
        for (int i = 0; i < 16; i++)
            v[i] = (float)(int)signed[i];
        return v;
    }

    public static Sixteen<uint> Bits(Sixteen<float> v) => Unsafe.BitCast<Sixteen<float>, Sixteen<uint>>(v);

    public static Sixteen<float> Float(Sixteen<uint> bits) => Unsafe.BitCast<Sixteen<uint>, Sixteen<float>>(bits);

    public static Sixteen<float> Select(Sixteen<uint> condition, Sixteen<float> a, Sixteen<float> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = condition[i] != 0 ? a[i] : b[i];
        return a;
    }

    public static Sixteen<uint> EqualBits(Sixteen<uint> a, Sixteen<uint> b)
    {
        for (int i = 0; i < 16; i++)
            a[i] = a[i] == b[i] ? uint.MaxValue : 0;
        return a;
    }
}
