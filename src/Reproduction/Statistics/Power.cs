using MathNet.Numerics.Distributions;

namespace WeightPred.Reproduction.Statistics;

/// <summary>How often a one-sided t-test finds a difference that is there.</summary>
public static class Power
{
    private const int Intervals = 2000; // of Simpson's rule on a smooth bell: error below 1e-7, most of it at two seeds

    private const double OutOfReach = 1e6;

    /// <summary>
    /// The probability that one look at <paramref name="seeds"/> normal values finds a mean of <paramref name="shift"/> standard
    /// deviations above the margin, at the given one-sided level: the upper tail of the noncentral t, as the normal probability
    /// averaged over the spread that the seeds happen to show. 0 for one seed. A lower bound for several looks at that level.
    /// </summary>
    public static double OfOneLook(int seeds, double shift, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        TTest.RequireProbability(level, nameof(level));
        if (seeds == 1)
            return 0;
        double degrees = seeds - 1, critical = TTest.Quantile(1 - level, degrees), noncentrality = shift * Math.Sqrt(seeds);

        // u = sample spread / true spread, so degrees * u² is chi-squared; beyond the end lies less than 1e-12 of it.
        var end = Math.Sqrt((degrees + 12 * Math.Sqrt(2 * degrees) + 60) / degrees);
        double Integrand(double u) => Normal.CDF(0, 1, noncentrality - critical * u) * ChiSquared.PDF(degrees, degrees * u * u) * 2 * degrees * u;
        var step = end / Intervals;
        var sum = Integrand(1e-9) + Integrand(end); // not at 0, where the density of two seeds is 0 times infinity
        for (var i = 1; i < Intervals; i++)
            sum += (i % 2 == 1 ? 4 : 2) * Integrand(i * step);
        return Math.Clamp(sum * step / 3, 0, 1);
    }

    /// <summary>The smallest mean, in standard deviations, that one look finds with this power; +∞ for one seed, or beyond a million. Error below 1e-6.</summary>
    public static double SmallestShift(int seeds, double level, double power)
    {
        TTest.RequireProbability(power, nameof(power));
        if (seeds == 1)
            return double.PositiveInfinity;
        double low = 0, high = 1;
        while (OfOneLook(seeds, high, level) < power)
            if ((high *= 2) > OutOfReach)
                return double.PositiveInfinity; // also a power so near 1 that the integral's error hides it
        while (high - low > 1e-6)
        {
            var middle = (low + high) / 2;
            if (OfOneLook(seeds, middle, level) < power)
                low = middle;
            else
                high = middle;
        }
        return high;
    }
}
