namespace Reproduction.Plots;

/// <summary>One axis: which part of it is drawn, in its own units or, on a log axis, in decades.</summary>
/// <param name="Low">Start of the drawn part.</param>
/// <param name="High">Its end.</param>
/// <param name="Log">Places are common logarithms.</param>
internal readonly record struct AxisScale(double Low, double High, bool Log)
{
    // A step's share of the axis that is left free at either end, and of a line of words at the edge.
    private const double Pad = 0.06, Words = 0.075;

    // Later data are what a curve is about: what came before may take twice their range. References may take as much as the data.
    private const double Before = 2, Beside = 1;

    // A curve that stays further above the lowest one than this has no part in the range: it has blown up.
    private const double Decades = 3;

    /// <summary>Whether a number has a place on such an axis.</summary>
    public static bool Drawable(double value, bool log) => Math.Abs(value) <= 1e300 && (!log || value > 0);

    public static double Place(double value, bool log) => log ? Math.Log10(value) : value;

    public double Place(double value) => Place(value, Log);

    /// <summary>Place of an end of a bar or of a band. Infinity, and 0 on a log axis, go to the edge.</summary>
    public double End(double value) => Drawable(value, Log) ? Math.Clamp(Place(value), Low, High) : value > 0 ? High : Low;

    public double Length => High - Low;

    /// <summary>
    /// The range is that of the data, with a margin. Two things may extend it, but only so far that the data stay readable: what
    /// a curve did before (the curve then enters through the edge), and references, nearest first (one further away stands at the
    /// edge with an arrow).
    /// </summary>
    /// <param name="data">Values that must be visible.</param>
    /// <param name="before">Earlier parts of curves and of their bands.</param>
    /// <param name="references">Ends of references.</param>
    /// <param name="log">Common logarithms.</param>
    /// <param name="curves">The data are curves.</param>
    /// <param name="above">Lines of words, or marks of diverged runs, at the upper edge.</param>
    /// <param name="below">The same at the lower edge.</param>
    public static AxisScale Of(IEnumerable<double> data, IEnumerable<double> before, IEnumerable<double> references, bool log,
        bool curves = false, bool above = false, bool below = false)
    {
        double[] core = Places(data), extra = Places(before), held = Places(references);
        if (curves && log && core.Length > 0)
        {
            double most = core.Min() + Decades;
            (core, extra) = ([.. core.Where(at => at <= most)], [.. extra.Where(at => at <= most)]);
        }

        // One value has no range of its own: then what it is held against gives one.
        if (core.Length == 0 || Equal(core))
            core = [.. core, .. held];
        if (core.Length == 0)
            core = extra;
        if (core.Length == 0)
            return new AxisScale(0, 1, log);
        if (Equal(core))
        {
            double half = log ? 0.1 : core[0] == 0 ? 1 : Math.Abs(core[0]) * 0.1;
            core = [core[0] - half, core[0] + half];
        }

        double low = core.Min(), high = core.Max();
        double span = high - low, start = low, end = high;
        if (extra.Length > 0)
            (start, end) = (Math.Min(low, Math.Max(extra.Min(), low - Before * span)),
                Math.Max(high, Math.Min(extra.Max(), high + Before * span)));
        double room = (end - start) * (1 + Beside);
        foreach (double at in held.OrderBy(at => Math.Max(start - at, at - end)))
        {
            if (Math.Max(end, at) - Math.Min(start, at) > room)
                break;
            (start, end) = (Math.Min(start, at), Math.Max(end, at));
        }

        double length = end - start;
        return new AxisScale(start - length * (Pad + Lines(held.Count(at => at < start), below)),
            end + length * (Pad + Lines(held.Count(at => at > end), above)), log);

        double[] Places(IEnumerable<double> values) => [.. values.Where(v => Drawable(v, log)).Select(v => Place(v, log))];
        static bool Equal(double[] places) =>
            places.Max() - places.Min() <= 1e-12 * Math.Max(Math.Abs(places.Min()), Math.Abs(places.Max()));
        static double Lines(int references, bool diverged) => Words * (Math.Min(references, 3) + (diverged ? 1 : 0));
    }
}
