namespace ExactTorch.Kernels;

internal sealed unsafe partial class Kernels<L, V, U>
{
    /// <summary>
    /// A sum over rows by D4: one chain inside each chunk of 1024 rows, then a pairwise tree over the chunks in which an odd
    /// last one passes up unchanged. Only the partial sums of one path through the tree exist at a time.
    /// </summary>
    private sealed class ChunkSum
    {
        private readonly Matrix total;
        private readonly float* levels;
        private readonly int size;
        private readonly int stride;
        private readonly bool transposed;
        private int finished;
        private int open = -1;

        /// <param name="slot">Where the partial sums live.</param>
        /// <param name="total">The number that the sum is added to.</param>
        /// <param name="rows">Rows to come.</param>
        /// <param name="transposed">The partial sums are held with rows and columns exchanged, which changes no bit.</param>
        public ChunkSum(Scratch.Slot slot, Matrix total, int rows, bool transposed = false)
        {
            this.total = total;
            this.transposed = transposed;
            size = total.Rows * total.Columns;
            stride = (size + 15) / 16 * 16;
            int chunks = (rows + Chunk - 1) / Chunk;
            int depth = 2;
            while (1 << (depth - 1) < chunks)
                depth++;
            levels = Scratch.Get(slot, (long)depth * stride);
        }

        /// <summary>The partial sum that <paramref name="row"/> belongs to; rows must come in ascending order.</summary>
        public Matrix Open(int row)
        {
            int chunk = row / Chunk;
            if (chunk != open)
            {
                if (open >= 0)
                    Finish();
                open = chunk;
                new Span<float>(Top, size).Clear();
            }

            return transposed ? new Matrix(Top, total.Columns, total.Rows) : new Matrix(Top, total.Rows, total.Columns);
        }

        /// <summary>Adds the sum to the total.</summary>
        public void Close()
        {
            if (open >= 0)
                Finish();
            int entries = System.Numerics.BitOperations.PopCount((uint)finished);
            for (; entries > 1; entries--)
                AddTo(Level(entries - 2), Level(entries - 1), size);
            if (entries == 1 && transposed)
            {
                for (int r = 0; r < total.Rows; r++)
                {
                    float* to = total.Row(r);
                    for (int j = 0; j < total.Columns; j++)
                        to[j] = (float)(to[j] + Level(0)[(nint)j * total.Rows + r]);
                }
            }
            else if (entries == 1)
            {
                for (int r = 0; r < total.Rows; r++)
                    AddTo(total.Row(r), Level(0) + (nint)r * total.Columns, total.Columns);
            }
        }

        private float* Top => Level(System.Numerics.BitOperations.PopCount((uint)finished));

        private float* Level(int entry) => levels + (nint)entry * stride;

        // A binary counter: as many merges as the count of finished chunks has trailing ones.
        private void Finish()
        {
            int top = System.Numerics.BitOperations.PopCount((uint)finished);
            for (int bits = finished; (bits & 1) == 1; bits >>= 1, top--)
                AddTo(Level(top - 1), Level(top), size);
            finished++;
        }

        private static void AddTo(float* sum, float* more, int count)
        {
            int i = 0;
            for (; i + 16 <= count; i += 16)
                L.Store(L.Add(L.Load(sum + i), L.Load(more + i)), sum + i);
            for (; i < count; i++)
                sum[i] = (float)(sum[i] + more[i]);
        }
    }
}
