using WeightPred.Fixtures;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction;

namespace WeightPred.Unit.Training.Runs;

/// <summary>A published run serves every smaller number of steps, for what its curve holds.</summary>
public sealed class BeginningTests : IDisposable
{
    private static readonly Run[] Trained = [.. Enumerable.Range(0, 5).Select(seed => Trainer.Train(Small.Experiment, seed))];

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;
    private readonly PublishedRuns _runs;

    public BeginningTests()
    {
        _runs = new(_folder);
        foreach (var run in Trained)
            Small.Publishing(_runs).Publish(run, "a test");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Experiment Of(int steps) => Small.Experiment with { Steps = steps };

    private Plan Plan(params Metric[] metrics)
    {
        var plan = new Plan(new Statement("T1", "It learns", Kind.Result, "", ""), Tier.Published);
        var arm = plan.Arm("Linear", Of(40));
        plan.Decide(MeanWithin.AtMost("The loss is below 100", arm[Metrics.LossAt(40)], 100).At(5));
        foreach (var metric in metrics)
            plan.Measure(metric, arm);
        return plan;
    }

    private Result Decided(params Metric[] metrics) =>
        Examination.Of(Plan(metrics), new Conditions(new Laboratory(Path.Combine(_folder, "kept"), TextWriter.Null, _runs)));

    [Fact]
    public void It_has_the_curve_up_to_its_last_step_and_the_loss_there()
    {
        var beginning = _runs.Read(Of(40), 0);
        Assert.Equal(Of(40), beginning.Experiment);
        Assert.Equal(Trained[0].Curve.TakeWhile(point => point.Step < 40), beginning.Curve.SkipLast(1));
        Assert.Equal((40, Trained[0].LossAt(40)), (beginning.Curve[^1].Step, beginning.Curve[^1].Loss));
        Assert.Equal(beginning.Curve[^1].Loss, beginning.FinalLoss);
        Assert.Equal(beginning.FinalLoss, Metrics.FinalLoss.Value(beginning));
        Assert.Contains(Trained[0].Fingerprint, beginning.Fingerprint, StringComparison.Ordinal);
        Assert.NotEqual(Trained[0].Fingerprint, beginning.Fingerprint);
    }

    [Fact]
    public void It_is_the_beginning_that_a_shorter_training_has()
    {
        var own = Trainer.Train(Of(42), 0); // a step that the longer curve has a point at
        Assert.Equal(own.Curve, _runs.Read(Of(42), 0).Curve);
    }

    [Theory]
    [InlineData("held-out loss")]
    [InlineData("network")]
    public void Its_weights_are_not_known_and_one_sentence_names_the_published_budget(string what)
    {
        var beginning = _runs.Read(Of(40), 0);
        var metric = what == "network" ? Small.Shifted : Metrics.HeldOutR2;
        string message = Assert.Throws<InvalidRunException>(() => metric.Value(beginning)).Message;
        Assert.Contains($"a run of 60 steps ({_runs.PathOf(Small.Experiment, 0)})", message, StringComparison.Ordinal);
        Assert.Contains($"its {what} after 40 steps is not", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exact_run_comes_first_and_then_the_shortest_longer_one()
    {
        Assert.Equal([5, 5, 0, 0],
            new[] { Of(60), Of(40), Of(61), Of(40) with { Batch = 8 } }.Select(experiment => _runs.Count(experiment)));
        Assert.Equal(3, _runs.Count(Of(40), firstSeed: 2));
        Assert.Equal(60, _runs.Read(Of(40), 1).Longer!.Experiment.Steps);
        _runs.Write(Trainer.Train(Of(50), 1) with { Weights = [] }, "a test");
        Assert.Equal(50, _runs.Read(Of(40), 1).Longer!.Experiment.Steps);
        _runs.Write(Trainer.Train(Of(40), 1) with { Weights = [] }, "a test");
        Assert.Null(_runs.Read(Of(40), 1).Longer);
        Assert.Equal(5, _runs.Count(Of(40)));
        Assert.Equal(1, _runs.ToShow()(Of(50)).Count(shown => ((Run)shown.Run).Longer is null));
        Assert.Equal([0, 1, 2, 3, 4], _runs.ToShow()(Of(40)).Select(shown => shown.Run.Seed));
    }

    [Fact]
    public void Only_runs_that_give_what_a_plan_asks_for_count_for_it()
    {
        Assert.NotNull(_runs.Find(Of(40), 4, [Metrics.LossAt(20), Metrics.FinalLoss]));
        Assert.Null(_runs.Find(Of(40), 4, [Metrics.HeldOutLoss]));
        Assert.Null(_runs.Find(Of(40), 4, [Small.Shifted]));
        Assert.NotNull(_runs.Find(Of(60), 4, [Small.Shifted]));
        Assert.Null(_runs.Find(Of(60), 5));

        // Published before a claim asked for the metric: trained again, as the claim's message says.
        _runs.Write(_runs.Read(Of(60), 4) with { Metrics = new Dictionary<string, double>() }, "before");
        Assert.Null(_runs.Find(Of(60), 4, [Small.Shifted]));
        Assert.NotNull(_runs.Find(Of(60), 4, [Metrics.FinalLoss]));
    }

    [Fact]
    public void A_run_that_diverges_later_has_a_finite_beginning()
    {
        var diverged = Trained[0] with
        {
            FinalLoss = double.PositiveInfinity,
            Curve = [.. Trained[0].Curve.TakeWhile(point => point.Step < 30), new(31, double.PositiveInfinity)],
        };
        Assert.False(diverged.Until(29).Diverged);
        Assert.True(diverged.Until(30).Diverged);
        Assert.True(diverged.Until(40).Diverged);
        Assert.Equal(diverged.Curve, diverged.Until(40).Curve);
    }

    [Fact]
    public void It_is_proven_as_the_run_that_it_begins()
    {
        Proof.Check(_runs.Read(Of(40), 3));
        _runs.Write(_runs.Read(Small.Experiment, 3).WithLoss(17), "forged");
        string message = Assert.Throws<ProofException>(() => Proof.Check(_runs.Read(Of(40), 3))).Message;
        Assert.Contains("the loss at step 17 differs", message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Invalid, Decided(Metrics.FinalLoss).Verdict);
    }

    [Fact]
    public void It_decides_by_its_curve()
    {
        var result = Decided(Metrics.LossAt(20));
        Assert.Equal(Trained.Select(run => run.LossAt(20)), Assert.Single(result.Measurements).PerSeed);
    }

    [Fact]
    public void A_plan_that_asks_for_more_is_invalid()
    {
        var result = Decided(Metrics.HeldOutLoss);
        Assert.Equal(Verdict.Invalid, result.Verdict);
        Assert.Contains("the beginning of a run of 60 steps", Assert.Single(result.Faults), StringComparison.Ordinal);
    }
}
