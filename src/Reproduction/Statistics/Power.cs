using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace WeightPred.Reproduction.Statistics;

/// <summary>The probabilities of a decision's verdicts; they add up to 1.</summary>
public readonly record struct Chances(double Holds, double Fails, double Undecided, double Untestable);

/// <summary>
/// What a decision will say, known before anything is trained: the probability of each verdict, looks included, if the true effect and the spread between
/// seeds are as supposed and the values normal.
/// </summary>
/// <remarks>
/// By simulation on the same 2 x 16 384 sequences of seeds in every call and on every machine (each sequence and its mirror image): the standard error is at most 0.004.
/// Student's t alone decides here. The second opinion of <see cref="Better"/> from ten seeds on costs up to a hundredth more.
/// </remarks>
public static class Power
{
    private const int Sequences = 16_384;

    /// <summary>Mean and standard deviation of the first n values of each sequence of standard normals.</summary>
    private sealed record Path(double[] Means, double[] Deviations);

    private static readonly ConcurrentDictionary<int, Path> Paths = new();

    /// <summary>Of <see cref="Better"/>, also on ratios (a contrast).</summary>
    /// <param name="looks">How many seeds, when.</param>
    /// <param name="logRatio">The supposed true log ratio, positive where the candidate is lower.</param>
    /// <param name="spread">Standard deviation of the log ratios between seeds, positive.</param>
    /// <param name="margin">As decided.</param>
    /// <param name="overall">As decided.</param>
    public static Chances OfBetter(Looks looks, double logRatio, double spread, double margin = 0, double overall = 0.01)
    {
        RequireSpread(spread);
        var errors = CriticalErrors(looks, looks.Level(overall));
        var shift = (logRatio - margin) / spread;
        return Simulate(looks, (look, mean, deviation) =>
        {
            var (distance, needed) = (shift + mean, errors[look] * deviation);
            return distance >= needed ? Verdict.Holds : -distance >= needed ? Verdict.Fails : Verdict.Undecided;
        });
    }

    /// <summary>Of <see cref="Reaches.About"/>.</summary>
    /// <param name="looks">How many seeds, when.</param>
    /// <param name="mean">The supposed true mean, in the metric's unit.</param>
    /// <param name="spread">Standard deviation between seeds, in the same unit, positive.</param>
    /// <param name="quoted">As decided.</param>
    /// <param name="slack">As decided.</param>
    public static Chances OfAbout(Looks looks, double mean, double spread, Quoted quoted, double slack = 0) =>
        OfBand(looks, mean, spread, Reaches.BandAbout(quoted, slack));

    /// <summary>Of <see cref="Reaches.AtLeast"/>.</summary>
    /// <inheritdoc cref="OfAbout" path="/param"/>
    public static Chances OfAtLeast(Looks looks, double mean, double spread, Quoted quoted, double slack = 0) =>
        OfBand(looks, mean, spread, Reaches.BandAtLeast(quoted, slack));

    /// <summary>Of <see cref="Reaches.AtMost"/>.</summary>
    /// <inheritdoc cref="OfAbout" path="/param"/>
    public static Chances OfAtMost(Looks looks, double mean, double spread, Quoted quoted, double slack = 0) =>
        OfBand(looks, mean, spread, Reaches.BandAtMost(quoted, slack));

    /// <summary>Of <see cref="Plausible"/>, or of a <see cref="PlausibleTable"/> whose cells are independent and alike. The printed digits count as exact.</summary>
    /// <param name="looks">One.</param>
    /// <param name="shift">How far our training's mean lies from that of the printed run's, on the scale (log: the log of a ratio); 0 where both are the same training.</param>
    /// <param name="spread">Standard deviation between seeds, on the same scale, positive.</param>
    /// <param name="widest">As decided.</param>
    /// <param name="scale">As decided.</param>
    /// <param name="cells">How many.</param>
    public static Chances OfPlausible(Looks looks, double shift, double spread, double widest, Scale scale = Scale.Log, int cells = 1)
    {
        RequireSpread(spread);
        Plausible.RequireWidth(widest, scale);
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 1);
        var n = looks.Last;
        if (n == 1)
            return new(0, 0, 0, 1);
        var critical = TTest.Quantile(1 - Plausible.Error / cells / 2, n - 1);
        var unit = Math.Sqrt(1 + 1.0 / n); // of the printed run less our mean, in spreads
        var (distance, limit) = (shift / spread / unit, (scale == Scale.Log ? LogRatio.Log(widest) : widest) / spread / unit);

        // Given the spread that our seeds happen to show, the printed run falls inside with a probability that is known exactly.
        double inside = 0, narrow = 0;
        foreach (var deviation in At(n).Deviations)
        {
            var half = critical * deviation;
            var hit = Normal.CDF(0, 1, half - distance) - Normal.CDF(0, 1, -half - distance);
            inside += hit;
            narrow += 2 * half <= limit ? hit : 0;
        }
        double all = 1, allNarrow = 1;
        for (var cell = 0; cell < cells; cell++)
            (all, allNarrow) = (all * inside / Sequences, allNarrow * narrow / Sequences);
        return new(allNarrow, 1 - all, 0, all - allNarrow);
    }

    private static Chances OfBand(Looks looks, double mean, double spread, (double Low, double High) band)
    {
        RequireSpread(spread);
        var (pass, fail) = (CriticalErrors(looks, looks.Level(Reaches.PassError)), CriticalErrors(looks, looks.Level(Reaches.FailError)));
        var (low, high) = ((band.Low - mean) / spread, (band.High - mean) / spread);
        return Simulate(looks, (look, estimate, deviation) =>
        {
            var inside = Math.Min(estimate - low, high - estimate);
            return inside >= pass[look] * deviation ? Verdict.Holds
                : -inside >= fail[look] * deviation ? Verdict.Fails
                : Reaches.InDeviations(low, high, deviation) < Reaches.SmallestTolerance ? Verdict.Untestable
                : Verdict.Undecided;
        });
    }

    private static Chances Simulate(Looks looks, Func<int, double, double, Verdict> judge)
    {
        Path[] paths = [.. looks.Seeds.Select(At)];
        var counts = new int[Enum.GetValues<Verdict>().Length];
        for (var i = 0; i < Sequences; i++)
            foreach (var sign in (ReadOnlySpan<int>)[1, -1])
            {
                var verdict = Verdict.Undecided;
                for (var look = 0; look < paths.Length && verdict is (Verdict.Undecided or Verdict.Untestable); look++)
                    verdict = judge(look, sign * paths[look].Means[i], paths[look].Deviations[i]);
                counts[(int)verdict]++;
            }
        return new(Share(Verdict.Holds), Share(Verdict.Fails), Share(Verdict.Undecided), Share(Verdict.Untestable));

        double Share(Verdict verdict) => counts[(int)verdict] / (2.0 * Sequences);
    }

    // By how many standard deviations of its seeds a mean must clear a bound, at each look.
    private static double[] CriticalErrors(Looks looks, double level) =>
        [.. looks.Seeds.Select(n => n == 1 ? double.PositiveInfinity : TTest.Quantile(1 - level, n - 1) / Math.Sqrt(n))];

    private static Path At(int seeds) => Paths.GetOrAdd(seeds, static n =>
    {
        var path = new Path(new double[Sequences], new double[Sequences]);
        for (var i = 0; i < Sequences; i++)
        {
            double mean = 0, squares = 0; // B. P. Welford, Technometrics 4, 1962
            for (var seed = 0; seed < n; seed++)
            {
                var value = Noise(i, seed);
                var step = value - mean;
                mean += step / (seed + 1);
                squares += step * (value - mean);
            }
            (path.Means[i], path.Deviations[i]) = (mean, Math.Sqrt(squares / (n - 1)));
        }
        return path;
    });

    // A standard normal for each sequence and seed: SplitMix64's output function (G. Steele et al., 2014) of the address, so that schedules share their seeds.
    private static double Noise(int sequence, int seed)
    {
        var z = (((ulong)sequence << 32) + (ulong)seed + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return Normal.InvCDF(0, 1, (((z ^ (z >> 31)) >> 12) + 0.5) / (1UL << 52));
    }

    private static void RequireSpread(double spread)
    {
        if (!(spread > 0 && double.IsFinite(spread)))
            throw new ArgumentOutOfRangeException(nameof(spread), spread, "A spread between seeds is positive and finite.");
    }
}
