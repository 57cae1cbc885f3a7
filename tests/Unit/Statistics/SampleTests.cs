using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class SampleTests
{
    [Fact]
    public void Bare_values_are_of_the_first_seeds()
    {
        Sample sample = new[] { 3.0, 4.0 };
        Assert.Equal([0, 1], sample.Seeds);
        Assert.Equal([3.0, 4.0], sample.Values);
        Assert.Equal([3.0], Sample.From([3, 4])(1).Values);
        Assert.Equal([3.0, 4.0], Sample.From([3, 4])(2).Values);
    }

    [Fact]
    public void Samples_that_make_no_sense_are_refused_in_words()
    {
        Assert.Contains("Seed 3 appears 2 times", Assert.Throws<ArgumentException>(() => new Sample([3, 3], [1, 2])).Message);
        Assert.Contains("2 seeds but 3 values", Assert.Throws<ArgumentException>(() => new Sample([1, 2], [1, 2, 3])).Message);
        Assert.Contains("at least one seed", Assert.Throws<ArgumentException>(() => new Sample([], [])).Message);
        Assert.Contains("3 seeds, but only 2 values", Assert.Throws<ArgumentException>(() => Sample.From([3, 4])(3)).Message);
    }
}
