using Reproduction.Recipes.Engines;

namespace WeightPred.Unit.Training;

public sealed class LearnerTests
{
    private static readonly Experiment Experiment = Tiny.Of(new DeepSetsNet(8));

    private static string After(int steps, Experiment experiment, int seed = 0)
    {
        using var learner = new Learner(experiment, seed);
        while (learner.Steps < steps)
            learner.Step();
        return Trainer.Fingerprint(learner.Weights);
    }

    [Fact]
    public void The_trainer_makes_the_same_steps()
    {
        var run = Trainer.Train(Experiment, seed: 0);
        Assert.Equal(run.Fingerprint, After(Experiment.Steps, Experiment));
        Assert.NotEqual(run.Fingerprint, After(Experiment.Steps - 1, Experiment));
        Assert.NotEqual(run.Fingerprint, After(Experiment.Steps, Experiment, seed: 1));
    }

    public static TheoryData<Net> Nets => [new DeepSetsNet(8), new ResLinearNet(8, 2)];

    [Theory]
    [MemberData(nameof(Nets))]
    public void Evaluating_between_steps_changes_no_bit(Net net)
    {
        var experiment = Tiny.Of(net);
        using var learner = new Learner(experiment, 0);
        while (learner.Steps < experiment.Steps)
        {
            learner.Evaluate();
            learner.Step();
        }

        Assert.Equal(After(experiment.Steps, experiment), Trainer.Fingerprint(learner.Weights));
    }

    [Fact]
    public void Weights_end_with_the_running_averages_which_steps_move_and_the_fingerprint_holds()
    {
        using var learner = new Learner(Tiny.Of(new ResLinearNet(8, 1)), 0);
        var before = learner.Weights;
        Assert.Equal(12 + 4, before.Count);                             // six layers of two, two averages of two layers
        Assert.All(before.Skip(12), average => Assert.Equal(8, average.Length));
        learner.Step();
        var after = learner.Weights;
        Assert.All(Enumerable.Range(12, 4), i => Assert.NotEqual(before[i], after[i]));
        string fingerprint = Trainer.Fingerprint(after);
        after[^1][0] = MathF.BitIncrement(after[^1][0]);
        Assert.NotEqual(fingerprint, Trainer.Fingerprint(after));
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void A_restored_run_evaluates_as_it_did_when_it_was_trained(Net net)
    {
        var run = Trainer.Train(Tiny.Of(net), 0);
        Assert.Equal(run.HeldOutLoss, run.Evaluate());
        using var restored = run.Restore();
        Assert.Equal(run.Fingerprint, Trainer.Fingerprint(restored.Weights));
    }

    [Fact]
    public void More_steps_lower_the_loss_and_a_step_of_size_0_moves_no_weight()
    {
        double Loss(double rate) =>
            Trainer.Train(Tiny.Of(new ResLinearNet(32), steps: 1_000) with { LearningRate = rate }, 0).HeldOutLoss;
        Assert.InRange(Loss(3e-3), 0, 0.7 * Loss(0));
        Assert.Equal(After(0, Experiment), After(20, Experiment with { LearningRate = 0 }));
    }

    [Fact]
    public void The_average_starts_at_the_first_loss_and_keeps_its_decay()
    {
        double Average(double decay, int steps)
        {
            using var learner = new Learner(Experiment with { EmaDecay = decay, LearningRate = 0 }, 0);
            while (learner.Steps < steps)
                learner.Step();
            return learner.Loss;
        }

        double first = Average(0, 1), second = Average(0, 2);
        Assert.True(double.IsNaN(Average(0.5, 0)));
        Assert.Equal(first, Average(0.9, 1));
        Assert.Equal(0.9 * first + (1 - 0.9) * second, Average(0.9, 2), 1e-12);
    }

    [Fact]
    public void Networks_that_share_a_task_see_the_same_held_out_examples()
    {
        using var scope = NewDisposeScope();
        using var one = new Learner(Experiment, 0);
        using var other = new Learner(Experiment with { Net = Tiny.Linear }, 0);
        float[] input = Engine.Values(one.HeldOut(8).Input);
        Assert.Equal(input, Engine.Values(other.HeldOut(8).Input));
        using var seed = new Learner(Experiment, 1);
        Assert.NotEqual(input, Engine.Values(seed.HeldOut(8).Input));
    }
}
