using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;
using WeightPred.Unit.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class WithinPredictionIntervalTests
{
    private static readonly Quantity Loss = Numbers.Arm("A")[Numbers.Error];

    /// <summary>Values whose logs are 1 to 5: mean 3, s = sqrt(2.5), t(0.975, 4) = 2.776445, t(0.995, 4) = 4.604095.</summary>
    private static readonly double[] Five = [.. new[] { 1.0, 2, 3, 4, 5 }.Select(LogRatio.Back)];

    private static Finding Decide(double printedLog, double widest = 1e6, double halfDigit = 0) =>
        new WithinPredictionInterval("printed", Loss, new Quoted(LogRatio.Back(printedLog), halfDigit), widest).Judged(Five);

    [Fact]
    public void The_interval_is_that_of_one_more_run()
    {
        var finding = Decide(4);
        double half = 2.776445 * Math.Sqrt(2.5) * Math.Sqrt(1.2);
        Assert.Equal(3, finding.Estimate, 12);
        Assert.Equal(3 - half, finding.Low, 5);
        Assert.Equal(3 + half, finding.High, 5);
        Assert.Equal(Math.Sqrt(2.5), finding.Deviation, 12);
        Assert.Equal((Verdict.Holds, Scale.Log, 5, null), (finding.Verdict, finding.Scale, finding.Seeds, finding.Wins));
        Assert.Equal("log of error [MSE]", finding.Statistic);
        Assert.Equal(
            "The printed 54.6 MSE is a plausible run of ours: one more run ends at 0.1638 to 2463 MSE (95 %; 0.006912 to 5.837E+04 "
            + "MSE at 99 %), a ratio of 1.503E+04 (at most 1E+06 declared); 3 of 5 seeds lie below it (percentile 70); p = 0.59.",
            finding.Reason);
        Assert.Equal(
            "A: error 0.1638 to 2463 MSE expected of one more run, printed 54.6 MSE; 3 of 5 seeds lie below it (percentile 70)",
            finding.Effect);
    }

    [Theory] // the interval of 95 % ends at 7.809, that of 99 % at 10.975
    [InlineData(7.80, Verdict.Holds, "is a plausible run of ours")]
    [InlineData(7.82, Verdict.Undecided, "is higher than most runs of ours would be")]
    [InlineData(10.96, Verdict.Undecided, "not beyond the wider interval that contradicts")]
    [InlineData(10.98, Verdict.Fails, "is higher than a run of ours would be")]
    [InlineData(-1.82, Verdict.Undecided, "is lower than most runs of ours would be")]
    [InlineData(-4.98, Verdict.Fails, "is lower than a run of ours would be")]
    public void Inside_of_95_percent_confirms_and_outside_of_99_contradicts(double printedLog, Verdict verdict, string why)
    {
        var finding = Decide(printedLog);
        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(why, finding.Reason, StringComparison.Ordinal);
        Assert.Equal(verdict == Verdict.Holds, finding.PValue > 0.05);
        Assert.Equal(verdict == Verdict.Fails, finding.PValue < 0.01);
    }

    [Fact]
    public void Half_the_last_digit_reaches_into_the_interval()
    {
        Assert.Equal(Verdict.Undecided, Decide(7.82).Verdict);
        Assert.Equal(Verdict.Holds, Decide(7.82, halfDigit: 40).Verdict);
    }

    [Theory]
    [InlineData(4, Verdict.Untestable)]
    [InlineData(8, Verdict.Untestable)]
    [InlineData(11, Verdict.Fails)]
    public void An_interval_wider_than_declared_says_nothing_but_of_what_lies_far_outside(double printedLog, Verdict verdict) =>
        Assert.Equal(verdict, Decide(printedLog, widest: 1e4).Verdict);

    private static readonly string[] Printed = ["98.3", "98.6", "99.0", "91.7", "93.6", "93.8"];

    /// <summary>Shares around the printed ones whose logs spread by 0.1;
    /// the first cells shifted, the last spread otherwise.</summary>
    private static double[][] Shares(int seeds, double shift = 0, int shifted = 1, double last = 0.1) =>
    [
        .. Printed.Select((p, i) => (double[])[.. new Noise((ulong)i).Normals(seeds, i < shifted ? shift : 0, i == 5 ? last : 0.1)
            .Select(z => Quoted.Percent(p).Remainder().Value * LogRatio.Back(z))]),
    ];

    private static (Quantity, Quoted)[] Cells =>
        [.. Printed.Select((p, i) => (Numbers.Arm($"cell {i}")[Numbers.Error], Quoted.Percent(p).Remainder()))];

    private static Finding Table(double[][] shares, double widest = 3.5) => Judge.Of(
        new WithinPredictionInterval("the table", Cells, widest).At(shares[0].Length),
        Numbers.Table([.. shares.Select((values, i) => ($"cell {i}", (IReadOnlyList<double>)values))]));

    [Fact]
    public void A_table_around_the_printed_one_is_plausible_at_one_pooled_spread()
    {
        var finding = Table(Shares(10));
        Assert.Equal((Verdict.Holds, 10, 0.0, 0.0), (finding.Verdict, finding.Seeds, finding.Estimate, finding.ToleranceHigh));
        Assert.Equal("6 of 6 printed numbers within our intervals for all together", finding.Effect);
        Assert.Matches(
            @"\(95 % for all together\), with one spread of 0\.\d+ of the logs \(54 degrees of freedom\); our mean lies above in ",
            finding.Reason);
        Assert.Equal(
            PooledSpread.Of(
                [.. Shares(10).Select(cell => (IReadOnlyList<double>)[.. cell.Select(v => LogRatio.Of(v, 1))])])!.Value.Deviation,
            finding.Deviation, 12);
    }

    // Two points of each of six curves: twice as many values, and no more seeds.
    [Fact]
    public void Points_of_one_curve_do_not_count_its_seeds_twice()
    {
        var later = Metric.Error<Numbers.NumberRun>("later error", "MSE", run => run.Value / 2);
        (Quantity, Quoted)[] points =
        [
            .. Cells,
            .. Printed.Select((p, i) =>
                ((Quantity)Numbers.Arm($"cell {i}")[later], new Quoted(Quoted.Percent(p).Remainder().Value / 2, 0.001))),
        ];
        var finding = Judge.Of(
            new WithinPredictionInterval("the figure", points, Widest: 5).At(10),
            Numbers.Table([.. Shares(10).Select((values, i) => ($"cell {i}", (IReadOnlyList<double>)values))]));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Contains("one spread for the cells of each metric, pooled in 2 of 2 (54 degrees of freedom)", finding.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_whose_spreads_differ_have_their_own()
    {
        var finding = Table(Shares(10, last: 0.5), widest: 1000);
        Assert.Contains(
            "with a spread of its own for each cell, since they are not alike", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_far_out_fails_the_table_and_is_named()
    {
        var finding = Table(Shares(10, shift: 1));
        Assert.Equal((Verdict.Fails, 1.0), (finding.Verdict, finding.Estimate));
        Assert.True(finding.PValue <= 0.01);
        Assert.StartsWith("5 of 6 printed numbers within our intervals for one more run", finding.Reason);
        Assert.Contains(
            " cell 0: error: The printed 0.017 MSE is lower than a run of ours would be", finding.Reason,
            StringComparison.Ordinal);
        Assert.DoesNotContain("cell 1", finding.Reason, StringComparison.Ordinal);
        Assert.Contains(
            " cell 1: error: The printed 0.014 MSE is lower", Table(Shares(10, shift: 1, shifted: 2)).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_between_the_two_intervals_leaves_the_table_open()
    {
        var finding = Table(Shares(10, shift: 0.32));
        Assert.Equal((Verdict.Undecided, 0.0), (finding.Verdict, finding.Estimate));
        Assert.InRange(finding.PValue, 0.01, 0.05);
        Assert.StartsWith("5 of 6 printed numbers within our intervals", finding.Reason);
    }

    [Fact]
    public void Intervals_too_wide_make_the_table_untestable_and_hide_no_cell_that_is_out()
    {
        Assert.Equal(Verdict.Untestable, Table(Shares(10), widest: 1.5).Verdict);
        Assert.Equal(Verdict.Fails, Table(Shares(10, shift: 2), widest: 1.5).Verdict);
    }

    [Fact]
    public void A_diverged_run_leaves_it_open_and_seeds_alike_are_a_fault()
    {
        var shares = Shares(10);
        shares[2][0] = double.PositiveInfinity;
        Assert.Equal(Verdict.Undecided, Table(shares).Verdict);
        Assert.Contains("no interval for one more run", Table(shares).Reason, StringComparison.Ordinal);
        shares[2] = [.. Enumerable.Repeat(0.01, 10)];
        Assert.Equal(Verdict.Invalid, Table(shares).Verdict);
        Assert.StartsWith("cell 2: error: every seed gave the same value", Table(shares).Reason);
        shares[2] = [.. new Noise(1).Normals(10, -1, 0.1)];
        Assert.Equal(Verdict.Invalid, Table(shares).Verdict);
    }

    [Fact]
    public void One_that_cannot_decide_is_refused()
    {
        string? Why(double printed = 1, double widest = 2, params int[] seeds) =>
            new WithinPredictionInterval("", Loss, Quoted.Exactly(printed), widest)
                .Refusal(SeedSchedule.At(seeds.Length > 0 ? seeds : [5]));
        Assert.Null(Why());
        Assert.Contains("looked at once", Why(seeds: [5, 10]), StringComparison.Ordinal);
        Assert.Contains("2 seeds", Why(seeds: [1]), StringComparison.Ordinal);
        Assert.Contains("ratio above 1", Why(widest: 1), StringComparison.Ordinal);
        Assert.Contains("positive", Why(printed: 0), StringComparison.Ordinal);
        Assert.Contains(
            "no cells", new WithinPredictionInterval("", [], 2).Refusal(SeedSchedule.At(5)), StringComparison.Ordinal);
    }
}
