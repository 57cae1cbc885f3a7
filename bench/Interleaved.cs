namespace WeightPred.Bench;

/// <summary>The engine that trains, and its number of runs at once.</summary>
/// <param name="Name">As the report shows it.</param>
/// <param name="Runs">Networks in training side by side.</param>
/// <param name="Peer">Null for this engine; "PyTorch" or "TorchSharp".</param>
/// <param name="Measure">Does that many steps of each network; milliseconds a step of the slowest.</param>
internal sealed record Arrangement(string Name, int Runs, string? Peer, Func<int, double> Measure);

/// <summary>One arrangement's times, a block in each round.</summary>
internal sealed record Times(Arrangement Of, int StepsInBlock, IReadOnlyList<double> Milliseconds)
{
    /// <summary>Median milliseconds from one step to the next of the same network.</summary>
    public double Step => Statistics.Median(Milliseconds);

    /// <summary>Median milliseconds of the machine for one step of any of the networks.</summary>
    public double Share => Step / Of.Runs;
}

/// <summary>All times of one workload, and the managed bytes of a step.</summary>
internal sealed record Result(Workload Workload, IReadOnlyList<Times> Times, IReadOnlyList<double> PeakOneCore,
    IReadOnlyList<double> PeakAllCores, IReadOnlyList<double> RateAllCores, double Loss, double? PeerLoss, long ManagedBytes)
{
    public Times OneSeed => Times.First(t => t.Of.Peer is null);

    public Times AllCores => Times.Last(t => t.Of.Peer is null);

    /// <summary>A peer's fastest step.</summary>
    public Times? StepOf(string peer) => Times.Where(t => t.Of.Peer == peer).MinBy(t => t.Step);

    /// <summary>A peer's most steps a second over the machine.</summary>
    public Times? ShareOf(string peer) => Times.Where(t => t.Of.Peer == peer).MinBy(t => t.Share);

    /// <summary>A peer's time over ours for one run, round by round.</summary>
    public IReadOnlyList<double>? RatioOfSteps(string peer) =>
        StepOf(peer) is { } step ? [.. step.Milliseconds.Zip(OneSeed.Milliseconds, (a, b) => a / b)] : null;

    /// <summary>Our steps a second over a peer's with all cores in use, round by round.</summary>
    public IReadOnlyList<double>? RatioOfThroughput(string peer) =>
        ShareOf(peer) is { } share
            ? [.. share.Milliseconds.Zip(AllCores.Milliseconds, (a, b) => a / share.Of.Runs / (b / AllCores.Of.Runs))] : null;
}

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>Measures a workload: every arrangement once a round, A B A B,
/// so that a slower minute of the machine meets all of them.</summary>
/// <param name="cores">Cores to fill.</param>
/// <param name="rounds">Blocks of each arrangement.</param>
/// <param name="blockMilliseconds">Length of a block; one step where a step takes longer.</param>
/// <param name="peers">Processes of each peer, one a core, or none.</param>
internal sealed class Interleaved(int cores, int rounds, double blockMilliseconds, IReadOnlyList<TorchPeer> peers)
{
    public Result Run(Workload workload)
    {
        var seeds = Enumerable.Range(0, cores).Select(seed => new SeedWorker(workload.Experiment, seed)).ToList();
        try
        {
            var arrangements = Arrangements(workload, seeds);
            int[] steps = [.. arrangements.Select(WarmUp)];
            if (peers.FirstOrDefault(p => p.Parameters != seeds[0].Parameters) is { } other)
                throw new InvalidOperationException($"{workload.Name} is not the same network: {seeds[0].Parameters} parameters "
                    + $"here, {other.Parameters} in {other.Engine}.");
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

            return new(workload, [.. arrangements.Select((a, i) => new Times(a, steps[i], times[i]))], peakOne, peakAll, rateAll,
                seeds[0].Loss, peers.Count > 0 ? peers[0].Loss : null, seeds[0].ManagedBytes);
        }
        finally
        {
            seeds.ForEach(seed => seed.Dispose());
        }
    }

    private List<Arrangement> Arrangements(Workload workload, List<SeedWorker> seeds)
    {
        var all = new List<Arrangement> { new("1 seed", 1, null, steps => SeedWorker.Measure(seeds[..1], steps)) };
        foreach (var peer in peers.GroupBy(p => p.Engine))
            all.Add(Of([.. peer.Take(1)], "1 thread", 1));
        if (cores > 1)
            all.Add(new($"{cores} seeds", cores, null, steps => SeedWorker.Measure(seeds, steps)));
        foreach (var peer in peers.GroupBy(p => p.Engine))
        {
            if (cores > 1)
                all.Add(Of([.. peer.Take(1)], $"{cores} threads", cores));
            if (peer.Count() > 1)
                all.Add(Of([.. peer], $"{peer.Count()} processes", 1));
        }

        Arrangement Of(IReadOnlyList<TorchPeer> some, string how, int threads) =>
            new($"{some[0].Engine}, {how}", some.Count, some[0].Engine,
                steps => TorchPeer.Measure(some, workload.PeerName, steps, threads));

        return all;
    }

    // The first step compiles and allocates, so it is only time spent. Then doubles until one call is as long as a block and
    // three blocks' time has gone by (the compiler has then seen the loops); says how many steps a block takes.
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
