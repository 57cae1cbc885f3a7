using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class SignFlipTestTests
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
        Assert.Equal(4.0 / 64, SignFlipTest.PAbove([.. new[] { 0.1, 0.2, 0.3, -0.1, 0.2, 0.1 }.Select(v => v * (1e9 / 7))])); // and so in any unit
    }

    [Fact]
    public void It_takes_forty_values() => Assert.Equal(1.0 / (1L << 40), SignFlipTest.PAbove([.. Enumerable.Repeat(1.0, 40)]));

    [Fact]
    public void Too_many_or_infinite_values_are_refused_in_words()
    {
        Assert.Contains("1 to 40", Assert.Throws<ArgumentException>(() => SignFlipTest.PAbove(new double[41])).Message);
        Assert.Contains("not 0", Assert.Throws<ArgumentException>(() => SignFlipTest.PAbove([])).Message);
        Assert.Contains("sign test", Assert.Throws<ArgumentException>(() => SignFlipTest.PAbove([1, double.PositiveInfinity])).Message);
    }
}
