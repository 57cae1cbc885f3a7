using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;
using WeightPred.Unit.Statistics;

namespace WeightPred.Unit.Claims;

public sealed class LowerThanTests
{
    private const double Diverged = double.PositiveInfinity;

    private static readonly Arm A = Numbers.Arm("A"), B = Numbers.Arm("B");

    /// <summary>Errors that differ from seed to seed by a few percent.</summary>
    private static double[] Near(double level, int n, ulong seed) =>
        [.. new Noise(seed).Normals(n).Select(z => level * (1 + 0.02 * z))];

    private static Finding Decide(double[] a, double[] b, double factor = 1, params int[] seeds) =>
        A.Beats(B, Numbers.Error, factor).At(seeds.Length > 0 ? seeds : [a.Length]).Judged(a, b);

    [Fact]
    public void Half_the_error_on_every_seed_is_lower()
    {
        var finding = Decide(Near(1, 5, 1), Near(2, 5, 2));
        Assert.Equal((Verdict.Holds, 5, 5), (finding.Verdict, finding.Seeds, finding.Wins));
        Assert.Equal(0.693, finding.Estimate, 0.05);
        Assert.InRange(finding.Estimate, finding.Low, finding.High);
        Assert.True(finding.PValue <= 0.01);
        Assert.Equal((Scale.Log, 0.0, null), (finding.Scale, finding.ToleranceLow, finding.ToleranceHigh));
        Assert.Equal("log ratio of error, B / A", finding.Statistic);
        Assert.Matches("^A: error 5. % lower than B .*, in 5 of 5 seeds$", finding.Effect);
        Assert.Matches(@"^A is lower than B: lower in 5 of 5 seeds; p = .* \(level 0\.01\)\.$", finding.Reason);
    }

    [Fact]
    public void The_deviation_is_that_of_the_log_ratios()
    {
        double[] a = Near(1, 5, 1), b = Near(2, 5, 2);
        Assert.Equal(Moments.StandardDeviation([.. b.Zip(a, LogRatio.Of)]), Decide(a, b).Deviation);
    }

    [Fact]
    public void To_contradict_takes_a_tenth_of_the_level_that_confirms()
    {
        double[] lower = [1, 1.06, 1.02, 1.1, 1], higher = [1.05, 1.12, 1.04, 1.12, 1.07]; // p = 0.004
        Assert.Equal(Verdict.Holds, Decide(lower, higher).Verdict);
        var contrary = Decide(higher, lower);
        Assert.Equal(Verdict.Undecided, contrary.Verdict);
        Assert.Contains("(level 0.01; the contrary asks for 0.001)", contrary.Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fails, Decide(Near(2, 5, 2), Near(1, 5, 1)).Verdict);
    }

    [Fact]
    public void Lower_by_less_than_the_factor_is_not_what_the_write_up_says()
    {
        var (a, b) = (Near(1, 10, 1), Near(1.2, 10, 2));
        Assert.Equal(Verdict.Holds, Decide(a, b, 1, 5, 10).Verdict);
        Assert.Equal(Verdict.Fails, Decide(a, b, 1.5, 5, 10).Verdict);
        Assert.Equal(Verdict.Holds, Decide(b, a, 0.5, 5, 10).Verdict); // not twice as high
    }

    [Fact]
    public void Effect_and_margin_are_said_in_one_way()
    {
        var finding = Decide(Near(1, 10, 1), Near(5, 10, 2), 2, 5, 10);
        Assert.Matches("^A: error 80 % lower than B ", finding.Effect);
        Assert.Contains("; margin: 50 % lower; p", finding.Reason, StringComparison.Ordinal);
        Assert.Contains("; margin: 2 times as high; p", Decide(Near(1, 10, 1), Near(5, 10, 2), 0.5, 5, 10).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_outlier_leaves_it_open_and_does_not_turn_it()
    {
        var (a, b) = (Near(1, 10, 1), Near(1.1, 10, 2));
        a[3] = 1000;
        Assert.Equal(Verdict.Undecided, Decide(a, b, 1, 5, 10).Verdict);
    }

    [Fact]
    public void A_diverged_run_is_the_worst_value_and_signs_decide()
    {
        double[] a = Near(1, 10, 1), b = Near(2, 10, 2);
        b[4] = Diverged;
        var finding = Decide(a, b);
        Assert.Equal((Verdict.Holds, 1.0 / 1024), (finding.Verdict, finding.PValue));
        Assert.StartsWith("median log ratio", finding.Statistic);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (finding.Low, finding.High));
        Assert.Contains("beyond the margin in 10 of 10 seeds", finding.Reason, StringComparison.Ordinal);

        a[5] = Diverged; // of ten seeds one against: 11 / 1024
        Assert.Equal(Verdict.Undecided, Decide(a, b).Verdict);
        Assert.Equal(Verdict.Undecided, Decide(a[..5], b[..5]).Verdict); // five of five: 1 / 32
    }

    [Fact]
    public void Two_diverged_runs_are_a_tie()
    {
        double[] a = Near(1, 12, 1), b = Near(2, 12, 2);
        a[0] = b[0] = Diverged;
        Assert.Equal(11, Decide(a, b).Wins);
    }

    [Fact]
    public void A_negative_error_is_a_fault()
    {
        var finding = Decide([1, -0.1, 1], [2, 2, 2.1]);
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.StartsWith("Seed 1 has the value -0.1", finding.Reason);
    }

    [Fact]
    public void A_factor_that_is_none_is_refused()
    {
        foreach (double factor in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Contains("factor", A.Beats(B, Numbers.Error, factor).Refusal(SeedSchedule.At(5)), StringComparison.Ordinal);
        Assert.Null(A.Beats(B, Numbers.Error).Refusal(SeedSchedule.At(5)));
        Assert.Contains("2 seeds", A.Beats(B, Numbers.Error).Refusal(SeedSchedule.At(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "A is lower than B by more than a factor of 2", "A is not lower than B by a factor of 2 or more")]
    [InlineData(1, "A is lower than B:", "A is higher than B:")]
    [InlineData(0.5, "A is not higher than B by a factor of 2 or more", "A is higher than B by more than a factor of 2")]
    public void The_sentence_says_the_verdict(double factor, string holds, string fails)
    {
        Assert.StartsWith(holds, Decide(Near(1, 5, 1), Near(5, 5, 2), factor).Reason);
        Assert.StartsWith(fails, Decide(Near(5, 5, 1), Near(1, 5, 2), factor).Reason);
    }
}
