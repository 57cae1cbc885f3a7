using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class PlausibleTableTests
{
    private static readonly string[] Printed = ["98.3", "98.6", "99.0", "91.7", "93.6", "93.8"];

    /// <summary>Unexplained shares around the printed ones whose logs spread by 0.1; the first cells shifted by a log ratio.</summary>
    private static double[][] Shares(int seeds, double shift = 0, int shifted = 1) => [.. Printed.Select((p, i) =>
        (double[])[.. new Noise((ulong)i).Normals(seeds, i < shifted ? shift : 0, 0.1).Select(z => Quoted.Percent(p).Remainder().Value * LogRatio.Back(z))])];

    private static JudgedTable Decide(double[][] shares, double widest = 3.5) => PlausibleTable.Decide(
        "the table is plausible",
        [.. Printed.Select((p, i) => new Cell(new Subject("", $"cell {i}", "unexplained share"), Sample.From(shares[i]), Quoted.Percent(p).Remainder()))],
        Looks.At(shares[0].Length), widest);

    [Fact]
    public void Values_around_the_printed_ones_are_plausible()
    {
        var (finding, cells) = Decide(Shares(10));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal(6, cells.Count);
        Assert.All(cells, c => Assert.Equal((Verdict.Holds, 10), (c.Verdict, c.Seeds)));
        Assert.Equal("6 of 6 printed numbers within our intervals", finding.Effect);
        Assert.Equal(("printed numbers outside our intervals, of 6", 0.95), (finding.Statistic, finding.Confidence));
        Assert.Equal((0.0, 10, 0.0, 0.0), (finding.Estimate, finding.Seeds, finding.ToleranceLow, finding.ToleranceHigh));
        Assert.Equal(Math.Min(1, 6 * cells.Min(c => c.PValue)), finding.PValue, 12);
        var above = cells.Count(c => c.Estimate > c.Target);
        Assert.EndsWith($"our mean lies above in {above}, below in {6 - above}.", finding.Reason);
    }

    [Fact]
    public void Each_cell_has_its_share_of_the_error()
    {
        var cell = Decide(Shares(10)).Cells[3];
        Assert.Equal(1 - 0.05 / 6, cell.Confidence, 12);
        var logs = Shares(10)[3].Select(v => LogRatio.Of(v, 1)).ToArray();
        Assert.Equal(TTest.KFactor(10, 0.05 / 6) * Moments.StandardDeviation(logs), cell.High - cell.Estimate, 12);
    }

    [Fact]
    public void A_cell_far_out_fails_the_table_and_is_named()
    {
        var (finding, cells) = Decide(Shares(10, shift: 1));
        Assert.Equal(Verdict.Fails, finding.Verdict);
        Assert.Equal(1, finding.Estimate);
        Assert.Equal(Verdict.Fails, cells[0].Verdict);
        Assert.True(finding.PValue <= 0.05);
        Assert.Contains("5 of 6 printed numbers within our intervals for one more run (95 % for all together), 0.05 out on average by chance alone", finding.Reason);
        Assert.Contains("cell 0: The printed 0.017 is lower than a run of ours would be", finding.Reason);
        Assert.DoesNotContain("cell 1", finding.Reason);
        Assert.EndsWith(".", finding.Reason);
        Assert.Contains("; cell 1: The printed 0.014 is lower", Decide(Shares(10, shift: 1, shifted: 2)).Finding.Reason);
    }

    [Fact]
    public void One_interval_too_wide_makes_the_table_untestable_but_does_not_hide_a_cell_that_is_out()
    {
        Assert.Equal(Verdict.Untestable, Decide(Shares(10), widest: 1.5).Finding.Verdict);
        Assert.Equal(Verdict.Fails, Decide(Shares(10, shift: 2), widest: 1.5).Finding.Verdict);
    }

    [Fact]
    public void A_diverged_run_leaves_the_table_undecided_and_a_missing_one_is_a_fault()
    {
        var shares = Shares(10);
        shares[2][0] = double.PositiveInfinity;
        var (finding, cells) = Decide(shares);
        Assert.Equal((Verdict.Undecided, Verdict.Undecided), (finding.Verdict, cells[2].Verdict));

        shares[2][0] = double.NaN;
        (finding, cells) = Decide(shares);
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Empty(cells);

        shares[2] = [.. Enumerable.Repeat(0.01, 10)];
        finding = Decide(shares).Finding;
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Contains("cell 2: every seed gave the same value", finding.Reason);
    }

    [Fact]
    public void Tables_that_make_no_sense_are_refused_in_words()
    {
        Assert.Contains("at least one cell", Assert.Throws<ArgumentException>(() => PlausibleTable.Decide("", [], Looks.At(5), 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Decide(Shares(10), widest: 1));
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void Honest_tables_fail_no_more_often_than_promised()
    {
        const int trials = 1500;
        var noise = new Noise(77);
        var fails = Enumerable.Range(0, trials).Count(_ => PlausibleTable.Decide(
            "", [.. Enumerable.Range(0, 6).Select(i => new Cell(new Subject("", $"{i}", ""), Sample.From(noise.Normals(10)), Quoted.Exactly(noise.Normal())))],
            Looks.At(10), 1000, Scale.Linear).Finding.Verdict == Verdict.Fails);
        Simulated.RateIsAbout(0.049, fails, trials); // 1 - (1 - 0.05 / 6)^6
    }
}
