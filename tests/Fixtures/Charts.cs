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

    private static Series Line(string label, IReadOnlyList<Run> runs)
    {
        int points = runs.Min(run => run.Curve.Count);
        var columns = Enumerable.Range(0, points).Select(i => runs.Select(run => run.Curve[i].Ema).ToArray()).ToArray();
        return new Series(
            $"{label} ({runs.Count} seed{(runs.Count == 1 ? "" : "s")})",
            [.. Enumerable.Range(0, points).Select(i => (double)runs[0].Curve[i].Step)],
            [.. columns.Select(c => Math.Exp(c.Average(Math.Log)))],
            [.. columns.Select(c => c.Min())],
            [.. columns.Select(c => c.Max())]);
    }
}
