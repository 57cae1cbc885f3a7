using WeightPred.Fixtures;
using Reproduction.Claims;
using Reproduction.Results;

namespace WeightPred.Unit.Training.Runs;

public sealed class LossCurveTests
{
    private static readonly CurvePoint[] Curve = [new(1, 8), new(2, 4), new(4, 3), new(8, 1)];

    private static readonly Run Trained = Trainer.Train(Small.Experiment, 0);

    private static double Value(Metric metric, Run run) => metric.Value(run);

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 4)]
    [InlineData(3, 3.5)]
    [InlineData(5, 2.5)]
    [InlineData(8, 1)]
    public void Straight_lines_join_the_points(int step, double loss) => Assert.Equal(loss, Curve.At(step));

    [Theory]
    [InlineData(2, 4, 3.5)]
    [InlineData(4, 8, 2)]
    [InlineData(3, 5, (3.25 + 2.75) / 2)]
    [InlineData(5, 6, 2.25)]
    public void The_mean_is_the_area_under_the_lines(int from, int to, double mean) => Assert.Equal(mean, Curve.Mean(from, to));

    [Fact]
    public void A_step_that_the_curve_does_not_reach_has_no_loss()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Curve.At(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Curve.At(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Curve.Mean(4, 4));
    }

    [Fact]
    public void Metrics_of_the_curve_are_exact_at_its_points()
    {
        Assert.Equal(Trained.FinalLoss, Value(Metrics.LossAt(60), Trained));
        Assert.Equal(Trained.Curve[9].Loss, Value(Metrics.LossAt(10), Trained));
        double mean = Value(Metrics.MeanLoss(30, 60), Trained), variance = Small.Experiment.Generator.OutputVariance;
        Assert.InRange(mean, Trained.Curve.Min(point => point.Loss), Trained.Curve.Max(point => point.Loss));
        Assert.Equal(mean / variance, Value(Metrics.UnexplainedMean(30, 60), Trained));
        Assert.Equal(1 - mean / variance, Value(Metrics.R2Mean(30, 60), Trained));
    }

    [Fact]
    public void A_diverged_run_is_infinite_at_every_step()
    {
        var run = Trainer.Train(Small.Experiment with { LearningRate = 1e30 }, 0);
        Assert.True(run.Diverged);
        Assert.Equal(double.PositiveInfinity, Value(Metrics.LossAt(1), run));
        Assert.Equal(double.PositiveInfinity, Value(Metrics.MeanLoss(1, 60), run));
    }

    [Fact]
    public void A_step_beyond_the_training_is_refused_but_for_a_network_that_does_not_learn()
    {
        var refused = Assert.Throws<InvalidRunException>(() => Value(Metrics.LossAt(61), Trained));
        Assert.Contains("has no step 61", refused.Message, StringComparison.Ordinal);
        var untrained = Trainer.Train((Experiment)Small.Experiment.Untrained, 0);
        Assert.Equal(untrained.FinalLoss, Value(Metrics.LossAt(30_000), untrained));
        Assert.Equal(untrained.FinalLoss, Value(Metrics.MeanLoss(25_000, 30_000), untrained));
    }
}
