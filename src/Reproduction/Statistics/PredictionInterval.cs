using MathNet.Numerics.Distributions;

namespace Reproduction.Statistics;

/// <summary>
/// Where one more run of the same training ends: mean ± t(1 - a / 2) s sqrt(1 + 1 / n) with probability 1 - a, for normal values.
/// </summary>
/// <param name="Mean">Mean of the runs that there are.</param>
/// <param name="Unit">Standard deviation of one more run less that mean.</param>
/// <param name="Degrees">Degrees of freedom behind it.</param>
internal readonly record struct PredictionInterval(double Mean, double Unit, int Degrees)
{
    /// <summary>Computes the interval from values and a spread, their own or one pooled with others.</summary>
    public static PredictionInterval Of(IReadOnlyList<double> values, PooledSpread spread) =>
        new(Moments.Mean(values), spread.Deviation * Math.Sqrt(1 + 1.0 / values.Count), spread.Degrees);

    /// <summary>The interval that one more run leaves with this probability.</summary>
    public Interval At(double error)
    {
        double half = TTest.Quantile(1 - error / 2, Degrees) * Unit;
        return new(Mean - half, Mean + half, 1 - error);
    }

    /// <summary>Two-sided p-value of a number that is known to lie between two ends.</summary>
    public double P(double low, double high)
    {
        double beyond = Math.Max(0, Math.Max(low - Mean, Mean - high));
        return Math.Min(1, 2 * StudentT.CDF(0, 1, Degrees, -beyond / Unit));
    }
}
