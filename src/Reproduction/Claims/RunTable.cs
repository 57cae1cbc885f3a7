using System.Collections.Concurrent;

namespace Reproduction.Claims;

/// <summary>
/// Runs of arms as numbers, read-only: all that judging, charts and tables know of them. Nothing here trains. Every arm has the
/// first few of one sequence of seeds, so that arms are paired.
/// </summary>
public sealed class RunTable
{
    private readonly Dictionary<Arm, IReadOnlyList<IRun>> _runs;
    private readonly ConcurrentDictionary<Key, double> _values;
    private readonly int _sideBySide;

    /// <param name="runs">Runs of each arm, by seed.</param>
    /// <param name="sideBySide">Metrics that may be computed at once.</param>
    /// <exception cref="ArgumentException">An arm's seeds are not the first of the longest arm's.</exception>
    public RunTable(IEnumerable<(Arm Arm, IReadOnlyList<IRun> Runs)> runs, int sideBySide = 1)
        : this(runs.ToDictionary(arm => arm.Arm, arm => arm.Runs), new(), sideBySide)
    {
    }

    private RunTable(Dictionary<Arm, IReadOnlyList<IRun>> runs, ConcurrentDictionary<Key, double> values, int sideBySide)
    {
        (_runs, _values, _sideBySide) = (runs, values, sideBySide);
        SeedIndices = [.. runs.Values.MaxBy(list => list.Count)?.Select(run => run.Seed) ?? []];
        foreach (var (arm, list) in runs)
            if (!list.Select(run => run.Seed).SequenceEqual(SeedIndices.Take(list.Count)))
                throw new ArgumentException($"{arm.Name} has other seeds than another arm: arms are paired by seed.");
    }

    private readonly record struct Key(string Experiment, int Seed, string Metric);

    /// <summary>The same with further runs of some arms, behind those that there are; no metric is computed twice.</summary>
    public RunTable With(IEnumerable<(Arm Arm, IReadOnlyList<IRun> Runs)> more)
    {
        var runs = new Dictionary<Arm, IReadOnlyList<IRun>>(_runs);
        foreach (var (arm, further) in more)
            runs[arm] = [.. Runs(arm), .. further];
        return new(runs, _values, _sideBySide);
    }

    /// <summary>Indices of the longest arm's seeds, in order.</summary>
    public IReadOnlyList<int> SeedIndices { get; }

    /// <summary>The runs of an arm, by seed; none where it has none.</summary>
    public IReadOnlyList<IRun> Runs(Arm arm) => _runs.GetValueOrDefault(arm, []);

    /// <summary>Seeds of an arm.</summary>
    public int SeedsOf(Arm arm) => Runs(arm).Count;

    /// <summary>Seeds of a quantity: those that all of its arms have.</summary>
    public int SeedsOf(Quantity quantity) => quantity.Arms.Min(SeedsOf);

    /// <summary>A quantity, one value a seed.</summary>
    /// <param name="quantity">The quantity to compute.</param>
    /// <param name="seeds">Its first so many; all where null.</param>
    /// <exception cref="InvalidRunException">A run is not what it says.</exception>
    public IReadOnlyList<double> Values(Quantity quantity, int? seeds = null)
    {
        int count = seeds ?? SeedsOf(quantity);
        var parts = quantity.Parts.ToDictionary(part => part, part => Measure(part, count));
        return [.. Enumerable.Range(0, count).Select(i => quantity.Of(part => parts[part][i]))];
    }

    private double[] Measure(Measured part, int count)
    {
        var (experiment, metric) = (part.Arm.Experiment.Canonical, part.Metric);
        Key Of(IRun run) => new(experiment, run.Seed, metric.Name);
        var runs = Runs(part.Arm).Take(count).ToList();
        Parallel.ForEach(
            runs.Where(run => !_values.ContainsKey(Of(run))).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = _sideBySide },
            run => _values[Of(run)] = metric.Value(run));
        return [.. runs.Select(run => _values[Of(run)])];
    }
}
