namespace WeightPred.Unit.ExactTorch;

/// <summary>The operations once more, in double, by the textbook and with no thought for speed:
/// what the engine is compared with.</summary>
internal sealed record Plain(long[] Shape, double[] Values)
{
    /// <summary>The smallest |x| that a ReLU has met on this thread: central differences say nothing across its kink.</summary>
    [ThreadStatic]
    public static double NearestKink;

    public Plain Map(Func<double, double> f) => new(Shape, [.. Values.Select(f)]);

    public Plain Relu()
    {
        NearestKink = Values.Select(Math.Abs).Append(NearestKink).Min();
        return Map(x => Math.Max(x, 0));
    }

    public static Plain operator +(Plain x, Plain y) => Zip(x, y, (a, b) => a + b);

    public static Plain operator -(Plain x, Plain y) => Zip(x, y, (a, b) => a - b);

    public static Plain operator *(Plain x, Plain y) => Zip(x, y, (a, b) => a * b);

    public static Plain operator /(Plain x, Plain y) => Zip(x, y, (a, b) => a / b);

    public Plain Reshape(params long[] shape) => new(shape, Values);

    public Plain Expand(params long[] shape) => Make(shape, at => this[Aligned(at)]);

    public Plain Transpose(int a, int b)
    {
        long[] Swap(long[] at)
        {
            long[] swapped = [.. at];
            (swapped[a], swapped[b]) = (swapped[b], swapped[a]);
            return swapped;
        }

        return Make(Swap(Shape), at => this[Swap(at)]);
    }

    public Plain Narrow(int axis, long start, long length) =>
        Make(With(Shape, axis, length), at => this[With(at, axis, at[axis] + start)]);

    public static Plain Cat(int axis, params Plain[] parts) =>
        Make(With(parts[0].Shape, axis, parts.Sum(p => p.Shape[axis])), at =>
        {
            long i = at[axis];
            foreach (var part in parts)
            {
                if (i < part.Shape[axis])
                    return part[With(at, axis, i)];
                i -= part.Shape[axis];
            }

            throw new InvalidOperationException();
        });

    public Plain Sum(int axis)
    {
        long[] shape = [.. Shape[..axis], .. Shape[(axis + 1)..]];
        return Make(shape, at => Count(Shape[axis]).Sum(i => this[[.. at[..axis], i, .. at[axis..]]]));
    }

    public Plain Mean(int axis)
    {
        double size = Shape[axis];
        return Sum(axis).Map(x => x / size);
    }

    public Plain Sum() => new([], [Values.Sum()]);

    public Plain Mean() => new([], [Values.Average()]);

    public Plain Softmax(int axis)
    {
        var e = Map(Math.Exp);
        var sum = e.Sum(axis);
        return e / sum.Reshape(With(Shape, axis, 1));
    }

    public Plain Linear(Plain weight, Plain? bias = null) =>
        Make([.. Shape[..^1], weight.Shape[0]], at =>
            Count(Shape[^1]).Sum(k => this[[.. at[..^1], k]] * weight[[at[^1], k]]) + (bias is null ? 0 : bias[[at[^1]]]));

    /// <summary>(x - mean) / sqrt(variance + 1e-5) * weight + bias; each column's own moments where none are given.</summary>
    public Plain BatchNorm(Plain weight, Plain bias, Plain? mean = null, Plain? variance = null)
    {
        mean ??= Mean(0);
        variance ??= (this - mean).Map(d => d * d).Mean(0);
        return (this - mean) / variance.Map(v => Math.Sqrt(v + 1e-5)) * weight + bias;
    }

    public Plain Bmm(Plain y) =>
        Make([Shape[0], Shape[1], y.Shape[2]], at => Count(Shape[2]).Sum(k => this[[at[0], at[1], k]] * y[[at[0], k, at[2]]]));

    private double this[long[] at]
    {
        get
        {
            long offset = 0;
            for (int i = 0; i < Shape.Length; i++)
                offset = offset * Shape[i] + at[i];
            return Values[offset];
        }
    }

    private long[] Aligned(long[] at) => [.. Shape.Select((size, i) => size == 1 ? 0 : at[at.Length - Shape.Length + i])];

    private static Plain Zip(Plain x, Plain y, Func<double, double, double> f)
    {
        int dimensions = Math.Max(x.Shape.Length, y.Shape.Length);
        long Size(Plain p, int i) => i < dimensions - p.Shape.Length ? 1 : p.Shape[i - dimensions + p.Shape.Length];
        long[] shape = [.. Enumerable.Range(0, dimensions).Select(i => Math.Max(Size(x, i), Size(y, i)))];
        return Make(shape, at => f(x[x.Aligned(at)], y[y.Aligned(at)]));
    }

    private static Plain Make(long[] shape, Func<long[], double> value)
    {
        double[] values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        long[] at = new long[shape.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value(at);
            for (int d = shape.Length - 1; d >= 0 && ++at[d] == shape[d]; d--)
                at[d] = 0;
        }

        return new(shape, values);
    }

    private static long[] With(long[] at, int axis, long value)
    {
        long[] changed = [.. at];
        changed[axis] = value;
        return changed;
    }

    private static IEnumerable<long> Count(long size) => Enumerable.Range(0, (int)size).Select(i => (long)i);
}
