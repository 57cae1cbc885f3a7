namespace WeightPred.Reproduction;

/// <summary>A mark on an axis.</summary>
/// <param name="At">0 at the axis' start, 1 at its end.</param>
/// <param name="Label">"" for a minor one.</param>
internal sealed record PlotTick(double At, string Label);

/// <summary>One axis: from data to 0..1, and where its ticks stand. Log scales work on the common logarithm.</summary>
internal sealed class PlotScale
{
    /// <summary>Larger numbers would overflow in the arithmetic below; they count as not finite.</summary>
    public const double Largest = 1e300;

    private readonly double _low;
    private readonly double _high;

    private readonly bool _whole;

    private PlotScale(double low, double high, bool log, bool empty, bool whole = false)
    {
        (_low, _high, IsLog, IsEmpty, _whole) = (low, high, log, empty, whole);
    }

    public bool IsLog { get; }

    /// <summary>Nothing to show: no ticks.</summary>
    public bool IsEmpty { get; }

    /// <param name="values">All that must lie on the axis; what cannot be drawn is passed over.</param>
    /// <param name="log">Common logarithm.</param>
    /// <param name="pad">Room at both ends, as a share of the range.</param>
    /// <param name="zeroWithin">Start at zero where the lowest value is below this share of the highest.</param>
    public static PlotScale For(IEnumerable<double> values, bool log, double pad, double zeroWithin)
    {
        var usable = values.Where(v => Drawable(v, log)).Select(v => log ? PlotMath.Log10(v) : v).ToList();
        if (usable.Count == 0)
            return new PlotScale(0, 1, log, empty: true);
        var (low, high) = (usable.Min(), usable.Max());
        // Seeds, steps and counts have no halves.
        var whole = !log && usable.TrueForAll(v => v == Math.Floor(v));
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var half = log ? 0.5 : low == 0 ? 1 : Math.Abs(low) * 0.1;
            return new PlotScale(low - half, high + half, log, empty: false, whole);
        }
        var room = (high - low) * pad;
        var zero = !log && low >= 0 && low < zeroWithin * high;
        return new PlotScale(zero ? 0 : low - room, high + room, log, empty: false, whole);
    }

    /// <summary>Whether a number has a place on such an axis.</summary>
    public static bool Drawable(double value, bool log) => Math.Abs(value) <= Largest && (!log || value > 0);

    /// <summary>0..1; callers ask only for what is drawable.</summary>
    public double At(double value) => ((IsLog ? PlotMath.Log10(value) : value) - _low) / (_high - _low);

    /// <summary>Where a band's lower edge goes that a log axis cannot show.</summary>
    public double AtOrFloor(double value) => IsLog && value <= 0 ? 0 : Math.Clamp(At(value), 0, 1);

    /// <summary>The most ticks whose labels keep their distance.</summary>
    /// <param name="length">Of the axis, in pixels.</param>
    /// <param name="extent">How many pixels a label takes along the axis.</param>
    /// <param name="gap">The least distance between two labels.</param>
    public IReadOnlyList<PlotTick> Ticks(double length, Func<string, double> extent, double gap)
    {
        if (IsEmpty)
            return [];
        var candidates = IsLog ? LogCandidates() : LinearCandidates(length, value => value);
        foreach (var ticks in candidates)
            if (Fits(ticks, length, extent, gap))
                return ticks;
        return [];
    }

    private static bool Fits(List<PlotTick> ticks, double length, Func<string, double> extent, double gap)
    {
        var end = double.NegativeInfinity;
        foreach (var tick in ticks.Where(t => t.Label.Length > 0))
        {
            var (middle, half) = (tick.At * length, extent(tick.Label) / 2);
            if (middle - half < end + gap)
                return false;
            end = middle + half;
        }
        return true;
    }

    // Steps 1, 2, 5 times a power of ten, fine to coarse.
    private IEnumerable<List<PlotTick>> LinearCandidates(double length, Func<double, double> place)
    {
        var (low, high) = IsLog ? (Power(_low), Power(_high)) : (_low, _high);
        var finest = (high - low) / Math.Max(3, length / 44);
        var unit = (int)Math.Floor(PlotMath.Log10(finest));
        if (_whole)
            unit = Math.Max(unit, 0);
        for (; ; unit++)
        {
            foreach (var factor in new[] { 1, 2, 5 })
            {
                var step = factor * PlotMath.PowerOf10(unit);
                var (first, last) = (Math.Ceiling(low / step - 1e-9), Math.Floor(high / step + 1e-9));
                if (step < finest * 0.999)
                    continue;
                var ticks = new List<PlotTick>();
                for (var i = first; i <= last; i++)
                    ticks.Add(new PlotTick(Math.Clamp((place(i * step) - _low) / (_high - _low), 0, 1), PlotText.Tick(i * step, unit)));
                yield return ticks;
                if (last <= first)
                    yield break;
            }
        }
    }

    private IEnumerable<List<PlotTick>> LogCandidates()
    {
        var (first, last) = ((int)Math.Floor(_low - 1e-9), (int)Math.Ceiling(_high + 1e-9));
        var decades = _high - _low;
        // Less than half a decade has too few of the numbers 1..9: linear steps, placed on the log axis.
        if (decades < 0.5)
        {
            foreach (var ticks in LinearCandidates(400, PlotMath.Log10))
                yield return ticks;
            yield break;
        }
        if (decades <= 3)
            foreach (var labelled in new int[][] { [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3] })
                if (labelled.Length < 9 || decades <= 1)
                    yield return Decades(first, last, 1, labelled, minor: true);
        for (var every = 1; every <= last - first + 1; every++)
            yield return Decades(first, last, every, [1], minor: every == 1 && decades <= 6);
    }

    private List<PlotTick> Decades(int first, int last, int every, int[] labelled, bool minor)
    {
        var ticks = new List<PlotTick>();
        // Only decades that lie on the axis count.
        var powers = Math.Ceiling(_low - 1e-9) < -4 || Math.Floor(_high + 1e-9) > 6;
        for (var decade = first; decade <= last; decade++)
        {
            for (var digit = 1; digit <= 9; digit++)
            {
                var label = labelled.Contains(digit) && decade % every == 0;
                if (!label && !(minor && digit > 1) && !(digit == 1 && every > 1))
                    continue;
                var at = (decade + PlotMath.Log10(digit) - _low) / (_high - _low);
                if (at is >= -1e-9 and <= 1 + 1e-9)
                    ticks.Add(new PlotTick(Math.Clamp(at, 0, 1), label ? PlotText.Tick(digit * PlotMath.PowerOf10(decade), decade, powers) : ""));
            }
        }
        return ticks;
    }

    // Only for placing ticks in less than half a decade, where it cannot overflow; by Newton's method from the nearest power.
    private static double Power(double exponent)
    {
        var whole = (int)Math.Floor(exponent);
        var x = 1 + (exponent - whole) * 9;
        for (var i = 0; i < 60; i++)
            x -= x * (PlotMath.Log10(x) - (exponent - whole)) / 0.43429448190325182765;
        return x * PlotMath.PowerOf10(whole);
    }
}
