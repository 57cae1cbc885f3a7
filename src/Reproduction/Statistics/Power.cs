using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace Reproduction.Statistics;

/// <summary>The probabilities of a decision's verdicts; they add up to 1.</summary>
public readonly record struct Chances(double Holds, double Fails, double Undecided, double Untestable);

/// <summary>
/// The probability of each verdict, looks included, if the true effect and the spread between seeds are as supposed and the
/// values normal.
/// </summary>
/// <remarks>
/// By simulation on the same 2 x 16 384 sequences of seeds in every call and on every machine (each sequence and its mirror
/// image): the standard error is at most 0.004.
/// </remarks>
internal static class Power
{
    private const int Sequences = 16_384;

    /// <summary>Mean and standard deviation of the first n values of each sequence of standard normals.</summary>
    private sealed record Path(double[] Means, double[] Deviations);

    private static readonly ConcurrentDictionary<int, Path> Paths = new();

    /// <summary>Power of a mean that is compared with a band (<see cref="MeanTest"/>).</summary>
    /// <param name="schedule">How many seeds, when.</param>
    /// <param name="low">Lower end of the band less the true mean, in standard deviations between seeds.</param>
    /// <param name="high">Upper end, in the same way.</param>
    /// <param name="confirm">The error promised for Holds, over all looks.</param>
    /// <param name="contradict">The error promised for Fails, over all looks.</param>
    /// <param name="smallest">Half a band below this many deviations is untestable.</param>
    public static Chances OfMean(
        SeedSchedule schedule, double low, double high, double confirm, double contradict, double smallest = 0)
    {
        double[] pass = CriticalErrors(schedule, confirm), fail = CriticalErrors(schedule, contradict);
        Path[] paths = [.. schedule.Seeds.Select(At)];
        int[] counts = new int[Enum.GetValues<Verdict>().Length];
        for (int i = 0; i < Sequences; i++)
            foreach (int sign in (ReadOnlySpan<int>)[1, -1])
            {
                var verdict = Verdict.Undecided;
                for (int look = 0; look < paths.Length && verdict is (Verdict.Undecided or Verdict.Untestable); look++)
                    verdict = Judge(look, sign * paths[look].Means[i], paths[look].Deviations[i]);
                counts[(int)verdict]++;
            }
        return new(Share(Verdict.Holds), Share(Verdict.Fails), Share(Verdict.Undecided), Share(Verdict.Untestable));

        Verdict Judge(int look, double estimate, double deviation)
        {
            double inside = Math.Min(estimate - low, high - estimate);
            return inside >= pass[look] * deviation ? Verdict.Holds
                : -inside >= fail[look] * deviation ? Verdict.Fails
                : (high - low) / 2 < smallest * deviation ? Verdict.Untestable
                : Verdict.Undecided;
        }

        double Share(Verdict verdict) => counts[(int)verdict] / (2.0 * Sequences);
    }

    /// <summary>
    /// Power for printed numbers that are seeds of the same training, in independent cells of one pooled spread.
    /// </summary>
    /// <param name="seeds">Seeds of each cell; at least 2.</param>
    /// <param name="cells">How many.</param>
    /// <param name="widest">How wide an interval may be, in standard deviations between seeds.</param>
    /// <param name="confirm">The error of the intervals inside of which all must lie, for all cells together.</param>
    /// <param name="contradict">The error of those outside of which none may lie.</param>
    public static Chances OfPrinted(int seeds, int cells, double widest, double confirm, double contradict)
    {
        int degrees = cells * (seeds - 1);
        double unit = Math.Sqrt(1 + 1.0 / seeds);
        double inner = TTest.Quantile(1 - confirm / cells / 2, degrees);
        double outer = TTest.Quantile(1 - contradict / cells / 2, degrees);
        // Given the spread that our seeds happen to show, a printed run falls inside with a probability that is known exactly.
        double holds = 0, remains = 0, wide = 0;
        foreach (double deviation in At(degrees + 1).Deviations)
        {
            bool narrow = 2 * inner * deviation * unit <= widest;
            holds += narrow ? All(inner * deviation) : 0;
            remains += All(outer * deviation);
            wide += narrow ? 0 : All(outer * deviation);
        }
        (holds, remains, wide) = (holds / Sequences, remains / Sequences, wide / Sequences);
        return new(holds, 1 - remains, remains - holds - wide, wide);

        double All(double half)
        {
            double one = 1 - 2 * Normal.CDF(0, 1, -half), all = 1;
            for (int cell = 0; cell < cells; cell++)
                all *= one;
            return all;
        }
    }

    // By how many standard deviations of its seeds a mean must clear a bound, at each look.
    private static double[] CriticalErrors(SeedSchedule schedule, double overall)
    {
        double level = schedule.Level(overall);
        double Of(int n) => n == 1 ? double.PositiveInfinity : TTest.Quantile(1 - level, n - 1) / Math.Sqrt(n);
        return [.. schedule.Seeds.Select(Of)];
    }

    private static Path At(int seeds) => Paths.GetOrAdd(seeds, static n =>
    {
        var path = new Path(new double[Sequences], new double[Sequences]);
        for (int i = 0; i < Sequences; i++)
        {
            double mean = 0, squares = 0; // B. P. Welford, Technometrics 4, 1962
            for (int seed = 0; seed < n; seed++)
            {
                double value = Noise(i, seed), step = value - mean;
                mean += step / (seed + 1);
                squares += step * (value - mean);
            }
            (path.Means[i], path.Deviations[i]) = (mean, Math.Sqrt(squares / (n - 1)));
        }
        return path;
    });

    // A standard normal for each sequence and seed: SplitMix64's output function (G. Steele et al., 2014) of the address, so that
    // schedules share their seeds.
    private static double Noise(int sequence, int seed)
    {
        ulong z = (((ulong)sequence << 32) + (ulong)seed + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return Normal.InvCDF(0, 1, (((z ^ (z >> 31)) >> 12) + 0.5) / (1UL << 52));
    }
}
