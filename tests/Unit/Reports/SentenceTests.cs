using Reproduction;
using Reproduction.Reports;

namespace WeightPred.Unit.Reports;

public sealed class SentenceTests
{
    private static readonly Sentence[] Sentences = [new([("P1.1", Verdict.Holds)], answers => $"It is {answers["P1.1"][0]}.")];

    private static IReadOnlyList<string> Said(params Reproduction.Results.Result[] results) =>
        Sentence.Said(Sentences, ReportTests.Of(results).Answers);

    [Fact]
    public void A_sentence_is_said_where_the_answer_bears_it_out_and_by_no_guard()
    {
        Reproduction.Results.Told[] headline = [new("", "0.2", "0.3", false, 5)];
        var full = Made.Result(tier: Tier.Full) with { Headline = headline };
        Assert.Equal(["It is 0.3."], Said(full));
        Assert.Empty(Said(full with { Verdict = Verdict.Undecided }));
        Assert.Empty(Said(Made.Result() with { Headline = headline }));
        Assert.Empty(Said());
    }
}
