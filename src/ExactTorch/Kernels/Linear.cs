using System.Runtime.CompilerServices;

namespace ExactTorch.Kernels;

internal abstract unsafe partial class Kernels
{
    /// <summary>y[r, o] = end(chain from bias[o] (or +0) over k of fma(x[r,
    /// k], w[o, k]) + addend[r, o]); end = ReLU or nothing.</summary>
    /// <param name="x">[rows, inputs]</param>
    /// <param name="w">[outputs, inputs]</param>
    /// <param name="bias">[outputs] or null</param>
    /// <param name="addend">[rows, outputs] or none</param>
    /// <param name="y">[rows, outputs]; may be the addend.</param>
    /// <param name="relu">End with ReLU.</param>
    public abstract void Linear(Matrix x, Matrix w, float* bias, Matrix addend, Matrix y, bool relu);

    /// <summary>Gradients of <see cref="Linear"/>; any output may be none.</summary>
    /// <param name="dy">[rows, outputs] gradient of y; left as it is.</param>
    /// <param name="y">[rows, outputs] where y ended with ReLU, else none: dz = y > 0 ? dy : 0.</param>
    /// <param name="x">[rows, inputs]</param>
    /// <param name="w">[outputs, inputs]</param>
    /// <param name="dx">[rows, inputs] = chain over o of fma(dz[r, o], w[o, k]), plus <paramref name="dxAddend"/>.</param>
    /// <param name="dxAddend">An earlier gradient of x; may be dx.</param>
    /// <param name="dw">[outputs, inputs] += sum over rows of dz[r, o] * x[r, k], by D4.</param>
    /// <param name="db">[outputs] += sum over rows of dz[r, o], by D4.</param>
    /// <param name="dz">[rows, outputs], written where somebody else needs it (the addend's gradient).</param>
    public abstract void LinearBackward(Matrix dy, Matrix y, Matrix x, Matrix w, Matrix dx, Matrix dxAddend, Matrix dw,
        float* db, Matrix dz);
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    public override void Linear(Matrix x, Matrix w, float* bias, Matrix addend, Matrix y, bool relu)
    {
        int done = 0;
        if (L.Skips && w.Rows % SkipColumns == 0 && x.Columns >= SkipDepth && MayMeetZeros(w) && NoNegativeZero(bias, w.Rows))
            done = LinearSkipping(x, w, bias, addend, y, relu);
        if (done == x.Rows)
            return;
        float* packed = PackTransposed(w, Scratch.Slot.PackedForward, TileColumns);
        for (int row = done; row < x.Rows; row += Block)
        {
            int count = Math.Min(Block, x.Rows - row);
            LinearPacked(Slice(x, row, count), packed, w.Rows, bias, addend.IsNone ? addend : Slice(addend, row, count),
                Slice(y, row, count), relu);
        }
    }

    // Says how many rows it did: it stops at the first block that has too few zeros.
    private static int LinearSkipping(Matrix x, Matrix w, float* bias, Matrix addend, Matrix y, bool relu)
    {
        ulong* bits = (ulong*)Scratch.Get(Scratch.Slot.Bits, 2L * Block * BitWords(x.Columns));
        float* packed = null;
        for (int row = 0; row < x.Rows; row += Block)
        {
            int count = Math.Min(Block, x.Rows - row);
            var block = Slice(x, row, count);
            if (!Survey(block, bits))
                return row;
            if (packed == null)
                packed = PackTransposed(w, Scratch.Slot.PackedWide, SkipColumns);
            RunSkipping(block, bits, packed, bias == null ? Scratch.Zeros(w.Rows) : bias,
                addend.IsNone ? addend : Slice(addend, row, count), Slice(y, row, count), relu);
        }

        return x.Rows;
    }

    private static bool NoNegativeZero(float* bias, int count)
    {
        for (int i = 0; bias != null && i < count; i++)
        {
            if (BitConverter.SingleToUInt32Bits(bias[i]) == 0x80000000u)
                return false;
        }

        return true;
    }

    private static void LinearPacked(Matrix x, float* packed, int outputs, float* bias, Matrix addend, Matrix y, bool relu)
    {
        var g = new Gemm
        {
            A = x.Row(0), ARow = x.Stride, AK = 1,
            B = packed, BPanel = (nint)x.Columns * TileColumns, BK = TileColumns,
            Start = bias == null ? Scratch.Zeros(outputs) : bias, StartRow = 0,
            C = y.Row(0), CRow = y.Stride,
            Addend = addend.IsNone ? null : addend.Row(0), AddendRow = addend.Stride,
            Rows = x.Rows, Columns = outputs, K = x.Columns, Relu = relu,
        };
        Run(g);
    }

    public override void LinearBackward(Matrix dy, Matrix y, Matrix x, Matrix w, Matrix dx, Matrix dxAddend, Matrix dw,
        float* db, Matrix dz)
    {
        int rows = dy.Rows;
        int outputs = dy.Columns;
        bool skip = L.Skips && outputs >= SkipDepth && x.Columns >= SkipColumns;
        bool skipInputs = skip && !dx.IsNone && MayMeetZeros(w);
        ulong* bits = skip ? (ulong*)Scratch.Get(Scratch.Slot.Bits, 2L * Block * BitWords(outputs)) : null;
        float* packed = dx.IsNone ? null : PackPanels(w, Scratch.Slot.PackedBackward);
        float* packedWide = skipInputs ? PackWide(w, Scratch.Slot.PackedWide) : null;
        bool transposed = BetterTransposed(outputs, x.Columns);
        var weightSum = dw.IsNone ? null : new ChunkSum(Scratch.Slot.Partial, dw, rows, transposed);
        var biasSum = db == null ? null : new ChunkSum(Scratch.Slot.BiasPartial, new Matrix(db, 1, outputs), rows);
        for (int row = 0; row < rows; row += Block)
        {
            int count = Math.Min(Block, rows - row);
            Matrix block;
            if (y.IsNone)
            {
                block = Slice(dy, row, count);
                if (!dz.IsNone)
                    CopyRows(block, Slice(dz, row, count));
            }
            else
            {
                block = dz.IsNone ? Padded(Scratch.Slot.MaskedGradient, count, outputs) : Slice(dz, row, count);
                Mask(Slice(dy, row, count), Slice(y, row, count), block);
            }

            skip = skip && Survey(block, bits);
            if (biasSum != null)
                AddRows(block, biasSum.Open(row));
            if (weightSum != null)
            {
                // A zero's sign that skipping may change is lost in the total, which begins at +0.
                var some = Slice(x, row, count);
                if (skip && !transposed && IsFinite(some))
                    AccumulateOuterSkipping(block, bits, some, weightSum.Open(row));
                else
                    AccumulateOuter(block, some, weightSum.Open(row), transposed);
            }

            if (dx.IsNone)
                continue;
            var addend = dxAddend.IsNone ? Matrix.None : Slice(dxAddend, row, count);
            var target = Slice(dx, row, count);
            int wide = 0;
            if (skip && skipInputs)
            {
                RunSkipping(block, bits, packedWide, Scratch.Zeros(w.Columns), addend, target, relu: false);
                wide = WideColumns(w.Columns);
            }

            if (wide < w.Columns)
                BackwardPacked(block, packed + (nint)wide * outputs, addend.IsNone ? addend : From(addend, wide),
                    From(target, wide));
        }

        weightSum?.Close();
        biasSum?.Close();
    }

    private static void BackwardPacked(Matrix dz, float* packed, Matrix addend, Matrix dx)
    {
        var g = new Gemm
        {
            A = dz.Row(0), ARow = dz.Stride, AK = 1,
            B = packed, BPanel = (nint)dz.Columns * TileColumns, BK = TileColumns,
            Start = Scratch.Zeros(dx.Columns), StartRow = 0,
            C = dx.Row(0), CRow = dx.Stride,
            Addend = addend.IsNone ? null : addend.Row(0), AddendRow = addend.Stride,
            Rows = dz.Rows, Columns = dx.Columns, K = dz.Columns,
        };
        Run(g);
    }

    // sum[o, k] continues its chain over the rows of this block; the sum may be held transposed, as [k, o].
    private static void AccumulateOuter(Matrix dz, Matrix x, Matrix sum, bool transposed)
    {
        var (left, right) = transposed ? (x, dz) : (dz, x);
        var g = new Gemm
        {
            A = left.Row(0), ARow = 1, AK = left.Stride,
            B = right.Row(0), BPanel = TileColumns, BK = right.Stride,
            Start = sum.Row(0), StartRow = sum.Stride,
            C = sum.Row(0), CRow = sum.Stride,
            Rows = left.Columns, Columns = right.Columns, K = dz.Rows,
        };
        Run(g);
    }

    // Which way a weight gradient wastes less of its tiles of 8 x 32.
    private static bool BetterTransposed(int outputs, int inputs)
    {
        return Tiles(inputs, 8) * Tiles(outputs, TileColumns) < Tiles(outputs, 8) * Tiles(inputs, TileColumns);

        static int Tiles(int size, int tile) => (size + tile - 1) / tile;
    }

    // w[outputs, inputs] -> panels of some outputs: p[k * width + j] = w[j, k], zeros behind the last. Sixteen k at a time, whose
    // places stay in cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float* PackTransposed(Matrix w, Scratch.Slot slot, int width)
    {
        int panels = (w.Rows + width - 1) / width;
        float* packed = Scratch.Get(slot, (long)panels * width * w.Columns);
        for (int panel = 0; panel < panels; panel++)
        {
            float* to = packed + (nint)panel * width * w.Columns;
            int some = Math.Min(width, w.Rows - panel * width);
            if (some < width)
                new Span<float>(to, width * w.Columns).Clear();
            for (int first = 0; first < w.Columns; first += 16)
            {
                int end = Math.Min(first + 16, w.Columns);
                for (int j = 0; j < some; j++)
                {
                    float* from = w.Row(panel * width + j);
                    float* t = to + first * width + j;
                    for (int k = first; k < end; k++, t += width)
                        *t = from[k];
                }
            }
        }

        return packed;
    }

    // b[k, columns] -> panels of 32 columns: p[k * 32 + j] = b[k, j]; the last panel ends with whatever follows a row.
    private static float* PackPanels(Matrix b, Scratch.Slot slot)
    {
        int panels = (b.Columns + TileColumns - 1) / TileColumns;
        float* packed = Scratch.Get(slot, (long)panels * TileColumns * b.Rows);
        for (int panel = 0; panel < panels; panel++)
        {
            float* to = packed + (nint)panel * TileColumns * b.Rows;
            for (int k = 0; k < b.Rows; k++, to += TileColumns)
            {
                float* from = b.Row(k) + panel * TileColumns;
                L.Store(L.Load(from), to);
                L.Store(L.Load(from + 16), to + 16);
            }
        }

        return packed;
    }

    private static Matrix Slice(Matrix m, int row, int count) => new((nint)m.Row(row), count, m.Columns, m.Stride);
}
