using Reproduction;
using Reproduction.Results;

namespace WeightPred.Unit.Baselines;

public sealed class DifferenceTests
{
    internal static readonly Difference[] All =
    [
        new PlanChanged("firstSeed", "0", null), new VerdictChanged("Holds here", "Undecided"),
        new DecisionChanged("a", Verdict.Holds, Verdict.Fails),
        new DecisionChanged("b", null, Verdict.Fails), new ControlChanged("c", Untrained: true, Verdict.Fails, null),
        new MeasurementChanged("m", "MSE", null),
        new MeanMoved("m", 1, 2, null), new MeanMoved("m", 1, 2, new Band("m", 0.5, "paired by seed")),
        new ValueMoved("m", 3, 0.1, null),
        new DivergedRunsChanged("m", 0, 5, 1, 5), new NumericsChanged("1", "2"), new SeedsChanged([0, 1], [0]),
        new WeightsChanged("aa", "bb"),
    ];

    [Fact]
    public void Only_verdicts_and_decisions_of_both_sides_flip() =>
        Assert.Equal([new VerdictChanged("Holds here", "Undecided"), new DecisionChanged("a", Verdict.Holds, Verdict.Fails)],
            All.Where(d => d.Flips));

    [Fact]
    public void Every_kind_comes_back_from_a_results_file()
    {
        var standing = new Standing { Kind = StandingKind.Drifted, Passed = false, Message = "drifted",
            VerifiedFile = "a.verified.json", Differences = All };
        var result = Made.Result() with { Standing = standing };
        var read = ResultFile.Parse(ResultFile.ToJson(result)).Standing!.Differences;
        Assert.Equal(All.Select(d => (d.GetType(), $"{d}")), read.Select(d => (d.GetType(), $"{d}")));
    }

    [Theory]
    [InlineData(0.3158, 0.3054, "0.3158 -> 0.3054 (-3.3 %)")]
    [InlineData(0.3158, 0.3142, "0.3158 -> 0.3142 (-0.51 %)")]
    [InlineData(1, 1.25, "1 -> 1.25 (+25 %)")]
    [InlineData(-1, -1.25, "-1 -> -1.25 (-25 %)")]
    [InlineData(1, 20, "1 -> 20 (a factor 20)")]
    [InlineData(0, 0.5, "0 -> 0.5 (by 0.5)")]
    [InlineData(1, 1.00000001, "1 -> 1.00000001 (+1E-06 %)")]
    [InlineData(1, 1.0000000000000002, "1 -> 1.0000000000000002 (1 ulp)")]
    [InlineData(1, double.PositiveInfinity, "1 -> ∞")]
    public void A_value_is_told_with_its_change_and_steps_only_where_per_cent_say_nothing(double was, double now, string text) =>
        Assert.Equal($"m, seed 0: {text}", $"{new ValueMoved("m", 0, was, now)}");
}
