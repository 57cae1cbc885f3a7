using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>
/// Trains each (recipe, seed) once and hands it to every claim that needs it. Runs of the full tier are also kept on disk, so that
/// an interrupted night goes on where it stopped. The key holds a hash of the code that computes: a changed engine never
/// meets an old result.
/// </summary>
public sealed class RunStore(string folder, TextWriter? log = null)
{
    private readonly ConcurrentDictionary<string, Run> _runs = new();

    /// <summary>Hash over the engine's, the models' and this assembly's build: equal exactly while the code that computes is.</summary>
    public static string CodeHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', new[]
    {
        typeof(ExactTorch.torch).Module.ModuleVersionId, typeof(Models.Mlp).Module.ModuleVersionId, typeof(RunStore).Module.ModuleVersionId,
    }))))[..16];

    /// <summary>The runs of all recipes with the first <paramref name="seeds"/> seeds, [recipe][seed]; trains what is missing, longest first.</summary>
    /// <param name="recipes">What to train.</param>
    /// <param name="seeds">How many seeds, from 0.</param>
    /// <param name="keep">Keep finished runs on disk, and take them from there.</param>
    public IReadOnlyList<IReadOnlyList<Run>> Get(IReadOnlyList<Recipe> recipes, int seeds, bool keep)
    {
        var wanted = recipes.SelectMany(recipe => Enumerable.Range(0, seeds).Select(seed => (recipe, seed))).Distinct()
            .Where(job => !_runs.ContainsKey(Key(job.recipe, job.seed)))
            .OrderByDescending(job => Cost(job.recipe)).ToList();
        var progress = new Progress(log, wanted.Sum(job => (double)job.recipe.Steps * Cost(job.recipe)));
        Parallel.ForEach(
            Partitioner.Create(wanted, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Stack.Parallelism },
            job => _runs[Key(job.recipe, job.seed)] = Load(job.recipe, job.seed, keep) ?? Train(job.recipe, job.seed, keep, progress));
        return [.. recipes.Select(recipe => (IReadOnlyList<Run>)[.. Enumerable.Range(0, seeds).Select(seed => _runs[Key(recipe, seed)])])];
    }

    private Run Train(Recipe recipe, int seed, bool keep, Progress progress)
    {
        int reported = 0;
        var run = Trainer.Train(recipe, seed, step =>
        {
            progress.Add(recipe, seed, step, (step - reported) * Cost(recipe));
            reported = step;
        });
        if (keep)
            RunFile.Write(PathOf(recipe, seed), run);
        return run;
    }

    private Run? Load(Recipe recipe, int seed, bool keep)
    {
        string path = PathOf(recipe, seed);
        if (!keep || !File.Exists(path))
            return null;
        try
        {
            return RunFile.Read(path, recipe, seed);
        }
        catch (InvalidDataException e)
        {
            log?.WriteLine($"{e.Message} It is trained again.");
            return null;
        }
    }

    private string PathOf(Recipe recipe, int seed) => Path.Combine(folder, $"{Key(recipe, seed)}.run");

    private static string Key(Recipe recipe, int seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{recipe.Canonical}|{seed}|{CodeHash}|{Stack.DeviceClass}")))[..32];

    // Multiplications of a step, roughly: only the order of the work and the estimate of its end depend on it.
    private static double Cost(Recipe recipe) => recipe.Batch * (recipe.Net >= Net.DeepSets ? 33_000.0 * recipe.Pairs + 100_000 : recipe.Net is Net.ResLinear or Net.FlattenedPairs ? 110_000 : 40_000);

    private sealed class Progress(TextWriter? log, double total)
    {
        private readonly long _started = Stopwatch.GetTimestamp();
        private readonly Lock _gate = new();
        private double _done;
        private double _lastReport;

        public void Add(Recipe recipe, int seed, int step, double cost)
        {
            lock (_gate)
            {
                _done += cost;
                double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
                if (seconds - _lastReport < 20)
                    return;
                _lastReport = seconds;
                var left = TimeSpan.FromSeconds(seconds * (total - _done) / Math.Max(_done, 1));
                log?.WriteLine($"{recipe.Net} seed {seed}: step {step} of {recipe.Steps}; {_done / total:P0} of this claim's training after {seconds:F0} s, about {left:hh\\:mm\\:ss} left");
                log?.Flush();
            }
        }
    }
}
