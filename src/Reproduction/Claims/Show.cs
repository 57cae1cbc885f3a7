using Reproduction.Plots;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>Makes the charts and tables of most plans from arms, once the runs are there.</summary>
public static class Show
{
    /// <summary>Loss curves of the arms, on an axis that their experiments name.</summary>
    public static Func<RunTable, Chart> Losses(string title, IReadOnlyList<Arm> arms, params Reference[] references) =>
        runs => Charts.Losses(
        "", title, string.Join("; ", arms.Select(arm => arm.Experiment.LossTitle).Distinct()),
            [.. arms.Where(arm => runs.SeedsOf(arm) > 0).Select(arm => Curves(arm, runs))], references);

    /// <summary>A quantity at settings on an axis; shares of a whole in per cent.</summary>
    /// <param name="name">Stem of the plot's file; "" for the claim's main plot.</param>
    /// <param name="title">Title of the plot.</param>
    /// <param name="x">Axis of the setting that varies.</param>
    /// <param name="y">The measured metric.</param>
    /// <param name="points">Label, setting and quantity.</param>
    /// <param name="references">Values to compare with, as they are measured.</param>
    public static Func<RunTable, Chart> Settings(string name, string title, Axis x, Axis y,
        IReadOnlyList<(string Label, double At, Quantity Of)> points, params Reference[] references) => runs =>
        Charts.Settings(
            name, title, x, y, [.. points.Where(p => runs.SeedsOf(p.Of) > 0).Select(p => (p.Label, p.At, Shown(runs, p.Of)))],
            Shown(references, points.FirstOrDefault().Of?.Unit));

    /// <summary>A metric at settings on an axis; the other axis has the metric's name.</summary>
    /// <exception cref="PlanException">The points are of several metrics.</exception>
    /// <inheritdoc cref="Settings(string, string, Axis, Axis, IReadOnlyList{ValueTuple{string, double, Quantity}}, Reference[])"/>
    public static Func<RunTable, Chart> Settings(
        string name, string title, Axis x, IReadOnlyList<(string Label, double At, Quantity Of)> points,
        params Reference[] references) =>
        Settings(name, title, x, new Axis(TitleOf(title, points.Select(p => p.Of))), points, references);

    /// <summary>Quantities side by side, a category each; shares of a whole in per cent.</summary>
    public static Func<RunTable, Chart> Arms(string name, string title, Axis y, IReadOnlyList<(string Label, Quantity Of)> arms,
        params Reference[] references) => runs =>
        Charts.Arms(
            name, title, y, [.. arms.Where(a => runs.SeedsOf(a.Of) > 0).Select(a => (a.Label, Shown(runs, a.Of)))],
            Shown(references, arms.FirstOrDefault().Of?.Unit));

    /// <summary>Printed numbers as their rules judge them:
    /// the interval for one more run of ours, and the printed number, which is 1.</summary>
    /// <param name="name">Stem of the plot's file; "" for the claim's main plot.</param>
    /// <param name="title">Title of the plot.</param>
    /// <param name="quantity">The quantity with the printed number.</param>
    /// <param name="rules">Each with a label for every cell.</param>
    public static Func<RunTable, Chart> Printed(
        string name, string title, string quantity,
        params IReadOnlyList<(WithinPredictionInterval Rule, IReadOnlyList<string> Labels)> rules) => runs =>
    {
        ForestRow[] rows =
        [
            .. from rule in rules
               let seeds = rule.Rule.Quantities.Min(runs.SeedsOf)
               where seeds > 1
               from row in rule.Rule.Of(
                   rule.Rule.Asked([.. rule.Rule.Quantities.Select(quantity => runs.Values(quantity, seeds))]))
                   .Zip(rule.Labels, (cell, label) => Row(cell, label))
               select row,
        ];
        return Charts.Findings(name, title, new Axis($"{quantity}, ours / printed", Log: true), rows,
            held: "printed, to half a digit");
    };

    private static ForestRow Row(Finding cell, string label)
    {
        double ByPrinted(double? log) => LogRatio.Back((log ?? double.NegativeInfinity) - cell.Target);
        return new(label, ByPrinted(cell.Estimate), ByPrinted(cell.Low), ByPrinted(cell.High))
        {
            Held = (ByPrinted(cell.ToleranceLow), ByPrinted(cell.ToleranceHigh)),
        };
    }

    /// <summary>A metric of arms side by side, on an axis that has its name.</summary>
    /// <param name="name">Stem of the plot's file; "" for the claim's main plot.</param>
    /// <param name="title">Title of the plot.</param>
    /// <param name="arms">Label and quantity.</param>
    /// <param name="log">On a logarithmic axis.</param>
    /// <exception cref="PlanException">The arms have several metrics.</exception>
    public static Func<RunTable, Chart> Arms(
        string name, string title, IReadOnlyList<(string Label, Quantity Of)> arms, bool log = false) =>
        Arms(name, title, new Axis(TitleOf(title, arms.Select(a => a.Of)), log), arms);

    private static string TitleOf(string plot, IEnumerable<Quantity> quantities) =>
        quantities.Select(quantity => (quantity as Measured)?.Metric.Title).Distinct().ToList() is [{ } title]
            ? title
            : throw new PlanException($"\"{plot}\" shows more than one metric: name its axis, new Axis(\"...\").");

    /// <summary>Rows of name, mean, 95 % t-interval and number of seeds.</summary>
    /// <param name="name">File stem.</param>
    /// <param name="title">Title of the table.</param>
    /// <param name="first">Header of the first column.</param>
    /// <param name="metric">The measured metric.</param>
    /// <param name="rows">Label and quantity.</param>
    /// <param name="more">A further column: its header, and its text by row.</param>
    public static Func<RunTable, ResultTable> Table(string name, string title, string first, string metric,
        IReadOnlyList<(string Label, Quantity Of)> rows,
        (string Header, IReadOnlyList<string> Texts)? more = null) => runs => new(
        name, title, [first, $"{metric}, mean over seeds", "95 % interval from", "to", "seeds",
            .. more is { } column ? [column.Header] : Array.Empty<string>()],
        [.. rows.Select((row, i) => Row(row.Label, runs, row.Of, more is { } column ? [column.Texts[i]] : []))]);

    private static IReadOnlyList<string> Row(string label, RunTable runs, Quantity quantity, string[] more)
    {
        if (runs.SeedsOf(quantity) == 0)
            return [label, "not there", "", "", "0", .. more];
        var spread = Spread(runs.Values(quantity));
        return [label, Text(spread.Mean), Text(spread.Low), Text(spread.High), $"{spread.PerSeed.Count}", .. more];
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static ArmCurves Curves(Arm arm, RunTable runs)
    {
        var own = runs.Runs(arm);
        var longest = own.MaxBy(run => run.Curve.Count)!.Curve;
        return new ArmCurves(arm.Name, [.. longest.Select(p => (double)p.Step)],
            [.. own.Select(run => (IReadOnlyList<double>)[.. longest.Select((_, i) => i < run.Curve.Count
            && double.IsFinite(run.Curve[i].Loss) ? run.Curve[i].Loss : double.PositiveInfinity)])]);
    }

    private static Spread Shown(RunTable runs, Quantity quantity) =>
        Spread([.. runs.Values(quantity).Select(value => value * ShownUnit.Of(quantity.Unit).Times)]);

    private static IReadOnlyList<Reference> Shown(IEnumerable<Reference> references, string? unit)
    {
        double times = ShownUnit.Of(unit ?? "").Times;
        return [.. references.Select(reference => reference with { Low = times * reference.Low, High = times * reference.High })];
    }

    private static Spread Spread(IReadOnlyList<double> values)
    {
        var interval = values.Count > 1 && values.All(double.IsFinite) ? TTest.Interval(values, 0.95)
            : new Interval(double.NaN, double.NaN, 0.95);
        return new Spread(values, values.Average(), interval.Low, interval.High);
    }
}
