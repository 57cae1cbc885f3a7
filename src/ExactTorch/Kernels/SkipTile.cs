using System.Numerics;
using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

/// <summary>
/// A GEMM over 64 values of k and 128 columns (64 on AVX2) that leaves out the k whose a[r, k] is zero: half of them behind a
/// ReLU. Leaving fma(0, b, acc) out changes no bit where b is finite and acc is not -0; the callers see to that.
/// </summary>
internal unsafe struct SkipGemm
{
    /// <summary>a[r, k] = A[r * ARow + k * AK].</summary>
    public float* A;
    public nint ARow;
    public nint AK;

    /// <summary>Bit k of Bits[r * BitsRow] is clear where a[r, k] is zero.</summary>
    public ulong* Bits;
    public nint BitsRow;

    /// <summary>[64, columns], contiguous: what stays in the first-level cache while the rows go by.</summary>
    public float* B;

    /// <summary>c[r, 0..columns) begins here; a bias (StartRow 0) or c itself.</summary>
    public float* Start;
    public nint StartRow;
    public float* C;
    public nint CRow;

    /// <summary>Added once after the chain; null for none.</summary>
    public float* Addend;
    public nint AddendRow;

    public int Rows;

    /// <summary>End with ReLU.</summary>
    public bool Relu;
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    private const int SkipDepth = 64;

    // Eight accumulators: of 512 bits, or of 256, two a carrier.
    private static int SkipColumns
    {
        [MethodImpl(Inline)] get => L.WideTile ? 128 : 64;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(in SkipGemm g)
    {
        float* a = g.A;
        ulong* row = g.Bits;
        float* s = g.Start;
        float* c = g.C;
        float* panel = g.B;
        nint ak = g.AK;
        for (int r = 0; r < g.Rows; r++, a += g.ARow, row += g.BitsRow, s += g.StartRow, c += g.CRow)
        {
            V c0 = L.Load(s), c1 = L.Load(s + 16), c2 = L.Load(s + 32), c3 = L.Load(s + 48);
            V c4 = c0, c5 = c1, c6 = c2, c7 = c3;
            if (L.WideTile)
                (c4, c5, c6, c7) = (L.Load(s + 64), L.Load(s + 80), L.Load(s + 96), L.Load(s + 112));
            for (ulong bits = *row; bits != 0; bits &= bits - 1)
            {
                nint k = BitOperations.TrailingZeroCount(bits);
                V x = L.Splat(a[k * ak]);
                float* b = panel + k * SkipColumns;
                L.Fma(x, b, ref c0);
                L.Fma(x, b + 16, ref c1);
                L.Fma(x, b + 32, ref c2);
                L.Fma(x, b + 48, ref c3);
                if (L.WideTile)
                {
                    L.Fma(x, b + 64, ref c4);
                    L.Fma(x, b + 80, ref c5);
                    L.Fma(x, b + 96, ref c6);
                    L.Fma(x, b + 112, ref c7);
                }
            }

            if (g.Addend != null)
            {
                float* d = g.Addend + r * g.AddendRow;
                c0 = L.Add(c0, L.Load(d));
                c1 = L.Add(c1, L.Load(d + 16));
                c2 = L.Add(c2, L.Load(d + 32));
                c3 = L.Add(c3, L.Load(d + 48));
                if (L.WideTile)
                {
                    c4 = L.Add(c4, L.Load(d + 64));
                    c5 = L.Add(c5, L.Load(d + 80));
                    c6 = L.Add(c6, L.Load(d + 96));
                    c7 = L.Add(c7, L.Load(d + 112));
                }
            }

            if (g.Relu)
            {
                c0 = L.Relu(c0);
                c1 = L.Relu(c1);
                c2 = L.Relu(c2);
                c3 = L.Relu(c3);
                if (L.WideTile)
                {
                    c4 = L.Relu(c4);
                    c5 = L.Relu(c5);
                    c6 = L.Relu(c6);
                    c7 = L.Relu(c7);
                }
            }

            L.Store(c0, c);
            L.Store(c1, c + 16);
            L.Store(c2, c + 32);
            L.Store(c3, c + 48);
            if (L.WideTile)
            {
                L.Store(c4, c + 64);
                L.Store(c5, c + 80);
                L.Store(c6, c + 96);
                L.Store(c7, c + 112);
            }
        }
    }
}
