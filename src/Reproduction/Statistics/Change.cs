using System.Globalization;

namespace Reproduction.Statistics;

/// <summary>
/// Log ratios (positive: the candidate is lower) as changes that people say: "13 % lower", "2.4 times as high". An effect, its
/// interval and the axis that draws both have one unit.
/// </summary>
internal static class Change
{
    /// <summary>Below a tenth, and from the double on, percents mislead.</summary>
    private const double SmallestPercent = 0.1, LargestPercent = 2;

    /// <summary>"13 % lower (9.1 to 18 %)", "5.9 times lower (2.8 to 12 times)", "3 % lower (2 % higher to 8 % lower)".</summary>
    public static string Of(double logRatio, double low, double high)
    {
        bool percent = InPercent(logRatio, low, high);
        return $"{Part.Of(logRatio, percent)} ({Range(logRatio, low, high, percent)})";
    }

    /// <summary>"13 % lower than Linear (9.1 to 18 %)", "2.4 times as high as Linear (2.1 to 3 times)".</summary>
    public static string Of(string than, double logRatio, double low, double high)
    {
        bool percent = InPercent(logRatio, low, high);
        var part = Part.Of(logRatio, percent);
        return $"{part} {part.Than} {than} ({Range(logRatio, low, high, percent)})";
    }

    /// <summary>Whether all of them are said in per cent, and not as factors.</summary>
    public static bool InPercent(params IEnumerable<double> logRatios) =>
        logRatios.Where(double.IsFinite).All(log => LogRatio.Back(-log) is >= SmallestPercent and < LargestPercent);

    /// <summary>One log ratio: "13 % lower", "the same", "2 times lower".</summary>
    public static string Of(double logRatio, bool percent) =>
        Math.Abs(logRatio) < 1e-9 ? "the same" : Part.Of(logRatio, percent).ToString();

    private static string Range(double logRatio, double low, double high, bool percent)
    {
        if (double.IsInfinity(low) && double.IsInfinity(high))
            return "no interval";
        var (least, estimate, most) = (Part.Of(low, percent), Part.Of(logRatio, percent), Part.Of(high, percent));
        if (!estimate.Lower)
            (least, most) = (most, least);
        return least.Alike(estimate) && most.Alike(estimate) ? $"{least.Number} to {most.Number}{estimate.Unit}"
            : $"{least} to {most}";
    }

    private readonly record struct Part(bool Lower, bool InPercent, bool Beyond, string Number)
    {
        public static Part Of(double logRatio, bool percent)
        {
            double ratio = LogRatio.Back(-logRatio); // candidate / reference
            bool lower = ratio < 1;
            return new(lower, percent, double.IsInfinity(logRatio),
                Short(percent ? 100 * Math.Abs(1 - ratio) : lower ? 1 / ratio : ratio));
        }

        public string Unit => InPercent ? " %" : " times";

        public string Than => Lower || InPercent || Beyond ? "than" : "as";

        public bool Alike(Part other) => (Lower, Beyond) == (other.Lower, other.Beyond);

        public override string ToString() =>
            Beyond ? $"beyond any factor {(Lower ? "lower" : "higher")}"
            : InPercent ? $"{Number} % {(Lower ? "lower" : "higher")}"
            : $"{Number} times {(Lower ? "lower" : "as high")}";

        private static string Short(double x) => x.ToString(x is >= 10 and < 1e6 ? "F0" : "G2", CultureInfo.InvariantCulture);
    }
}
