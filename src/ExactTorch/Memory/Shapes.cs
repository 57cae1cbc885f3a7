namespace ExactTorch.Memory;

/// <summary>Arithmetic on shapes, with errors that name them.</summary>
internal static class Shapes
{
    public static long Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0)
                throw new ArgumentException($"A dimension cannot be negative: {Text(shape)}.");
            if (size > int.MaxValue || (count *= size) > int.MaxValue)
                throw new ArgumentException(
                    $"A tensor of shape {Text(shape)} has more than 2^31 - 1 elements, which is the engine's limit.");
        }

        return count;
    }

    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    /// <summary>-1 stands for the last dimension, and so on.</summary>
    public static int Axis(long axis, int dimensions)
    {
        long index = axis < 0 ? axis + dimensions : axis;
        if (index < 0 || index >= dimensions)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The tensor has {dimensions} dimensions.");
        return (int)index;
    }

    /// <summary>Sizes before, at and after an axis.</summary>
    public static (int Outer, int Middle, int Inner) Around(long[] shape, int axis) =>
        (checked((int)Count(shape.AsSpan(0, axis))), checked((int)shape[axis]), checked((int)Count(shape.AsSpan(axis + 1))));

    /// <summary>Resolves one -1 in a requested shape.</summary>
    public static long[] Resolve(ReadOnlySpan<long> requested, long count)
    {
        long[] shape = requested.ToArray();
        int unknown = Array.IndexOf(shape, -1L);
        if (unknown >= 0)
        {
            shape[unknown] = 1;
            long known = Count(shape);
            shape[unknown] = known == 0 ? 0 : count / known;
        }

        if (Count(shape) != count)
            throw new ArgumentException($"{count} elements do not fit shape {Text(requested)}.");
        return shape;
    }

    public static bool Same(long[] a, long[] b) => a.AsSpan().SequenceEqual(b);
}
