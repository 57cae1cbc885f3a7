using WeightPred.Reproduction;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class LooksTests
{
    private static readonly Subject Subject = new("A beats B", "A", "loss");

    [Theory]
    [InlineData(0.05, 0.0206)]
    [InlineData(0.01, 0.0037)]
    [InlineData(0.001, 0.00035)]
    public void Three_looks_use_the_published_levels(double overall, double level) => Assert.Equal(level, Looks.At(5, 10, 20).Level(overall));

    [Fact]
    public void One_look_needs_no_correction() => Assert.Equal(0.01, Looks.At(5).Level(0.01));

    [Fact]
    public void Looks_without_a_simulated_level_fall_back_on_Bonferroni()
    {
        Assert.Equal(0.01 / 3, Looks.At(4, 8, 12).Level(0.01));
        Assert.Equal(0.02 / 2, Looks.At(5, 10).Level(0.02));
        Assert.True(Looks.At(6, 12).Level(0.01) < Looks.At(5, 10).Level(0.01)); // conservative, as it says
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void The_levels_keep_the_overall_error_and_do_not_waste_it()
    {
        const int trials = 60_000;
        double[] overalls = [0.05, 0.01];
        Looks[] schedules = [Looks.At(5, 10), Looks.At(5, 10, 20)];
        var rejected = new int[schedules.Length, overalls.Length];
        var noise = new Noise(20);
        var critical = schedules.Select(s => overalls.Select(o => s.Seeds.Select(n => TTest.Quantile(1 - s.Level(o), n - 1)).ToArray()).ToArray()).ToArray();
        for (var trial = 0; trial < trials; trial++)
        {
            double sum = 0, squares = 0;
            var t = new List<double>(3);
            for (var n = 1; n <= 20; n++)
            {
                var x = noise.Normal();
                sum += x;
                squares += x * x;
                if (n is 5 or 10 or 20)
                    t.Add(sum / n / Math.Sqrt((squares - sum * sum / n) / (n - 1) / n));
            }
            for (var s = 0; s < schedules.Length; s++)
                for (var o = 0; o < overalls.Length; o++)
                    if (critical[s][o].Zip(t, (c, value) => value > c).Any(r => r))
                        rejected[s, o]++;
        }

        // The levels were found with a standard error of 0.4 %; their rounding adds up to 1 %. Five standard errors of this simulation.
        for (var s = 0; s < schedules.Length; s++)
            for (var o = 0; o < overalls.Length; o++)
                Assert.Equal(overalls[o], (double)rejected[s, o] / trials, 0.01 * overalls[o] + 5 * Math.Sqrt(overalls[o] / trials));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void The_sign_test_at_the_same_levels_keeps_the_overall_error(double overall)
    {
        // Exact: at each look the smallest number of wins that decides, and the tail beyond it; the sum bounds the sequence.
        foreach (var looks in new[] { Looks.At(5, 10, 20), Looks.At(5, 10), Looks.At(5) })
        {
            var level = looks.Level(overall);
            var spent = looks.Seeds.Sum(n => Enumerable.Range(0, n + 1).Select(losses => SignTest.P(n - losses, losses)).Where(p => p <= level).DefaultIfEmpty(0).Max());
            Assert.True(spent <= overall, $"{looks}: {spent}");
        }
    }

    [Fact]
    public void Seeds_are_asked_for_only_while_undecided()
    {
        var asked = new List<int>();
        double[] good = [1.00, 1.01, 0.99, 1.02, 0.98], bad = [2.0, 2.1, 1.9, 2.2, 1.8];
        Sample Train(int n)
        {
            asked.Add(n);
            return good[..n];
        }
        var finding = Better.Decide(Subject, "B", Train, n => bad[..n], Looks.At(5, 10, 20));
        Assert.Equal(Verdict.Holds, finding.Verdict);
        Assert.Equal([5], asked);
        Assert.Equal(5, finding.Seeds);
    }

    [Fact]
    public void All_looks_are_used_up_where_nothing_is_decided()
    {
        var asked = new List<int>();
        var (a, b) = (new Noise(1).Normals(20, 5), new Noise(2).Normals(20, 5));
        Sample Train(int n)
        {
            asked.Add(n);
            return a[..n];
        }
        var finding = Better.Decide(Subject, "B", Train, n => b[..n], Looks.At(5, 10, 20));
        Assert.Equal(Verdict.Undecided, finding.Verdict);
        Assert.Equal([5, 10, 20], asked);
    }

    [Fact]
    public void The_p_of_a_look_is_multiplied_by_the_number_of_looks()
    {
        Assert.Equal(0.003, Looks.At(5, 10, 20).OverallP(0.001), 12);
        Assert.Equal(1, Looks.At(5, 10, 20).OverallP(0.5));
        Assert.Equal(0.5, Looks.At(5).OverallP(0.5));
    }

    [Theory]
    [InlineData(20, "5, 10, 20 seeds")]
    [InlineData(19, "5, 10 seeds")]
    [InlineData(10, "5, 10 seeds")]
    [InlineData(5, "5 seeds")]
    public void Fewer_seeds_allow_fewer_looks_at_the_levels_of_the_whole_schedule(int available, string text)
    {
        foreach (var schedule in new[] { Looks.At(5, 10, 20), Looks.At(5, 10, 20).UpTo(50)! })
        {
            var looks = schedule.UpTo(available)!;
            Assert.Equal(text, looks.ToString());
            Assert.Equal(0.0037, looks.Level(0.01));
            Assert.Equal(0.02 / 3, looks.Level(0.02));
            Assert.Equal(0.003, looks.OverallP(0.001), 12);
        }
    }

    [Fact]
    public void Where_not_even_the_first_look_is_there_nothing_is_looked_at() => Assert.Null(Looks.At(5, 10, 20).UpTo(4));

    [Fact]
    public void A_schedule_reads_as_a_list() => Assert.Equal(("1 seed", "1, 2 seeds"), (Looks.At(1).ToString(), Looks.At(1, 2).ToString()));

    [Fact]
    public void A_schedule_that_can_decide_is_not_refused()
    {
        Assert.Null(Looks.At(2).Refusal(0.01));
        Assert.Null(Looks.At(5).Refusal(0.0001)); // below 10 seeds Student's t decides alone
        Assert.Null(Looks.At(5, 10, 20).Refusal(0.001)); // at 20 seeds, if not at 10
        Assert.Null(Looks.At(10).Refusal(1.0 / 1024));
        Assert.Null(Looks.At(40).Refusal(0.01));
    }

    [Fact]
    public void A_schedule_that_cannot_decide_is_refused_in_a_sentence()
    {
        Assert.Contains("1 seed can decide nothing", Looks.At(1).Refusal(0.01));
        Assert.Contains("1 seed can decide nothing", Looks.At(1, 2).UpTo(1)!.Refusal(0.01));
        Assert.Equal("10 seeds cannot confirm anything at the level 0.00051, since the sign-flip test gives p = 0.00098 at best: look at more seeds, or promise a larger error.", Looks.At(5, 10).Refusal(0.001));
        Assert.Contains("41 seeds are more than the 40", Looks.At(41).Refusal(0.01));
    }

    [Fact]
    public void Schedules_that_make_no_sense_are_refused_in_words()
    {
        Assert.Throws<ArgumentException>(() => Looks.At());
        Assert.Throws<ArgumentException>(() => Looks.At(0, 5));
        Assert.Contains("ascend: 10, 5", Assert.Throws<ArgumentException>(() => Looks.At(10, 5)).Message);
        Assert.Throws<ArgumentException>(() => Looks.At(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Looks.At(5, 10, 20).Level(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Looks.At(5, 10, 20).Level(double.NaN));
    }

    [Fact]
    public void Samples_that_do_not_fit_are_refused_in_words()
    {
        Assert.Contains("Seed 3 appears 2 times", Assert.Throws<ArgumentException>(() => new Sample([3, 3], [1, 2])).Message);
        Assert.Contains("2 seeds but 3 values", Assert.Throws<ArgumentException>(() => new Sample([1, 2], [1, 2, 3])).Message);
        Assert.Throws<ArgumentException>(() => new Sample([], []));

        double[] five = [1, 2, 3, 4, 5];
        Assert.Contains("5 seeds was given 4 values", Assert.Throws<ArgumentException>(() => Better.Decide(Subject, "B", _ => five[..4], _ => five, Looks.At(5))).Message);
        Assert.Contains("Wrong pairing: one arm ran the seeds 0, 1, 2, 3, 5, another 0, 1, 2, 3, 4.", Assert.Throws<ArgumentException>(() => Better.Decide(Subject, "B", _ => new Sample([0, 1, 2, 3, 5], five), _ => five, Looks.At(5))).Message);
        Assert.Contains("seeds are missing", Assert.Throws<ArgumentException>(() => Better.Decide(Subject, "B", Sample.From(five), Sample.From([1, 2, 1, 2, 5]), Looks.At(5, 10, 20))).Message);
    }

    [Fact]
    public void Values_that_change_between_two_looks_are_a_fault()
    {
        var (a, b) = (new Noise(1).Normals(10, 5), new Noise(2).Normals(10, 5));
        var finding = Better.Decide(Subject, "B", n => n == 5 ? a[5..] : a, n => b[..n], Looks.At(5, 10));
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Contains("changed between two looks", finding.Reason);
    }

    [Fact]
    public void Seeds_that_change_nothing_are_a_fault_and_not_certainty()
    {
        var finding = Better.Decide(Subject, "B", Sample.From([1, 1, 1, 1, 1]), Sample.From([2, 2, 2, 2, 2]), Looks.At(5));
        Assert.Equal(Verdict.Invalid, finding.Verdict);
        Assert.Contains("the seed does not reach the run", finding.Reason);
    }
}
