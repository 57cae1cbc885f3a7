namespace Reproduction.Plots;

/// <summary>The loss curves of one arm: <paramref name="PerSeed"/>[seed][step],
/// at the same steps; +∞ from where a run diverged.</summary>
internal sealed record ArmCurves(string Arm, IReadOnlyList<double> Steps, IReadOnlyList<IReadOnlyList<double>> PerSeed);

/// <summary>One arm at one setting: a value of every seed, their mean and its interval.</summary>
internal sealed record Spread(IReadOnlyList<double> PerSeed, double Mean, double Low, double High);

/// <summary>A row of a forest plot.</summary>
/// <param name="Label">Name of the decision; a second line may say the figures.</param>
/// <param name="Estimate">The estimate, with its interval.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal sealed record ForestRow(string Label, double Estimate, double Low, double High)
{
    /// <summary>
    /// Region in which the statement holds: a tolerance around a figure, or one side of a margin (an end may be infinite). Null:
    /// none is drawn.
    /// </summary>
    public (double Low, double High)? Held { get; init; }
}

/// <summary>A curve that a write-up draws, and ours beside it.</summary>
/// <param name="Name">As the figure's legend has it.</param>
/// <param name="Steps">Where it was read.</param>
/// <param name="Losses">The loss there.</param>
internal sealed record DrawnCurve(string Name, IReadOnlyList<double> Steps, IReadOnlyList<double> Losses)
{
    /// <summary>Ours; null where there are no runs.</summary>
    public ArmCurves? Ours { get; init; }

    /// <summary>The interval for one more run of ours, at our steps.</summary>
    public IReadOnlyList<(double Low, double High)> Expected { get; init; } = [];

    /// <summary>The points of the drawn curve that are judged, and whether they lie where one more run of ours would.</summary>
    public IReadOnlyList<(double Step, double Loss, bool Inside)> Judged { get; init; } = [];
}

/// <summary>Charts of the usual kinds, from plain numbers.</summary>
internal static class Charts
{
    /// <summary>Loss curves by arm: the geometric mean over seeds as a line,
    /// lowest to highest seed as a band, both over those that have not diverged.</summary>
    public static Chart Losses(string name, string title, string loss, IReadOnlyList<ArmCurves> arms,
        IReadOnlyList<Reference>? references = null)
    {
        var series = new List<Series>();
        foreach (var arm in arms)
        {
            var at = arm.Steps.Select((_, i) => arm.PerSeed.Select(seed => seed[i]).Where(double.IsFinite).ToList()).ToList();
            int[] some = [.. Enumerable.Range(0, arm.Steps.Count).Where(i => at[i].Count > 0)];
            series.Add(new Series(arm.Arm, Drawing.Line, [.. some.Select(i => arm.Steps[i])],
                [.. some.Select(i => Math.Exp(at[i].Average(v => Math.Log(v))))])
            {
                Low = [.. some.Select(i => at[i].Min())],
                High = [.. some.Select(i => at[i].Max())],
            });
            double[] diverged = [.. arm.PerSeed.Select(seed => seed.TakeWhile(v => !double.IsInfinity(v)).Count())
                .Where(i => i < arm.Steps.Count).Select(i => arm.Steps[i])];
            if (diverged.Length > 0)
                series.Add(new Series(arm.Arm, Drawing.Dots, diverged, [.. diverged.Select(_ => double.PositiveInfinity)]));
        }

        return new Chart(name, title, new Axis("training steps", Log: true) { From = Start(series) },
            new Axis(loss, Log: true), series)
        {
            References = references ?? [],
            Note = arms.Any(a => a.PerSeed.Count > 1) ? "line: geometric mean over seeds; band: lowest to highest seed" : "",
        };
    }

    /// <summary>
    /// A figure of loss curves, drawn over ours: of each curve our seeds as thin lines, their geometric mean as a line, and as a
    /// band where one more run would lie; the write-up's in ink, with a disc at a judged point inside the band, and a ring at one
    /// outside.
    /// </summary>
    public static Chart Figure(string name, string title, string loss, IReadOnlyList<DrawnCurve> curves, string interval = "95 %")
    {
        // The first steps look alike in all figures, and would take most of a log axis.
        double from = curves.Max(curve => curve.Steps[^1]) / 30;
        var series = new List<Series>();
        foreach (var (curve, ours) in curves.Where(curve => curve.Ours is not null).Select(curve => (curve, curve.Ours!)))
        {
            int[] shown = From(ours.Steps);
            double[] steps = [.. shown.Select(i => ours.Steps[i])];
            double[] means = [.. shown.Select(i => Math.Exp(ours.PerSeed.Average(seed => Math.Log(seed[i]))))];
            series.Add(new Series(curve.Name, Drawing.Line, steps, means)
            {
                Low = [.. shown.Select(i => curve.Expected[i].Low)],
                High = [.. shown.Select(i => curve.Expected[i].High)],
            });
            foreach (var seed in ours.PerSeed)
                series.Add(new Series(curve.Name, Drawing.Thin, steps, [.. shown.Select(i => seed[i])]));
        }

        bool alone = curves.All(curve => curve.Ours is null);
        foreach (var curve in curves)
        {
            int[] shown = From(curve.Steps);
            double[] steps = [.. shown.Select(i => curve.Steps[i])], losses = [.. shown.Select(i => curve.Losses[i])];
            series.Add(new Series(alone ? curve.Name : "the write-up's", Drawing.Line, steps, losses) { Ink = !alone });
        }

        foreach (var curve in curves)
        {
            foreach (var points in curve.Judged.GroupBy(point => point.Inside ? Drawing.Discs : Drawing.Rings))
                series.Add(new Series(curve.Name, points.Key, [.. points.Select(p => p.Step)], [.. points.Select(p => p.Loss)]));
        }

        int seeds = curves.Max(curve => curve.Ours?.PerSeed.Count ?? 0);

        return new Chart(name, title, new Axis("training steps"), new Axis(loss, Log: true), series)
        {
            IsFigure = true,
            Note = alone ? "the write-up's curves; no runs of ours yet"
                : $"{seeds} seeds, their geometric mean; band: {interval} prediction interval of one more; disc: inside, ring: "
                    + "outside",
        };

        int[] From(IReadOnlyList<double> steps) => [.. Enumerable.Range(0, steps.Count).Where(i => steps[i] >= from)];
    }

    /// <summary>Points at settings (pairs, unknowns, width): an arm's mean with its interval as a bar, its seeds as dots, and a
    /// thin line from setting to setting.</summary>
    public static Chart Settings(string name, string title, Axis x, Axis y,
        IReadOnlyList<(string Arm, double At, Spread Of)> points, IReadOnlyList<Reference>? references = null,
        string interval = "95 %")
    {
        var series = new List<Series>();
        foreach (var arm in points.GroupBy(p => p.Arm))
        {
            var at = arm.OrderBy(p => p.At).ToList();
            if (at.Count > 1)
                series.Add(new Series(arm.Key, Drawing.Line, [.. at.Select(p => p.At)], [.. at.Select(p => p.Of.Mean)]));
            series.AddRange(Marks(arm.Key, [.. at.Select(p => (p.At, p.Of))]));
        }

        var ticks = x.Ticks.Count > 0 ? x.Ticks
            : [.. points.Select(p => p.At).Distinct().Order().Select(v => new Tick(v, Ticks.Label(v)))];
        return new Chart(name, title, x with { Ticks = ticks }, y, series) { References = references ?? [],
            Note = Note(points.Select(p => p.Of), interval) };
    }

    /// <summary>Arms, one category each: a dot a seed, the mean with its interval as a bar.
    /// Side by side where their names have room there, else in rows.</summary>
    public static Chart Arms(string name, string title, Axis y, IReadOnlyList<(string Arm, Spread Of)> arms,
        IReadOnlyList<Reference>? references = null, string interval = "95 %") =>
        new(name, title, new Axis("") { Ticks = [.. arms.Select((a, i) => new Tick(i, a.Arm))] }, y,
            [.. arms.SelectMany((a, i) => Marks(a.Arm, [(i, a.Of)]))])
        {
            References = references ?? [],
            Note = Note(arms.Select(a => a.Of), interval),
            Rows = arms.Count > 8 || arms.Sum(a => a.Arm.Length) > 90,
        };

    /// <summary>Findings as a forest plot: one row a finding, its interval as a bar,
    /// and shaded where the estimate must lie. Ratios go on a log axis.</summary>
    /// <param name="name">File stem.</param>
    /// <param name="title">Title of the plot.</param>
    /// <param name="y">The statistic, the same in all rows.</param>
    /// <param name="rows">From top to bottom.</param>
    /// <param name="none">The value of no effect: 1 for ratios, 0 for differences; null draws none.</param>
    /// <param name="held">Legend of the shaded parts.</param>
    public static Chart Findings(string name, string title, Axis y, IReadOnlyList<ForestRow> rows, double? none = null,
        string held = "where it holds") =>
        new(name, title, new Axis("") { Ticks = [.. rows.Select((r, i) => new Tick(i, r.Label))] }, Ticked(y, rows),
            [new Series("estimate with interval", Drawing.Interval, [.. rows.Select((_, i) => (double)i)],
                [.. rows.Select(r => r.Estimate)]) { Low = [.. rows.Select(r => r.Low)], High = [.. rows.Select(r => r.High)] }])
        {
            Rows = true,
            References =
            [
                .. rows.Select((r, i) => (r.Held, i)).Where(r => r.Held is not null)
                    .Select(r => new Reference(held, r.Held!.Value.Low, r.Held.Value.High) { X = r.i }),
                .. none is { } at ? [Reference.At("no effect", at)] : Array.Empty<Reference>(),
            ],
        };

    // Ratios that lie close together have no decade among them.
    private static Axis Ticked(Axis y, IReadOnlyList<ForestRow> rows)
    {
        double[] ends = [.. rows.SelectMany(row => new[] { row.Low, row.High }).Where(end => double.IsFinite(end) && end > 0)];
        return !y.Log || ends.Length == 0 || ends.Max() > 5 * ends.Min() ? y
            : y with { Ticks = [.. Ticks.Steps(ends.Min(), ends.Max(), 6).Select(v => new Tick(v, Words.Number(v)))] };
    }

    /// <summary>
    /// From which step curves are drawn. The first steps look alike in all arms, and on a log axis they would take half of the
    /// plot: it begins where the arms' means first lie a tenth of their largest distance (of logs) apart, or, with one arm, a
    /// tenth of the last fall is still to come; but the last decade of steps is always drawn, and never more than the last two.
    /// </summary>
    internal static double? Start(IReadOnlyList<Series> series)
    {
        var lines = series.Where(s => s.Drawing == Drawing.Line).ToList();
        double[] steps = [.. lines.SelectMany(s => s.X).Where(x => x > 0).Distinct().Order()];
        if (steps.Length == 0)
            return null;
        double last = steps[^1];
        var apart = steps.Select(step => (Step: step, Apart: Apart(step))).Where(p => p.Step >= last / 100).ToList();
        double most = apart.Max(p => p.Apart);
        double first = most > 0 ? apart.First(p => p.Apart >= most / 10).Step : last / 100;
        return Math.Max(steps[0], Math.Clamp(first, last / 100, last / 10));

        double Apart(double step)
        {
            double[] logs =
                [.. lines.Select(s => At(s, step)).Where(y => AxisScale.Drawable(y, log: true)).Select(y => Math.Log(y))];
            return logs.Length < 2 ? 0 : logs.Max() - logs.Min();
        }

        static double At(Series s, double step)
        {
            for (int i = 0; i < s.X.Count; i++)
            {
                if (s.X[i] == step)
                    return s.Y[i];
            }

            return double.NaN;
        }
    }

    private static IEnumerable<Series> Marks(string label, IReadOnlyList<(double At, Spread Of)> points)
    {
        var dots = points.SelectMany(p => p.Of.PerSeed.Select(v => (p.At, Value: v))).ToList();
        if (dots.Count > 0)
            yield return new Series(label, Drawing.Dots, [.. dots.Select(d => d.At)], [.. dots.Select(d => d.Value)]);
        yield return new Series(label, Drawing.Interval, [.. points.Select(p => p.At)], [.. points.Select(p => p.Of.Mean)])
        {
            Low = [.. points.Select(p => p.Of.Low)],
            High = [.. points.Select(p => p.Of.High)],
        };
    }

    private static string Note(IEnumerable<Spread> spreads, string interval) => spreads.Any(s => s.PerSeed.Count > 0)
        ? $"bar: mean with {interval} interval; dots: seeds" : $"bar: mean with {interval} interval";
}
