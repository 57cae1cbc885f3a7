using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>Numbers for a reader; files that are compared hold every digit instead.</summary>
internal static class Numbers
{
    /// <summary>Four significant digits, without an exponent where that reads well.</summary>
    public static string Short(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "-∞";
        if (value == 0)
            return "0";
        // The exponent after rounding to four digits: 9.9996 is 10.00.
        var scientific = value.ToString("E3", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -4 or > 6)
            return $"{Trim(scientific[..scientific.IndexOf('E')])}e{exponent}";
        return Trim(value.ToString("F" + Math.Max(0, 3 - exponent), CultureInfo.InvariantCulture));
    }

    /// <summary>"0.487 [0.41, 0.56]".</summary>
    public static string WithInterval(Decision decision)
        => double.IsNaN(decision.Low) && double.IsNaN(decision.High) ? Short(decision.Estimate) : $"{Short(decision.Estimate)} [{Short(decision.Low)}, {Short(decision.High)}]";

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

    private static string Trim(string digits) => digits.Contains('.') ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
