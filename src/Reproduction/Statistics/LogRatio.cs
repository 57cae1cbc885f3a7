namespace Reproduction.Statistics;

/// <summary>Errors and losses are compared on a log scale:
/// there noise is a factor, and halving counts as much as doubling.</summary>
internal static class LogRatio
{
    // The only elementary functions of this folder. They come from the C runtime and may differ between systems in the last bit:
    // 1e-16 of an estimate, never of a weight or a loss; where estimates are compared, that much is allowed.
#pragma warning disable RS0030
    /// <summary>The natural log of a value of 0 or more, in whatever unit: -∞ for 0.</summary>
    internal static double Log(double value) => Math.Log(value);

    /// <summary>The ratio that a log ratio stands for, or the value that a log stands for.</summary>
    public static double Back(double logRatio) => Math.Exp(logRatio);
#pragma warning restore RS0030

    /// <summary>Whether two numbers are the same but for what another system's logarithm may change:
    /// twelve digits. No finite one agrees with an infinite one.</summary>
    internal static bool Agree(double a, double b) => a.Equals(b)
        || Math.Abs(a - b) <= 1e-12 * Math.Min(Math.Abs(a), Math.Abs(b));

    /// <summary>
    /// The natural log of <paramref name="reference"/> / <paramref name="candidate"/>: positive where the candidate's error is
    /// lower. A diverged run, +∞, is the worst value: -∞ where the candidate diverged, +∞ where the reference did. Two diverged
    /// runs, or two errors of exactly 0, are a tie: 0.
    /// </summary>
    /// <param name="reference">An error, at least 0; +∞ for a diverged run.</param>
    /// <param name="candidate">The same of the candidate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An error is negative or NaN.</exception>
    public static double Of(double reference, double candidate)
    {
        RequireError(reference, nameof(reference));
        RequireError(candidate, nameof(candidate));
        return reference == candidate ? 0 : Log(reference / candidate);
    }

    /// <summary>The geometric mean of errors, each at least 0; +∞ where one is.</summary>
    public static double GeometricMean(IReadOnlyList<double> errors) => Back(errors.Average(Log));

    /// <summary>A margin as the log of a ratio: <c>Margin(1.2)</c> asks for errors lower by a factor of more than 1.2.</summary>
    /// <param name="ratio">reference / candidate, positive and finite.</param>
    public static double Margin(double ratio) => double.IsFinite(ratio) && ratio > 0
        ? Log(ratio)
        : throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "A margin is the log of a positive, finite ratio.");

    private static void RequireError(double error, string name)
    {
        if (!(error >= 0))
            throw new ArgumentOutOfRangeException(name, error, "An error is at least 0, or +∞ for a diverged run.");
    }
}
