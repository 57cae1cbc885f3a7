namespace WeightPred.Unit.Statistics;

/// <summary>
/// Bounds of an A/A audit, which compares the same thing with itself many times and counts the alarms. Exact binomial bounds (C.
/// J. Clopper and
/// E. S. Pearson, Biometrika 26, 1934). 0 alarms in 299 prove at most 1 %, 0 in 2995 at most 0.1 %.
/// </summary>
internal static class AlarmRate
{
    /// <summary>The true rate lies below this with the given confidence.</summary>
    public static double AtMost(int alarms, int trials, double confidence = 0.95) =>
        alarms == trials ? 1 : MathNet.Numerics.Distributions.Beta.InvCDF(alarms + 1, trials - alarms, confidence);

    /// <summary>The true rate lies above this with the given confidence.</summary>
    public static double AtLeast(int alarms, int trials, double confidence = 0.95) =>
        alarms == 0 ? 0 : MathNet.Numerics.Distributions.Beta.InvCDF(alarms, trials - alarms + 1, 1 - confidence);
}
