using System.Collections.Concurrent;
using Reproduction.Results;

namespace Reproduction.Claims;

/// <summary>
/// The runs of a subject that trains in moments: each is trained once a process, and none is kept or published. Another kind of
/// run source implements <see cref="ILab"/>.
/// </summary>
/// <typeparam name="T">The experiment.</typeparam>
/// <param name="train">Trains an experiment with a seed;
/// called from several threads, with the same result for the same arguments.</param>
/// <param name="exact">Whether its results have the same bits on every machine; else a baseline is compared within bands.</param>
public abstract class InMemoryLab<T>(Func<T, int, IRun> train, bool exact) : ILab
    where T : class, IExperiment
{
    private readonly ConcurrentDictionary<(T Experiment, int Seed), Lazy<IRun>> _runs = new();

    /// <inheritdoc/>
    public Device Device { get; } = new("plain", exact, "double");

    /// <inheritdoc/>
    public int Parallelism => Environment.ProcessorCount;

    /// <inheritdoc/>
    public Work Work => new(_runs.Where(run => run.Value.IsValueCreated).Sum(run => run.Key.Experiment.Cost),
        _runs.Keys.Sum(asked => asked.Experiment.Cost), "");

    /// <inheritdoc/>
    public string? WhyNoGpu => "Nothing here trains on a GPU.";

    /// <inheritdoc/>
    public void CheckDevice()
    {
    }

    /// <inheritdoc/>
    public string? Explain(Exception e) => null;

    /// <inheritdoc/>
    public int Available(IExperiment experiment, Tier tier, int firstSeed = 0) => tier == Tier.Published ? 0 : int.MaxValue;

    /// <inheritdoc/>
    public IReadOnlyList<IRun> Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier,
        Action<TimeSpan>? spent = null) =>
    [
        .. wanted.Select(job =>
            _runs.GetOrAdd((Subject.Of<T>(job.Experiment), job.Seed), key => new(() => train(key.Experiment, key.Seed)))).ToList()
            .AsParallel().AsOrdered().Select(run => run.Value),
    ];
}
