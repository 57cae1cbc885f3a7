using System.Globalization;

namespace WeightPred.Reproduction.Statistics;

/// <summary>Log ratios (positive: the candidate is lower) as changes that people say: "13 % lower", "a factor 2.4 higher".</summary>
internal static class Change
{
    /// <summary>Below a tenth, and from the double on, percents mislead.</summary>
    private const double SmallestPercent = 0.1, LargestPercent = 2;

    /// <summary>"13 % lower than Linear (9.1 to 18 %)", "3 % lower than Linear (2 % higher to 8 % lower)".</summary>
    public static string Of(string than, double logRatio, double low, double high)
    {
        var (least, estimate, most) = (new Part(low), new Part(logRatio), new Part(high));
        if (!estimate.Lower)
            (least, most) = (most, least);
        var range = double.IsInfinity(low) && double.IsInfinity(high) ? "no interval"
            : least.Kind == estimate.Kind && most.Kind == estimate.Kind ? $"{least.Number} to {most.Number}{estimate.Unit}"
            : $"{least} to {most}";
        return $"{estimate} than {than} ({range})";
    }

    private readonly struct Part
    {
        private readonly bool percent, beyond;

        public Part(double logRatio)
        {
            var ratio = LogRatio.Back(-logRatio); // candidate / reference
            Lower = ratio < 1;
            percent = ratio is >= SmallestPercent and < LargestPercent;
            beyond = double.IsInfinity(logRatio);
            Number = Short(percent ? 100 * Math.Abs(1 - ratio) : Lower ? 1 / ratio : ratio);
        }

        public bool Lower { get; }
        public string Number { get; }
        public string Unit => percent ? " %" : "";
        public (bool, bool, bool) Kind => (Lower, percent, beyond);

        public override string ToString() =>
            (beyond ? "beyond any factor" : percent ? $"{Number} %" : $"a factor {Number}") + (Lower ? " lower" : " higher");

        private static string Short(double x) => x.ToString(x is >= 10 and < 1e6 ? "F0" : "G2", CultureInfo.InvariantCulture);
    }
}
