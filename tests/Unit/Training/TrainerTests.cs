
namespace WeightPred.Unit.Training;

/// <summary>An interrupted run ends with the same bits.</summary>
public sealed class TrainerTests : IDisposable
{
    private const int Seed = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("parts").FullName;

    public static TheoryData<Net> Nets => [Tiny.Linear, new ResLinearNet(8), new DeepSetsNet(8, Pooling.Attention)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Part => Path.Combine(_folder, "a.part");

    // Interrupted before the checkpoint of the given step.
    private void Interrupt(Experiment experiment, int at) => Assert.Throws<OperationCanceledException>(() => Trainer.Train(
        experiment, Seed,
        step =>
        {
            if (step == at)
                throw new OperationCanceledException();
        },
        new Checkpoints(Part, TimeSpan.Zero)));

    private static void AssertSame(Run expected, Run run)
    {
        Assert.Equal(expected.Fingerprint, run.Fingerprint);
        Assert.Equal(expected.StartLoss, run.StartLoss);
        Assert.Equal(expected.FinalLoss, run.FinalLoss);
        Assert.Equal(expected.HeldOutLoss, run.HeldOutLoss);
        Assert.Equal(expected.Curve, run.Curve);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void However_often_and_wherever_it_was_interrupted_the_bits_are_the_same(Net net)
    {
        var experiment = Tiny.Of(net, steps: 40);
        var whole = Trainer.Train(experiment, Seed);
        foreach (int[] stops in (int[][])[[1], [2], [33], [40], [3, 3, 4, 12, 19, 35]])
        {
            foreach (int stop in stops)
                Interrupt(experiment, stop);
            var parts = new Checkpoints(Part, TimeSpan.Zero);
            AssertSame(whole, Trainer.Train(experiment, Seed, parts: parts));
            parts.Delete();
        }
    }

    [Fact]
    public void A_fault_that_remembers_the_step_before_begins_at_the_beginning()
    {
        var experiment = Tiny.Of(Tiny.Linear) with { Sabotage = Sabotage.StaleGradient };
        var whole = Trainer.Train(experiment, Seed);
        Interrupt(experiment, 9);
        AssertSame(whole, Trainer.Train(experiment, Seed, parts: new Checkpoints(Part, TimeSpan.Zero)));
    }

    [Fact]
    public void A_damaged_checkpoint_is_not_used_and_the_log_says_so()
    {
        var experiment = Tiny.Of(Tiny.Linear);
        var whole = Trainer.Train(experiment, Seed);
        Interrupt(experiment, 9);
        byte[] bytes = File.ReadAllBytes(Part);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Part, bytes);
        using var log = new StringWriter();
        AssertSame(whole, Trainer.Train(experiment, Seed, parts: new Checkpoints(Part, log: log)));
        Assert.Contains("damaged. This run begins at the beginning.", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_never_goes_on_from_the_checkpoint_of_another_seed()
    {
        var experiment = Tiny.Of(Tiny.Linear);
        Interrupt(experiment, 9);
        using var log = new StringWriter();
        AssertSame(Trainer.Train(experiment, Seed + 1),
            Trainer.Train(experiment, Seed + 1, parts: new Checkpoints(Part, log: log)));
        Assert.Contains("belongs to another run", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_refuses_checkpoints_costs_no_training()
    {
        var experiment = Tiny.Of(Tiny.Linear);
        string notAFolder = Path.Combine(_folder, "file");
        File.WriteAllText(notAFolder, "");
        using var log = new StringWriter();
        AssertSame(Trainer.Train(experiment, Seed),
            Trainer.Train(experiment, Seed, parts: new Checkpoints(Path.Combine(notAFolder, "a.part"), TimeSpan.Zero, log)));
        Assert.Contains("goes on without this checkpoint", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_where_it_goes_on()
    {
        var experiment = Tiny.Of(Tiny.Linear);
        Interrupt(experiment, 9);
        using var log = new StringWriter();
        var parts = new Checkpoints(Part, log: log);
        Trainer.Train(experiment, Seed, parts: parts);
        Assert.Equal(8, parts.ResumedAfter);
        Assert.Contains($"{experiment.Name}, seed 3 goes on after step 8 of 20.", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverging_run_ends_early_and_counts_as_infinite()
    {
        var run = Trainer.Train(Tiny.Of(Tiny.Linear) with { LearningRate = 1e30 }, Seed);
        Assert.True(run.Diverged);
        Assert.Equal(double.PositiveInfinity, run.HeldOutLoss);
        Assert.InRange(run.Curve[^1].Step, 1, 19);
        Assert.Equal(double.PositiveInfinity, run.Evaluate());
    }

    [Fact]
    public void Points_of_the_curve_are_spaced_evenly_in_the_logarithm_and_the_last_step_has_one()
    {
        int[] steps = [.. Trainer.Train(Tiny.Of(Tiny.Linear, steps: 50), Seed).Curve.Select(point => point.Step)];
        Assert.Equal([1, 2, 3], steps[..3]);
        Assert.Equal(50, steps[^1]);
        Assert.All(steps.Zip(steps.Skip(1)),
            pair => Assert.InRange(pair.Second, pair.First + 1, Math.Max(pair.First + 1, pair.First * 1.08)));
    }
}
