using MathNet.Numerics.Distributions;

namespace WeightPred.Unit.Statistics;

/// <summary>Noise for the audits of the statistics: SplitMix64 (G. Steele et al., 2014), the same numbers in every run.</summary>
internal sealed class Noise(ulong seed)
{
    private ulong state = seed;

    /// <summary>Uniform strictly between 0 and 1.</summary>
    public double Uniform()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (((z ^ (z >> 31)) >> 12) + 0.5) / (1UL << 52);
    }

    public double Normal() => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Uniform());

    /// <summary>Student's t with 2 degrees of freedom: symmetric, with an infinite variance.</summary>
    public double HeavyTailed() => StudentT.InvCDF(0, 1, 2, Uniform());

    /// <summary>n normal values around a mean.</summary>
    public double[] Normals(int n, double mean = 0, double spread = 1) =>
        [.. Enumerable.Range(0, n).Select(_ => mean + spread * Normal())];
}

/// <summary>Checks on a simulated rate, with a tolerance that is derived rather than tuned.</summary>
internal static class Simulated
{
    /// <summary>A deterministic test that happens to sit at a bound should do so by an error of one in a million.</summary>
    private const double Confidence = 0.999999;

    /// <summary>The count does not contradict a true rate of at most this.</summary>
    public static void RateIsAtMost(double promised, int count, int trials) =>
        Assert.True(AlarmRate.AtLeast(count, trials, Confidence) <= promised,
            $"{count} of {trials} where at most {promised} was promised.");

    /// <summary>The count does not contradict a true rate within half
    /// a percent (a published figure's rounding) of this.</summary>
    public static void RateIsAbout(double published, int count, int trials, double rounding = 0.005)
    {
        Assert.True(AlarmRate.AtLeast(count, trials, Confidence) <= published + rounding,
            $"{count} of {trials}, published {published}.");
        Assert.True(AlarmRate.AtMost(count, trials, Confidence) >= published - rounding,
            $"{count} of {trials}, published {published}.");
    }
}
