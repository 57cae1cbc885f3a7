using WeightPred.Reproduction.Plots;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports;

/// <summary>The effects of a claim's first decision under each choice that the write-up leaves open, as multiples of ours.</summary>
public static class VariationsChart
{
    /// <summary>The chart; null where nothing is left open. Effects that are not positive, and claims whose effect no choice can be compared to, are left out.</summary>
    public static Chart? Of(VariationTable table)
    {
        var choices = table.Of(VariationKind.LeftOpen);
        bool Drawable(VariedCell? cell) => cell is { Estimate: > 0 and < double.PositiveInfinity, Low: > 0, High: < double.PositiveInfinity };
        string[] claims = [.. table.Claims.Where(claim => Drawable(table.Reference.Of(claim)) && choices.Any(choice => Drawable(choice.Of(claim))))];
        if (claims.Length == 0)
            return null;
        List<Series> series = [Marks(table.Reference, "ours", 0)];
        series.AddRange(choices.Select((choice, i) => Marks(choice, choice.Name, i + 1)).Where(marks => marks.X.Count > 0));
        return new Chart(
            "variations", "Effects under choices that the write-up leaves open", new Axis("") { Ticks = [.. claims.Select((claim, i) => new Tick(i, claim))] },
            new Axis("effect of the first decision, as a multiple of ours", Log: true), series)
        {
            Rows = true,
            References = [Reference.At("no change", 1)],
            Note = "bar: interval of the decision",
        };

        // A row a claim, and in it a place a choice.
        Series Marks(VariedOutcome outcome, string label, int place)
        {
            var drawn = claims.Select((claim, i) => (At: i + 0.8 * (place - choices.Count / 2.0) / (choices.Count + 1), Cell: outcome.Of(claim), Ours: table.Reference.Of(claim)!.Estimate)).Where(d => Drawable(d.Cell)).ToList();
            return new Series(label, Drawing.Interval, [.. drawn.Select(d => d.At)], [.. drawn.Select(d => d.Cell!.Estimate / d.Ours)])
            {
                Low = [.. drawn.Select(d => d.Cell!.Low / d.Ours)], High = [.. drawn.Select(d => d.Cell!.High / d.Ours)],
            };
        }
    }
}
