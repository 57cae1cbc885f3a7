using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

internal sealed unsafe partial class Kernels<L, V, U>
{
    // dz = y > 0 ? dy : 0
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mask(Matrix dy, Matrix y, Matrix dz)
    {
        for (int r = 0; r < dy.Rows; r++)
        {
            float* g = dy.Row(r);
            float* v = y.Row(r);
            float* z = dz.Row(r);
            int j = 0;
            for (; j + 16 <= dy.Columns; j += 16)
                L.Store(L.WherePositive(L.Load(v + j), L.Load(g + j)), z + j);
            for (; j < dy.Columns; j++)
                z[j] = v[j] > 0f ? g[j] : 0f;
        }
    }

    // sum[0, j] continues its chain of additions over the rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(Matrix m, Matrix sum)
    {
        float* s = sum.Row(0);
        int j = 0;

        // Four chains at a time: one alone would wait for each addition.
        for (; j + 64 <= m.Columns; j += 64)
        {
            V s0 = L.Load(s + j), s1 = L.Load(s + j + 16), s2 = L.Load(s + j + 32), s3 = L.Load(s + j + 48);
            float* p = m.Row(0) + j;
            for (int r = 0; r < m.Rows; r++, p += m.Stride)
            {
                s0 = L.Add(s0, L.Load(p));
                s1 = L.Add(s1, L.Load(p + 16));
                s2 = L.Add(s2, L.Load(p + 32));
                s3 = L.Add(s3, L.Load(p + 48));
            }

            L.Store(s0, s + j);
            L.Store(s1, s + j + 16);
            L.Store(s2, s + j + 32);
            L.Store(s3, s + j + 48);
        }

        for (; j + 16 <= m.Columns; j += 16)
        {
            V acc = L.Load(s + j);
            float* p = m.Row(0) + j;
            for (int r = 0; r < m.Rows; r++, p += m.Stride)
                acc = L.Add(acc, L.Load(p));
            L.Store(acc, s + j);
        }

        for (; j < m.Columns; j++)
        {
            float acc = s[j];
            for (int r = 0; r < m.Rows; r++)
                acc = (float)(acc + m.Row(r)[j]);
            s[j] = acc;
        }
    }

    private static void CopyRows(Matrix from, Matrix to)
    {
        for (int r = 0; r < from.Rows; r++)
            new Span<float>(from.Row(r), from.Columns).CopyTo(new Span<float>(to.Row(r), to.Columns));
    }
}
