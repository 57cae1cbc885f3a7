using MathNet.Numerics.Distributions;
using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class SeedScheduleTests
{
    [Theory]
    [InlineData(0.05, 0.0206)]
    [InlineData(0.01, 0.0037)]
    [InlineData(0.001, 0.00035)]
    public void Three_looks_use_the_published_levels(double overall, double level) =>
        Assert.Equal(level, SeedSchedule.At(5, 10, 20).Level(overall));

    [Fact]
    public void One_look_needs_no_correction() => Assert.Equal(0.01, SeedSchedule.At(5).Level(0.01));

    [Fact]
    public void Looks_without_a_simulated_level_fall_back_on_Bonferroni()
    {
        Assert.Equal(0.01 / 3, SeedSchedule.At(4, 8, 12).Level(0.01));
        Assert.Equal(0.02 / 2, SeedSchedule.At(5, 10).Level(0.02));
        Assert.True(SeedSchedule.At(6, 12).Level(0.01) < SeedSchedule.At(5, 10).Level(0.01)); // conservative, as it says
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void The_levels_keep_the_overall_error_and_do_not_waste_it()
    {
        const int trials = 60_000;
        double[] overalls = [0.05, 0.01];
        SeedSchedule[] schedules = [SeedSchedule.At(5, 10), SeedSchedule.At(5, 10, 20)];
        var rejected = new int[schedules.Length, overalls.Length];
        var noise = new Noise(20);
        var critical = schedules.Select(
            s => overalls.Select(o => s.Seeds.Select(n => TTest.Quantile(1 - s.Level(o), n - 1)).ToArray()).ToArray()).ToArray();
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

        // The levels were found with a standard error of 0.4 %; their rounding adds up to 1 %. Five standard errors of this
        // simulation.
        for (var s = 0; s < schedules.Length; s++)
            for (var o = 0; o < overalls.Length; o++)
                Assert.Equal(
                    overalls[o], (double)rejected[s, o] / trials, 0.01 * overalls[o] + 5 * Math.Sqrt(overalls[o] / trials));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void Signs_at_the_same_levels_keep_the_overall_error(double overall)
    {
        // Exact: at each look the smallest number of wins that decides, and the tail beyond it; the sum bounds the sequence.
        foreach (var schedule in new[] { SeedSchedule.At(5, 10, 20), SeedSchedule.At(5, 10), SeedSchedule.At(5) })
        {
            double level = schedule.Level(overall);
            double Tail(int n) =>
                Enumerable.Range(0, n + 1).Select(k => Binomial.CDF(0.5, n, k)).Where(p => p <= level).DefaultIfEmpty(0).Max();
            double spent = schedule.Seeds.Sum(Tail);
            Assert.True(spent <= overall, $"{schedule}: {spent}");
        }
    }

    [Theory]
    [InlineData(20, "5, 10, 20 seeds")]
    [InlineData(19, "5, 10 seeds")]
    [InlineData(10, "5, 10 seeds")]
    [InlineData(5, "5 seeds")]
    public void Fewer_seeds_allow_fewer_looks_at_the_levels_of_the_whole_schedule(int available, string text)
    {
        foreach (var schedule in new[] { SeedSchedule.At(5, 10, 20), SeedSchedule.At(5, 10, 20).UpTo(50)! })
        {
            var looks = schedule.UpTo(available)!;
            Assert.Equal(text, looks.ToString());
            Assert.Equal(0.0037, looks.Level(0.01));
            Assert.Equal(0.02 / 3, looks.Level(0.02));
        }
    }

    [Fact]
    public void Where_not_even_the_first_look_is_there_nothing_is_looked_at() => Assert.Null(SeedSchedule.At(5, 10, 20).UpTo(4));

    [Fact]
    public void A_schedule_reads_as_a_list() =>
        Assert.Equal(("1 seed", "1, 2 seeds"), (SeedSchedule.At(1).ToString(), SeedSchedule.At(1, 2).ToString()));

    [Fact]
    public void Schedules_that_make_no_sense_are_refused_in_words()
    {
        Assert.Throws<ArgumentException>(() => SeedSchedule.At());
        Assert.Throws<ArgumentException>(() => SeedSchedule.At(0, 5));
        Assert.Contains("ascend: 10, 5", Assert.Throws<ArgumentException>(() => SeedSchedule.At(10, 5)).Message);
        Assert.Throws<ArgumentException>(() => SeedSchedule.At(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeedSchedule.At(5, 10, 20).Level(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeedSchedule.At(5, 10, 20).Level(double.NaN));
    }
}
