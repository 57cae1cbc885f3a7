using Reproduction.Plots;
using System.Globalization;
using Reproduction.Statistics;

namespace Reproduction.Reports.Html;

/// <summary>A decision drawn on one axis: estimate, interval, and the region that the statement asks for. Places are percentages,
/// so that words keep their size on a phone.</summary>
internal static class DecisionDrawing
{
    private const double Left = 3, Right = 97; // per cent of the width
    private const int MostTicks = 6;
    private const double Largest = 1e300, LargestLog = 690; // beyond them there is no room for a margin
    private const double Same = 1e-9; // of two ends, as a share of their size: closer ones are drawn as one
    private const double Closest = 0.24; // of two ticks, as a share of the axis: their words must fit on a phone

    /// <summary>
    /// Draws a finding. Returns nothing where it has no number, and a sentence where its number cannot be drawn.
    /// </summary>
    /// <param name="finding">The finding to draw.</param>
    /// <param name="legend">Whether to say how the drawing is read.</param>
    public static Markup Of(Finding finding, bool legend)
    {
        var ratio = finding.Scale == Scale.Log && finding.Statistic.Contains("log ratio", StringComparison.Ordinal);
        var most = finding.Scale == Scale.Log ? LargestLog : Largest;
        // A count of cells outside has no place on an axis; its cells are drawn beside it.
        if (double.IsNaN(finding.Estimate) || (finding.ToleranceLow is { } least && least == finding.ToleranceHigh))
            return Markup.Empty;
        bool percent = ratio && Change.InPercent(finding.Estimate, finding.Low, finding.High, finding.ToleranceLow ?? 0,
            finding.ToleranceHigh ?? 0);
        if (Math.Abs(finding.Estimate) > most)
            return Markup.Of(
                $"<p class=\"note\">{Say.Quantity(finding)}: not drawn, since the estimate is "
                    + $"{Words.Number(finding.Shown(finding.Estimate))}.</p>");
        finding = finding with { ToleranceLow = Known(finding.ToleranceLow), ToleranceHigh = Known(finding.ToleranceHigh) };
        double?[] all = [finding.Estimate, finding.Low, finding.High, finding.Target, finding.ToleranceLow,
            finding.ToleranceHigh, ratio ? 0 : null];
        double[] ends = [.. all.OfType<double>().Where(end => Math.Abs(end) <= most)];
        var (low, high) = (ends.Min(), ends.Max());
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        var pad = high - low > Same * size ? 0.15 * (high - low) : Math.Max(1e-12, 0.1 * size);
        (low, high) = (low - pad, high + pad);

        string At(double value) => Number(Math.Clamp(Left + (Right - Left) * (value - low) / (high - low), 0, 100)) + "%";
        string Wide(double from, double to) => Number(Math.Clamp((Right - Left) * (to - from) / (high - low), 0, 100)) + "%";
        // Words at the edges grow inwards.
        string Anchor(double value) =>
            ((value - low) / (high - low)) switch { < 0.09 => "start", > 0.91 => "end", _ => "middle" };

        var tolerance = finding.ToleranceLow is not null || finding.ToleranceHigh is not null;
        var (from, to) = (Math.Max(low, finding.ToleranceLow ?? low), Math.Min(high, finding.ToleranceHigh ?? high));
        var held = tolerance
            ? Markup.Of($"<rect class=\"tolerance\" x=\"{At(from)}\" y=\"6\" width=\"{Wide(from, to)}\" "
                + $"height=\"38\"/>{Edge(finding.ToleranceLow)}{Edge(finding.ToleranceHigh)}")
            : Edge(finding.Target);
        Markup Edge(double? value) => value is { } v && v >= low && v <= high
            ? Markup.Of($"<line class=\"edge\" x1=\"{At(v)}\" x2=\"{At(v)}\" y1=\"6\" y2=\"44\"/>") : Markup.Empty;

        var (a, b) = (Math.Clamp(finding.Low, low, high), Math.Clamp(finding.High, low, high));
        var interval = a < b ? Markup.Of($"<line class=\"interval\" x1=\"{At(a)}\" x2=\"{At(b)}\" y1=\"25\" "
            + $"y2=\"25\"/>{Cap(finding.Low)}{Cap(finding.High)}") : Markup.Empty;
        Markup Cap(double value) => double.IsFinite(value)
            ? Markup.Of($"<line class=\"interval\" x1=\"{At(value)}\" x2=\"{At(value)}\" y1=\"19\" y2=\"31\"/>") : Markup.Empty;

        var estimate = Math.Clamp(finding.Estimate, low, high);
        // The effect above says what a ratio is of.
        string read = $"Dot and bar: estimate and {Say.Unbroken(Words.Percent(finding.Confidence))} interval. "
            + (tolerance ? "Shaded: what the statement asks for." : "Dashed: what it is held against.");
        string caption =
            string.Join(". ", new[] { ratio ? "" : Say.Quantity(finding), legend ? read : "" }.Where(part => part.Length > 0));
        return Markup.Of($"""
            <figure class="decision-drawing"><svg role="img" aria-label="{Aloud(finding)}" width="100%" height="66"><line class="axis" x1="0" x2="100%" y1="44" y2="44"/>{held}{Apart(Ticks(low, high, finding, ratio, percent), low, high).Select(t => Markup.Of($"<line class=\"axis\" x1=\"{At(t.At)}\" x2=\"{At(t.At)}\" y1=\"44\" y2=\"48\"/><text x=\"{At(t.At)}\" y=\"61\" text-anchor=\"{Anchor(t.At)}\">{t.Label}</text>"))}{interval}<circle class="estimate" cx="{At(estimate)}" cy="25" r="6"/></svg>
            {Markup.If(caption.Length > 0, $"<figcaption>{caption}</figcaption>")}</figure>
            """);
    }

    private static double? Known(double? end) => end is { } value && !double.IsNaN(value) ? value : null;

    private static string Aloud(Finding finding)
    {
        string Value(double v) => Words.Number(finding.Shown(v));
        var asked = (finding.ToleranceLow, finding.ToleranceHigh) switch
        {
            ({ } l, { } h) => $"asked for: {Value(l)} to {Value(h)}",
            ({ } l, null) => $"asked for: above {Value(l)}",
            (null, { } h) => $"asked for: below {Value(h)}",
            _ => $"held against {Value(finding.Target)}",
        };
        return $"{Say.Quantity(finding)}: {Value(finding.Estimate)}, {Words.Percent(finding.Confidence)} interval "
            + $"{Value(finding.Low)} to {Value(finding.High)}; {asked}";
    }

    /// <summary>On a log scale the ticks are round values; of a ratio, in the unit of the effect that stands above.</summary>
    internal static IReadOnlyList<Tick> Ticks(double low, double high, Finding finding, bool ratio, bool percent)
    {
        if (finding.Scale == Scale.Linear)
            return [.. Reproduction.Plots.Ticks.Steps(low, high, MostTicks)
                .Select(v => new Tick(v, Words.Number(finding.Shown(v))))];
        if (percent) // of the reference: the candidate's share of it
            return [.. from share in Reproduction.Plots.Ticks.Steps(Math.Exp(-high), Math.Exp(-low), MostTicks)
                       where share > 0
                       select new Tick(-Math.Log(share), Change.Of(-Math.Log(share), percent))];
        var (least, most) = (Math.Exp(low), Math.Exp(high));
        var values = most < 3 * least ? [.. Reproduction.Plots.Ticks.Steps(least, most, MostTicks)]
            : Decades(low, high, [1, 2, 5]) is { Count: <= MostTicks } fine ? fine
            : Decades(low, high, [1]);
        for (var every = 2; values.Count > MostTicks; every++)
            values = [.. Decades(low, high, [1]).Where((_, i) => i % every == 0)];
        return [.. values.Select(v => Math.Log(v))
            .Select(v => new Tick(v, ratio ? Change.Of(v, percent) : Words.Number(finding.Shown(v))))];
    }

    // No effect comes first; the others follow where they have room.
    private static IEnumerable<Tick> Apart(IEnumerable<Tick> ticks, double low, double high)
    {
        var kept = new List<Tick>();
        foreach (var tick in ticks.OrderBy(t => t.At != 0))
            if (kept.All(k => Math.Abs(k.At - tick.At) >= Closest * (high - low)))
                kept.Add(tick);
        return kept;
    }

    private static List<double> Decades(double low, double high, int[] digits)
    {
        var (first, last) = ((int)Math.Floor(low / Math.Log(10)), (int)Math.Ceiling(high / Math.Log(10)));
        return [.. Enumerable.Range(first, last - first + 1).SelectMany(d => digits.Select(digit => digit * Math.Pow(10, d)))
            .Where(v => Math.Log(v) >= low && Math.Log(v) <= high)];
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
