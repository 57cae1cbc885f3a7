using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ExactTorch.Kernels;

internal struct Pair<T>(Vector256<T> low, Vector256<T> high)
{
    public Vector256<T> Low = low;
    public Vector256<T> High = high;
}

/// <summary>Two 256-bit registers.</summary>
internal unsafe readonly struct Avx2Lanes : ILanes<Pair<float>, Pair<uint>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static bool WideTile => false;
    public static bool Skips => true;

    [MethodImpl(Inline)] public static Pair<float> Load(float* p) => new(Vector256.Load(p), Vector256.Load(p + 8));

    [MethodImpl(Inline)]
    public static void Store(Pair<float> v, float* p)
    {
        v.Low.Store(p);
        v.High.Store(p + 8);
    }

    [MethodImpl(Inline)]
    public static Pair<float> Splat(float x)
    {
        var v = Vector256.Create(x);
        return new(v, v);
    }

    [MethodImpl(Inline)] public static Pair<float> Add(Pair<float> a, Pair<float> b) =>
        new(Avx.Add(a.Low, b.Low), Avx.Add(a.High, b.High));
    [MethodImpl(Inline)] public static Pair<float> Subtract(Pair<float> a, Pair<float> b) =>
        new(Avx.Subtract(a.Low, b.Low), Avx.Subtract(a.High, b.High));
    [MethodImpl(Inline)] public static Pair<float> Multiply(Pair<float> a, Pair<float> b) =>
        new(Avx.Multiply(a.Low, b.Low), Avx.Multiply(a.High, b.High));
    [MethodImpl(Inline)] public static Pair<float> Divide(Pair<float> a, Pair<float> b) =>
        new(Avx.Divide(a.Low, b.Low), Avx.Divide(a.High, b.High));
    [MethodImpl(Inline)] public static Pair<float> Sqrt(Pair<float> a) => new(Avx.Sqrt(a.Low), Avx.Sqrt(a.High));

    [MethodImpl(Inline)]
    public static Pair<float> Fma(Pair<float> a, Pair<float> b, Pair<float> c) =>
        new(System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.Low, b.Low, c.Low),
            System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.High, b.High, c.High));

    [MethodImpl(Inline)]
    public static void Fma(Pair<float> a, Pair<float> b, ref Pair<float> c)
    {
        c.Low = System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.Low, b.Low, c.Low);
        c.High = System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.High, b.High, c.High);
    }

    [MethodImpl(Inline)]
    public static void Fma(Pair<float> a, float* b, ref Pair<float> c)
    {
        c.Low = System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.Low, Vector256.Load(b), c.Low);
        c.High = System.Runtime.Intrinsics.X86.Fma.MultiplyAdd(a.High, Vector256.Load(b + 8), c.High);
    }

    [MethodImpl(Inline)] public static Pair<float> Relu(Pair<float> x) => new(Relu(x.Low), Relu(x.High));
    [MethodImpl(Inline)] public static Pair<float> WherePositive(Pair<float> y, Pair<float> g) =>
        new(WherePositive(y.Low, g.Low), WherePositive(y.High, g.High));
    [MethodImpl(Inline)]
    public static uint PositiveMask(Pair<float> x) =>
        Vector256.ExtractMostSignificantBits(Vector256.GreaterThan(x.Low, Vector256<float>.Zero)) |
        (Vector256.ExtractMostSignificantBits(Vector256.GreaterThan(x.High, Vector256<float>.Zero)) << 8);

    [MethodImpl(Inline)] public static Pair<float> Keep(uint mask, Pair<float> x) =>
        new(Keep(mask, x.Low), Keep(mask >> 8, x.High));

    [MethodImpl(Inline)] public static Pair<uint> LoadBits(uint* p) => new(Vector256.Load(p), Vector256.Load(p + 8));

    [MethodImpl(Inline)]
    public static void StoreBits(Pair<uint> v, uint* p)
    {
        v.Low.Store(p);
        v.High.Store(p + 8);
    }

    [MethodImpl(Inline)] public static Pair<uint> SplatBits(uint x) => new(Vector256.Create(x), Vector256.Create(x));
    [MethodImpl(Inline)] public static Pair<uint> AddBits(Pair<uint> a, Pair<uint> b) => new(a.Low + b.Low, a.High + b.High);
    [MethodImpl(Inline)] public static Pair<uint> SubtractBits(Pair<uint> a, Pair<uint> b) => new(a.Low - b.Low, a.High - b.High);
    [MethodImpl(Inline)] public static Pair<uint> And(Pair<uint> a, Pair<uint> b) => new(a.Low & b.Low, a.High & b.High);
    [MethodImpl(Inline)] public static Pair<uint> Or(Pair<uint> a, Pair<uint> b) => new(a.Low | b.Low, a.High | b.High);
    [MethodImpl(Inline)] public static Pair<uint> Xor(Pair<uint> a, Pair<uint> b) => new(a.Low ^ b.Low, a.High ^ b.High);
    [MethodImpl(Inline)] public static Pair<uint> ShiftLeft(Pair<uint> a, int count) => new(a.Low << count, a.High << count);
    [MethodImpl(Inline)] public static Pair<uint> ShiftRight(Pair<uint> a, int count) => new(a.Low >>> count, a.High >>> count);
    [MethodImpl(Inline)] public static Pair<uint> ShiftRightSigned(Pair<uint> a, int count) =>
        new((a.Low.AsInt32() >> count).AsUInt32(), (a.High.AsInt32() >> count).AsUInt32());

    [MethodImpl(Inline)]
    public static Pair<uint> MultiplyWide(Pair<uint> a, Pair<uint> b, out Pair<uint> high)
    {
        var low = new Pair<uint>(MultiplyWide(a.Low, b.Low, out var highOfLow), MultiplyWide(a.High, b.High, out var highOfHigh));
        high = new(highOfLow, highOfHigh);
        return low;
    }

    [MethodImpl(Inline)] public static Pair<float> ToFloat(Pair<uint> signed) =>
        new(Avx.ConvertToVector256Single(signed.Low.AsInt32()), Avx.ConvertToVector256Single(signed.High.AsInt32()));
    [MethodImpl(Inline)] public static Pair<uint> Bits(Pair<float> v) => new(v.Low.AsUInt32(), v.High.AsUInt32());
    [MethodImpl(Inline)] public static Pair<float> Float(Pair<uint> bits) => new(bits.Low.AsSingle(), bits.High.AsSingle());

    [MethodImpl(Inline)]
    public static Pair<float> Select(Pair<uint> condition, Pair<float> a, Pair<float> b) =>
        new(Vector256.ConditionalSelect(condition.Low.AsSingle(), a.Low, b.Low),
            Vector256.ConditionalSelect(condition.High.AsSingle(), a.High, b.High));

    [MethodImpl(Inline)] public static Pair<uint> EqualBits(Pair<uint> a, Pair<uint> b) =>
        new(Vector256.Equals(a.Low, b.Low), Vector256.Equals(a.High, b.High));

    [MethodImpl(Inline)]
    private static Vector256<float> Relu(Vector256<float> x) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256<float>.Zero, x);

    [MethodImpl(Inline)]
    private static Vector256<float> WherePositive(Vector256<float> y, Vector256<float> g) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256<float>.Zero), g, Vector256<float>.Zero);

    [MethodImpl(Inline)]
    private static Vector256<uint> MultiplyWide(Vector256<uint> a, Vector256<uint> b, out Vector256<uint> high)
    {
        var even = Avx2.Multiply(a, b).AsUInt32();
        var odd = Avx2.Multiply((a.AsUInt64() >>> 32).AsUInt32(), (b.AsUInt64() >>> 32).AsUInt32()).AsUInt32();
        var lowHalf = Vector256.Create(0x00000000FFFFFFFFul).AsUInt32();
        high = (even.AsUInt64() >>> 32).AsUInt32() | (odd & ~lowHalf);
        return (even & lowHalf) | (odd.AsUInt64() << 32).AsUInt32();
    }

    [MethodImpl(Inline)]
    private static Vector256<float> Keep(uint mask, Vector256<float> x)
    {
        var bits = Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128);
        return Vector256.ConditionalSelect(Vector256.Equals(Vector256.Create(mask) & bits, bits).AsSingle(), x,
            Vector256<float>.Zero);
    }
}
