using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

internal abstract unsafe partial class Kernels
{
    /// <summary>
    /// Mean and biased variance of each column (D13): sums by D4 times 1 / rows; of the variance acc = fma(d, d, acc) inside a
    /// chunk, with d = x - mean.
    /// </summary>
    /// <param name="x">[rows, columns]</param>
    /// <param name="mean">[columns]</param>
    /// <param name="variance">[columns]</param>
    public abstract void ColumnMoments(Matrix x, float* mean, float* variance);

    /// <summary>y = fma(x - mean, scale, shift), column by column; y has no gaps between rows.</summary>
    public abstract void Normalise(Matrix x, float* mean, float* scale, float* shift, float* y);

    /// <summary>Column sums by D4 of dy, and of its products with d = x - mean: acc = fma(dy, d, acc) inside a chunk.</summary>
    public abstract void NormalisedSums(Matrix dy, Matrix x, float* mean, float* sum, float* product);

    /// <summary>dx = scale * fma(x - mean, slope, dy + offset), column by column; dx has no gaps between rows.</summary>
    public abstract void NormaliseBackward(
        Matrix dy, Matrix x, float* mean, float* scale, float* offset, float* slope, float* dx);
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    public override void ColumnMoments(Matrix x, float* mean, float* variance)
    {
        new Span<float>(mean, x.Columns).Clear();
        new Span<float>(variance, x.Columns).Clear();
        float scale = (float)(1.0 / x.Rows);
        var sum = new ChunkSum(Scratch.Slot.BiasPartial, new Matrix(mean, 1, x.Columns), x.Rows);
        for (int row = 0; row < x.Rows; row += Block)
            AddRows(Rows(x, row), sum.Open(row));
        sum.Close();
        Apply(Binary.Multiply, mean, scale, mean, x.Columns);
        var squares = new ChunkSum(Scratch.Slot.BiasPartial, new Matrix(variance, 1, x.Columns), x.Rows);
        for (int row = 0; row < x.Rows; row += Block)
            AddSquares(Rows(x, row), mean, squares.Open(row).Row(0));
        squares.Close();
        Apply(Binary.Multiply, variance, scale, variance, x.Columns);
    }

    public override void NormalisedSums(Matrix dy, Matrix x, float* mean, float* sum, float* product)
    {
        new Span<float>(sum, x.Columns).Clear();
        new Span<float>(product, x.Columns).Clear();
        var sums = new ChunkSum(Scratch.Slot.BiasPartial, new Matrix(sum, 1, x.Columns), x.Rows);
        var products = new ChunkSum(Scratch.Slot.BiasPartial2, new Matrix(product, 1, x.Columns), x.Rows);
        for (int row = 0; row < x.Rows; row += Block)
            AddProducts(Rows(dy, row), Rows(x, row), mean, sums.Open(row).Row(0), products.Open(row).Row(0));
        sums.Close();
        products.Close();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Normalise(Matrix x, float* mean, float* scale, float* shift, float* y)
    {
        for (int r = 0; r < x.Rows; r++)
        {
            float* from = x.Row(r);
            float* to = y + (nint)r * x.Columns;
            for (int j = 0; j < x.Columns; j += 16)
            {
                V d = L.Subtract(L.Load(from + j), L.Load(mean + j));
                StoreRow(L.Fma(d, L.Load(scale + j), L.Load(shift + j)), to, j, x.Columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void NormaliseBackward(
        Matrix dy, Matrix x, float* mean, float* scale, float* offset, float* slope, float* dx)
    {
        for (int r = 0; r < x.Rows; r++)
        {
            float* from = x.Row(r);
            float* g = dy.Row(r);
            float* to = dx + (nint)r * x.Columns;
            for (int j = 0; j < x.Columns; j += 16)
            {
                V d = L.Subtract(L.Load(from + j), L.Load(mean + j));
                V inner = L.Fma(d, L.Load(slope + j), L.Add(L.Load(g + j), L.Load(offset + j)));
                StoreRow(L.Multiply(L.Load(scale + j), inner), to, j, x.Columns);
            }
        }
    }

    private static Matrix Rows(Matrix x, int from) => new((nint)x.Row(from), Math.Min(Block, x.Rows - from), x.Columns, x.Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(V v, float* row, int column, int columns)
    {
        if (column + 16 <= columns)
            L.Store(v, row + column);
        else
            StorePart(v, row + column, columns - column);
    }

    // Whole lanes at the edge, too: partial sums have room for them, and no lane meets another.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSquares(Matrix x, float* mean, float* sum)
    {
        int j = 0;
        for (; j + 64 <= x.Columns; j += 64)
        {
            V m0 = L.Load(mean + j), m1 = L.Load(mean + j + 16), m2 = L.Load(mean + j + 32), m3 = L.Load(mean + j + 48);
            V s0 = L.Load(sum + j), s1 = L.Load(sum + j + 16), s2 = L.Load(sum + j + 32), s3 = L.Load(sum + j + 48);
            float* p = x.Row(0) + j;
            for (int r = 0; r < x.Rows; r++, p += x.Stride)
            {
                V d0 = L.Subtract(L.Load(p), m0), d1 = L.Subtract(L.Load(p + 16), m1);
                V d2 = L.Subtract(L.Load(p + 32), m2), d3 = L.Subtract(L.Load(p + 48), m3);
                L.Fma(d0, d0, ref s0);
                L.Fma(d1, d1, ref s1);
                L.Fma(d2, d2, ref s2);
                L.Fma(d3, d3, ref s3);
            }

            L.Store(s0, sum + j);
            L.Store(s1, sum + j + 16);
            L.Store(s2, sum + j + 32);
            L.Store(s3, sum + j + 48);
        }

        for (; j < x.Columns; j += 16)
        {
            V m = L.Load(mean + j), s = L.Load(sum + j);
            float* p = x.Row(0) + j;
            for (int r = 0; r < x.Rows; r++, p += x.Stride)
            {
                V d = L.Subtract(L.Load(p), m);
                L.Fma(d, d, ref s);
            }

            L.Store(s, sum + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(Matrix dy, Matrix x, float* mean, float* sum, float* product)
    {
        int j = 0;
        for (; j + 32 <= x.Columns; j += 32)
        {
            V m0 = L.Load(mean + j), m1 = L.Load(mean + j + 16);
            V s0 = L.Load(sum + j), s1 = L.Load(sum + j + 16);
            V t0 = L.Load(product + j), t1 = L.Load(product + j + 16);
            float* p = x.Row(0) + j;
            float* q = dy.Row(0) + j;
            for (int r = 0; r < x.Rows; r++, p += x.Stride, q += dy.Stride)
            {
                V g0 = L.Load(q), g1 = L.Load(q + 16);
                s0 = L.Add(s0, g0);
                s1 = L.Add(s1, g1);
                L.Fma(g0, L.Subtract(L.Load(p), m0), ref t0);
                L.Fma(g1, L.Subtract(L.Load(p + 16), m1), ref t1);
            }

            L.Store(s0, sum + j);
            L.Store(s1, sum + j + 16);
            L.Store(t0, product + j);
            L.Store(t1, product + j + 16);
        }

        for (; j < x.Columns; j += 16)
        {
            V m = L.Load(mean + j), s = L.Load(sum + j), t = L.Load(product + j);
            float* p = x.Row(0) + j;
            float* q = dy.Row(0) + j;
            for (int r = 0; r < x.Rows; r++, p += x.Stride, q += dy.Stride)
            {
                V g = L.Load(q);
                s = L.Add(s, g);
                L.Fma(g, L.Subtract(L.Load(p), m), ref t);
            }

            L.Store(s, sum + j);
            L.Store(t, product + j);
        }
    }
}
