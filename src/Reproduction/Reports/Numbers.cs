using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>Numbers for a reader; files that are compared hold every digit instead.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits, without an exponent where that reads well.</summary>
    public static string Short(double value) => Rounded(value, Trim);

    /// <summary>As <see cref="Short"/>, with its zeros at the end: in a column digits stand below each other.</summary>
    public static string InColumn(double value) => Rounded(value, digits => digits);

    private static string Rounded(double value, Func<string, string> trim)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "-∞";
        if (value == 0)
            return "0";
        var exponent = Exponent(value, 3);
        if (exponent is >= -4 and <= 6)
            return trim(value.ToString("F" + Math.Max(0, 3 - exponent), CultureInfo.InvariantCulture));
        var text = value.ToString("E3", CultureInfo.InvariantCulture);
        return $"{trim(text[..text.IndexOf('E')])}e{exponent}";
    }

    /// <summary>"0.487 [0.407, 0.567]": as many decimals as the interval's half-width has use for.</summary>
    public static string WithInterval(Decision decision)
    {
        var (estimate, low, high) = (decision.Estimate, decision.Low, decision.High);
        if (double.IsNaN(low) && double.IsNaN(high))
            return Short(estimate);
        var half = (high - low) / 2;
        var decimals = double.IsFinite(half) && half > 0 ? 1 - Exponent(half, 1) : -1;
        return decimals is >= 0 and <= 7 && Math.Abs(estimate) < 1e7
            ? $"{Fixed(estimate)} [{Fixed(low)}, {Fixed(high)}]"
            : $"{Short(estimate)} [{Short(low)}, {Short(high)}]";

        string Fixed(double value) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>"95 %".</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    /// <summary>Every digit, for csv and json.</summary>
    public static string Full(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>"1 h 02 min", "4 min 10 s", "12.3 s".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    // After rounding: 9.9996 to four digits is 10.00.
    private static int Exponent(double value, int digitsAfterFirst)
    {
        var text = value.ToString("E" + digitsAfterFirst, CultureInfo.InvariantCulture);
        return int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static string Trim(string digits) => digits.Contains('.') ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
