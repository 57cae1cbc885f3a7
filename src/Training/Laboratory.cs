using System.Diagnostics;
using System.Runtime.ExceptionServices;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using WeightPred.Training.Devices;
using WeightPred.Training.Engines;
using WeightPred.Training.Runs;

namespace WeightPred.Training;

/// <summary>
/// Where the suite's runs come from: each (experiment, seed) is trained once a process, and handed to every claim that needs it. Runs of the full tier are kept
/// on the disk, finished or not, so that an interrupted night goes on where it stopped.
/// </summary>
public sealed class Laboratory : ILab
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Experiment, int Seed), Task<Run>> _runs = [];
    private readonly Lazy<TrainingQueue> _queue = new(() => new TrainingQueue(Engine.Parallelism));
    private readonly KeptRuns _kept;
    private readonly Dictionary<(string Experiment, int Seed), (Experiment Experiment, int Steps, long Began)> _now = [];
    private double _finished;
    private double _asked;

    /// <summary>With the folders that the settings name.</summary>
    public Laboratory()
        : this(Path.Combine(Settings.Current.Artifacts, "runs"))
    {
    }

    /// <param name="kept">Folder of kept runs.</param>
    /// <param name="log">Told of what cannot be read or written, and of proofs that fail.</param>
    public Laboratory(string kept, TextWriter? log = null) => _kept = new KeptRuns(kept, log ?? Console.Error);

    public Reproduction.Results.Device Device => Engine.Device;

    public Work Work
    {
        get
        {
            lock (_gate)
                return new(_finished + _now.Values.Sum(n => n.Experiment.Cost * n.Steps / n.Experiment.Steps), _asked, string.Join("; ", _now.Select(n => Words(n.Value, n.Key.Seed))));
        }
    }

    public int Parallelism => Engine.Parallelism;

    public string? WhyNoGpu => Engine.WhyNoGpu;

    public void CheckDevice() => Engine.CheckDevice();

    public string? Explain(Exception e) => GpuTrouble.Explain(e);

    public int Available(IExperiment experiment, Tier tier) => tier == Tier.Published ? 0 : int.MaxValue;

    public IReadOnlyList<IRun> Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier, Action<TimeSpan>? spent = null)
    {
        bool keep = tier == Tier.Full;
        var jobs = wanted.Select(job => (Experiment: (Experiment)job.Experiment, job.Seed, Key: (job.Experiment.Canonical, job.Seed))).ToList();
        Task<Run>[] tasks;
        lock (_gate)
        {
            long request = _queue.Value.NextRequest();
            ExceptionDispatchInfo? failure = null;
            foreach (var job in jobs.DistinctBy(job => job.Key).Where(job => !_runs.TryGetValue(job.Key, out var known) || known.IsFaulted))
            {
                _asked += job.Experiment.Cost;
                _runs[job.Key] = _queue.Value.Add(request, job.Experiment.Cost, () =>
                {
                    // What one run failed of stops those that have not begun; who asks again has them trained again.
                    failure?.Throw();
                    try
                    {
                        long began = Stopwatch.GetTimestamp();
                        Report(job.Experiment, job.Seed, 0, began);
                        void Progress(int step) => Report(job.Experiment, job.Seed, step, began);
                        var run = keep ? _kept.Get(job.Experiment, job.Seed, Progress) : Trainer.Train(job.Experiment, job.Seed, Progress);
                        spent?.Invoke(Stopwatch.GetElapsedTime(began));
                        return run;
                    }
                    catch (Exception e)
                    {
                        failure = ExceptionDispatchInfo.Capture(e);
                        throw;
                    }
                    finally
                    {
                        lock (_gate)
                        {
                            _now.Remove(job.Key);
                            _finished += job.Experiment.Cost;
                        }
                    }
                });
            }

            tasks = [.. jobs.Select(job => _runs[job.Key])];
        }

        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }

    private void Report(Experiment experiment, int seed, int step, long began)
    {
        lock (_gate)
            _now[(experiment.Canonical, seed)] = (experiment, step, began);
    }

    private static string Words((Experiment Experiment, int Steps, long Began) run, int seed) => FormattableString.Invariant(
        $"{run.Experiment.Net} seed {seed} at step {run.Steps} of {run.Experiment.Steps} ({run.Steps / Math.Max(Stopwatch.GetElapsedTime(run.Began).TotalSeconds, 0.001):F0}/s)");
}
