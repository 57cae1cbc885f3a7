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

    /// <summary>With the folders that the settings name.</summary>
    public Laboratory()
        : this(Path.Combine(Settings.Current.Artifacts, "runs"))
    {
    }

    /// <param name="kept">Folder of kept runs.</param>
    /// <param name="log">Told of what cannot be read or written, and of proofs that fail.</param>
    public Laboratory(string kept, TextWriter? log = null) => _kept = new KeptRuns(kept, log ?? Console.Error);

    public Reproduction.Results.Device Device => Engine.Device;

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
                _runs[job.Key] = _queue.Value.Add(request, job.Experiment.Cost, () =>
                {
                    // What one run failed of stops those that have not begun; who asks again has them trained again.
                    failure?.Throw();
                    try
                    {
                        var run = keep ? _kept.Get(job.Experiment, job.Seed) : Trainer.Train(job.Experiment, job.Seed);
                        spent?.Invoke(run.Origin.Spent);
                        return run;
                    }
                    catch (Exception e)
                    {
                        failure = ExceptionDispatchInfo.Capture(e);
                        throw;
                    }
                });
            tasks = [.. jobs.Select(job => _runs[job.Key])];
        }

        return Task.WhenAll(tasks).GetAwaiter().GetResult();
    }
}
