using WeightPred.Reproduction;

namespace WeightPred.Unit.Statistics;

public sealed class A_table_is_consistent
{
    private static readonly string[] Printed = ["98.3", "98.6", "99.0", "91.7", "93.6", "93.8"];

    private static Cell[] Cells(int seeds, double spread, double shift = 0, int shifted = 6) =>
        [.. Printed.Select((p, i) => new Cell($"cell {i}", Quoted.Percent(p), new Noise((ulong)i).Normals(seeds, Quoted.Percent(p).Value + (i < shifted ? shift : 0), spread)))];

    private static ComparedTable Decide(Cell[] cells, int authorRuns = 1) => Table.Decide("the table holds", "R²", cells, rowGap: 0.05, authorRuns);

    [Fact]
    public void Values_around_the_printed_ones_are_consistent()
    {
        var table = Decide(Cells(10, 0.001));
        Assert.Equal(Verdict.Reproduced, table.Decision.Verdict);
        Assert.All(table.Cells, c => Assert.True(c.In));
        Assert.Contains("6 of 6 cells consistent over 10 seeds, 0 out where chance alone puts out 0.05", table.Decision.Reason);
        Assert.Contains("too few cells to show a common shift", table.Decision.Reason); // 2 / 64 at best
    }

    [Fact]
    public void The_half_width_is_the_formula_of_the_plan()
    {
        var cell = new Cell("one", new Quoted(5, 0.5), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]); // mean 5.5, s = 3.02765
        var width = Table.Decide("", "", [cell], 1000, authorRuns: 10).Cells[0].HalfWidth;
        Assert.Equal(0.5 + 2.262157 * 3.0276504 * Math.Sqrt(0.2), width, 5); // t(0.975, 9), a = 0.05 / 1
    }

    [Fact]
    public void A_cell_far_out_contradicts_the_table()
    {
        var table = Decide(Cells(10, 0.001, shift: 0.01, shifted: 1));
        Assert.Equal(Verdict.NotReproduced, table.Decision.Verdict);
        Assert.Equal(1, table.Decision.Estimate);
        Assert.False(table.Cells[0].In);
        Assert.True(table.Decision.PValue <= 0.01);
    }

    [Fact]
    public void Many_small_shifts_the_same_way_contradict_it_too()
    {
        Cell[] cells = [.. Enumerable.Range(0, 12).Select(i => new Cell($"{i}", new Quoted(1, 0.0005), new Noise((ulong)i).Normals(20, 1.002, 0.001)))];
        var table = Table.Decide("", "", cells, rowGap: 0.05);
        Assert.All(table.Cells, c => Assert.True(c.In));
        Assert.Equal(Verdict.NotReproduced, table.Decision.Verdict);
        Assert.Contains("share a shift", table.Decision.Reason);
    }

    [Fact]
    public void Bands_too_wide_to_tell_rows_apart_show_nothing()
    {
        Assert.Equal(Verdict.Untestable, Decide(Cells(10, 0.01)).Decision.Verdict); // one author's run: more of our seeds do not help
        Assert.Equal(Verdict.Inconclusive, Decide(Cells(10, 0.01), authorRuns: 100).Decision.Verdict); // here they would
    }

    [Fact]
    public void Five_seeds_are_too_few() => Assert.Equal(Verdict.Inconclusive, Decide(Cells(5, 0.001)).Decision.Verdict);

    [Fact]
    public void A_diverged_run_puts_its_cell_out_and_a_missing_one_is_a_fault()
    {
        var cells = Cells(10, 0.001);
        var diverged = cells[2].PerSeed.ToArray();
        diverged[0] = double.NegativeInfinity;
        cells[2] = cells[2] with { PerSeed = diverged };
        var table = Decide(cells);
        Assert.Equal(Verdict.Inconclusive, table.Decision.Verdict);
        Assert.False(table.Cells[2].In);

        diverged[0] = double.NaN;
        Assert.Equal(Verdict.Invalid, Decide(cells).Decision.Verdict);
    }

    [Fact]
    public void Tables_that_make_no_sense_are_refused_in_words()
    {
        Assert.Contains("at least one cell", Assert.Throws<ArgumentException>(() => Decide([])).Message);
        var cells = Cells(10, 0.001);
        cells[1] = cells[1] with { PerSeed = [1] };
        Assert.Contains("\"cell 1\" has 1 value", Assert.Throws<ArgumentException>(() => Decide(cells)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Table.Decide("", "", Cells(10, 0.001), rowGap: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide(Cells(10, 0.001), authorRuns: 0));
    }

    [Fact]
    public void The_report_shows_every_cell()
    {
        var rows = Decide(Cells(10, 0.001)).ToResultTable("r2", "R²").Rows;
        Assert.Equal(6, rows.Count);
        Assert.Equal("0.983", rows[0][1]);
    }

    [Fact]
    public void Honest_tables_are_contradicted_no_more_often_than_promised()
    {
        const int trials = 1500;
        int contradicted = 0, clean = 0;
        var noise = new Noise(77);
        for (var trial = 0; trial < trials; trial++)
        {
            // The author's number is one run of the same training, rounded to a digit that the noise dwarfs.
            Cell[] cells = [.. Enumerable.Range(0, 6).Select(i => new Cell($"{i}", new Quoted(noise.Normal(), 0.0005), noise.Normals(10)))];
            var table = Table.Decide("", "", cells, rowGap: 100);
            contradicted += table.Decision.Verdict == Verdict.NotReproduced ? 1 : 0;
            clean += table.Decision.Estimate == 0 ? 1 : 0;
        }
        Simulated.RateIsAtMost(0.01, contradicted, trials);
        Simulated.RateIsAtMost(0.05, trials - clean, trials);
    }
}
