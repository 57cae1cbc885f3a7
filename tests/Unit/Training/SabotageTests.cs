using System.Text.Json;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction;
using WeightPred.Unit.Claims;

namespace WeightPred.Unit.Training;

/// <summary>A rehearsal of every planted fault: it trains on every kind of net,
/// and changes the run where it says that it applies.</summary>
public sealed class SabotageTests
{
    private static readonly Experiment[] Experiments =
    [
        Tiny.Of(Tiny.Linear, 4), Tiny.Of(new XLinearNet { Widths = [8, 8] }, 4), Tiny.Of(new ResLinearNet(8, 2), 4),
        Flattened(new(8, 2)), Tiny.Of(new DeepSetsNet(8), 4),
        Tiny.Of(new DeepSetsNet(8, Pooling.Attention), 4), Tiny.Of(new DeepSetsNet(8, Pooling.Moments), 4),
        Tiny.Of(new DeepSetsNet(8), 4) with { Task = LearningTask.WeightsFromPairs },
    ];

    public static TheoryData<string> Faults =>
        [.. Sabotage.All.Where(sabotage => sabotage != Sabotage.None).Select(sabotage => $"{sabotage}")];

    private static Experiment Flattened(FlattenedPairsNet net) => Tiny.Of(new DeepSetsNet(), 4) with { Net = net };

    private static Sabotage Named(string name) => Sabotage.All.Single(sabotage => $"{sabotage}" == name);

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_changes_the_run_wherever_it_applies(string name)
    {
        bool applied = false;
        foreach (var experiment in Experiments)
        {
            var faulty = Named(name).In(experiment);
            if (faulty == experiment)
                continue;
            applied = true;
            var run = Trainer.Train(faulty, 0);
            Assert.NotEqual(Trainer.Train(experiment, 0).Fingerprint, run.Fingerprint);
            Assert.Equal(run.HeldOutLoss, run.Evaluate(), 1e-6);
        }

        Assert.True(applied);
    }

    [Fact]
    public void No_fault_leaves_every_experiment_as_it_is() =>
        Assert.All(Experiments, experiment => Assert.Equal(experiment, Sabotage.None.In(experiment)));

    [Fact]
    public void Its_name_is_its_form_and_nothing_else_is_read()
    {
        Assert.All(Sabotage.All, sabotage => Assert.Contains($"\"Sabotage\":\"{sabotage}\"",
            (Experiments[0] with { Sabotage = sabotage }).Canonical, StringComparison.Ordinal));
        Assert.All(Sabotage.All, sabotage =>
            Assert.Same(sabotage, Experiment.Parse((Experiments[0] with { Sabotage = sabotage }).Canonical).Sabotage));
        Assert.Throws<JsonException>(
            () => Experiment.Parse(Experiments[0].Canonical.Replace("\"None\"", "\"Nothing\"", StringComparison.Ordinal)));
        Assert.Throws<JsonException>(
            () => Experiment.Parse(Experiments[0].Canonical.Replace("\"None\"", "null", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_never_moves_keeps_its_initial_weights() => Assert.Equal(
        Trainer.Train(Experiments[0] with { LearningRate = 0 }, 0).Fingerprint,
        Trainer.Train(Sabotage.NeverMoves.In(Experiments[0]), 0).Fingerprint);

    [Fact]
    public void A_claim_about_learning_does_not_hold_where_nothing_moves()
    {
        var plan = new Plan(Made.Statement(), Tier.Quick);
        var arm = plan.Arm("ResLinear", Tiny.Of(new ResLinearNet(32, 1), 1_000) with { LearningRate = 3e-3 });
        var loss = Metric.Error<Run>("held-out loss", "MSE", run => run.HeldOutLoss);
        plan.Decide(MeanWithin.AtMost("A fifth is explained", arm[loss], 0.8 * Tiny.Of(Net.Linear).Generator.OutputVariance));
        plan.Measure(loss, arm);
        ILab lab = new Laboratory(Path.Combine(Path.GetTempPath(), "none are kept"), TextWriter.Null);
        var still = new Plan(Made.Statement(), Tier.Quick);
        var unmoved = still.Arm("ResLinear", Sabotage.NeverMoves.In((Experiment)arm.Experiment));
        still.Decide(MeanWithin.AtMost("A fifth is explained", unmoved[loss],
            0.8 * Tiny.Of(Net.Linear).Generator.OutputVariance));
        still.Measure(loss, unmoved);
        Assert.Equal(Verdict.Holds, Examination.Of(plan, new(lab) { Seeds = 5 }).Verdict);
        Assert.Equal(Verdict.Invalid, Examination.Of(still, new(lab) { Seeds = 10 }).Verdict); // to contradict takes more seeds
    }

    [Fact]
    public void Without_bias_correction_the_first_step_is_as_much_longer_as_the_formula_says()
    {
        double Moved(Sabotage sabotage)
        {
            using var learner = new Learner(sabotage.In(Experiments[0]), 0);
            float from = learner.Weights[^1][0];
            learner.Step();
            return learner.Weights[^1][0] - from;
        }

        Assert.Equal(0.1 / Math.Sqrt(0.001), Moved(Sabotage.NoBiasCorrection) / Moved(Sabotage.None), 1e-3);
    }

    [Fact]
    public void A_stale_gradient_moves_nothing_in_the_first_step_and_a_frozen_layer_never_moves()
    {
        using var stale = new Learner(Sabotage.StaleGradient.In(Experiments[0]), 0);
        var before = stale.Weights;
        stale.Step();
        Assert.Equal(before, stale.Weights);
        stale.Step();
        Assert.NotEqual(before, stale.Weights);

        using var frozen = new Learner(Sabotage.FrozenLayer.In(Experiments[0]), 0);
        before = frozen.Weights;
        frozen.Step();
        Assert.Equal(before.Take(2), frozen.Weights.Take(2));
        Assert.NotEqual(before[2], frozen.Weights[2]);
    }
}
