using Reproduction;
using Reproduction.Claims;
using Reproduction.Plots;

namespace WeightPred.Unit.Claims;

public sealed class ShowTests
{
    private static readonly Arm A = Numbers.Arm("A"), B = Numbers.Arm("B");

    private static readonly RunTable Runs = Numbers.Table(("A", [1, 2]), ("B", [3, 4]));

    [Fact]
    public void An_axis_has_the_metrics_name_and_unit()
    {
        Assert.Equal(new Axis("accuracy [%]"), Show.Arms("", "", [("a", A[Numbers.Score]), ("b", B[Numbers.Score])])(Runs).Y);
        Assert.Equal("error [MSE]",
            Show.Settings("", "", new Axis("width"), [("a", 1, A[Numbers.Error]), ("a", 2, B[Numbers.Error])])(Runs).Y.Title);
        Assert.True(Show.Arms("", "", [("a", A[Numbers.Error])], log: true)(Runs).Y.Log);
        Assert.Equal("R², 45 pairs [%]", Metric.Score<Numbers.NumberRun>("R², 45 pairs", "R²", run => run.Value).Title);
    }

    [Fact]
    public void Shares_are_drawn_in_per_cent_and_so_is_what_they_are_held_against()
    {
        Assert.Equal("left [% of Var(y)]", Metric.Error<Numbers.NumberRun>("left", "share of Var(y)", run => run.Value).Title);
        double Drawn(Metric metric) => Show.Settings("", "", new Axis("width"), [("a", 1, A[metric])])(Runs).Series.Last().Y[0];
        Assert.Equal([150, 1.5], [Drawn(Numbers.Score), Drawn(Numbers.Error)]);
        foreach (var (metric, times) in new[] { (Numbers.Score, 100), (Numbers.Error, 1) })
        {
            var chart = Show.Arms("", "", new Axis("ours"), [("a", A[metric])], new Reference("printed", 0.5, 0.6))(Runs);
            Assert.Equal([new Reference("printed", 0.5 * times, 0.6 * times)], chart.References);
        }
    }

    [Fact]
    public void Several_metrics_on_one_axis_need_a_name()
    {
        foreach (Quantity other in (Quantity[])[B[Numbers.Error], A[Numbers.Score].Less(B[Numbers.Score])])
            Assert.Contains("name its axis", Assert.Throws<PlanException>(
                () => Show.Arms("", "both", [("a", A[Numbers.Score]), ("b", other)])).Message, StringComparison.Ordinal);
        Assert.Equal("ours",
            Show.Arms("", "both", new Axis("ours"), [("a", A[Numbers.Score]), ("b", B[Numbers.Error])])(Runs).Y.Title);
    }

    [Fact]
    public void Curves_stand_on_the_axis_that_their_experiments_name()
    {
        var runs = new RunTable([(new Arm("good", Made.Good), [new MadeRun(Made.Good, 0)])]);
        Assert.Equal("training loss", Show.Losses("", [new Arm("good", Made.Good)])(runs).Y.Title);
    }
}
