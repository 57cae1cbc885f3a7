using MathNet.Numerics.Distributions;

namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// What an A/A audit proves: the same thing compared with itself many times, and the alarms counted. Exact binomial bounds (C. J. Clopper and
/// E. S. Pearson, Biometrika 26, 1934). 0 alarms in 299 prove at most 1 %, 0 in 2995 at most 0.1 %.
/// </summary>
public static class AlarmRate
{
    /// <summary>The true rate lies below this with the given confidence.</summary>
    public static double AtMost(int alarms, int trials, double confidence = 0.95)
    {
        Require(alarms, trials, confidence);
        return alarms == trials ? 1 : Beta.InvCDF(alarms + 1, trials - alarms, confidence);
    }

    /// <summary>The true rate lies above this with the given confidence.</summary>
    public static double AtLeast(int alarms, int trials, double confidence = 0.95)
    {
        Require(alarms, trials, confidence);
        return alarms == 0 ? 0 : Beta.InvCDF(alarms, trials - alarms + 1, 1 - confidence);
    }

    private static void Require(int alarms, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(alarms);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alarms, trials);
        TTest.RequireProbability(confidence, nameof(confidence));
    }
}
