using System.Globalization;
using System.Text;

namespace Reproduction.Plots;

/// <summary>Places the ticks of log axes, and writes the labels of all ticks.</summary>
internal static class Ticks
{
    // Digits that get labels within a decade, from few to many.
    private static readonly double[][] Labelled =
        [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7], [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]];

    /// <summary>"0.01", "25", "1 000" with a thin space, "10⁻⁶".</summary>
    public static string Label(double value)
    {
        if (value == 0)
            return "0";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        double size = Math.Abs(value);
        if (size is >= 1e-4 and < 1e7)
        {
            string plain = ((decimal)value).ToString("#,0.##########", CultureInfo.InvariantCulture);
            return plain.Replace(",", "\u2009", StringComparison.Ordinal).Replace("-", "−", StringComparison.Ordinal);
        }

        string[] parts = value.ToString("0.####e+0", CultureInfo.InvariantCulture).Split('e');
        var text = new StringBuilder(parts[0] == "1" ? "10" : parts[0].Replace("-", "−", StringComparison.Ordinal) + "×10");
        foreach (char c in parts[1].TrimStart('+'))
            text.Append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']);
        return text.ToString();
    }

    /// <summary>Ticks of a log axis, minor ones without a label.</summary>
    /// <param name="scale">The axis, in decades.</param>
    /// <param name="most">So many labels fit.</param>
    public static IReadOnlyList<Tick> Log(AxisScale scale, int most)
    {
        if (scale.Length > most)
            return [.. Decades(scale).Where(d => d % (int)Math.Ceiling(scale.Length / most) == 0)
                .Select(d => new Tick(d, Label(Power(d))))];
        // Whole decades where there are three of them; else the fewest digits that give as many labels; else the steps of a
        // linear axis.
        var digits = Labelled.Where(d => Within(scale, d).Count() <= most).FirstOrDefault(d => Within(scale, d).Count() >= 3);
        if (digits is null)
            return [.. Steps(Power(scale.Low), Power(scale.High), most).Where(v => v > 0)
                .Select(v => new Tick(Math.Log10(v), Label(v)))];
        var ticks = Within(scale, digits).Select(v => new Tick(Math.Log10(v), Label(v))).ToList();
        if (scale.Length < 8)
            ticks.AddRange(Within(scale, [2, 3, 4, 5, 6, 7, 8, 9]).Except(Within(scale, digits))
                .Select(v => new Tick(Math.Log10(v), "")));
        return ticks;
    }

    /// <summary>Round steps of 1, 2, 2.5 or 5 times a power of ten, at most so many.</summary>
    public static IEnumerable<double> Steps(double low, double high, int most)
    {
        double raw = (high - low) / Math.Max(1, most);
        if (!(raw > 0 && double.IsFinite(raw)))
            yield break;
        int exponent = (int)Math.Floor(Math.Log10(raw));
        double step = new[] { 1, 2, 2.5, 5, 10 }.Select(f => f * Power(exponent)).First(s => s >= raw * (1 - 1e-9));
        double first = Math.Ceiling(low / step - 1e-9);
        // Counted: beside a number that is large enough, the next step is the same one.
        for (int n = 0; n <= most + 1 && first + n <= high / step + 1e-9 && (n == 0 || first + n > first); n++)
            yield return Round((first + n) * step);
    }

    private static IEnumerable<double> Within(AxisScale scale, double[] digits) =>
        from decade in Decades(scale)
        from digit in digits
        let value = Round(digit * Power(decade))
        where Math.Log10(value) >= scale.Low - 1e-9 && Math.Log10(value) <= scale.High + 1e-9
        select value;

    private static IEnumerable<int> Decades(AxisScale scale)
    {
        int first = (int)Math.Floor(scale.Low);
        return Enumerable.Range(first, (int)Math.Ceiling(scale.High) - first + 1).Where(d => d is > -300 and < 300);
    }

    private static double Power(double exponent) => Math.Pow(10, exponent);

    /// <summary>Rounds to significant digits.</summary>
    public static double Round(double value, int digits) =>
        double.Parse(value.ToString("G" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // 3 × 0.1 is not 0.3.
    private static double Round(double value) => Round(value, 12);
}
