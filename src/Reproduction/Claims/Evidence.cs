using System.Collections.Concurrent;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>The runs behind a plan, as far as they were asked for, and what was measured on them. An arm has the seeds that its decisions looked at.</summary>
public sealed class Evidence
{
    private readonly ILab _lab;
    private readonly Tier _tier;
    private readonly int _firstSeed;
    private readonly Dictionary<Arm, int> _seeds = [];
    private readonly ConcurrentDictionary<(string Experiment, int Seed, string Metric), double> _values = new();
    private long _trained;
    private bool _decided;

    internal Evidence(ILab lab, Tier tier, int firstSeed) => (_lab, _tier, _firstSeed) = (lab, tier, firstSeed);

    /// <summary>Training that was caused here, added up over runs side by side.</summary>
    public TimeSpan Trained => TimeSpan.FromTicks(Interlocked.Read(ref _trained));

    /// <summary>Seeds of an arm that were asked for.</summary>
    public int SeedsOf(Arm arm) => _seeds.GetValueOrDefault(arm);

    /// <summary>The most seeds of any arm.</summary>
    public int Seeds => _seeds.Values.DefaultIfEmpty(0).Max();

    /// <summary>Seed indices, in order.</summary>
    public IReadOnlyList<int> SeedIndices => Indices(Seeds);

    /// <summary>Seeds at which a quantity can be shown: those that all of its arms have.</summary>
    public int SeedsOf(Quantity quantity) => quantity.Arms.Min(SeedsOf);

    /// <summary>The runs of an arm that were asked for.</summary>
    public IReadOnlyList<IRun> Runs(Arm arm) => _lab.Runs([.. Indices(SeedsOf(arm)).Select(seed => (arm.Experiment, seed))], _tier);

    /// <summary>A quantity at every seed that it has.</summary>
    public IReadOnlyList<double> Values(Quantity quantity) => Values(quantity, SeedsOf(quantity));

    /// <summary>A metric of an arm at every seed that it has.</summary>
    public IReadOnlyList<double> Values(Arm arm, Metric metric) => Values(arm[metric]);

    /// <summary>As the statistics ask: from n to the quantity at the first n seeds, trained if need be.</summary>
    internal Func<int, Sample> Sample(Quantity quantity) => n =>
    {
        Ask(quantity.Arms.Select(arm => (arm, n)));
        return new Sample(Indices(n), Values(quantity, n));
    };

    /// <summary>From here on what is asked for, such as a control's runs, gives no arm more seeds than its decisions did.</summary>
    internal void Decided() => _decided = true;

    /// <summary>Trains what is not there, all side by side.</summary>
    internal void Ask(IEnumerable<(Arm Arm, int Seeds)> wanted)
    {
        (Arm Arm, int Seeds)[] all = [.. wanted];
        foreach (var (arm, seeds) in all)
            if (!_decided || SeedsOf(arm) == 0)
                _seeds[arm] = Math.Max(SeedsOf(arm), seeds);
        _lab.Runs([.. all.SelectMany(w => Indices(w.Seeds).Select(seed => (w.Arm.Experiment, seed))).Distinct()], _tier, spent => Interlocked.Add(ref _trained, spent.Ticks));
    }

    private double[] Values(Quantity quantity, int seeds)
    {
        foreach (var part in quantity.Parts)
        {
            var runs = _lab.Runs([.. Indices(seeds).Select(seed => (part.Arm.Experiment, seed))], _tier);
            string experiment = part.Arm.Experiment.Canonical;
            Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = _lab.Parallelism }, run =>
            {
                if (!_values.ContainsKey((experiment, run.Seed, part.Metric.Name)))
                    _values[(experiment, run.Seed, part.Metric.Name)] = part.Metric.Value(run);
            });
        }

        return [.. Indices(seeds).Select(seed => quantity.Of(part => _values[(part.Arm.Experiment.Canonical, seed, part.Metric.Name)]))];
    }

    private int[] Indices(int seeds) => [.. Enumerable.Range(_firstSeed, seeds)];
}
