using System.Globalization;

namespace Reproduction.Statistics;

/// <summary>A number as the write-up prints it: its last digit says how well it is known.</summary>
/// <param name="Value">The number, in the metric's unit.</param>
/// <param name="HalfDigit">Half a unit of the last digit printed, in the same unit; 0 for an exact bound.</param>
public sealed record Quoted(double Value, double HalfDigit)
{
    /// <summary>Reads digits as printed: <c>"0.017"</c> is 0.017 ± 0.0005, <c>"5"</c> is 5 ± 0.5.</summary>
    /// <exception cref="FormatException">Not a plain decimal number (no exponent, no thousands separator).</exception>
    public static Quoted From(string printed) => Parse(printed, 1);

    /// <summary>Reads a percentage as printed: <c>"98.3"</c> is 0.983 ± 0.0005.</summary>
    public static Quoted Percent(string printed) => Parse(printed, 100);

    /// <summary>The quotient of two numbers as printed, with what half a digit of each changes in it.</summary>
    public static Quoted Ratio(string printed, string by)
    {
        var (a, b) = (From(printed), From(by));
        double ratio = a.Value / b.Value;
        return new(ratio, ratio * (a.HalfDigit / a.Value + b.HalfDigit / b.Value));
    }

    /// <summary>A bound that is meant exactly, such as a theorem's.</summary>
    public static Quoted Exactly(double value) => new(value, 0);

    /// <summary>1 less the number, as well known as the number: an R² as the share that is left unexplained.</summary>
    public Quoted Remainder() => new((double)(1 - (decimal)Value), HalfDigit);

    internal void RequireSound()
    {
        if (!double.IsFinite(Value))
            throw new ArgumentException($"The quoted number must be finite, not {Value}.");
        if (!(HalfDigit >= 0 && double.IsFinite(HalfDigit)))
            throw new ArgumentException($"Half a digit is at least 0, not {HalfDigit}.");
    }

    private static Quoted Parse(string printed, decimal unit)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var value = decimal.Parse(printed, plain, CultureInfo.InvariantCulture); // decimal keeps the digits as they stand
        var half = 0.5m;
        for (var digit = 0; digit < value.Scale; digit++)
            half /= 10;
        return new((double)(value / unit), (double)(half / unit));
    }
}
