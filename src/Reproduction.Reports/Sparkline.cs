using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>A curve in a line of text, for a terminal and for pages that strip pictures.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>At most <paramref name="width"/> block characters over the points' positions,
    /// their heights logarithmic; "×" for a value that has no log.</summary>
    /// <param name="values">A loss at log-spaced steps, say.</param>
    /// <param name="width">Columns.</param>
    public static string Of(IReadOnlyList<double> values, int width = 24)
    {
        var logs = Thin(values, width).Select(Log).ToArray();
        var finite = logs.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
            return new string('×', logs.Length);
        var (low, high) = (finite.Min(), finite.Max());
        return string.Concat(logs.Select(v => !double.IsFinite(v) ? '×' : high > low
            ? Blocks[(int)Math.Round((v - low) / (high - low) * (Blocks.Length - 1))] : Blocks[0]));
    }

    /// <summary>The geometric mean of an arm's curves at the steps that all its seeds have;
    /// a diverged seed makes a point infinite.</summary>
    public static IReadOnlyList<CurvePoint> Mean(IEnumerable<Curve> seeds)
    {
        var curves = seeds.ToArray();
        return [.. curves.SelectMany(c => c.Points).GroupBy(p => p.Step).Where(g => g.Count() == curves.Length)
            .OrderBy(g => g.Key)
            .Select(g => new CurvePoint(g.Key, g.All(p => p.Loss > 0 && double.IsFinite(p.Loss))
                ? LogRatio.Back(g.Average(p => Log(p.Loss))) : g.Max(p => p.Loss)))];
    }

    /// <summary>Evenly spread elements, the first and the last among them.</summary>
    internal static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> values, int count) =>
        values.Count <= count ? values
            : [.. Enumerable.Range(0, count).Select(i => values[(int)((long)i * (values.Count - 1) / (count - 1))])];

    /// <summary>The natural log, or NaN where there is none.</summary>
    internal static double Log(double value) => value > 0 && double.IsFinite(value) ? LogRatio.Of(value, 1) : double.NaN;
}
