using WeightPred.Reproduction;

namespace WeightPred.Unit.Statistics;

public sealed class Distribution_free_tests
{
    /// <summary>Darwin's maize: crossed less self-fertilised, eighths of an inch (R. A. Fisher, The Design of Experiments, section 21).</summary>
    private static readonly double[] Maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    [Fact]
    public void Darwins_maize_gives_Fishers_863_of_32768_signings() =>
        Assert.Equal(863.0 / 32768, SignFlipTest.PAbove(Maize));

    [Fact]
    public void Meeting_in_the_middle_counts_what_trying_every_signing_counts()
    {
        var noise = new Noise(1);
        for (var n = 1; n <= 11; n++)
        {
            var x = noise.Normals(n, 0.5);
            var reached = Enumerable.Range(0, 1 << n).Count(signs =>
                Enumerable.Range(0, n).Sum(i => (signs >> i & 1) == 0 ? x[i] : -x[i]) >= x.Sum() - 1e-9);
            Assert.Equal((double)reached / (1 << n), SignFlipTest.PAbove(x));
        }
    }

    [Fact]
    public void Ties_between_signings_count_against_the_claim()
    {
        Assert.Equal(1, SignFlipTest.PAbove([0, 0, 0]));
        Assert.Equal(0.75, SignFlipTest.PAbove([1, -1])); // sums 2, 0, 0, -2; observed 0
        Assert.Equal(4.0 / 64, SignFlipTest.PAbove([0.1, 0.2, 0.3, -0.1, 0.2, 0.1])); // none or one of three 0.1 turned: sums equal but for rounding
        Assert.Equal(1.0 / 1024, SignFlipTest.PAbove([.. Enumerable.Repeat(0.1, 10)]));
    }

    [Theory] // the binomial table at 1/2
    [InlineData(10, 0, 1.0 / 1024)]
    [InlineData(9, 1, 11.0 / 1024)]
    [InlineData(17, 3, 1351.0 / 1048576)]
    [InlineData(0, 5, 1)]
    [InlineData(0, 0, 1)]
    public void The_sign_test_counts_a_fair_coins_tail(int wins, int losses, double p) => Assert.Equal(p, SignTest.P(wins, losses));

    [Fact]
    public void The_sign_test_ignores_sizes_and_ties()
    {
        Assert.Equal(1.0 / 16, SignTest.PAbove([double.PositiveInfinity, 1e-300, 1, 2, 0]));
        Assert.Equal(1, SignTest.PTwoSided(3, 3));
        Assert.Equal(2.0 / 64, SignTest.PTwoSided(0, 6));
    }

    [Fact] // ranks for at least 95 %: J. D. Gibbons, Nonparametric Statistical Inference, table of the median's interval
    public void The_medians_interval_runs_between_the_tabulated_ranks()
    {
        double[] Ranks(int n) => [.. Enumerable.Range(1, n).Select(i => (double)i).Reverse()];
        Assert.Equal(new Interval(2, 9, 0.95), SignTest.MedianInterval(Ranks(10), 0.95));
        Assert.Equal(new Interval(6, 15, 0.95), SignTest.MedianInterval(Ranks(20), 0.95));
        Assert.Equal(new Interval(1, 6, 0.95), SignTest.MedianInterval(Ranks(6), 0.95));
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity, 0.95), SignTest.MedianInterval(Ranks(5), 0.95));
    }

    [Fact]
    public void Eight_straight_wins_prove_it_and_seven_do_not()
    {
        Assert.True(SignEProcess.Largest([.. Enumerable.Repeat(1.0, 8)]) >= SignEProcess.Proof);
        Assert.False(SignEProcess.Largest([.. Enumerable.Repeat(1.0, 7)]) >= SignEProcess.Proof);
        Assert.True(SignEProcess.Largest([1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1]) >= SignEProcess.Proof); // proof stands, once given
        Assert.Equal(1, SignEProcess.Largest([-1, 0, 0]));
    }

    [Theory] // false 0.6 % in 20 seeds, power 96 % where 95 % of the seeds win
    [InlineData(0.5, 0.006, 0.0005)]
    [InlineData(0.95, 0.96, 0.005)]
    public void The_sign_e_process_proves_as_often_as_published(double winRate, double published, double rounding) =>
        Assert.Equal(published, ProofWithin(20, winRate, 1), rounding);

    // Exact: the tree of wins and losses, cut where proof is reached (a stake depends on the counts alone, so the path matters only there).
    private static double ProofWithin(int seeds, double winRate, double stake) =>
        stake >= SignEProcess.Proof ? 1 : seeds == 0 ? 0
            : winRate * ProofWithin(seeds - 1, winRate, stake * SignEProcess.Win) + (1 - winRate) * ProofWithin(seeds - 1, winRate, stake * SignEProcess.Loss);

    [Fact]
    public void Too_many_or_infinite_values_are_refused_in_words()
    {
        Assert.Contains("1 to 40", Assert.Throws<ArgumentException>(() => SignFlipTest.PAbove(new double[41])).Message);
        Assert.Contains("sign test", Assert.Throws<ArgumentException>(() => SignFlipTest.PAbove([1, double.PositiveInfinity])).Message);
        Assert.Contains("50 seeds", Assert.Throws<ArgumentException>(() => SignTest.P(30, 30)).Message);
    }
}
