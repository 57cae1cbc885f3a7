using System.Collections.Concurrent;
using Reproduction.Results;

namespace Reproduction.Claims;

/// <summary>Runs of a subject that trains in moments: each is trained once a process, and none is kept or published.</summary>
/// <typeparam name="T">The experiment.</typeparam>
/// <param name="train">Trains an experiment with a seed;
/// called from several threads, with the same result for the same arguments.</param>
/// <param name="exact">Whether its results have the same bits on every machine; else a baseline is compared within bands.</param>
public abstract class InMemoryLab<T>(Func<T, int, IRun> train, bool exact) : ILab
    where T : class, IExperiment
{
    private readonly ConcurrentDictionary<(T Experiment, int Seed), Lazy<IRun>> _runs = new();

    Device ILab.Device { get; } = new("plain", exact, "double");

    int ILab.Parallelism => Environment.ProcessorCount;

    Work ILab.Work => new(_runs.Where(run => run.Value.IsValueCreated).Sum(run => run.Key.Experiment.Cost),
        _runs.Keys.Sum(asked => asked.Experiment.Cost), "");

    string? ILab.WhyNoGpu => "Nothing here trains on a GPU.";

    void ILab.CheckDevice()
    {
    }

    string? ILab.Explain(Exception e) => null;

    int ILab.Available(IExperiment experiment, Tier tier, int firstSeed) => tier == Tier.Published ? 0 : int.MaxValue;

    IReadOnlyList<IRun> ILab.Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier,
        Action<TimeSpan>? spent) =>
    [
        .. wanted.Select(job =>
            _runs.GetOrAdd((Subject.Of<T>(job.Experiment), job.Seed), key => new(() => train(key.Experiment, key.Seed)))).ToList()
            .AsParallel().AsOrdered().Select(run => run.Value),
    ];
}
