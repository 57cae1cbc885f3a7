using MathNet.Numerics.Distributions;

namespace WeightPred.Reproduction.Statistics;

/// <summary>One cell of a table that the write-up prints, and our values of it.</summary>
/// <param name="Name">Row and column ("15 unknowns, 20 equations").</param>
/// <param name="Quoted">What the write-up prints there.</param>
/// <param name="PerSeed">Our values, one a seed; a diverged run is infinite.</param>
public sealed record Cell(string Name, Quoted Quoted, IReadOnlyList<double> PerSeed);

/// <summary>One cell, compared.</summary>
/// <param name="Cell">What was compared.</param>
/// <param name="Mean">Over our seeds; infinite with a diverged run.</param>
/// <param name="HalfWidth">The largest |mean - quoted| that is consistent.</param>
/// <param name="In">Whether it is consistent.</param>
/// <param name="P">
/// Two-sided p-value of "both are draws of the same training", after the rounding of the printed digit is allowed for. Not yet
/// corrected for the number of cells.
/// </param>
public sealed record ComparedCell(Cell Cell, double Mean, double HalfWidth, bool In, double P);

/// <summary>The decision, and what it rests on.</summary>
public sealed record ComparedTable(Finding Finding, IReadOnlyList<ComparedCell> Cells);

/// <summary>
/// A table of M quoted numbers: is each consistent with our seeds, are the bands narrow enough to mean something, and do all cells lean
/// the same way? Consistency is weak evidence: each ordering that the text draws from the table is a decision of
/// its own (<see cref="Better"/>).
/// </summary>
/// <remarks>
/// A cell is in where |mean - q| ≤ half a digit + t(1 - a / 2, n - 1) s sqrt(1 / n + 1 / m), with n our seeds, m the author's runs and
/// a = 0.05 / M. Not reproduced: a cell is out at a = 0.01 / M too, or the sign test over cells falls below 0.001. A cell out at
/// 0.05 / M only leaves the table undecided, and so does a diverged run: the printed number is itself a draw, and one
/// draw cannot contradict ours at these error rates without a spread.
/// </remarks>
public static class Table
{
    public const int FewestSeeds = 10;
    private const double ConsistentError = 0.05;
    private const double ContraryError = 0.01;
    private const double ShiftLevel = 0.001;

    /// <summary>The bands may be at most this part of the gap between rows; else they could not tell the rows apart.</summary>
    public const double WidestBand = 0.25;

    /// <param name="name">What is decided, as a short sentence.</param>
    /// <param name="statistic">What the cells hold, with its unit.</param>
    /// <param name="cells">At least one, all with the same seeds in the same order.</param>
    /// <param name="rowGap">The smallest gap between two rows that the write-up tells apart, in the cells' unit.</param>
    /// <param name="authorRuns">How many runs the printed numbers average; 1 where the write-up does not say.</param>
    /// <exception cref="ArgumentException">No cells, cells with different numbers of seeds, or a gap that is not positive.</exception>
    public static ComparedTable Decide(string name, string statistic, IReadOnlyList<Cell> cells, double rowGap, int authorRuns = 1)
    {
        if (cells.Count == 0)
            throw new ArgumentException("A table needs at least one cell.", nameof(cells));
        var seeds = cells[0].PerSeed.Count;
        foreach (var cell in cells)
            if (cell.PerSeed.Count != seeds || seeds == 0)
                throw new ArgumentException(
                    $"Cell \"{cell.Name}\" has {Words.Count(cell.PerSeed.Count, "value")}, \"{cells[0].Name}\" has {seeds}: all need the same seeds, at least one.", nameof(cells));
        if (!(rowGap > 0 && double.IsFinite(rowGap)))
            throw new ArgumentOutOfRangeException(nameof(rowGap), rowGap, "The gap between rows is positive and finite.");
        ArgumentOutOfRangeException.ThrowIfLessThan(authorRuns, 1);

        ComparedCell[] compared = [.. cells.Select(c => Compare(c, cells.Count, authorRuns))];
        var outside = compared.Count(c => !c.In);
        var contrary = compared.Count(c => c.P <= ContraryError / cells.Count);
        var (above, below) = (compared.Count(c => c.Mean > c.Cell.Quoted.Value), compared.Count(c => c.Mean < c.Cell.Quoted.Value));
        var shift = SignTest.PTwoSided(above, below);
        var widest = compared.Max(c => c.HalfWidth);
        var family = Math.Min(1, cells.Count * compared.Min(c => c.P)); // Bonferroni
        var (verdict, why) = Conclude();

        var shiftRule = 2 * SignTest.Floor(cells.Count) < ShiftLevel ? $"a common shift is one below {Words.Number(ShiftLevel)}" : "too few cells to show a common shift";
        var reason = $"{compared.Length - outside} of {Words.Count(cells.Count, "cell")} consistent over {Words.Count(seeds, "seed")}, "
            + $"{outside} out where chance alone puts out {Words.Number(ConsistentError)} on average; "
            + $"widest band ± {Words.Number(widest)} against a gap of {Words.Number(rowGap)} between rows; "
            + $"{above} above and {below} below the write-up ({Words.P(shift)}; {shiftRule}): {why}.";
        return new(
            new(name, verdict, $"cells outside their band, of {cells.Count}: {statistic}", outside, outside, outside, 1 - ConsistentError, 0, family, seeds, reason),
            compared);

        (Verdict, string) Conclude()
        {
            foreach (var cell in cells)
                if (cell.PerSeed.Any(double.IsNaN))
                    return (Verdict.Invalid, $"\"{cell.Name}\" misses a value (NaN), a fault");
            if (seeds < FewestSeeds)
                return (Verdict.Undecided, $"a table needs {FewestSeeds} seeds");
            if (contrary > 0)
                return (Verdict.Fails, $"{Words.Count(contrary, "cell")} out at a family error of {Words.Percent(ContraryError)} too");
            if (shift < ShiftLevel)
                return (Verdict.Fails, "the cells share a shift");
            if (compared.Any(c => LimitWidth(c.Cell, cells.Count, authorRuns) > WidestBand * rowGap))
                return (Verdict.Untestable, "with so few runs behind the printed numbers no number of our seeds makes the bands narrow enough");
            if (outside > 0)
                return (Verdict.Undecided, "a cell is out, but not beyond doubt");
            return widest <= WidestBand * rowGap
                ? (Verdict.Holds, "consistent")
                : (Verdict.Undecided, "the bands are too wide to tell rows apart: more seeds are needed");
        }
    }

    private static ComparedCell Compare(Cell cell, int cells, int authorRuns)
    {
        var (x, n) = (cell.PerSeed, cell.PerSeed.Count);
        if (!x.All(double.IsFinite))
            return new(cell, x.Sum() / n, double.PositiveInfinity, false, 1); // out, with no spread to say how far
        var mean = Moments.Mean(x);
        if (n == 1)
            return new(cell, mean, double.PositiveInfinity, true, 1);
        var error = Moments.StandardDeviation(x) * Math.Sqrt(1.0 / n + 1.0 / authorRuns);
        var width = cell.Quoted.HalfDigit + TTest.Quantile(1 - ConsistentError / cells / 2, n - 1) * error;
        var beyond = Math.Max(0, Math.Abs(mean - cell.Quoted.Value) - cell.Quoted.HalfDigit);
        var p = error > 0 ? 2 * StudentT.CDF(0, 1, n - 1, -beyond / error) : beyond > 0 ? 0 : 1;
        return new(cell, mean, width, Math.Abs(mean - cell.Quoted.Value) <= width, p);
    }

    // What the half-width tends to as our seeds grow in number: only the author's share of the noise remains.
    private static double LimitWidth(Cell cell, int cells, int authorRuns) => cell.PerSeed.All(double.IsFinite)
        ? cell.Quoted.HalfDigit + Normal.InvCDF(0, 1, 1 - ConsistentError / cells / 2) * Moments.StandardDeviation(cell.PerSeed) / Math.Sqrt(authorRuns)
        : 0; // unknown: says nothing
}
