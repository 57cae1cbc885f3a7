using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class BetterTests
{
    private const double Diverged = double.PositiveInfinity;

    /// <summary>Errors near 1 that differ from seed to seed by a few percent.</summary>
    private static double[] Near(double level, int n, ulong seed) => [.. new Noise(seed).Normals(n).Select(z => level * (1 + 0.02 * z))];

    private static readonly Subject Subject = new("A beats B", "A", "final loss", "MSE");

    private static Finding Decide(double[] a, double[] b, Looks looks, double margin = 0, double overall = 0.01) =>
        Better.Decide(Subject, "B", Sample.From(a), Sample.From(b), looks, margin, overall);

    [Fact]
    public void Half_the_error_on_every_seed_is_better()
    {
        var finding = Decide(Near(1, 5, 1), Near(2, 5, 2), Looks.At(5));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal(0.693, finding.Estimate, 0.05);
        Assert.InRange(finding.Estimate, finding.Low, finding.High);
        Assert.True(finding.PValue <= 0.01);
        Assert.Equal(5, finding.Wins);
        Assert.Equal((Scale.Log, 0.0, null), (finding.Scale, finding.ToleranceLow, finding.ToleranceHigh));
        Assert.Equal("log ratio of final loss, B / A", finding.Statistic);
        Assert.Contains("Student's t decides alone below 10 seeds", finding.Reason);
    }

    [Fact]
    public void Swapped_arms_are_not_better()
    {
        var finding = Decide(Near(2, 5, 2), Near(1, 5, 1), Looks.At(5));
        Assert.Equal(Verdict.Fails, finding.Verdict);
        Assert.True(finding.PValue <= 0.01);
        Assert.Contains("lower in 0 of 5 seeds", finding.Reason);
    }

    [Fact]
    public void Better_by_less_than_the_margin_is_not_what_the_write_up_says()
    {
        var (a, b) = (Near(1, 10, 1), Near(1.2, 10, 2));
        Assert.Equal(Verdict.Holds, Decide(a, b, Looks.At(5, 10)).Verdict);
        Assert.Equal(Verdict.Fails, Decide(a, b, Looks.At(5, 10), LogRatio.Margin(1.5)).Verdict);
        Assert.Equal(Verdict.Holds, Decide(b, a, Looks.At(5, 10), LogRatio.Margin(0.5)).Verdict); // "not more than twice as bad"
    }

    [Fact]
    public void From_ten_seeds_on_the_sign_flip_test_has_its_say()
    {
        var finding = Decide(Near(1, 10, 1), Near(1.1, 10, 2), Looks.At(10));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Contains("the sign-flip test agrees", finding.Reason);
    }

    [Fact]
    public void Where_the_sign_flip_test_objects_nothing_is_decided()
    {
        // Seven clear gains, two trifles and a loss: t gives 0.0014, below the level 0.0037; but 5 of 1024 signings do as well.
        double[] logs = [1.0, 1.2, 0.8, 1.1, 0.9, 1.0, 1.3, 0.2, 0.1, -0.4];
        var (a, b) = (Near(1, 10, 1), new double[10]);
        for (var i = 0; i < 10; i++)
            b[i] = a[i] * LogRatio.Back(logs[i]);
        var finding = Decide(a, b, Looks.At(10), overall: 0.0037);
        Assert.True(finding.PValue <= 0.0037);
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Contains("the sign-flip test does not agree (p = 0.0049)", finding.Reason);

        var swapped = Decide(b, a, Looks.At(10), overall: 0.0037); // and the other way round
        Assert.Equal(Verdict.Undecided, swapped.Verdict);
        Assert.Contains("the sign-flip test does not agree (p = 0.0049)", swapped.Reason);
        double[] c = [.. b.Select(v => 2 * v)]; // and about a margin
        Assert.Contains("the sign-flip test does not agree (p = 0.0049)", Decide(a, c, Looks.At(10), LogRatio.Margin(2), 0.0037).Reason);
    }

    [Fact]
    public void Where_most_seeds_point_the_other_way_nothing_is_decided()
    {
        // Nine seeds gain a lot, eleven lose a trifle: the mean is far above 0, but on most seeds A loses.
        var (a, b) = (Near(1, 20, 1), new double[20]);
        for (var i = 0; i < 20; i++)
            b[i] = a[i] * LogRatio.Back(i % 2 == 0 && i > 0 ? 1 + 0.01 * i : -0.001);
        var finding = Decide(a, b, Looks.At(20));
        Assert.True(finding.PValue < 0.001);
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Contains("most seeds point the other way", finding.Reason);
    }

    [Fact]
    public void Where_a_run_of_losses_proved_the_contrary_nothing_is_decided()
    {
        var (a, b) = (Near(1, 20, 1), new double[20]);
        for (var i = 0; i < 20; i++)
            b[i] = a[i] * LogRatio.Back(i < 8 ? -0.01 : 1);
        var finding = Decide(a, b, Looks.At(20));
        Assert.True(finding.PValue < 0.001);
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Contains("a run of seeds in a row", finding.Reason);
    }

    [Fact]
    public void A_level_beyond_the_sign_flip_tests_reach_asks_for_the_least_it_can_give()
    {
        var finding = Decide(Near(1, 10, 1), Near(2, 10, 2), Looks.At(10), overall: 0.0005); // 1 / 1024 at best
        Assert.Equal(Verdict.Holds, finding.Verdict);
    }

    [Fact]
    public void One_outlier_undecides_but_does_not_turn_the_verdict()
    {
        var (a, b) = (Near(1, 10, 1), Near(1.1, 10, 2));
        a[3] = 1000;
        Assert.Equal(Verdict.Undecided, Decide(a, b, Looks.At(5, 10)).Verdict);
    }

    [Fact]
    public void One_seed_decides_nothing()
    {
        var finding = Decide([1], [1000], Looks.At(1));
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (finding.Low, finding.High));
    }

    [Theory]
    [InlineData(0.5, Verdict.Holds)]
    [InlineData(1.0, Verdict.Undecided)] // a tie on every seed is no success
    [InlineData(2.0, Verdict.Fails)]
    public void Without_variance_the_sign_decides(double factor, Verdict verdict)
    {
        double[] b = [1, 2, 4, 8, 16]; // powers of two: the ratio is the same to the last bit
        Assert.Equal(verdict, Decide([.. b.Select(x => factor * x)], b, Looks.At(5)).Verdict);
    }

    [Fact]
    public void A_few_ties_count_as_neither_wins_nor_losses()
    {
        var (a, b) = (Near(1, 10, 1), Near(1.5, 10, 2));
        (b[0], b[1]) = (a[0], a[1]);
        var finding = Decide(a, b, Looks.At(10));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Contains("lower in 8 of 10 seeds", finding.Reason);
        Assert.EndsWith("in 8 of 10 seeds", Decide(b, a, Looks.At(10)).Effect);
    }

    [Fact]
    public void A_diverged_candidate_is_a_loss_that_the_sign_test_weighs()
    {
        var (a, b) = (Near(1, 20, 1), Near(2, 20, 2));
        a[2] = Diverged;
        Assert.Equal(Verdict.Undecided, Decide(a[..5], b[..5], Looks.At(5)).Verdict);
        Assert.Equal(Verdict.Undecided, Decide(a[..10], b[..10], Looks.At(5, 10)).Verdict); // 9 of 10: p = 0.011
        var finding = Decide(a, b, Looks.At(5, 10, 20)); // 19 of 20
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal(21.0 / 1048576, finding.PValue);
        Assert.StartsWith("median", finding.Statistic);
        Assert.True(double.IsFinite(finding.Estimate) && double.IsFinite(finding.Low) && double.IsFinite(finding.High));
        Assert.Contains("diverged", finding.Reason);
    }

    [Theory]
    [InlineData(17, Verdict.Holds)]
    [InlineData(16, Verdict.Undecided)]
    [InlineData(4, Verdict.Undecided)]
    [InlineData(3, Verdict.Fails)]
    public void With_diverged_runs_17_of_20_decide(int wins, Verdict verdict)
    {
        var (a, b) = (Near(1, 20, 1), Near(2, 20, 2));
        for (var i = 0; i < 20 - wins; i++)
            a[i] = Diverged;
        Assert.Equal(verdict, Decide(a, b, Looks.At(20), overall: 0.0037).Verdict);
    }

    [Fact]
    public void A_reference_that_always_diverges_is_beaten_and_a_candidate_that_does_is_not_better()
    {
        var (a, all) = (Near(1, 10, 1), Enumerable.Repeat(Diverged, 10).ToArray());
        Assert.Equal(Verdict.Holds, Decide(a, all, Looks.At(5, 10)).Verdict);
        Assert.Equal(Verdict.Fails, Decide(all, a, Looks.At(5, 10)).Verdict);
        Assert.Equal(Verdict.Undecided, Decide(all, all, Looks.At(5, 10)).Verdict); // a tie
    }

    [Theory] // p = 1 / 1024 exactly: ten wins of ten, one of them over a diverged run
    [InlineData(1.0 / 1024, Verdict.Holds)]
    [InlineData(0.99999 / 1024, Verdict.Undecided)]
    public void A_p_exactly_at_the_level_decides(double overall, Verdict verdict)
    {
        var (a, b) = (Near(1, 10, 1), Near(2, 10, 2));
        b[7] = Diverged;
        Assert.Equal(verdict, Decide(a, b, Looks.At(10), overall: overall).Verdict);
        Assert.Equal(verdict == Verdict.Holds ? Verdict.Fails : verdict, Decide(b, a, Looks.At(10), overall: overall).Verdict);
    }

    [Fact]
    public void An_error_of_exactly_zero_wins_by_any_margin()
    {
        var (a, b) = (Near(1, 10, 1), Near(2, 10, 2));
        a[0] = 0;
        Assert.Equal(Verdict.Holds, Decide(a, b, Looks.At(5, 10), LogRatio.Margin(1.5)).Verdict);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-0.1, "never negative")]
    [InlineData(double.NegativeInfinity, "never negative")]
    public void A_faulty_value_makes_the_test_invalid(double fault, string word)
    {
        var (a, b) = (Near(1, 5, 1), Near(2, 5, 2));
        b[4] = fault;
        var finding = Decide(a, b, Looks.At(5));
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Contains(word, finding.Reason);
        Assert.Contains("Seed 4", finding.Reason);
        Assert.True(double.IsNaN(finding.PValue));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_margin_that_is_no_number_is_refused(double margin) =>
        Assert.Contains("finite log ratio", Assert.Throws<ArgumentOutOfRangeException>(() => Decide([1, 2], [3, 4], Looks.At(2), margin)).Message);

    [Theory]
    [InlineData(0.5, 1, "A is lower than B: ")]
    [InlineData(2, 1, "A is higher than B: ")]
    [InlineData(0.5, 1.2, "A is lower than B by more than a factor of 1.2: ")]
    [InlineData(0.9, 1.2, "A is not lower than B by a factor of 1.2 or more: ")]
    [InlineData(1.1, 0.5, "A is not higher than B by a factor of 2 or more: ")]
    [InlineData(3, 0.5, "A is higher than B by more than a factor of 2: ")]
    public void The_reason_says_what_was_found_in_words(double level, double byFactor, string head) =>
        Assert.StartsWith(head, Decide(Near(level, 5, 1), Near(1, 5, 2), Looks.At(5), LogRatio.Margin(byFactor)).Reason);

    [Fact]
    public void A_reader_understands_the_sentences_without_the_code()
    {
        double[] a = [0.0249, 0.026, 0.024, 0.0255, 0.0247], b = [0.0405, 0.041, 0.039, 0.0402, 0.0417];
        var subject = new Subject("XLinear beats Linear", "XLinear", "final loss", "MSE");
        var finding = Better.Decide(subject, "Linear", Sample.From(a), Sample.From(b), Looks.At(5));
        Assert.Equal("XLinear: final loss 38 % lower than Linear (36 to 40 %), in 5 of 5 seeds", finding.Effect);
        Assert.Equal(
            "XLinear is lower than Linear: ratio Linear / XLinear of final loss 1.618, 1.562 to 1.676 at 95 %; lower in 5 of 5 seeds; margin 1; p = 1.4E-06 (level 0.01); "
                + "Student's t decides alone below 10 seeds.",
            finding.Reason);
        var swapped = Better.Decide(subject, "Linear", Sample.From(b), Sample.From(a), Looks.At(5));
        Assert.Equal("XLinear: final loss 62 % higher than Linear (56 to 68 %), in 5 of 5 seeds", swapped.Effect);
        Assert.Equal(0, swapped.Wins);
    }

    [Fact]
    public void The_p_value_counts_the_looks_that_were_planned()
    {
        var finding = Decide(Near(1, 10, 1), Near(2, 10, 2), Looks.At(5, 10, 20).UpTo(10)!);
        Assert.Equal((Verdict.Holds, 5), (finding.Verdict, finding.Seeds));
        Assert.Equal(3 * finding.PValue, finding.OverallP, 15);
    }

    [Fact]
    public void A_tie_with_the_margin_counts_for_neither_side_in_the_sign_test()
    {
        double[] a = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], b = [2, 2, 3, 3, 3, 3, 3, 3, 3, double.PositiveInfinity];
        var finding = Decide(a, b, Looks.At(10), LogRatio.Margin(2));
        Assert.Equal(1.0 / 256, finding.PValue); // eight wins, two ties
        Assert.Equal(10, finding.Wins); // lower in every seed, if not by the margin
        Assert.Contains("beyond the margin in 8 of 10 seeds", finding.Reason);
        Assert.Contains("10 seeds can reach p = 0.00098", finding.Reason);
    }

    [Theory]
    [InlineData(7, 5, Verdict.Undecided)] // eight losses: most of those that are no ties
    [InlineData(9, 9, Verdict.Holds)] // two losses
    public void Ties_count_for_no_majority(int wins, int ties, Verdict verdict)
    {
        var (a, b) = (Near(1, 20, 1), new double[20]);
        for (var i = 0; i < 20; i++)
            b[i] = a[i] * (i % 2 == 0 && i / 2 < wins ? LogRatio.Back(1 + 0.01 * i) : i % 2 == 1 && i / 2 < ties ? 1 : LogRatio.Back(-0.001));
        Assert.Equal(verdict, Decide(a, b, Looks.At(20)).Verdict);
    }

    [Fact]
    public void As_many_wins_as_losses_do_not_overrule_the_mean()
    {
        var (a, b) = (Near(1, 20, 1), new double[20]);
        for (var i = 0; i < 20; i++)
            b[i] = a[i] * LogRatio.Back(i % 2 == 0 ? 1 + 0.01 * i : -0.001);
        Assert.Equal(Verdict.Holds, Decide(a, b, Looks.At(20)).Verdict);
    }
}
