using System.Globalization;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>Ours, in words.</summary>
/// <param name="Text">In the write-up's unit.</param>
/// <param name="Value">The number that the text says.</param>
/// <param name="Outside">The rule that decides finds the write-up's number outside the interval that confirms it.</param>
public readonly record struct Said(string Text, double Value, bool Outside = false);

/// <summary>
/// A line of a claim's headline: what the write-up says, and ours in its unit. Ours follows from what the plan measures, so that
/// a result and a baseline say the same.
/// </summary>
/// <param name="Of">The subject of both numbers; lines that share it stand together, "" for the claim as a whole.</param>
/// <param name="WriteUp">As it prints or says it: "98.3", "much better".</param>
/// <param name="Reads">Quantities that our side is computed from.</param>
/// <param name="Ours">Says ours, from the values of each by seed.</param>
public sealed record Headline(
    string Of, string WriteUp, IReadOnlyList<Quantity> Reads, Func<IReadOnlyList<IReadOnlyList<double>>, Said> Ours)
{
    private const double Coverage = 0.95;

    /// <summary>The mean of a quantity.</summary>
    /// <param name="of">Subject of the number.</param>
    /// <param name="writeUp">The write-up's.</param>
    /// <param name="quantity">Ours.</param>
    /// <param name="say">The mean in words; three digits where null.</param>
    public static Headline Mean(string of, string writeUp, Quantity quantity, Func<double, string>? say = null) =>
        new(of, writeUp, [quantity], values =>
        {
            double mean = Moments.Mean(values[0]);
            return new((say ?? Number)(mean), mean);
        });

    /// <summary>How much lower the candidate is, in the words of the finding that compares them.</summary>
    /// <param name="of">Subject of the comparison.</param>
    /// <param name="writeUp">The write-up's.</param>
    /// <param name="candidate">An error; or what <paramref name="error"/> makes one of.</param>
    /// <param name="reference">The same of the reference.</param>
    /// <param name="error">From a measured value to the error; the value itself where null.</param>
    public static Headline Lower(
        string of, string writeUp, Quantity candidate, Quantity reference, Func<double, double>? error = null) =>
        new(of, writeUp, [candidate, reference], values =>
        {
            double[][] errors = [.. values.Select(quantity => quantity.Select(error ?? (value => value)).ToArray())];
            double[] ratios = [.. errors[1].Zip(errors[0], LogRatio.Of)];
            if (ratios.Length < 2 || !ratios.All(double.IsFinite))
                return Lower(Moments.Median(ratios), double.NegativeInfinity, double.PositiveInfinity);
            var interval = TTest.Interval(ratios, Coverage);
            return Lower(Moments.Mean(ratios), interval.Low, interval.High);
        });

    private static Said Lower(double ratio, double low, double high) =>
        new(Change.Of(ratio, low, high), LogRatio.Back(-ratio));

    /// <summary>Printed numbers that a rule judges: the mean of each of ours,
    /// and whether the rule finds the printed one outside.</summary>
    /// <param name="rule">Judges them at one error.</param>
    /// <param name="cells">Subject and write-up's number of each cell of the rule.</param>
    /// <param name="ours">Our number, from the values that the rule judges.</param>
    /// <param name="say">Our number in words.</param>
    /// <param name="reads">Quantities of our side; the rule's own where null.</param>
    /// <param name="judged">From the measured values to those that the rule judges, where they are not the same.</param>
    /// <param name="withInterval">Whether to say, too, where the rule expects one more run.</param>
    public static IEnumerable<Headline> Printed(
        WithinPredictionInterval rule, IReadOnlyList<(string Of, string WriteUp)> cells, Func<IReadOnlyList<double>, double> ours,
        Func<double, string> say, IReadOnlyList<Quantity>? reads = null,
        Func<IReadOnlyList<IReadOnlyList<double>>, IReadOnlyList<IReadOnlyList<double>>>? judged = null,
        bool withInterval = false) =>
        cells.Select((cell, i) => new Headline(cell.Of, cell.WriteUp, reads ?? [.. rule.Quantities], values =>
        {
            var shown = judged is null ? values : judged(values);
            double number = ours(shown[i]);
            if (shown[i].Count < 2)
                return new(say(number), number);
            var finding = rule.Of(rule.Asked(shown))[i];
            string End(double end) => say(ours([LogRatio.Back(end)]));
            string interval = withInterval ? $" (one more run: {End(finding.Low)} to {End(finding.High)})" : "";
            return new(say(number) + interval, number, finding.IsOutside());
        }));

    /// <summary>A share as a percentage, without its sign: "98.2".</summary>
    public static string Hundredths(double share) =>
        double.IsFinite(share) ? (100 * share).ToString("F1", CultureInfo.InvariantCulture) : "diverged";

    /// <summary>"98.2 %".</summary>
    public static string Percent(double share) => double.IsFinite(share) ? Hundredths(share) + " %" : "diverged";

    /// <summary>Three significant digits.</summary>
    public static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("G3", CultureInfo.InvariantCulture) : "diverged";

    /// <summary>The line in words; the write-up's side alone where something that it reads has no values.</summary>
    /// <param name="measured">From a quantity's name to its values by seed; null for one that was not measured.</param>
    internal Told Tell(Func<string, IReadOnlyList<double>?> measured)
    {
        var values = Reads.Select(quantity => quantity.From(measured)).ToList();
        int seeds = values.Count == 0 ? 0 : values.Min(one => one?.Count ?? 0);
        if (seeds == 0)
            return new(Of, WriteUp, "", false, 0);
        var said = Ours([.. values.Select(one => one!.Take(seeds).ToList())]);
        return new(Of, WriteUp, said.Text, said.Outside, seeds, said.Value);
    }
}
