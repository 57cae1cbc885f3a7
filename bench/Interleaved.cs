using WeightPred.Reproduction;

namespace WeightPred.Bench;

/// <summary>Who trains, and how many runs at once.</summary>
/// <param name="Name">As the report shows it.</param>
/// <param name="Runs">Networks in training side by side.</param>
/// <param name="Peer">PyTorch.</param>
/// <param name="Measure">Does that many steps of each network; milliseconds a step of the slowest.</param>
internal sealed record Arrangement(string Name, int Runs, bool Peer, Func<int, double> Measure);

/// <summary>One arrangement's times, a block in each round.</summary>
internal sealed record Times(Arrangement Of, int StepsInBlock, IReadOnlyList<double> Milliseconds)
{
    /// <summary>Median milliseconds from one step to the next of the same network.</summary>
    public double Step => Statistics.Median(Milliseconds);

    /// <summary>Median milliseconds of the machine for one step of any of the networks.</summary>
    public double Share => Step / Of.Runs;
}

/// <summary>All times of one workload.</summary>
internal sealed record Result(Workload Workload, IReadOnlyList<Times> Times, IReadOnlyList<double> PeakOneCore, IReadOnlyList<double> PeakAllCores, IReadOnlyList<double> RateAllCores, double Loss, double? PeerLoss)
{
    public Times OneSeed => Times.First(t => !t.Of.Peer);

    public Times AllCores => Times.Last(t => !t.Of.Peer);

    /// <summary>PyTorch's fastest step.</summary>
    public Times? PeerStep => Times.Where(t => t.Of.Peer).MinBy(t => t.Step);

    /// <summary>PyTorch's most steps a second over the machine.</summary>
    public Times? PeerShare => Times.Where(t => t.Of.Peer).MinBy(t => t.Share);

    /// <summary>PyTorch's time over ours for one run, round by round.</summary>
    public IReadOnlyList<double>? RatioOfSteps => PeerStep is { } peer ? [.. peer.Milliseconds.Zip(OneSeed.Milliseconds, (a, b) => a / b)] : null;

    /// <summary>Our steps a second over PyTorch's with all cores in use, round by round.</summary>
    public IReadOnlyList<double>? RatioOfThroughput =>
        PeerShare is { } peer ? [.. peer.Milliseconds.Zip(AllCores.Milliseconds, (a, b) => a / peer.Of.Runs / (b / AllCores.Of.Runs))] : null;
}

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Measures a workload: every arrangement once a round, A B A B, so that a slower minute of the machine meets all of them.</summary>
/// <param name="cores">Cores to fill.</param>
/// <param name="rounds">Blocks of each arrangement.</param>
/// <param name="blockMilliseconds">Length of a block; one step where a step takes longer.</param>
/// <param name="peers">PyTorch processes, one a core, or none.</param>
internal sealed class Interleaved(int cores, int rounds, double blockMilliseconds, IReadOnlyList<TorchPeer> peers)
{
    public Result Run(Workload workload)
    {
        var seeds = Enumerable.Range(0, cores).Select(seed => new SeedWorker(workload.Recipe, seed)).ToList();
        try
        {
            var arrangements = Arrangements(workload, seeds);
            int[] steps = [.. arrangements.Select(WarmUp)];
            if (peers.Count > 0 && peers[0].Parameters != seeds[0].Parameters)
                throw new InvalidOperationException($"{workload.Name} is not the same network: {seeds[0].Parameters} parameters here, {peers[0].Parameters} in torch_peer.py.");
            var times = arrangements.Select(_ => new List<double>()).ToList();
            var peakOne = new List<double>();
            var peakAll = new List<double>();
            var rateAll = new List<double>();
            for (int round = 0; round < rounds; round++)
            {
                peakOne.Add(FmaPeak.Measure(1, 30).Peak);
                var (peak, rate) = FmaPeak.Measure(cores, 50);
                peakAll.Add(peak);
                rateAll.Add(rate);
                for (int a = 0; a < arrangements.Count; a++)
                    times[a].Add(arrangements[a].Measure(steps[a]));
            }

            return new(workload, [.. arrangements.Select((a, i) => new Times(a, steps[i], times[i]))], peakOne, peakAll, rateAll, seeds[0].Loss, peers.Count > 0 ? peers[0].Loss : null);
        }
        finally
        {
            seeds.ForEach(seed => seed.Dispose());
        }
    }

    private List<Arrangement> Arrangements(Workload workload, List<SeedWorker> seeds)
    {
        var all = new List<Arrangement> { new("1 seed", 1, false, steps => SeedWorker.Measure(seeds[..1], steps)) };
        if (peers.Count > 0)
            all.Add(new("PyTorch, 1 thread", 1, true, steps => TorchPeer.Measure([peers[0]], workload.PeerName, steps, 1)));
        if (cores > 1)
            all.Add(new($"{cores} seeds", cores, false, steps => SeedWorker.Measure(seeds, steps)));
        if (peers.Count > 0 && cores > 1)
            all.Add(new($"PyTorch, {cores} threads", 1, true, steps => TorchPeer.Measure([peers[0]], workload.PeerName, steps, cores)));
        if (peers.Count > 1)
            all.Add(new($"PyTorch, {peers.Count} processes", peers.Count, true, steps => TorchPeer.Measure(peers, workload.PeerName, steps, 1)));
        return all;
    }

    // The first step compiles and allocates, so it is only time spent. Then doubles until one call is as long as a block and three blocks'
    // time has gone by (the compiler has then seen the loops); says how many steps a block takes.
    private int WarmUp(Arrangement arrangement)
    {
        double spent = arrangement.Measure(1);
        for (int steps = 1; ;)
        {
            double ms = arrangement.Measure(steps);
            spent += ms * steps;
            if (ms * steps < blockMilliseconds)
                steps *= 2;
            else if (spent >= 3 * blockMilliseconds)
                return Math.Max(1, (int)Math.Round(blockMilliseconds / ms));
        }
    }
}
