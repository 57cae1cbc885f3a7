using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// "The printed number is a plausible seed of ours", for one number or a whole table at one error: each must lie in the
/// prediction interval of one more run, on the log scale, half its last digit allowed for (<see cref="PredictionInterval"/>).
/// Better than ours is not ours either.
/// </summary>
/// <remarks>
/// Holds inside of 95 %, Fails outside of 99 %, Undecided between the two; Untestable where the interval is wider than declared
/// beforehand. If the printed numbers come from the same training as ours, Fails has the probability 0.01 or less, for logs near
/// normal. There is one look: looking at 5 seeds and again at 10 would spend the error twice. Cells of a table share one spread
/// where Bartlett's test does not object (<see cref="PooledSpread"/>). A run that diverged leaves no interval: Undecided.
/// </remarks>
/// <param name="Name">A short sentence.</param>
/// <param name="Cells">Errors, losses or unexplained shares, never negative, each with what the write-up prints for it.</param>
/// <param name="Widest">The ratio of an interval's ends beyond which it says nothing.</param>
public sealed record WithinPredictionInterval(
    string Name, IReadOnlyList<(Quantity Quantity, Quoted Printed)> Cells, double Widest) : Decision(Name)
{
    /// <summary>The error of the intervals that confirm, for all cells together.</summary>
    public const double ConfirmError = 0.05;

    /// <summary>The error promised for Fails, for all cells together.</summary>
    public const double ContradictError = 0.01;

    /// <summary>Decides a single printed number.</summary>
    public WithinPredictionInterval(string Name, Quantity Quantity, Quoted Printed, double Widest)
        : this(Name, [(Quantity, Printed)], Widest)
    {
    }

    public override IEnumerable<Quantity> Quantities => Cells.Select(cell => cell.Quantity);

    public override JsonObject Rule => new()
    {
        ["rule"] = "withinPredictionInterval", ["widest"] = Widest,
        ["level"] = ConfirmError, ["contraryLevel"] = ContradictError, ["equalSpreadsLevel"] = PooledSpread.EqualSpreadsLevel,
        ["pooled"] = "cells of one metric",
        ["cells"] = new JsonArray(
        [
            .. Cells.Select(cell => (JsonNode)new JsonObject
            {
                ["quantity"] = cell.Quantity.Name, ["printed"] = cell.Printed.Value, ["halfDigit"] = cell.Printed.HalfDigit,
            }),
        ]),
    };

    public override Decision On(Func<Arm, Arm> arms) =>
        this with { Cells = [.. Cells.Select(cell => (cell.Quantity.On(arms), cell.Printed))] };

    public override string? Refusal(SeedSchedule schedule) => Cells.Count == 0 ? "it has no cells."
        : !(Widest > 1 && double.IsFinite(Widest)) ? "the widest interval is a ratio above 1."
        : Cells.Any(cell => !(cell.Printed.Value > 0)) ? "a printed number must be positive, to have a logarithm."
        : schedule.Seeds.Count > 1 ? "a printed number is looked at once, since a further look spends its error again: At(5)."
        : NeedsTwoSeeds(schedule);

    public override Chances? Power(SeedSchedule schedule, double deviation) => Statistics.Power.OfPrinted(
        schedule.Last, Cells.Count, LogRatio.Margin(Widest) / deviation, ConfirmError, ContradictError);

    public override Finding Judge(Look look)
    {
        IReadOnlyList<double>[] values = [.. Cells.Select(cell => look.Values(cell.Quantity))];
        for (int cell = 0; cell < Cells.Count; cell++)
        {
            for (int i = 0; i < look.Seeds; i++)
                if (values[cell][i] < 0)
                    return FindingText.NegativeError(Name, look.Seed(i), values[cell][i]);
            if (double.IsFinite(LogRatio.Log(values[cell][0])) && Moments.AllEqual(values[cell]))
                return FindingText.SeedsAlike(Name, Cells[cell].Quantity.Name);
        }

        var shared = Shared(values);
        var cells = Of(values, shared);
        if (Cells.Count == 1)
            return cells[0];
        int outside = cells.Count(cell => cell.Verdict == Verdict.Fails);
        var variances = values.Select(Logs).Where(IsWhole).Select(logs => Moments.StandardDeviation(logs)).Select(s => s * s);
        double p = Math.Min(1, Cells.Count * cells.Min(cell => cell.PValue)); // Bonferroni, as the cells' error
        var verdict = Claims.Judge.Gravest(cells.Select(cell => cell.Verdict));
        return FindingText.Of(cells, [.. shared.Values], new(
            Name, verdict, "", outside, outside, outside, 1 - ConfirmError, 0, p, look.Seeds, "")
        {
            ToleranceLow = 0,
            ToleranceHigh = 0,
            Deviation = Math.Sqrt(variances.DefaultIfEmpty(double.NaN).Average()),
        });
    }

    /// <summary>Its cells, each judged at the error of all: what a drawing shows.</summary>
    /// <param name="values">Values of each cell, by seed.</param>
    internal IReadOnlyList<Finding> Of(IReadOnlyList<IReadOnlyList<double>> values) => Of(values, Shared(values));

    /// <summary>Selects the values of the seeds that it looks at.</summary>
    internal IReadOnlyList<IReadOnlyList<double>> Asked(IReadOnlyList<IReadOnlyList<double>> values) =>
        Schedule is null ? values : [.. values.Select(cell => cell.Take(Schedule.Last).ToList())];

    private Finding[] Of(IReadOnlyList<IReadOnlyList<double>> values, Dictionary<string, PooledSpread?> shared) =>
        [.. Cells.Select(
            (cell, i) => Judge(cell.Quantity, cell.Printed, values[i], shared.GetValueOrDefault(MetricOf(cell.Quantity))))];

    // Cells of one metric are of different runs. Several points of one curve are not: they would count its seeds several times.
    private Dictionary<string, PooledSpread?> Shared(IReadOnlyList<IReadOnlyList<double>> values) =>
        Cells.Zip(values.Select(Logs), (cell, logs) => (Metric: MetricOf(cell.Quantity), Logs: logs))
            .Where(cell => IsWhole(cell.Logs)).GroupBy(cell => cell.Metric)
            .ToDictionary(group => group.Key, group => PooledSpread.Of([.. group.Select(cell => cell.Logs)]));

    private static double[] Logs(IReadOnlyList<double> values) => [.. values.Select(LogRatio.Log)];

    private static bool IsWhole(double[] logs) => logs.All(double.IsFinite);

    private static string MetricOf(Quantity quantity) =>
        string.Join("; ", quantity.Parts.Select(part => part.Metric.Name).Distinct());

    private Finding Judge(Quantity quantity, Quoted printed, IReadOnlyList<double> values, PooledSpread? shared)
    {
        double[] logs = Logs(values);
        double low = LogRatio.Log(Math.Max(0, printed.Value - printed.HalfDigit));
        double high = LogRatio.Log(printed.Value + printed.HalfDigit);
        string name = Cells.Count == 1 ? Name : quantity.Name;
        var blank = new Finding(
            name, Verdict.Undecided, "", Moments.Median(logs), double.NegativeInfinity, double.PositiveInfinity,
            1 - ConfirmError / Cells.Count, LogRatio.Log(printed.Value), 1, values.Count, "")
        {
            Scale = Scale.Log,
            ToleranceLow = double.IsFinite(low) ? low : null,
            ToleranceHigh = high,
        };
        if (!logs.All(double.IsFinite))
            return FindingText.Of(this, quantity, printed, values, null, blank);

        var spread = shared ?? PooledSpread.Of(logs);
        var interval = PredictionInterval.Of(logs, spread);
        var (inner, outer) = (interval.At(ConfirmError / Cells.Count), interval.At(ContradictError / Cells.Count));
        var verdict = high < outer.Low || low > outer.High ? Verdict.Fails
            : LogRatio.Back(inner.High - inner.Low) > Widest ? Verdict.Untestable
            : high < inner.Low || low > inner.High ? Verdict.Undecided
            : Verdict.Holds;
        return FindingText.Of(this, quantity, printed, values, outer, blank with
        {
            Verdict = verdict,
            Estimate = interval.Mean,
            Low = inner.Low,
            High = inner.High,
            PValue = interval.P(low, high),
            Deviation = spread.Deviation,
        });
    }
}
