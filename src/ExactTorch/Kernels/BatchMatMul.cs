using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

/// <summary>c[batch, n, m] = a[batch, n, k] b[batch, k, m].</summary>
internal readonly record struct BatchSizes(int Batch, int N, int K, int M);

/// <summary>The operand that is stored with its last two dimensions exchanged.</summary>
internal enum TransposeOperand
{
    None,
    First,
    Second,
}

internal abstract unsafe partial class Kernels
{
    /// <summary>c[i, r, j] = chain from +0 over k of fma(a[i, r, k], b[i, k, j]), for many small matrices.</summary>
    public abstract void BatchMatMul(float* a, float* b, float* c, BatchSizes sizes, TransposeOperand transposed);
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    public override void BatchMatMul(float* a, float* b, float* c, BatchSizes sizes, TransposeOperand transposed)
    {
        var (batch, n, k, m) = sizes;
        nint aRow = transposed == TransposeOperand.First ? 1 : k;
        nint aK = transposed == TransposeOperand.First ? n : 1;
        float* end = c + (nint)batch * n * m;
        for (int i = 0; i < batch; i++, a += (nint)n * k, b += (nint)k * m, c += (nint)n * m)
        {
            if (transposed == TransposeOperand.Second)
                SmallByRows(a, aRow, aK, b, 1, k, c, n, k, m);
            else if (m >= 4)
                SmallByLanes(a, aRow, aK, b, c, end, n, k, m);
            else
                SmallByRows(a, aRow, aK, b, m, 1, c, n, k, m);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SmallByRows(float* a, nint aRow, nint aK, float* b, nint bK, nint bColumn, float* c, int n, int k, int m)
    {
        for (int r = 0; r < n; r++)
        {
            for (int j = 0; j < m; j++)
            {
                float acc = 0f;
                float* p = a + r * aRow;
                float* q = b + j * bColumn;
                for (int t = 0; t < k; t++, p += aK, q += bK)
                    acc = Scalar.Fma(*p, *q, acc);
                *c++ = acc;
            }
        }
    }

    // Whole lanes are stored while they stay inside the result: what they spill over is written after them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SmallByLanes(float* a, nint aRow, nint aK, float* b, float* c, float* end, int n, int k, int m)
    {
        for (int r = 0; r < n; r++, c += m)
        {
            for (int j = 0; j < m; j += 16)
            {
                V acc = L.Splat(0f);
                float* p = a + r * aRow;
                float* q = b + j;
                for (int t = 0; t < k; t++, p += aK, q += m)
                    acc = L.Fma(L.Splat(*p), L.Load(q), acc);
                if (c + j + 16 <= end)
                    L.Store(acc, c + j);
                else
                    StorePart(acc, c + j, m - j);
            }
        }
    }
}
