using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>Logarithm and powers from basic arithmetic alone, since the C runtime's differ in the last bit by system and a plot's bytes must not.</summary>
internal static class PlotMath
{
    private const double Log10Of2 = 0.30102999566398119521;
    private const double Log10OfE = 0.43429448190325182765;

    /// <summary>Common logarithm of a positive finite number, to about 1e-15.</summary>
    public static double Log10(double value)
    {
        var exponent = Math.ILogB(value);
        var mantissa = Math.ScaleB(value, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        // ln m = 2 artanh((m - 1) / (m + 1)); |s| < 0.172, so that 12 terms suffice.
        var s = (mantissa - 1) / (mantissa + 1);
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2)
            sum = sum * s * s + 1.0 / n;
        return exponent * Log10Of2 + 2 * s * sum * Log10OfE;
    }

    /// <summary>10^n, correctly rounded.</summary>
    public static double PowerOf10(int n) => double.Parse("1e" + n.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
}
