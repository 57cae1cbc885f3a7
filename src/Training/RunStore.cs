using System.Diagnostics;
using System.Runtime.ExceptionServices;
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
        var arms = recipes.Select(recipe => Enumerable.Range(0, seeds).Select(seed => (recipe, seed, key: Key(recipe, seed))).ToList()).ToList();
        List<Task<Run>[]> runs;
        lock (_gate)
        {
            var wanted = arms.SelectMany(arm => arm).DistinctBy(job => job.key)
                .Where(job => !_runs.TryGetValue(job.key, out var known) || known.IsFaulted).ToList();
            var progress = new Progress(log, wanted.Sum(job => Cost(job.recipe)));
            long request = _queue.Value.NextRequest();
            ExceptionDispatchInfo? failure = null;
            foreach (var (recipe, seed, key) in wanted)
                _runs[key] = _queue.Value.Add(request, Cost(recipe), () =>
                {
                    // What one run failed of stops those that have not begun; who asks again has them trained again.
                    failure?.Throw();
                    try
                    {
                        return LoadOrTrain(recipe, seed, keep, progress, spent);
                    }
                    catch (Exception e)
                    {
                        failure = ExceptionDispatchInfo.Capture(e);
                        throw;
                    }
                });
            runs = [.. arms.Select(arm => arm.Select(job => _runs[job.key]).ToArray())];
        }

        return [.. runs.Select(arm => Task.WhenAll(arm).GetAwaiter().GetResult())];
    }

    private Run LoadOrTrain(Recipe recipe, int seed, bool keep, Progress progress, Action<TimeSpan>? spent)
    {
        long started = Stopwatch.GetTimestamp();
        progress.Begin();
        var parts = keep ? new Checkpoints(PathOf(recipe, seed) + ".part", log: log) : null;
        var run = keep ? Load(recipe, seed) : null;
        if (run is null)
        {
            run = Train(recipe, seed, parts, progress);
        }
        else
        {
            progress.Without(Cost(recipe));
            parts?.Delete();
        }

        spent?.Invoke(Stopwatch.GetElapsedTime(started));
        return run;
    }

    private Run Train(Recipe recipe, int seed, Checkpoints? parts, Progress progress)
    {
        int reported = 0;
        var run = Trainer.Train(recipe, seed, Report, parts);
        if (parts is not null)
            Keep(run, parts);
        return run;

        void Report(int step)
        {
            if (reported == 0 && parts?.ResumedAfter is int resumed and > 0)
            {
                progress.Without(resumed * StepCost(recipe));
                reported = resumed;
            }

            progress.Add(recipe, seed, step, (step - reported) * StepCost(recipe));
            reported = step;
        }
    }

    // What is not kept keeps its checkpoint: it saves most of the training the next time.
    private void Keep(Run run, Checkpoints parts)
    {
        try
        {
            RunFile.Write(PathOf(run.Recipe, run.Seed), run);
            parts.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log?.WriteLine($"{e.Message} The run counts, but is not kept for the next time.");
        }
    }

    private Run? Load(Recipe recipe, int seed)
    {
        string path = PathOf(recipe, seed);
        if (!File.Exists(path))
            return null;
        try
        {
            return RunFile.Read(path, recipe, seed);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
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
        private readonly Lock _gate = new();
        private long? _began;
        private double _total = total;
        private double _done;
        private double _lastReport;

        // The request may have waited for others.
        public void Begin()
        {
            lock (_gate)
                _began ??= Stopwatch.GetTimestamp();
        }

        // Found on the disk instead of trained.
        public void Without(double cost)
        {
            lock (_gate)
                _total -= cost;
        }

        public void Add(Recipe recipe, int seed, int step, double cost)
        {
            lock (_gate)
            {
                _done += cost;
                double seconds = Stopwatch.GetElapsedTime(_began!.Value).TotalSeconds;
                if (seconds - _lastReport < 20)
                    return;
                _lastReport = seconds;
                var left = TimeSpan.FromSeconds(seconds * (_total - _done) / Math.Max(_done, 1));
                log?.WriteLine(FormattableString.Invariant($"{recipe.Net} seed {seed}: step {step} of {recipe.Steps}; {_done / _total:P0} of this claim's training after {seconds:F0} s, about {(int)left.TotalHours:D2}:{left.Minutes:D2}:{left.Seconds:D2} left"));
                log?.Flush();
            }
        }
    }
}
