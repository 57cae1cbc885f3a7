using WeightPred.Reproduction;

namespace WeightPred.Unit.Statistics;

public sealed class Looks_at_the_seeds
{
    [Theory]
    [InlineData(0.05, 0.0206)]
    [InlineData(0.01, 0.0037)]
    [InlineData(0.001, 0.00035)]
    public void Three_looks_use_the_published_levels(double overall, double level) => Assert.Equal(level, Looks.Full.Level(overall));

    [Fact]
    public void One_look_needs_no_correction() => Assert.Equal(0.01, Looks.At(5).Level(0.01));

    [Fact]
    public void Looks_without_a_simulated_level_fall_back_on_Bonferroni()
    {
        Assert.Equal(0.01 / 3, Looks.At(4, 8, 12).Level(0.01));
        Assert.Equal(0.02 / 2, Looks.At(5, 10).Level(0.02));
        Assert.True(Looks.At(6, 12).Level(0.01) < Looks.Quick.Level(0.01)); // conservative, as it says
    }

    [Fact]
    public void The_levels_keep_the_overall_error_and_do_not_waste_it()
    {
        const int trials = 150_000;
        double[] overalls = [0.05, 0.01];
        Looks[] schedules = [Looks.Quick, Looks.Full];
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
        foreach (var looks in new[] { Looks.Full, Looks.Quick, Looks.At(5) })
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
        var decision = Better.Decide("A beats B", "log ratio", Train, n => bad[..n], Looks.Full);
        Assert.Equal(Verdict.Reproduced, decision.Verdict);
        Assert.Equal([5], asked);
        Assert.Equal(5, decision.Seeds);
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
        var decision = Better.Decide("A beats B", "log ratio", Train, n => b[..n], Looks.Full);
        Assert.Equal(Verdict.Inconclusive, decision.Verdict);
        Assert.Equal([5, 10, 20], asked);
    }

    [Fact]
    public void Five_seeds_cannot_find_one_standard_deviation_and_twenty_can()
    {
        Assert.False(Looks.At(5).Attainable(0.01, shift: 1).CanDecide);
        Assert.Contains("out of reach", Looks.At(5).Attainable(0.01, shift: 1).Sentence);
        Assert.True(Looks.At(5).Attainable(0.01, shift: 3).CanDecide);
        Assert.True(Looks.Full.Attainable(0.01, shift: 1).CanDecide);
        Assert.False(Looks.At(1).Attainable(0.01, shift: 1e6).CanDecide);
        Assert.Contains("can decide nothing", Looks.At(1).Attainable(0.01, shift: 1e6).Sentence);
    }

    [Theory] // "a single look at alpha 0.01: 5 seeds suffice for d >= 3 (97 %), 3 seeds never (42 %)"
    [InlineData(5, 0.97)]
    [InlineData(3, 0.426)] // two million simulated looks: 0.4259
    public void The_power_of_one_look_is_the_published_one(int seeds, double published) =>
        Assert.Equal(published, Power.OfOneLook(seeds, shift: 3, level: 0.01), 0.005);

    [Fact]
    public void A_difference_beyond_all_reach_is_infinite() => Assert.Equal(double.PositiveInfinity, Power.SmallestShift(2, 1e-9, 0.9));

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    public void Without_a_difference_the_power_is_the_level(int seeds) =>
        Assert.Equal(0.01, Power.OfOneLook(seeds, shift: 0, level: 0.01), 1e-7);

    [Fact]
    public void Schedules_that_make_no_sense_are_refused_in_words()
    {
        Assert.Throws<ArgumentException>(() => Looks.At());
        Assert.Throws<ArgumentException>(() => Looks.At(0, 5));
        Assert.Contains("ascend: 10, 5", Assert.Throws<ArgumentException>(() => Looks.At(10, 5)).Message);
        Assert.Throws<ArgumentException>(() => Looks.At(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Looks.Full.Level(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Looks.Full.Level(double.NaN));
    }

    [Fact]
    public void Samples_that_do_not_fit_are_refused_in_words()
    {
        Assert.Contains("Seed 3 appears 2 times", Assert.Throws<ArgumentException>(() => new Sample([3, 3], [1, 2])).Message);
        Assert.Contains("2 seeds but 3 values", Assert.Throws<ArgumentException>(() => new Sample([1, 2], [1, 2, 3])).Message);
        Assert.Throws<ArgumentException>(() => new Sample([], []));

        double[] five = [1, 2, 3, 4, 5];
        Assert.Contains("5 seeds was given 4 values", Assert.Throws<ArgumentException>(() => Better.Decide("", "", _ => five[..4], _ => five, Looks.At(5))).Message);
        Assert.Contains("Wrong pairing", Assert.Throws<ArgumentException>(() => Better.Decide("", "", _ => new Sample([0, 1, 2, 3, 5], five), _ => five, Looks.At(5))).Message);
        Assert.Contains("5 values of the candidate but 4", Assert.Throws<ArgumentException>(() => Better.Decide("", "", five, five[..4], Looks.At(5))).Message);
        Assert.Contains("seeds are missing", Assert.Throws<ArgumentException>(() => Better.Decide("", "", five, [1, 2, 1, 2, 5], Looks.Full)).Message);
    }

    [Fact]
    public void Values_that_change_between_two_looks_are_a_fault()
    {
        var (a, b) = (new Noise(1).Normals(10, 5), new Noise(2).Normals(10, 5));
        var decision = Better.Decide("A beats B", "log ratio", n => n == 5 ? a[5..] : a, n => b[..n], Looks.Quick);
        Assert.Equal(Verdict.Invalid, decision.Verdict);
        Assert.Contains("changed between two looks", decision.Reason);
    }

    [Fact]
    public void Seeds_that_change_nothing_are_a_fault_and_not_certainty()
    {
        var decision = Better.Decide("A beats B", "log ratio", [1, 1, 1, 1, 1], [2, 2, 2, 2, 2], Looks.At(5));
        Assert.Equal(Verdict.Invalid, decision.Verdict);
        Assert.Contains("the seed does not reach the run", decision.Reason);
    }
}
