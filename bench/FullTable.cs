using System.Diagnostics;
using System.Globalization;
using System.Text;
using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.Bench;

/// <summary>How long the write-up's R² table takes at the full budget: projected from ms a step, and one cell trained end to end.</summary>
internal static class FullTable
{
    private const int Steps = 50_000;

    private static readonly (int Inputs, int Hidden, int Pairs)[] Cells = [(2, 5, 20), (2, 5, 30), (2, 5, 45), (4, 10, 67), (4, 10, 100), (4, 10, 150)];

    /// <summary>Markdown table; with <paramref name="trainedSteps"/> above 0 also the cell 15@20 through the trainer, one seed a core.</summary>
    public static string Run(int cores, int trainedSteps, Action<string> log)
    {
        var text = new StringBuilder($"| Cell | ms a step, 1 seed alone | ms a step, {cores} seeds | {Steps} steps, {cores} seeds at once, hours |\n|---|---:|---:|---:|\n");
        double hours = 0;
        foreach (var (inputs, hidden, pairs) in Cells)
        {
            var workload = Workload.DeepSets(inputs, hidden, pairs);
            log($"// {workload.Name} ...");
            var seeds = Enumerable.Range(0, cores).Select(seed => new SeedWorker(workload.Recipe, seed)).ToList();
            SeedWorker.Measure(seeds, 3);
            List<double> alone = [], together = [];
            for (int round = 0; round < 5; round++)
            {
                alone.Add(SeedWorker.Measure(seeds[..1], 3));
                together.Add(SeedWorker.Measure(seeds, 3));
            }

            seeds.ForEach(seed => seed.Dispose());
            double cell = Statistics.Median(together) * Steps / 3.6e6;
            hours += cell;
            text.Append(CultureInfo.InvariantCulture, $"| {workload.Name} | {Statistics.Median(alone):F1} | {Statistics.Median(together) / cores:F1} | {cell:F2} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"| all six | | | {hours:F1} |\n");
        if (trainedSteps > 0)
        {
            var recipe = Workload.DeepSets(2, 5, 20).Recipe with { Steps = trainedSteps };
            log($"// 15@20, {cores} seeds, {trainedSteps} steps ...");
            long began = Stopwatch.GetTimestamp();
            var runs = new Run[cores];
            Parallel.For(0, cores, new ParallelOptions { MaxDegreeOfParallelism = cores }, seed => runs[seed] = Trainer.Train(recipe, seed));
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            text.Append(CultureInfo.InvariantCulture, $"\nTrained end to end: 15@20, {cores} seeds at once, {trainedSteps} steps of {recipe.Batch} and the evaluation in {seconds:F0} s ({seconds / 3600:F2} hours); held-out losses {string.Join(", ", runs.Select(run => run.HeldOutLoss.ToString("G4", CultureInfo.InvariantCulture)))}, R² {string.Join(", ", runs.Select(run => run.R2.ToString("P1", CultureInfo.InvariantCulture)))}.\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nPeak working set of this process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MiB.\n");
        return text.ToString();
    }
}
