using Reproduction.Reports;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class HeadlineTextTests
{
    [Fact]
    public void Lines_of_one_thing_stand_together_and_seeds_are_said_once() => Assert.Equal(
        "15 unknowns: 98.3 → 98.2, 98.6 → 98.7; 50 unknowns: 93.8 → 94.6 (outside); 5 seeds",
        HeadlineText.Of(
        [
            new("15 unknowns", "98.3", "98.2", false, 5), new("15 unknowns", "98.6", "98.7", false, 5),
            new("50 unknowns", "93.8", "94.6", true, 5),
        ]));

    [Fact]
    public void What_was_not_run_has_the_write_ups_side_alone() =>
        Assert.Equal("loss: 0.017", HeadlineText.Of([new("loss", "0.017", "", false, 0), new("ours alone", "", "", false, 0)]));

    [Fact]
    public void Ours_stands_alone_where_the_write_up_says_nothing_and_seeds_may_differ() => Assert.Equal(
        "a: 1; b: 2 → 3; 5 to 20 seeds", HeadlineText.Of([new("a", "", "1", false, 20), new("b", "2", "3", false, 5)]));
}
