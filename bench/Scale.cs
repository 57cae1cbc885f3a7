using System.Globalization;
using System.Text;
using WeightPred.Models.Generators;
using WeightPred.Reproduction.Plots;
using WeightPred.Training;

namespace WeightPred.Bench;

/// <summary>How a step's cost grows with the batch, the pairs, the width and the seeds side by side: a table and a plot each.</summary>
internal static class Scale
{
    private sealed record Point(double X, Workload Workload, int Seeds);

    private sealed record Sweep(string Name, string Axis, IReadOnlyList<Point> Points);

    /// <summary>Measures all sweeps and writes them below <paramref name="folder"/>.</summary>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Run(string folder, int cores, string header, Action<string> log)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        var text = new StringBuilder($"```\n{header}```\n");
        foreach (var sweep in Sweeps(cores))
        {
            var times = Measure(sweep, log);
            double[] rates = [.. sweep.Points.Select((p, i) => p.Seeds * p.Workload.Operations / Statistics.Median(times[i]) / 1e6)];
            text.Append($"\n## {sweep.Axis}\n\n| {sweep.Axis} | ms a step [best, worst] | GFLOP/s |\n|---:|---:|---:|\n");
            for (int i = 0; i < rates.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $"| {sweep.Points[i].X:F0} | {Statistics.Median(times[i]) / sweep.Points[i].Seeds:G4} [{times[i].Min() / sweep.Points[i].Seeds:G4}, {times[i].Max() / sweep.Points[i].Seeds:G4}] | {rates[i]:F0} |\n");
            double[] at = [.. sweep.Points.Select(p => p.X)];
            const string Label = "median, best and worst block";
            var chart = new Chart(sweep.Name, $"Speed against {sweep.Axis}", new Axis(sweep.Axis, Log: true) { Ticks = [.. at.Select(x => new Tick(x, x.ToString("F0", CultureInfo.InvariantCulture)))] }, new Axis("GFLOP/s of the step's formula"),
                [new Series(Label, Drawing.Line, at, rates), new Series(Label, Drawing.Interval, at, rates) { Low = [.. Rates(times, sweep, t => t.Max())], High = [.. Rates(times, sweep, t => t.Min())] }]);
            var picture = Painter.Draw(chart);
            if (picture.Problem.Length > 0)
            {
                text.Append($"\n{picture.Problem}\n");
                continue;
            }

            files.Add(Path.Combine(folder, $"scale-{sweep.Name}.png"));
            File.WriteAllBytes(files[^1], picture.Png);
        }

        files.Insert(0, Path.Combine(folder, "scale.md"));
        File.WriteAllText(files[0], text.ToString());
        log(text.ToString());
        return files;
    }

    private static IEnumerable<Sweep> Sweeps(int cores)
    {
        var sets = Workload.All.First(w => w.Experiment.Pairs == 20);
        var mlp = Workload.All[0];
        yield return new("batch", "batch, Deep Sets 15@20", [.. Powers(16, 4096).Select(b => new Point(b, sets with { Experiment = sets.Experiment with { Batch = b } }, 1))]);
        yield return new("batch-linear", "batch, Linear", [.. Powers(16, 8192).Select(b => new Point(b, mlp with { Experiment = mlp.Experiment with { Batch = b } }, 1))]);
        yield return new("pairs", "pairs, Deep Sets with 15 unknowns, batch 256", [.. Powers(5, 320).Select(p => new Point(p, sets with { Experiment = sets.Experiment with { Batch = 256, Pairs = p } }, 1))]);
        yield return new("width", "width of Linear, batch 1024", [.. Powers(32, 1024).Select(w => new Point(w, mlp with { Experiment = mlp.Experiment with { Net = new LinearNet { Widths = [w, w, w] } } }, 1))]);
        yield return new("seeds", "seeds side by side, Deep Sets 15@20, batch 256", [.. Enumerable.Range(1, 2 * cores).Select(s => new Point(s, sets with { Experiment = sets.Experiment with { Batch = 256 } }, s))]);
    }

    private static IEnumerable<int> Powers(int from, int to)
    {
        for (int n = from; n <= to; n *= 2)
            yield return n;
    }

    private static IEnumerable<double> Rates(List<double>[] times, Sweep sweep, Func<List<double>, double> of) =>
        sweep.Points.Select((p, i) => p.Seeds * p.Workload.Operations / of(times[i]) / 1e6);

    // Round by round over the whole sweep, so that a slower minute of the machine bends no single point.
    private static List<double>[] Measure(Sweep sweep, Action<string> log)
    {
        const int Rounds = 5;
        const double Block = 60;
        log($"// {sweep.Axis} ...");
        var seeds = sweep.Points.Select(p => Enumerable.Range(0, p.Seeds).Select(seed => new SeedWorker(p.Workload.Experiment, seed)).ToList()).ToList();
        int[] steps = [.. seeds.Select(some =>
        {
            SeedWorker.Measure(some, 30);
            return Math.Max(1, (int)(Block / SeedWorker.Measure(some, 3)));
        })];
        var times = sweep.Points.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < times.Length; i++)
                times[i].Add(SeedWorker.Measure(seeds[i], steps[i]));
        }

        seeds.ForEach(some => some.ForEach(seed => seed.Dispose()));
        return times;
    }
}
