using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>
/// A stored loss curve, read between its points: neighbours are at most 8 % apart, and straight lines join them. Four operations
/// make every value, so that it has the same bits on every machine.
/// </summary>
internal static class LossCurve
{
    /// <summary>The loss at a step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The curve does not reach the step.</exception>
    public static double At(this IReadOnlyList<CurvePoint> curve, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, curve[0].Step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, curve[^1].Step);
        int i = 0;
        while (curve[i].Step < step)
            i++;
        if (curve[i].Step == step)
            return curve[i].Loss;
        var (a, b) = (curve[i - 1], curve[i]);
        return a.Loss + (b.Loss - a.Loss) * ((double)(step - a.Step) / (b.Step - a.Step));
    }

    /// <summary>The mean loss between two steps: the area under the lines, by their distance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The curve does not reach the steps, or they are not in order.</exception>
    public static double Mean(this IReadOnlyList<CurvePoint> curve, int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        var last = new CurvePoint(from, curve.At(from));
        double area = 0;
        foreach (var next in curve.Where(point => point.Step > from && point.Step < to).Append(new(to, curve.At(to))))
        {
            area += (next.Step - last.Step) * (last.Loss + next.Loss) / 2;
            last = next;
        }

        return area / (to - from);
    }

    /// <summary>The curve up to a step, which has a point of its own; a curve that ended before is all there.</summary>
    internal static IReadOnlyList<CurvePoint> Until(this IReadOnlyList<CurvePoint> curve, int step) => step >= curve[^1].Step
        ? curve
        : [.. curve.TakeWhile(point => point.Step < step), new(step, curve.At(step))];
}
