using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ExactTorch.Kernels;

// Matrix products over SkipGemm. Exactness: where every factor is zero or large enough for the products to be multiples of 2^-149
// and what zeros meet is finite, a chain that does not begin at -0 is never -0, and then adding a product of zero changes
// nothing.
internal sealed unsafe partial class Kernels<L, V, U>
{
    private const float LeastSkipped = 1.08420217e-19f;      // 2^-63
    private const float LeastMet = 9.09494702e-13f;          // 2^-40: 2^-63 * 2^-40 * 2^-46 (two significands) = 2^-149

    /// <summary>64-bit words that hold a row's bits.</summary>
    private static int BitWords(int columns) => (columns + SkipDepth - 1) / SkipDepth;

    private static int WideColumns(int columns) => columns / SkipColumns * SkipColumns;

    // Sets the bits of the elements that are not zero. False: do not skip, since it would not be exact or there are too few
    // zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Survey(Matrix m, ulong* bits)
    {
        V least = L.Splat(LeastSkipped);
        U magnitude = L.SplatBits(0x7fffffffu);
        uint exact = 0xFFFF;
        long found = 0;
        for (int r = 0; r < m.Rows; r++)
        {
            float* p = m.Row(r);
            for (int first = 0; first < m.Columns; first += SkipDepth, bits++)
            {
                ulong set = 0;
                int end = Math.Min(first + SkipDepth, m.Columns);
                for (int j = first; j < end; j += 16)
                {
                    V a = L.Float(L.And(L.Bits(L.Load(p + j)), magnitude));
                    uint some = L.PositiveMask(a);
                    uint wanted = end - j >= 16 ? 0xFFFFu : (1u << (end - j)) - 1;
                    exact &= (some ^ L.PositiveMask(L.Subtract(least, a))) | ~wanted;   // a NaN is neither, a tiny number both
                    set |= (ulong)(some & wanted) << (j - first);
                }

                *bits = set;
                found += BitOperations.PopCount(set);
            }
        }

        return exact == 0xFFFF && found * 4 < (long)m.Rows * m.Columns * 3;
    }

    // Whether these may be met by zeros: all are finite, and zero or not tiny.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MayMeetZeros(Matrix m)
    {
        V least = L.Splat(LeastMet);
        V most = L.Splat(float.MaxValue);
        U magnitude = L.SplatBits(0x7fffffffu);
        uint exact = 0xFFFF;
        for (int r = 0; r < m.Rows; r++)
        {
            float* p = m.Row(r);
            for (int j = 0; j < m.Columns; j += 16)
            {
                V a = L.Float(L.And(L.Bits(L.Load(p + j)), magnitude));
                uint wanted = m.Columns - j >= 16 ? 0xFFFFu : (1u << (m.Columns - j)) - 1;
                exact &= ((L.PositiveMask(a) ^ L.PositiveMask(L.Subtract(least, a))) & ~L.PositiveMask(
                    L.Subtract(a, most))) | ~wanted;
            }
        }

        return exact == 0xFFFF;
    }

    // Whether no element is infinite or NaN: then 0 * x is a zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsFinite(Matrix m)
    {
        V zero = L.Splat(0f);
        V s0 = zero, s1 = zero, s2 = zero, s3 = zero;
        bool rest = true;
        for (int r = 0; r < m.Rows; r++)
        {
            float* p = m.Row(r);
            int j = 0;
            for (; j + 64 <= m.Columns; j += 64)
            {
                s0 = L.Fma(L.Load(p + j), zero, s0);
                s1 = L.Fma(L.Load(p + j + 16), zero, s1);
                s2 = L.Fma(L.Load(p + j + 32), zero, s2);
                s3 = L.Fma(L.Load(p + j + 48), zero, s3);
            }

            for (; j < m.Columns; j++)
                rest &= float.IsFinite(p[j]);
        }

        V sum = L.Add(L.Add(s0, s1), L.Add(s2, s3));
        return rest && L.PositiveMask(L.Add(sum, L.Splat(1f))) == 0xFFFF;
    }

    // y = end(start + x b + addend) over the whole panels of columns, for at most a block's rows; b as packed panels. Chains
    // wait in memory of their own between two depths, since y may be the addend.
    private static void RunSkipping(Matrix x, ulong* bits, float* packed, float* start, Matrix addend, Matrix y, bool relu)
    {
        float* waiting = Scratch.Get(Scratch.Slot.Chains, Block * SkipColumns);
        for (int column = 0; column < WideColumns(y.Columns); column += SkipColumns)
        {
            for (int k = 0; k < x.Columns; k += SkipDepth)
            {
                bool ends = k + SkipDepth >= x.Columns;
                Run(new SkipGemm
                {
                    A = x.Row(0) + k, ARow = x.Stride, AK = 1,
                    Bits = bits + k / SkipDepth, BitsRow = BitWords(x.Columns),
                    B = packed + (nint)k * SkipColumns,
                    Start = k == 0 ? start + column : waiting, StartRow = k == 0 ? 0 : SkipColumns,
                    C = ends ? y.Row(0) + column : waiting, CRow = ends ? y.Stride : SkipColumns,
                    Addend = ends && !addend.IsNone ? addend.Row(0) + column : null, AddendRow = addend.Stride,
                    Rows = x.Rows, Relu = relu && ends,
                });
            }

            packed += (nint)x.Columns * SkipColumns;
        }
    }

    // sum[o, k] continues its chain over the rows of this block. Bits: row by row those of dz.
    private static void AccumulateOuterSkipping(Matrix dz, ulong* bits, Matrix x, Matrix sum)
    {
        int words = BitWords(dz.Columns);
        int wide = WideColumns(x.Columns);
        ulong* columnBits = (ulong*)Scratch.Get(Scratch.Slot.ColumnBits, 2L * words * SkipDepth);
        for (int row = 0; row < dz.Rows; row += SkipDepth)
        {
            int count = Math.Min(SkipDepth, dz.Rows - row);
            Transpose((ushort*)(bits + (nint)row * words), 4 * words, dz.Columns, count, columnBits);
            float* panel = x.Stride == SkipColumns && x.Data % 64 == 0 ? x.Row(row)
                : PackWide(Slice(x, row, count), Scratch.Slot.Wide);
            for (int column = 0; column < wide; column += SkipColumns, panel += (nint)count * SkipColumns)
            {
                float* c = sum.Row(0) + column;
                Run(new SkipGemm
                {
                    A = dz.Row(row), ARow = 1, AK = dz.Stride, Bits = columnBits, BitsRow = 1, B = panel,
                    Start = c, StartRow = sum.Stride, C = c, CRow = sum.Stride, Rows = dz.Columns,
                });
            }
        }

        if (wide < x.Columns)
            AccumulateOuter(dz, From(x, wide), From(sum, wide), transposed: false);
    }

    // b[k, columns] -> the whole panels of columns: p[k * width + j] = b[k, j].
    private static float* PackWide(Matrix b, Scratch.Slot slot)
    {
        int wide = WideColumns(b.Columns);
        float* packed = Scratch.Get(slot, (long)b.Rows * wide);
        float* to = packed;
        for (int column = 0; column < wide; column += SkipColumns)
        {
            for (int k = 0; k < b.Rows; k++, to += SkipColumns)
                new Span<float>(b.Row(k) + column, SkipColumns).CopyTo(new Span<float>(to, SkipColumns));
        }

        return packed;
    }

    // The bits of at most 64 rows, by column: bits[j] has bit r where word r has bit j. Rows past the last are clear.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(ushort* words, int wordsPerRow, int columns, int rows, ulong* bits)
    {
        int groups = (columns + 15) / 16;
        ushort* byGroup = (ushort*)Scratch.Get(Scratch.Slot.Transposed, groups * SkipDepth / 2);
        if (rows < SkipDepth)
            new Span<ushort>(byGroup, groups * SkipDepth).Clear();
        for (int r = 0; r < rows; r++, words += wordsPerRow)
        {
            for (int group = 0; group < groups; group++)
                byGroup[group * SkipDepth + r] = words[group];
        }

        for (int group = 0; group < groups; group++, byGroup += SkipDepth, bits += 16)
        {
            var first = Vector512.Load(byGroup);
            var second = Vector512.Load(byGroup + 32);
            for (int j = 15; j >= 0; j--)
            {
                bits[j] = first.ExtractMostSignificantBits() | second.ExtractMostSignificantBits() << 32;
                first += first;
                second += second;
            }
        }
    }

    // Rows a cache line longer than their columns: the rows of a column then do not compete for the same places in the cache.
    private static Matrix Padded(Scratch.Slot slot, int rows, int columns)
    {
        int stride = columns + 16;
        return new((nint)Scratch.Get(slot, (long)Block * stride), rows, columns, stride);
    }

    private static Matrix From(Matrix m, int column) =>
        new(m.Data + column * sizeof(float), m.Rows, m.Columns - column, m.Stride);
}
