namespace ExactTorch.Kernels;

internal abstract unsafe partial class Kernels
{
    /// <summary>Sum by D4 over chunks of 1024 consecutive elements.</summary>
    public static float Sum(float* x, long count)
    {
        var tree = new ScalarTree();
        for (long from = 0; from < count; from += Chunk)
        {
            long to = Math.Min(count, from + Chunk);
            float acc = 0f;
            for (long i = from; i < to; i++)
                acc = (float)(acc + x[i]);
            tree.Add(acc);
        }

        return tree.Total();
    }

    /// <summary>Sum of (x[i] - y[i])², by D4: inside a chunk acc = fma(d, d, acc).</summary>
    public static float SumOfSquaredDifferences(float* x, float* y, long count)
    {
        var tree = new ScalarTree();
        for (long from = 0; from < count; from += Chunk)
        {
            long to = Math.Min(count, from + Chunk);
            float acc = 0f;
            for (long i = from; i < to; i++)
            {
                float d = (float)(x[i] - y[i]);
                acc = Scalar.Fma(d, d, acc);
            }

            tree.Add(acc);
        }

        return tree.Total();
    }

    /// <summary>
    /// Sums the middle axis of x[outer, middle, inner] into y[outer, inner]: sequentially by index, then times
    /// <paramref name="scale"/> (D5).
    /// </summary>
    public abstract void SumMiddle(float* x, int outer, int middle, int inner, float scale, float* y);

    /// <summary>y[outer, middle, inner] = x[outer, inner] * scale for every middle index.</summary>
    public abstract void SpreadMiddle(float* x, int outer, int middle, int inner, float scale, float* y);

    private struct ScalarTree
    {
        private Buffer levels;
        private int finished;

        public void Add(float partial)
        {
            int top = System.Numerics.BitOperations.PopCount((uint)finished);
            levels[top] = partial;
            for (int bits = finished; (bits & 1) == 1; bits >>= 1, top--)
                levels[top - 1] = (float)(levels[top - 1] + levels[top]);
            finished++;
        }

        public float Total()
        {
            int entries = System.Numerics.BitOperations.PopCount((uint)finished);
            for (; entries > 1; entries--)
                levels[entries - 2] = (float)(levels[entries - 2] + levels[entries - 1]);
            return entries == 0 ? 0f : levels[0];
        }

        [System.Runtime.CompilerServices.InlineArray(33)]
        private struct Buffer
        {
            private float first;
        }
    }
}

internal sealed unsafe partial class Kernels<L, V, U>
{
    public override void SumMiddle(float* x, int outer, int middle, int inner, float scale, float* y)
    {
        V s = L.Splat(scale);
        for (int o = 0; o < outer; o++)
        {
            float* from = x + (nint)o * middle * inner;
            float* to = y + (nint)o * inner;
            for (int j = 0; j < inner; j += 16)
            {
                V acc = L.Splat(0f);
                float* p = from + j;
                for (int n = 0; n < middle; n++, p += inner)
                    acc = L.Add(acc, L.Load(p));
                acc = L.Multiply(acc, s);
                if (j + 16 <= inner)
                    L.Store(acc, to + j);
                else
                    StorePart(acc, to + j, inner - j);
            }
        }
    }

    public override void SpreadMiddle(float* x, int outer, int middle, int inner, float scale, float* y)
    {
        V s = L.Splat(scale);
        for (int o = 0; o < outer; o++)
        {
            float* from = x + (nint)o * inner;
            for (int j = 0; j < inner; j += 16)
            {
                V value = L.Multiply(L.Load(from + j), s);
                float* to = y + (nint)o * middle * inner + j;
                for (int n = 0; n < middle; n++, to += inner)
                {
                    if (j + 16 <= inner)
                        L.Store(value, to);
                    else
                        StorePart(value, to, inner - j);
                }
            }
        }
    }
}
