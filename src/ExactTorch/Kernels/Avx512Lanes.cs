using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector512<float>;
using U = System.Runtime.Intrinsics.Vector512<uint>;

namespace ExactTorch.Kernels;

/// <summary>One 512-bit register.</summary>
internal unsafe readonly struct Avx512Lanes : ILanes<V, U>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static bool WideTile => true;
    public static bool Skips => true;

    [MethodImpl(Inline)] public static V Load(float* p) => Vector512.Load(p);
    [MethodImpl(Inline)] public static void Store(V v, float* p) => v.Store(p);
    [MethodImpl(Inline)] public static V Splat(float x) => Vector512.Create(x);
    [MethodImpl(Inline)] public static V Add(V a, V b) => Avx512F.Add(a, b);
    [MethodImpl(Inline)] public static V Subtract(V a, V b) => Avx512F.Subtract(a, b);
    [MethodImpl(Inline)] public static V Multiply(V a, V b) => Avx512F.Multiply(a, b);
    [MethodImpl(Inline)] public static V Divide(V a, V b) => Avx512F.Divide(a, b);
    [MethodImpl(Inline)] public static V Sqrt(V a) => Avx512F.Sqrt(a);
    [MethodImpl(Inline)] public static V Fma(V a, V b, V c) => Avx512F.FusedMultiplyAdd(a, b, c);
    [MethodImpl(Inline)] public static void Fma(V a, V b, ref V c) => c = Avx512F.FusedMultiplyAdd(a, b, c);
    [MethodImpl(Inline)] public static void Fma(V a, float* b, ref V c) => c = Avx512F.FusedMultiplyAdd(a, Vector512.Load(b), c);
    [MethodImpl(Inline)] public static V Relu(V x) => Vector512.ConditionalSelect(Vector512.LessThan(x, V.Zero), V.Zero, x);
    [MethodImpl(Inline)] public static V WherePositive(V y, V g) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(y, V.Zero), g, V.Zero);
    [MethodImpl(Inline)] public static uint PositiveMask(V x) =>
        (uint)Vector512.ExtractMostSignificantBits(Vector512.GreaterThan(x, V.Zero));

    [MethodImpl(Inline)]
    public static V Keep(uint mask, V x)
    {
        var bits = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.ConditionalSelect(Vector512.Equals(Vector512.Create(mask) & bits, bits).AsSingle(), x, V.Zero);
    }

    [MethodImpl(Inline)] public static U LoadBits(uint* p) => Vector512.Load(p);
    [MethodImpl(Inline)] public static void StoreBits(U v, uint* p) => v.Store(p);
    [MethodImpl(Inline)] public static U SplatBits(uint x) => Vector512.Create(x);
    [MethodImpl(Inline)] public static U AddBits(U a, U b) => a + b;
    [MethodImpl(Inline)] public static U SubtractBits(U a, U b) => a - b;
    [MethodImpl(Inline)] public static U And(U a, U b) => a & b;
    [MethodImpl(Inline)] public static U Or(U a, U b) => a | b;
    [MethodImpl(Inline)] public static U Xor(U a, U b) => a ^ b;
    [MethodImpl(Inline)] public static U ShiftLeft(U a, int count) => a << count;
    [MethodImpl(Inline)] public static U ShiftRight(U a, int count) => a >>> count;
    [MethodImpl(Inline)] public static U ShiftRightSigned(U a, int count) => (a.AsInt32() >> count).AsUInt32();

    [MethodImpl(Inline)]
    public static U MultiplyWide(U a, U b, out U high)
    {
        var even = Avx512F.Multiply(a, b).AsUInt32();
        var odd = Avx512F.Multiply((a.AsUInt64() >>> 32).AsUInt32(), (b.AsUInt64() >>> 32).AsUInt32()).AsUInt32();
        var lowHalf = Vector512.Create(0x00000000FFFFFFFFul).AsUInt32();
        high = (even.AsUInt64() >>> 32).AsUInt32() | (odd & ~lowHalf);
        return (even & lowHalf) | (odd.AsUInt64() << 32).AsUInt32();
    }

    [MethodImpl(Inline)] public static V ToFloat(U signed) => Avx512F.ConvertToVector512Single(signed.AsInt32());
    [MethodImpl(Inline)] public static U Bits(V v) => v.AsUInt32();
    [MethodImpl(Inline)] public static V Float(U bits) => bits.AsSingle();
    [MethodImpl(Inline)] public static V Select(U condition, V a, V b) => Vector512.ConditionalSelect(condition.AsSingle(), a, b);
    [MethodImpl(Inline)] public static U EqualBits(U a, U b) => Vector512.Equals(a, b);
}
