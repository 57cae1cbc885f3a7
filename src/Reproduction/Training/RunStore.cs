using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>
/// Trains each (recipe, seed) once and hands it to every claim that needs it. Runs of the full tier are also kept on disk, finished or
/// not, so that an interrupted night goes on where it stopped. The key holds a hash of the code that computes: a changed engine never
/// meets an old result.
/// </summary>
public sealed class RunStore(string folder, TextWriter? log = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<Run>> _runs = [];
    private readonly Lazy<TrainingQueue> _queue = new(() => new TrainingQueue(Stack.Parallelism));

    /// <summary>Hash over the engine's, the models' and this assembly's build: equal exactly while the code that computes is.</summary>
    public static string CodeHash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', new[]
    {
        typeof(ExactTorch.torch).Module.ModuleVersionId, typeof(Models.Mlp).Module.ModuleVersionId, typeof(RunStore).Module.ModuleVersionId,
    }))))[..16];

    /// <summary>The runs of all recipes with the first <paramref name="seeds"/> seeds, [recipe][seed]; trains what nobody asked for before, longest first.</summary>
    /// <param name="recipes">What to train.</param>
    /// <param name="seeds">How many seeds, from 0.</param>
    /// <param name="keep">Keep finished runs on disk, and take them from there.</param>
    /// <param name="spent">Told, from other threads, how long each run took that this call caused.</param>
    public IReadOnlyList<IReadOnlyList<Run>> Get(IReadOnlyList<Recipe> recipes, int seeds, bool keep, Action<TimeSpan>? spent = null)
    {
        IReadOnlyList<IReadOnlyList<Task<Run>>> runs;
        lock (_gate)
        {
            var wanted = recipes.SelectMany(recipe => Enumerable.Range(0, seeds).Select(seed => (recipe, seed, key: Key(recipe, seed)))).DistinctBy(job => job.key)
                .Where(job => !_runs.TryGetValue(job.key, out var known) || known.IsFaulted).ToList();
            var progress = new Progress(log, wanted.Sum(job => Cost(job.recipe)));
            long request = _queue.Value.NextRequest();
            foreach (var (recipe, seed, key) in wanted)
                _runs[key] = _queue.Value.Add(request, Cost(recipe), () => LoadOrTrain(recipe, seed, keep, progress, spent));
            runs = [.. recipes.Select(recipe => (IReadOnlyList<Task<Run>>)[.. Enumerable.Range(0, seeds).Select(seed => _runs[Key(recipe, seed)])])];
        }

        return [.. runs.Select(arm => Task.WhenAll(arm).GetAwaiter().GetResult())];
    }

    private Run LoadOrTrain(Recipe recipe, int seed, bool keep, Progress progress, Action<TimeSpan>? spent)
    {
        long started = Stopwatch.GetTimestamp();
        var run = Load(recipe, seed, keep) ?? Train(recipe, seed, keep, progress);
        spent?.Invoke(Stopwatch.GetElapsedTime(started));
        return run;
    }

    private Run Train(Recipe recipe, int seed, bool keep, Progress progress)
    {
        int reported = 0;
        var parts = keep ? new Checkpoints(PathOf(recipe, seed) + ".part", log: log) : null;
        var run = Trainer.Train(
            recipe, seed,
            step =>
            {
                progress.Add(recipe, seed, step, (step - reported) * StepCost(recipe));
                reported = step;
            },
            parts);
        if (keep)
            RunFile.Write(PathOf(recipe, seed), run);
        parts?.Delete();
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

    // Multiplications, roughly: only the order of the work and the estimate of its end depend on it.
    private static double Cost(Recipe recipe) => recipe.Steps * StepCost(recipe);

    private static double StepCost(Recipe recipe) => recipe.Batch * (recipe.Net >= Net.DeepSets ? 33_000.0 * recipe.Pairs + 100_000 : recipe.Net is Net.ResLinear or Net.FlattenedPairs ? 110_000 : 40_000);

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
