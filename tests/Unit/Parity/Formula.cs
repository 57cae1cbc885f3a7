namespace WeightPred.Unit.Parity;

/// <summary>The numbers that make_golden.py and these tests both compute,
/// so that no golden file holds weights or inputs.</summary>
internal static class Formula
{
    private const double Unit = 1.75;

    /// <summary>An odd number of 4096ths in (-1, 1): twelve hashed bits.</summary>
    public static double Value(long index, long salt)
    {
        uint x = unchecked((uint)(index * 2654435769 + salt * 2246822519 + 374761393));
        x ^= x >> 15;
        x = unchecked(x * 2246822507);
        x ^= x >> 13;
        x = unchecked(x * 3266489909);
        x ^= x >> 16;
        return (2 * (int)(x >> 20) - 4095) / 4096.0;
    }

    public static double[] Values(int count, int salt, double scale) =>
        [.. Enumerable.Range(0, count).Select(i => Value(i, salt) * scale)];

    /// <summary>Rounds to float32 once.</summary>
    public static Tensor Rounded(double[] values, params long[] shape) => tensor([.. values.Select(v => (float)v)], shape);

    /// <summary>x ~ U(-1.75, 1.75) with 17 inputs; y = (x0 + |x1| - x2 x3) / 2.</summary>
    public static (Tensor X, Tensor Y) Vectors(int step, int rows)
    {
        double[] x = Values(rows * 17, 10000 + step, Unit);
        var y = Enumerable.Range(0, rows).Select(r => r * 17).Select(i => (x[i] + Math.Abs(x[i + 1]) - x[i + 2] * x[i + 3]) / 2);
        return (Rounded(x, rows, 17), Rounded([.. y], rows, 1));
    }

    /// <summary>Points (x0, x1, w0 x0 + w1 x1) with different w in each set; w is the target.</summary>
    public static (Tensor X, Tensor Y) Sets(int step, int count, int pairs)
    {
        double[] x = Values(count * pairs * 2, 10000 + step, Unit);
        double[] w = Values(count * 2, 20000 + step, Unit);
        var points = Enumerable.Range(0, count * pairs)
            .SelectMany(p =>
                (double[])[x[2 * p], x[2 * p + 1], x[2 * p] * w[p / pairs * 2] + x[2 * p + 1] * w[p / pairs * 2 + 1]]);
        return (Rounded([.. points], count, pairs, 3), Rounded(w, count, 2));
    }

    /// <summary>Parameter p takes the formula times floor(64 / sqrt(fan_in)) / 64; a bias follows its weight.</summary>
    public static T Initialised<T>(T module)
        where T : torch.nn.Module
    {
        int fanIn = 0;
        foreach (var (parameter, p) in module.parameters().Select((parameter, p) => (parameter, p)))
        {
            fanIn = parameter.dim() == 2 ? (int)parameter.shape[1] : fanIn;
            double bound = Math.Floor(Math.Sqrt(4096 / fanIn)) / 64;
            var target = parameter.data<float>();
            for (int i = 0; i < target.Length; i++)
                target[i] = (float)(Value(i, 1000 + p) * bound);
        }

        return module;
    }
}
