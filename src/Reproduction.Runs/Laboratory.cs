using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Reproduction.Claims;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>
/// Where the suite's runs come from: each (experiment, seed) is trained once a process, and handed to every claim that needs it.
/// Runs of the full tier are kept on the disk, finished or not, so that an interrupted night goes on where it stopped; those of
/// the published tier are read from the repository, and proven.
/// </summary>
/// <typeparam name="T">The recipe of its runs.</typeparam>
public sealed class Laboratory<T> : ILab
    where T : class, IRecipe<T>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Experiment, int Seed, bool Published), Task<Run<T>>> _runs = [];
    private readonly Lazy<TrainingQueue> _queue;
    private readonly KeptRuns<T> _kept;
    private readonly Dictionary<(string Experiment, int Seed), (T Experiment, bool Proof, int Steps, int From, long Since)> _now =
        [];
    private double _finished;
    private double _asked;
    private double _before;
    private readonly PublishedRuns<T> _published;
    private readonly TextWriter _log;
    private readonly int? _workers;
    private int _told;

    /// <param name="kept">Folder of kept runs.</param>
    /// <param name="published">Folder of published runs.</param>
    public Laboratory(string kept, string published)
        : this(kept, published: new PublishedRuns<T>(published))
    {
    }

    /// <param name="kept">Folder of kept runs.</param>
    /// <param name="log">Told of what cannot be read or written,
    /// of proofs that fail, and of published runs that are not offered.</param>
    /// <param name="published">Published runs; none where null.</param>
    /// <param name="workers">Runs that train side by side; the engine's number where null.</param>
    /// <param name="stop">Ends what trains, each run of the full tier with a last checkpoint.</param>
    internal Laboratory(
        string kept, TextWriter? log = null, PublishedRuns<T>? published = null, int? workers = null,
        CancellationToken stop = default)
    {
        _workers = workers;
        _queue = new(() => new TrainingQueue(((ILab)this).Parallelism));
        _log = log ?? Console.Error;
        _kept = new KeptRuns<T>(kept, _log, stop);
        _published = published ?? new PublishedRuns<T>(kept + ".none");
    }

    Reproduction.Results.Device ILab.Device => T.Engine.Device;

    Work ILab.Work
    {
        get
        {
            lock (_gate)
                return new(_finished + _now.Values.Sum(n => n.Experiment.Cost * n.Steps / n.Experiment.Steps), _asked,
                    string.Join("; ", _now.Select(n => Words(n.Value, n.Key.Seed))),
                    _before + _now.Values.Sum(n => n.Experiment.Cost * n.From / n.Experiment.Steps));
        }
    }

    int ILab.Parallelism => _workers ?? T.Engine.Parallelism;

    string? ILab.WhyNoGpu => T.Engine.WhyNoGpu;

    void ILab.CheckDevice() => T.Engine.CheckDevice();

    string? ILab.Explain(Exception e) => T.Engine.Explain(e);

    int ILab.Available(IExperiment experiment, Tier tier, int firstSeed)
    {
        if (tier != Tier.Published)
            return int.MaxValue;
        if (Interlocked.Exchange(ref _told, 1) == 0)
            foreach (string line in _published.NotOffered())
                _log.WriteLine(Plain.Of(line));
        return _published.Count(Subject.Of<T>(experiment), firstSeed);
    }

    double ILab.CostOf(IExperiment experiment, Tier tier) => CostOf(experiment, tier);

    private static double CostOf(IExperiment experiment, Tier tier) =>
        tier == Tier.Published ? experiment.Cost / experiment.Steps * Proof.StepsOf(experiment) : experiment.Cost;

    IReadOnlyList<IRun> ILab.Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier,
        Action<TimeSpan>? spent)
    {
        bool published = tier == Tier.Published;
        var jobs = wanted.Select(job =>
            (Experiment: Subject.Of<T>(job.Experiment), job.Seed, Key: (job.Experiment.Canonical, job.Seed, published))).ToList();
        Task<Run<T>>[] tasks;
        ExceptionDispatchInfo? failure = null;
        lock (_gate)
        {
            long request = _queue.Value.NextRequest();
            foreach (var job in jobs.DistinctBy(job => job.Key)
                .Where(job => !_runs.TryGetValue(job.Key, out var known) || known.IsFaulted))
            {
                double cost = CostOf(job.Experiment, tier);
                _asked += cost;
                _runs[job.Key] = _queue.Value.Add(request, cost, () =>
                {
                    // A failed run cancels the runs of its request that have not begun. Other requests that wait for them ask
                    // again.
                    if (failure is not null)
                    {
                        lock (_gate)
                            _asked -= cost;
                        throw new NotBegunException();
                    }

                    try
                    {
                        void Progress(int step) => Report(job.Experiment, job.Seed, published, step);
                        Progress(0);
                        if (published)
                            return Proven(job.Experiment, job.Seed, Progress);
                        long began = Stopwatch.GetTimestamp();
                        var run = tier == Tier.Full ? _kept.Get(job.Experiment, job.Seed, Progress)
                            : Trainer.Train(job.Experiment, job.Seed, Progress);
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
                            _now.Remove((job.Experiment.Canonical, job.Seed), out var now);
                            _finished += cost;
                            // A kept run reports no step; one that goes on, first the one from which it does.
                            if (tier == Tier.Full)
                                _before += now.Steps > 0 ? cost * now.From / now.Experiment.Steps : cost;
                        }
                    }
                });
            }

            tasks = [.. jobs.Select(job => _runs[job.Key])];
        }

        try
        {
            return Task.WhenAll(tasks).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            failure?.Throw();
            if (!tasks.Any(task => task.Exception?.InnerException is NotBegunException))
                throw;
            return ((ILab)this).Runs(wanted, tier, spent);
        }
    }

    private sealed class NotBegunException : Exception;

    // A run that goes on where it was stopped is as fast as what it does from there.
    private void Report(T experiment, int seed, bool proof, int step)
    {
        var key = (experiment.Canonical, seed);
        lock (_gate)
            _now[key] = _now.TryGetValue(key, out var now) && now.Steps > 0 ? now with { Steps = step }
                : (experiment, proof, step, step, Stopwatch.GetTimestamp());
    }

    private static string Words((T Experiment, bool Proof, int Steps, int From, long Since) run, int seed)
    {
        var (of, seconds) = (run.Experiment, Math.Max(Stopwatch.GetElapsedTime(run.Since).TotalSeconds, 0.001));
        int steps = run.Proof ? Proof.StepsOf(of) : of.Steps;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(run.Proof ? "proving" : "training")} {of.ShortName}, seed {seed}: step {run.Steps} of {steps} "
            + $"({(run.Steps - run.From) / seconds:F0}/s)");
    }

    private Run<T> Proven(T experiment, int seed, Action<int> progress)
    {
        var run = _published.Read(experiment, seed);
        Proof.Check(run, progress: progress);
        T.Engine.EndOfRun();
        return run;
    }
}
