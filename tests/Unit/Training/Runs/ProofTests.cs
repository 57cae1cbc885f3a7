using WeightPred.Models.Generators;

namespace WeightPred.Unit.Training.Runs;

public sealed class ProofTests
{
    private static readonly Run Trained = Trainer.Train(Small.Experiment, 4);

    private static string Fault(Run run) => Assert.Throws<ProofException>(() => Proof.Check(run)).Message;

    [Fact]
    public void A_run_of_this_code_is_proven()
    {
        Proof.Check(Trained);
        Proof.CheckWeights(Trained);
        Assert.Equal(60, Proof.Replay(Trained, 60));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(31)]
    public void One_digit_among_the_first_losses_is_caught_at_its_step(int step) =>
        Assert.Contains($"the loss at step {step} differs", Fault(Trained.WithLoss(step)), StringComparison.Ordinal);

    [Fact]
    public void One_digit_of_the_evaluation_is_caught() =>
        Assert.Contains("the evaluation after step 8 differs",
            Fault(Trained with { StartLoss = Small.Changed(Trained.StartLoss) }), StringComparison.Ordinal);

    [Fact]
    public void Another_seeds_run_is_caught_at_once() =>
        Assert.Contains("the loss at step 1 differs", Fault(Trained with { Seed = 5 }), StringComparison.Ordinal);

    [Fact]
    public void Weights_that_are_not_those_of_the_run_are_caught() =>
        Assert.Contains("final weights differ", Assert.Throws<ProofException>(() => Proof.CheckWeights(
            Trained with { Weights = Trainer.Train(Small.Experiment, 5).Weights })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_run_shorter_than_its_proof_is_proven_to_its_end()
    {
        var run = Trainer.Train(Small.Experiment with { Steps = 5 }, 0);
        Proof.Check(run);
        Assert.Contains("the evaluation after step 5", Fault(run with { StartLoss = 1 }), StringComparison.Ordinal);
        Assert.Contains("the held-out loss", Fault(run with { HeldOutLoss = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Dear_experiments_replay_fewer_steps_but_never_fewer_than_eight()
    {
        var cheap = Small.Experiment with { Steps = 50_000, Batch = 1024 };
        Experiment Sets(int pairs) => cheap with { Task = LearningTask.FunctionFromPairs,
            Generator = KnownGenerators.TwoLayerMlp(4, 10, WeightScale.LeCun), Net = Net.DeepSets, Pairs = pairs };
        Assert.Equal(32, Proof.StepsOf(cheap));
        Assert.Equal(32, Proof.StepsOf(Sets(20)));
        Assert.InRange(Proof.StepsOf(Sets(100)), 9, 20);
        Assert.InRange(Proof.StepsOf(Sets(150)), 8, Proof.StepsOf(Sets(100)) - 1);
        Assert.Equal(8, Proof.StepsOf(Sets(1_000)));
    }
}
