namespace WeightPred.Reproduction.Statistics;

/// <summary>One cell of a table that the write-up prints, and our values of it.</summary>
/// <param name="Subject">Row and column ("15 unknowns, 20 equations"), metric and unit.</param>
/// <param name="Values">From n to the values of our first n seeds; the same seeds in every cell.</param>
/// <param name="Quoted">What the write-up prints there.</param>
public sealed record Cell(Subject Subject, Func<int, Sample> Values, Quoted Quoted);

/// <summary>A judged table.</summary>
/// <param name="Finding">The table's; its estimate is the number of cells outside their interval.</param>
/// <param name="Cells">Each cell's; empty where a fault left nothing to judge.</param>
public sealed record JudgedTable(Finding Finding, IReadOnlyList<Finding> Cells);

/// <summary>
/// A table of M printed numbers, each of them one run: is every one a plausible seed of ours (<see cref="Plausible"/>), each at the error 0.05 / M? Then an honest
/// table fails with a probability of at most 0.05, however its cells depend on each other. Plausibility is weak evidence: an ordering that the text draws from the table is a
/// decision of its own (<see cref="Better"/>).
/// </summary>
public static class PlausibleTable
{
    /// <summary>Fails where a cell does; else Untestable, or Undecided, where a cell is; Holds where all do.</summary>
    /// <param name="name">What is decided, as a short sentence.</param>
    /// <param name="cells">At least one.</param>
    /// <param name="looks">One.</param>
    /// <param name="widest">How wide a cell's interval may be, see <see cref="Plausible"/>.</param>
    /// <param name="scale">Log for errors, losses and unexplained shares.</param>
    /// <exception cref="ArgumentException">No cells, cells of other seeds, a width that allows nothing, several looks, or a number that has no log.</exception>
    public static JudgedTable Decide(string name, IReadOnlyList<Cell> cells, Looks looks, double widest, Scale scale = Scale.Log)
    {
        if (cells.Count == 0)
            throw new ArgumentException("A table needs at least one cell.", nameof(cells));
        Plausible.RequireWidth(widest, scale);
        Plausible.RequireOnce(looks);
        var error = Plausible.Error / cells.Count;
        Finding[] blanks = [.. cells.Select(c => Plausible.Blank(c.Subject, c.Quoted, error, scale))];
        Finding[] judged = [];
        var blank = new Finding(
            name, Verdict.Invalid, $"printed numbers outside our intervals, of {cells.Count}", double.NaN, double.NaN, double.NaN, 1 - Plausible.Error, 0, double.NaN, 0, "")
        {
            ToleranceLow = 0,
            ToleranceHigh = 0,
        };
        var finding = looks.Decide(blank, Judge, [.. cells.Select(c => c.Values)]);
        return new(finding, judged);

        Finding Judge(IReadOnlyList<Sample> arms)
        {
            judged = [.. blanks.Select((b, i) => Plausible.Judge(b, cells[i].Subject, arms[i], cells[i].Quoted, widest, error) with { Seeds = arms[i].Values.Count })];
            Verdict[] gravest = [Verdict.Invalid, Verdict.Fails, Verdict.Untestable, Verdict.Undecided, Verdict.Holds];
            var verdict = gravest.First(v => judged.Any(j => j.Verdict == v));
            if (verdict == Verdict.Invalid)
                return blank with { Reason = judged.First(j => j.Verdict == Verdict.Invalid).Reason };

            var outside = judged.Count(j => j.Verdict == Verdict.Fails);
            var (above, below) = (judged.Count(j => j.Estimate > j.Target), judged.Count(j => j.Estimate < j.Target));
            var count = $"{cells.Count - outside} of {Words.Count(cells.Count, "printed number")} within our intervals";
            var named = string.Join(';', judged.Zip(cells).Where(j => j.First.Verdict == verdict && verdict != Verdict.Holds).Select(j => $" {j.Second.Subject.Of}: {j.First.Reason.TrimEnd('.')}"));
            return blank with
            {
                Verdict = verdict,
                Estimate = outside,
                Low = outside,
                High = outside,
                PValue = Math.Min(1, cells.Count * judged.Min(j => j.PValue)), // Bonferroni, as the cells' error
                Effect = count,
                Reason = $"{count} for one more run ({Words.Percent(1 - Plausible.Error)} for all together), {Words.Number(Plausible.Error)} out on average by chance alone; "
                    + $"our mean lies above in {above}, below in {below}.{named}{(named.Length > 0 ? "." : "")}",
            };
        }
    }
}
