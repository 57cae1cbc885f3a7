using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

/// <summary>Element-wise operations, each rounded once.</summary>
internal enum Binary
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

internal abstract unsafe partial class Kernels
{
    /// <summary>z[i] = x[i] op y[i].</summary>
    public abstract void Apply(Binary op, float* x, float* y, float* z, long count);

    /// <summary>z[i] = x[i] op s.</summary>
    public abstract void Apply(Binary op, float* x, float s, float* z, long count);

    /// <summary>y[i] = x[i] &lt; 0 ? 0 : x[i].</summary>
    public abstract void Relu(float* x, float* y, long count);

    /// <summary>dx[i] = y[i] > 0 ? dy[i] : 0.</summary>
    public abstract void ReluBackward(float* dy, float* y, float* dx, long count);
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    public override void Apply(Binary op, float* x, float* y, float* z, long count)
    {
        switch (op)
        {
            case Binary.Add: Map<AddOp>(x, y, z, count); break;
            case Binary.Subtract: Map<SubtractOp>(x, y, z, count); break;
            case Binary.Multiply: Map<MultiplyOp>(x, y, z, count); break;
            default: Map<DivideOp>(x, y, z, count); break;
        }
    }

    public override void Apply(Binary op, float* x, float s, float* z, long count)
    {
        switch (op)
        {
            case Binary.Add: Map<AddOp>(x, s, z, count); break;
            case Binary.Subtract: Map<SubtractOp>(x, s, z, count); break;
            case Binary.Multiply: Map<MultiplyOp>(x, s, z, count); break;
            default: Map<DivideOp>(x, s, z, count); break;
        }
    }

    public override void Relu(float* x, float* y, long count) => Map<ReluOp>(x, x, y, count);

    public override void ReluBackward(float* dy, float* y, float* dx, long count) => Map<MaskOp>(y, dy, dx, count);

    // The last, partial group of lanes is read and computed whole (every buffer has padding) and stored one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TOp>(float* x, float* y, float* z, long count)
        where TOp : struct, ILaneOp
    {
        long i = 0;
        for (; i + 16 <= count; i += 16)
            L.Store(TOp.Of(L.Load(x + i), L.Load(y + i)), z + i);
        if (i < count)
            StorePart(TOp.Of(L.Load(x + i), L.Load(y + i)), z + i, (int)(count - i));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TOp>(float* x, float s, float* z, long count)
        where TOp : struct, ILaneOp
    {
        V y = L.Splat(s);
        long i = 0;
        for (; i + 16 <= count; i += 16)
            L.Store(TOp.Of(L.Load(x + i), y), z + i);
        if (i < count)
            StorePart(TOp.Of(L.Load(x + i), y), z + i, (int)(count - i));
    }

    private static void StorePart(V v, float* z, int count)
    {
        float* edge = Scratch.Edge;
        L.Store(v, edge);
        for (int j = 0; j < count; j++)
            z[j] = edge[j];
    }

    private interface ILaneOp
    {
        static abstract V Of(V x, V y);
    }

    private readonly struct AddOp : ILaneOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of(V x, V y) => L.Add(x, y);
    }

    private readonly struct SubtractOp : ILaneOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of(V x, V y) => L.Subtract(x, y);
    }

    private readonly struct MultiplyOp : ILaneOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of(V x, V y) => L.Multiply(x, y);
    }

    private readonly struct DivideOp : ILaneOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of(V x, V y) => L.Divide(x, y);
    }

    private readonly struct ReluOp : ILaneOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of(V x, V y) => L.Relu(x);
    }

    private readonly struct MaskOp : ILaneOp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of(V x, V y) => L.WherePositive(x, y);
    }
}
