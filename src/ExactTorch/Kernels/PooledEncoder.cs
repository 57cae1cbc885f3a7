using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

/// <summary>The operands of mean over each set of relu(relu(x W1^T + b1) W2^T + b2).</summary>
/// <param name="X">[sets * setSize, inputs]</param>
/// <param name="W1">[hidden1, inputs]</param>
/// <param name="B1">[hidden1]</param>
/// <param name="W2">[hidden2, hidden1]</param>
/// <param name="B2">[hidden2]</param>
/// <param name="SetSize">Consecutive rows of a set.</param>
/// <param name="Scale">1 / SetSize for the mean.</param>
internal readonly record struct PooledEncoderSizes(Matrix X, Matrix W1, nint B1, Matrix W2, nint B2, int SetSize, float Scale)
{
    /// <summary>Floats that hold one bit for each of rows x width units, a row's bits in whole 16-bit words.</summary>
    public static long MaskWords(int rows, int width) => ((long)rows * WordsPerRow(width) + 1) / 2;

    public static int WordsPerRow(int width) => (width + 15) / 16;
}

internal abstract unsafe partial class Kernels
{
    /// <summary>y[set, j] = (sequential sum over the set's rows of the second hidden layer) * scale (D5).</summary>
    /// <param name="p">Operands.</param>
    /// <param name="y">[sets, hidden2]</param>
    /// <param name="mask">Bit j of a row is set where unit j is positive; null where no gradient is wanted.</param>
    public abstract void PooledEncoder(in PooledEncoderSizes p, float* y, ushort* mask);

    /// <summary>Adds the gradients of the four parameters, by D3 and D4, to what is there.</summary>
    public abstract void PooledEncoderBackward(in PooledEncoderSizes p, float* dy, ushort* mask, Matrix dw1, float* db1,
        Matrix dw2, float* db2);
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    public override void PooledEncoder(in PooledEncoderSizes p, float* y, ushort* mask)
    {
        int rows = p.X.Rows;
        int width1 = p.W1.Rows;
        int width2 = p.W2.Rows;
        float* packed1 = PackTransposed(p.W1, Scratch.Slot.PackedForward, TileColumns);
        bool skip = Skips(p);
        float* packed2 = PackTransposed(p.W2, Scratch.Slot.PackedForward2, skip ? SkipColumns : TileColumns);
        bool finite = skip && IsFinite(p.W2);
        ulong* bits = (ulong*)Scratch.Get(Scratch.Slot.Bits, PooledEncoderSizes.MaskWords(Block, width1));
        for (int row = 0; row < rows; row += Block)
        {
            int count = Math.Min(Block, rows - row);
            var hidden1 = new Matrix(Scratch.Get(Scratch.Slot.Hidden, (long)Block * width1), count, width1);
            var hidden2 = new Matrix(Scratch.Get(Scratch.Slot.Hidden2, (long)Block * width2), count, width2);
            LinearPacked(Slice(p.X, row, count), packed1, width1, (float*)p.B1, Matrix.None, hidden1, relu: true);
            if (skip)
            {
                if (finite && IsFinite(hidden1))
                    Positive(hidden1, (ushort*)bits);
                else
                    new Span<ulong>(bits, count * width1 / 64).Fill(ulong.MaxValue);
                RunSkipping(hidden1, bits, packed2, (float*)p.B2, Matrix.None, hidden2, relu: true);
            }
            else
            {
                LinearPacked(hidden1, packed2, width2, (float*)p.B2, Matrix.None, hidden2, relu: true);
            }

            int words = PooledEncoderSizes.WordsPerRow(width2);
            Pool(hidden2, row, p.SetSize, p.Scale, y, mask == null ? null : mask + (nint)row * words);
        }
    }

    public override void PooledEncoderBackward(in PooledEncoderSizes p, float* dy, ushort* mask, Matrix dw1, float* db1,
        Matrix dw2, float* db2)
    {
        int rows = p.X.Rows;
        int width1 = p.W1.Rows;
        int width2 = p.W2.Rows;
        float* packed1 = PackTransposed(p.W1, Scratch.Slot.PackedForward, TileColumns);
        bool skip = Skips(p);
        float* packed2 = skip ? PackWide(p.W2, Scratch.Slot.PackedBackward) : PackPanels(p.W2, Scratch.Slot.PackedBackward);
        bool finite = skip && IsFinite(p.W2);
        ushort* allSet = (ushort*)Scratch.Get(Scratch.Slot.AllSet, PooledEncoderSizes.MaskWords(Block, width2));
        new Span<ushort>(allSet, Block * PooledEncoderSizes.WordsPerRow(width2)).Fill(ushort.MaxValue);
        bool transposed = BetterTransposed(width1, p.X.Columns);
        var dw1Sum = new ChunkSum(Scratch.Slot.Partial, dw1, rows, transposed);
        var db1Sum = new ChunkSum(Scratch.Slot.BiasPartial, new Matrix(db1, 1, width1), rows);
        var dw2Sum = new ChunkSum(Scratch.Slot.Partial2, dw2, rows);
        var db2Sum = new ChunkSum(Scratch.Slot.BiasPartial2, new Matrix(db2, 1, width2), rows);
        int words = PooledEncoderSizes.WordsPerRow(width2);
        for (int row = 0; row < rows; row += Block)
        {
            int count = Math.Min(Block, rows - row);
            var x = Slice(p.X, row, count);
            ushort* blockMask = mask + (nint)row * words;
            var hidden1 = new Matrix(Scratch.Get(Scratch.Slot.Hidden, (long)Block * width1), count, width1);
            var dz2 = Padded(Scratch.Slot.Hidden2, count, width2);
            var dz1 = new Matrix(Scratch.Get(Scratch.Slot.HiddenGradient, (long)Block * width1), count, width1);
            LinearPacked(x, packed1, width1, (float*)p.B1, Matrix.None, hidden1, relu: true);
            Unpool(dz2, row, p.SetSize, p.Scale, dy, blockMask);
            AddRows(dz2, db2Sum.Open(row));
            if (skip)
            {
                AccumulateOuterSkipping(dz2, (ulong*)(IsFinite(hidden1) ? blockMask : allSet), hidden1, dw2Sum.Open(row));
                RunSkipping(dz2, (ulong*)(finite ? blockMask : allSet), packed2, Scratch.Zeros(width1),
                    Matrix.None, dz1, relu: false);
            }
            else
            {
                AccumulateOuter(dz2, hidden1, dw2Sum.Open(row), transposed: false);
                BackwardPacked(dz2, packed2, Matrix.None, dz1);
            }

            Mask(dz1, hidden1, dz1);
            AddRows(dz1, db1Sum.Open(row));
            AccumulateOuter(dz1, x, dw1Sum.Open(row), transposed);
        }

        dw1Sum.Close();
        db1Sum.Close();
        dw2Sum.Close();
        db2Sum.Close();
    }

    // Zeros of the hidden layers are skipped where the shapes fit the kernel. Skipping is exact while what they would be
    // multiplied with is finite (else 0 * w is NaN; then no bit is cleared). The only trace would be the sign of a zero, which
    // the sums behind it lose: they begin at +0 and never become -0.
    private static bool Skips(in PooledEncoderSizes p) => L.Skips && p.W1.Rows % SkipColumns == 0 && p.W2.Rows % SkipColumns == 0;

    // Bit j of a row's words is set where element j is positive.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Positive(Matrix m, ushort* words)
    {
        for (int r = 0; r < m.Rows; r++)
        {
            float* p = m.Row(r);
            for (int j = 0; j < m.Columns; j += 16)
                *words++ = (ushort)L.PositiveMask(L.Load(p + j));
        }
    }

    // Rows of a block may begin or end inside a set: y holds the running sum until the set's last row scales it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pool(Matrix hidden, int firstRow, int setSize, float scale, float* y, ushort* mask)
    {
        int width = hidden.Columns;
        int words = PooledEncoderSizes.WordsPerRow(width);
        for (int r = 0; r < hidden.Rows;)
        {
            int set = (firstRow + r) / setSize;
            int inSet = (firstRow + r) % setSize;
            int run = Math.Min(setSize - inSet, hidden.Rows - r);
            bool ends = inSet + run == setSize;
            float* target = y + (nint)set * width;
            int j = 0;
            for (; j + 64 <= width; j += 64)
            {
                V none = L.Splat(0f);
                V a0 = none, a1 = none, a2 = none, a3 = none;
                if (inSet > 0)
                    (a0, a1, a2, a3) =
                        (L.Load(target + j), L.Load(target + j + 16), L.Load(target + j + 32), L.Load(target + j + 48));
                float* from = hidden.Row(r) + j;
                ushort* bits = mask + (nint)r * words + j / 16;
                for (int i = 0; i < run; i++, from += hidden.Stride)
                {
                    V h0 = L.Load(from), h1 = L.Load(from + 16), h2 = L.Load(from + 32), h3 = L.Load(from + 48);
                    a0 = L.Add(a0, h0);
                    a1 = L.Add(a1, h1);
                    a2 = L.Add(a2, h2);
                    a3 = L.Add(a3, h3);
                    if (mask == null)
                        continue;
                    bits[0] = (ushort)L.PositiveMask(h0);
                    bits[1] = (ushort)L.PositiveMask(h1);
                    bits[2] = (ushort)L.PositiveMask(h2);
                    bits[3] = (ushort)L.PositiveMask(h3);
                    bits += words;
                }

                V s = L.Splat(ends ? scale : 1f);
                L.Store(L.Multiply(a0, s), target + j);
                L.Store(L.Multiply(a1, s), target + j + 16);
                L.Store(L.Multiply(a2, s), target + j + 32);
                L.Store(L.Multiply(a3, s), target + j + 48);
            }

            for (; j < width; j += 16)
            {
                bool whole = j + 16 <= width;
                V acc = inSet == 0 ? L.Splat(0f) : L.Load(target + j);
                float* from = hidden.Row(r) + j;
                for (int i = 0; i < run; i++, from += hidden.Stride)
                {
                    V h = L.Load(from);
                    acc = L.Add(acc, h);
                    if (mask != null)
                        mask[(nint)(r + i) * words + j / 16] = (ushort)L.PositiveMask(h);
                }

                if (ends)
                    acc = L.Multiply(acc, L.Splat(scale));
                if (whole)
                    L.Store(acc, target + j);
                else
                    StorePart(acc, target + j, width - j);
            }

            r += run;
        }
    }

    // dz[r, j] = bit ? dy[set, j] * scale : 0
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Unpool(Matrix dz, int firstRow, int setSize, float scale, float* dy, ushort* mask)
    {
        int width = dz.Columns;
        int words = PooledEncoderSizes.WordsPerRow(width);
        V s = L.Splat(scale);
        for (int r = 0; r < dz.Rows;)
        {
            int set = (firstRow + r) / setSize;
            int run = Math.Min(setSize - (firstRow + r) % setSize, dz.Rows - r);
            int j = 0;
            for (; j + 64 <= width; j += 64)
            {
                float* p = dy + (nint)set * width + j;
                V g0 = L.Multiply(L.Load(p), s), g1 = L.Multiply(L.Load(p + 16), s), g2 = L.Multiply(L.Load(p + 32), s),
                    g3 = L.Multiply(L.Load(p + 48), s);
                float* to = dz.Row(r) + j;
                ushort* bits = mask + (nint)r * words + j / 16;
                for (int i = 0; i < run; i++, to += dz.Stride, bits += words)
                {
                    L.Store(L.Keep(bits[0], g0), to);
                    L.Store(L.Keep(bits[1], g1), to + 16);
                    L.Store(L.Keep(bits[2], g2), to + 32);
                    L.Store(L.Keep(bits[3], g3), to + 48);
                }
            }

            for (; j < width; j += 16)
            {
                V g = L.Multiply(L.Load(dy + (nint)set * width + j), s);
                float* to = dz.Row(r) + j;
                ushort* bits = mask + (nint)r * words + j / 16;
                for (int i = 0; i < run; i++, to += dz.Stride, bits += words)
                {
                    V value = L.Keep(*bits, g);
                    if (j + 16 <= width)
                        L.Store(value, to);
                    else
                        StorePart(value, to, width - j);
                }
            }

            r += run;
        }
    }
}
