using WeightPred.Reproduction;

namespace WeightPred.Fixtures;

/// <summary>The plots that most claims leave.</summary>
public static class Charts
{
    /// <summary>Loss curves: the geometric mean over seeds, and the band from the lowest to the highest seed.</summary>
    public static Chart Losses(string title, IEnumerable<(string Label, IReadOnlyList<Run> Runs)> arms, params ReferenceLine[] references) => new(
        "", title, "training steps", "training loss (MSE, moving average)", [.. arms.Select(arm => Line(arm.Label, arm.Runs))])
    {
        LogX = true,
        LogY = true,
        References = references,
    };

    /// <summary>A metric at few settings: the mean over seeds as a marker, and the band from the lowest to the highest seed.</summary>
    /// <param name="label">Text of the legend; the number of seeds is added.</param>
    /// <param name="x">Settings.</param>
    /// <param name="perSeed">The metric's values at each setting.</param>
    public static Series Points(string label, IReadOnlyList<double> x, IReadOnlyList<IReadOnlyList<double>> perSeed) => new(
        Labelled(label, perSeed.Min(values => values.Count)), x, [.. perSeed.Select(v => v.Average())], [.. perSeed.Select(v => v.Min())], [.. perSeed.Select(v => v.Max())])
    {
        Markers = true,
    };

    /// <summary>A row of a table: a name, then mean, 95 % t-interval and number of seeds.</summary>
    public static IReadOnlyList<string> Row(string name, IReadOnlyList<double> perSeed)
    {
        var interval = perSeed.Count > 1 && perSeed.All(double.IsFinite) ? TTest.Interval(perSeed, 0.95) : new Interval(double.NaN, double.NaN, 0.95);
        return [name, Fixed(perSeed.Average()), Fixed(interval.Low), Fixed(interval.High), $"{perSeed.Count}"];
    }

    /// <summary>The header that belongs to <see cref="Row"/>.</summary>
    public static IReadOnlyList<string> Header(string name, string metric) => [name, $"{metric}, mean over seeds", "95 % interval from", "to", "seeds"];

    private static string Fixed(double value) => FormattableString.Invariant($"{value:F4}");

    private static string Labelled(string label, int seeds) => $"{label} ({seeds} seed{(seeds == 1 ? "" : "s")})";

    private static Series Line(string label, IReadOnlyList<Run> runs)
    {
        int points = runs.Min(run => run.Curve.Count);
        var columns = Enumerable.Range(0, points).Select(i => runs.Select(run => run.Curve[i].Ema).ToArray()).ToArray();
        return new Series(
            Labelled(label, runs.Count),
            [.. Enumerable.Range(0, points).Select(i => (double)runs[0].Curve[i].Step)],
            [.. columns.Select(c => Math.Exp(c.Average(Math.Log)))],
            [.. columns.Select(c => c.Min())],
            [.. columns.Select(c => c.Max())]);
    }
}
