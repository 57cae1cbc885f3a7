using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

/// <summary>
/// Arguments of one GEMM call, which computes c[r, j] = end(start[r, j] + sum over k of a[r, k] * b[k, j]), one FMA chain in
/// ascending k.
/// </summary>
/// <remarks>Strides are in floats. start may repeat one row (stride 0: a bias) or be c itself (a chain that continues).</remarks>
internal unsafe struct Gemm
{
    /// <summary>a[r, k] = A[r * ARow + k * AK].</summary>
    public float* A;
    public nint ARow;
    public nint AK;

    /// <summary>b[k, j] for the 32 columns of panel p = B[p * BPanel + k * BK + j].</summary>
    public float* B;
    public nint BPanel;
    public nint BK;

    public float* Start;
    public nint StartRow;
    public float* C;
    public nint CRow;

    /// <summary>Added once after the chain; null for none.</summary>
    public float* Addend;
    public nint AddendRow;

    public int Rows;
    public int Columns;
    public int K;

    /// <summary>End with ReLU.</summary>
    public bool Relu;
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    private const int TileColumns = 32;

    // 8 x 32 outputs: sixteen accumulators of one 512-bit register. Rows past `rows` repeat the last one and are not stored.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x2(in Gemm g, int row, int rows, float* b, float* start, float* c, nint cRow, float* addend)
    {
        int last = rows - 1;
        nint ar = g.ARow;
        nint sr = g.StartRow;
        float* a0 = g.A + (nint)row * ar;
        float* a1 = a0 + Math.Min(1, last) * ar;
        float* a2 = a0 + Math.Min(2, last) * ar;
        float* a3 = a0 + Math.Min(3, last) * ar;
        float* a4 = a0 + Math.Min(4, last) * ar;
        float* a5 = a0 + Math.Min(5, last) * ar;
        float* a6 = a0 + Math.Min(6, last) * ar;
        float* a7 = a0 + Math.Min(7, last) * ar;
        float* s = start;
        V c00 = L.Load(s), c01 = L.Load(s + 16);
        s = start + Math.Min(1, last) * sr;
        V c10 = L.Load(s), c11 = L.Load(s + 16);
        s = start + Math.Min(2, last) * sr;
        V c20 = L.Load(s), c21 = L.Load(s + 16);
        s = start + Math.Min(3, last) * sr;
        V c30 = L.Load(s), c31 = L.Load(s + 16);
        s = start + Math.Min(4, last) * sr;
        V c40 = L.Load(s), c41 = L.Load(s + 16);
        s = start + Math.Min(5, last) * sr;
        V c50 = L.Load(s), c51 = L.Load(s + 16);
        s = start + Math.Min(6, last) * sr;
        V c60 = L.Load(s), c61 = L.Load(s + 16);
        s = start + Math.Min(7, last) * sr;
        V c70 = L.Load(s), c71 = L.Load(s + 16);
        nint ak = g.AK;
        nint bk = g.BK;
        nint end = g.K * ak;
        for (nint k = 0; k != end; k += ak)
        {
            V b0 = L.Load(b);
            V b1 = L.Load(b + 16);
            b += bk;
            V a = L.Splat(a0[k]);
            c00 = L.Fma(a, b0, c00);
            c01 = L.Fma(a, b1, c01);
            a = L.Splat(a1[k]);
            c10 = L.Fma(a, b0, c10);
            c11 = L.Fma(a, b1, c11);
            a = L.Splat(a2[k]);
            c20 = L.Fma(a, b0, c20);
            c21 = L.Fma(a, b1, c21);
            a = L.Splat(a3[k]);
            c30 = L.Fma(a, b0, c30);
            c31 = L.Fma(a, b1, c31);
            a = L.Splat(a4[k]);
            c40 = L.Fma(a, b0, c40);
            c41 = L.Fma(a, b1, c41);
            a = L.Splat(a5[k]);
            c50 = L.Fma(a, b0, c50);
            c51 = L.Fma(a, b1, c51);
            a = L.Splat(a6[k]);
            c60 = L.Fma(a, b0, c60);
            c61 = L.Fma(a, b1, c61);
            a = L.Splat(a7[k]);
            c70 = L.Fma(a, b0, c70);
            c71 = L.Fma(a, b1, c71);
        }

        if (addend != null)
        {
            nint dr = g.AddendRow;
            float* d = addend;
            c00 = L.Add(c00, L.Load(d));
            c01 = L.Add(c01, L.Load(d + 16));
            d = addend + Math.Min(1, last) * dr;
            c10 = L.Add(c10, L.Load(d));
            c11 = L.Add(c11, L.Load(d + 16));
            d = addend + Math.Min(2, last) * dr;
            c20 = L.Add(c20, L.Load(d));
            c21 = L.Add(c21, L.Load(d + 16));
            d = addend + Math.Min(3, last) * dr;
            c30 = L.Add(c30, L.Load(d));
            c31 = L.Add(c31, L.Load(d + 16));
            d = addend + Math.Min(4, last) * dr;
            c40 = L.Add(c40, L.Load(d));
            c41 = L.Add(c41, L.Load(d + 16));
            d = addend + Math.Min(5, last) * dr;
            c50 = L.Add(c50, L.Load(d));
            c51 = L.Add(c51, L.Load(d + 16));
            d = addend + Math.Min(6, last) * dr;
            c60 = L.Add(c60, L.Load(d));
            c61 = L.Add(c61, L.Load(d + 16));
            d = addend + Math.Min(7, last) * dr;
            c70 = L.Add(c70, L.Load(d));
            c71 = L.Add(c71, L.Load(d + 16));
        }

        if (g.Relu)
        {
            c00 = L.Relu(c00);
            c01 = L.Relu(c01);
            c10 = L.Relu(c10);
            c11 = L.Relu(c11);
            c20 = L.Relu(c20);
            c21 = L.Relu(c21);
            c30 = L.Relu(c30);
            c31 = L.Relu(c31);
            c40 = L.Relu(c40);
            c41 = L.Relu(c41);
            c50 = L.Relu(c50);
            c51 = L.Relu(c51);
            c60 = L.Relu(c60);
            c61 = L.Relu(c61);
            c70 = L.Relu(c70);
            c71 = L.Relu(c71);
        }

        StorePair(c00, c01, c, rows > 0);
        StorePair(c10, c11, c + cRow, rows > 1);
        StorePair(c20, c21, c + 2 * cRow, rows > 2);
        StorePair(c30, c31, c + 3 * cRow, rows > 3);
        StorePair(c40, c41, c + 4 * cRow, rows > 4);
        StorePair(c50, c51, c + 5 * cRow, rows > 5);
        StorePair(c60, c61, c + 6 * cRow, rows > 6);
        StorePair(c70, c71, c + 7 * cRow, rows > 7);
    }

    // 6 x 16 outputs: twelve 256-bit accumulators, or six of 512 bits for narrow outputs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile6x1(in Gemm g, int row, int rows, float* b, float* start, float* c, nint cRow, float* addend)
    {
        int last = rows - 1;
        nint ar = g.ARow;
        nint sr = g.StartRow;
        float* a0 = g.A + (nint)row * ar;
        float* a1 = a0 + Math.Min(1, last) * ar;
        float* a2 = a0 + Math.Min(2, last) * ar;
        float* a3 = a0 + Math.Min(3, last) * ar;
        float* a4 = a0 + Math.Min(4, last) * ar;
        float* a5 = a0 + Math.Min(5, last) * ar;
        V c0 = L.Load(start);
        V c1 = L.Load(start + Math.Min(1, last) * sr);
        V c2 = L.Load(start + Math.Min(2, last) * sr);
        V c3 = L.Load(start + Math.Min(3, last) * sr);
        V c4 = L.Load(start + Math.Min(4, last) * sr);
        V c5 = L.Load(start + Math.Min(5, last) * sr);
        nint ak = g.AK;
        nint bk = g.BK;
        nint end = g.K * ak;
        for (nint k = 0; k != end; k += ak)
        {
            V b0 = L.Load(b);
            b += bk;
            L.Fma(L.Splat(a0[k]), b0, ref c0);
            L.Fma(L.Splat(a1[k]), b0, ref c1);
            L.Fma(L.Splat(a2[k]), b0, ref c2);
            L.Fma(L.Splat(a3[k]), b0, ref c3);
            L.Fma(L.Splat(a4[k]), b0, ref c4);
            L.Fma(L.Splat(a5[k]), b0, ref c5);
        }

        if (addend != null)
        {
            nint dr = g.AddendRow;
            c0 = L.Add(c0, L.Load(addend));
            c1 = L.Add(c1, L.Load(addend + Math.Min(1, last) * dr));
            c2 = L.Add(c2, L.Load(addend + Math.Min(2, last) * dr));
            c3 = L.Add(c3, L.Load(addend + Math.Min(3, last) * dr));
            c4 = L.Add(c4, L.Load(addend + Math.Min(4, last) * dr));
            c5 = L.Add(c5, L.Load(addend + Math.Min(5, last) * dr));
        }

        if (g.Relu)
        {
            c0 = L.Relu(c0);
            c1 = L.Relu(c1);
            c2 = L.Relu(c2);
            c3 = L.Relu(c3);
            c4 = L.Relu(c4);
            c5 = L.Relu(c5);
        }

        L.Store(c0, c);
        if (rows > 1)
            L.Store(c1, c + cRow);
        if (rows > 2)
            L.Store(c2, c + 2 * cRow);
        if (rows > 3)
            L.Store(c3, c + 3 * cRow);
        if (rows > 4)
            L.Store(c4, c + 4 * cRow);
        if (rows > 5)
            L.Store(c5, c + 5 * cRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(V low, V high, float* c, bool wanted)
    {
        if (!wanted)
            return;
        L.Store(low, c);
        L.Store(high, c + 16);
    }

    private static void Run(in Gemm g)
    {
        for (int column = 0; column < g.Columns; column += TileColumns)
        {
            float* b = g.B + column / TileColumns * g.BPanel;
            int columns = Math.Min(TileColumns, g.Columns - column);
            if (L.WideTile && columns > 16)
            {
                RunPanel(g, column, columns, b, 8, wide: true);
            }
            else
            {
                RunPanel(g, column, Math.Min(16, columns), b, 6, wide: false);
                if (columns > 16)
                    RunPanel(g, column + 16, columns - 16, b + 16, 6, wide: false);
            }
        }
    }

    private static void RunPanel(in Gemm g, int column, int columns, float* b, int tileRows, bool wide)
    {
        bool whole = columns == (wide ? 32 : 16);
        float* edge = whole ? null : Scratch.Edge;
        for (int row = 0; row < g.Rows; row += tileRows)
        {
            int rows = Math.Min(tileRows, g.Rows - row);
            float* start = g.Start + row * g.StartRow + column;
            float* addend = g.Addend == null ? null : g.Addend + row * g.AddendRow + column;
            float* c = g.C + row * g.CRow + column;
            float* target = whole ? c : edge;
            nint targetRow = whole ? g.CRow : TileColumns;
            if (wide)
                Tile8x2(g, row, rows, b, start, target, targetRow, addend);
            else
                Tile6x1(g, row, rows, b, start, target, targetRow, addend);
            if (!whole)
                CopyEdge(edge, c, g.CRow, rows, columns);
        }
    }

    private static void CopyEdge(float* edge, float* c, nint cRow, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < columns; j++)
                c[r * cRow + j] = edge[r * TileColumns + j];
        }
    }
}
