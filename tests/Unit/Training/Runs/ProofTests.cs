using WeightPred.Training;
using WeightPred.Training.Runs;

namespace WeightPred.Unit.Training.Runs;

public sealed class ProofTests
{
    private static readonly Run Long = Trainer.Train(Small.Of(Small.Linear, steps: 60), 0), Short = Trainer.Train(Small.Of(Small.Linear, steps: 20), 0);

    private const int Start = Proof.Steps;

    private static void Audit(Run run, int upTo = int.MaxValue) => Proof.Check(run, upTo);

    private static string Refused(Run run, int upTo = Start) => Assert.Throws<ProofException>(() => Audit(run, upTo)).Message;

    private static Run WithPoint(Run run, int step, double loss) => run with { Curve = [.. run.Curve.Select(p => p.Step == step ? p with { Loss = loss } : p)] };

    [SkippableFact]
    public void What_was_trained_here_is_proven_to_any_step()
    {
        Small.SkipWithoutExactBits();
        foreach (var run in (Run[])[Long, Short])
        {
            Proof.Check(run);
            foreach (int upTo in (int[])[1, Start, 47, 60, int.MaxValue])
                Audit(run, upTo);
        }
    }

    [SkippableFact]
    public void The_last_bit_of_every_number_of_the_start_counts_and_the_message_names_its_step()
    {
        Small.SkipWithoutExactBits();
        foreach (var run in (Run[])[Long, Short])
        {
            foreach (var point in run.Curve.Where(p => p.Step <= Start && p.Step < run.Experiment.Steps))
                Assert.Contains($"the loss at step {point.Step} differs", Refused(WithPoint(run, point.Step, Math.BitIncrement(point.Loss))), StringComparison.Ordinal);
            Assert.Contains("the evaluation after step", Refused(run with { StartLoss = Math.BitIncrement(run.StartLoss) }), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void An_audit_names_the_first_step_that_differs_wherever_it_is()
    {
        Small.SkipWithoutExactBits();
        foreach (var point in Long.Curve.Where(p => p.Step is > Start and < 60))
        {
            var changed = WithPoint(Long, point.Step, Math.BitDecrement(point.Loss));
            Proof.Check(changed);
            Assert.Contains($"the loss at step {point.Step} differs", Refused(changed, int.MaxValue), StringComparison.Ordinal);
        }

        var last = Long with { FinalLoss = Math.BitIncrement(Long.FinalLoss) };
        Assert.Contains("the loss at step 60 differs", Refused(WithPoint(last, 60, last.FinalLoss), int.MaxValue), StringComparison.Ordinal);
        Assert.Contains("the held-out loss differs", Refused(Long with { HeldOutLoss = Math.BitIncrement(Long.HeldOutLoss) }, int.MaxValue), StringComparison.Ordinal);
        Assert.Contains("the final weights differ", Refused(Long with { Weights = [], Fingerprint = new string('0', 64) }, int.MaxValue), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Another_experiment_or_seed_is_refused_at_the_first_step()
    {
        Small.SkipWithoutExactBits();
        Assert.Contains("step 1 differs", Refused(Long with { Seed = 1 }), StringComparison.Ordinal);
        Assert.Contains("step 2 differs", Refused(Long with { Experiment = Long.Experiment with { LearningRate = 2e-3 } }), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_diverged_run_is_proven_to_its_end()
    {
        Small.SkipWithoutExactBits();
        var run = Trainer.Train(Small.Of(Small.Linear) with { LearningRate = 1e30 }, 0);
        Assert.True(run.Diverged);
        Audit(run);
        Assert.Contains("step 1 differs", Refused(WithPoint(run, 1, 1)), StringComparison.Ordinal);
    }
}
