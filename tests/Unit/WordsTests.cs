using Reproduction;

namespace WeightPred.Unit;

public sealed class WordsTests
{
    [Theory]
    [InlineData(Verdict.Holds, Kind.Result, Tier.Quick, "Holds here")]
    [InlineData(Verdict.Fails, Kind.Hypothesis, Tier.Quick, "Does not hold here")]
    [InlineData(Verdict.Holds, Kind.Result, Tier.Published, "Reproduced")]
    [InlineData(Verdict.Fails, Kind.Hypothesis, Tier.Full, "Not supported")]
    [InlineData(Verdict.Fails, Kind.Suggestion, Tier.Full, "Explored")]
    [InlineData(Verdict.Fails, Kind.Identity, Tier.Quick, "Broken")]
    [InlineData(Verdict.Undecided, Kind.Result, Tier.Full, "Undecided")]
    public void A_verdict_has_the_words_of_its_kind_and_tier(Verdict verdict, Kind kind, Tier tier, string word) =>
        Assert.Equal(word, Words.Of(verdict, kind, tier));

    // A timer's exception would end the process.
    [Theory]
    [InlineData(60, 1, 3, "about 2 min 00 s left")]
    [InlineData(60, 3, 1, "about 0.0 s left")]
    [InlineData(1e9, 1e-300, 1, "no end in sight")]
    [InlineData(60, 0, 1, "no end in sight")]
    [InlineData(60, double.NaN, 1, "no end in sight")]
    public void The_rest_is_said_whatever_was_measured(double seconds, double done, double all, string said) =>
        Assert.Equal(said, Words.Left(TimeSpan.FromSeconds(seconds), done, all));

    [Fact]
    public void Durations_are_said_in_two_units()
    {
        Assert.Equal("12.3 s", Words.Duration(TimeSpan.FromSeconds(12.3)));
        Assert.Equal("4 min 10 s", Words.Duration(TimeSpan.FromSeconds(250)));
        Assert.Equal("26 h 02 min", Words.Duration(TimeSpan.FromMinutes(26 * 60 + 2)));
    }
}
