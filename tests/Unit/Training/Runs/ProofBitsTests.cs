
namespace WeightPred.Unit.Training.Runs;

/// <summary>Every number of a run is proven to its last bit, and the message names its step.</summary>
public sealed class ProofBitsTests
{
    private const int Start = 32;

    private static readonly Run Long = Trainer.Train(Tiny.Of(Tiny.Linear, steps: 60), 0),
        Short = Trainer.Train(Tiny.Of(Tiny.Linear), 0);

    private static string Refused(Run run, int upTo = Start) =>
        Assert.Throws<ProofException>(() => Proof.Replay(run, upTo)).Message;

    private static Run WithPoint(Run run, int step, double loss) =>
        run with { Curve = [.. run.Curve.Select(p => p.Step == step ? p with { Loss = loss } : p)] };

    [SkippableFact]
    public void What_was_trained_here_is_proven_to_any_step()
    {
        Tiny.SkipWithoutExactBits();
        Assert.Equal(Start, Proof.StepsOf(Long.Experiment));
        foreach (var run in (Run[])[Long, Short])
        {
            Proof.Check(run);
            foreach (int upTo in (int[])[1, Start, 47, 60, int.MaxValue])
                Proof.Replay(run, upTo);
        }
    }

    [SkippableFact]
    public void The_last_bit_of_every_point_of_the_start_counts()
    {
        Tiny.SkipWithoutExactBits();
        foreach (var run in (Run[])[Long, Short])
        {
            foreach (var point in run.Curve.Where(p => p.Step <= Start))
                Assert.Contains($"the loss at step {point.Step} differs",
                    Refused(WithPoint(run, point.Step, Math.BitIncrement(point.Loss))), StringComparison.Ordinal);
            Assert.Contains("the evaluation after step", Refused(run with { StartLoss = Math.BitIncrement(run.StartLoss) }),
                StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void A_replay_to_the_end_names_the_first_step_that_differs_wherever_it_is()
    {
        Tiny.SkipWithoutExactBits();
        foreach (var point in Long.Curve.Where(p => p.Step > Start))
        {
            var changed = WithPoint(Long, point.Step, Math.BitDecrement(point.Loss));
            Proof.Check(changed);
            Assert.Contains($"the loss at step {point.Step} differs", Refused(changed, int.MaxValue), StringComparison.Ordinal);
        }

        Assert.Contains("the final loss differs",
            Refused(Long with { FinalLoss = Math.BitIncrement(Long.FinalLoss) }, int.MaxValue), StringComparison.Ordinal);
        Assert.Contains("the held-out loss differs",
            Refused(Long with { HeldOutLoss = Math.BitIncrement(Long.HeldOutLoss) }, int.MaxValue), StringComparison.Ordinal);
        Assert.Contains("the final weights differ", Refused(Long with { Fingerprint = new string('0', 64) }, int.MaxValue),
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Another_experiment_is_refused_at_the_first_step_that_it_makes_otherwise()
    {
        Tiny.SkipWithoutExactBits();
        Assert.Contains("step 1 differs", Refused(Long with { Experiment = Long.Experiment with { Batch = 17 } }),
            StringComparison.Ordinal);
        Assert.Contains("step 2 differs", Refused(Long with { Experiment = Long.Experiment with { LearningRate = 2e-3 } }),
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_diverged_run_is_proven_to_its_end()
    {
        Tiny.SkipWithoutExactBits();
        var run = Trainer.Train(Tiny.Of(Tiny.Linear) with { LearningRate = 1e30 }, 0);
        Assert.True(run.Diverged);
        Proof.Replay(run, int.MaxValue);
        Assert.Contains("step 1 differs", Refused(WithPoint(run, 1, 1)), StringComparison.Ordinal);
        Assert.Contains("the held-out loss differs", Refused(run with { HeldOutLoss = 0.01 }), StringComparison.Ordinal);
    }
}
