using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Training;

public sealed class An_interrupted_run_ends_with_the_same_bits : IDisposable
{
    private const int Seed = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("parts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "a.part");

    private static Recipe Of(Net net) => new()
    {
        Task = net == Net.DeepSetsAttention ? LearningTask.FunctionFromPairs : LearningTask.OutputFromWeights,
        Generator = KnownGenerators.TwoLayerMlp(2, 3, WeightScale.LeCun),
        Net = net,
        Pairs = net == Net.DeepSetsAttention ? 4 : 0,
        Steps = 20,
        Batch = 16,
        Width = 8,
        HeldOut = 32,
    };

    // Interrupted before the checkpoint of the given step.
    private void Interrupt(Recipe recipe, int at) => Assert.Throws<OperationCanceledException>(() => Trainer.Train(
        recipe, Seed,
        step =>
        {
            if (step == at)
                throw new OperationCanceledException();
        },
        new Checkpoints(File, TimeSpan.Zero)));

    private static void AssertSame(Run expected, Run run)
    {
        Assert.Equal(expected.Fingerprint, run.Fingerprint);
        Assert.Equal(expected.FinalLoss, run.FinalLoss);
        Assert.Equal(expected.HeldOutLoss, run.HeldOutLoss);
        Assert.Equal(expected.Curve, run.Curve);
    }

    [Theory]
    [InlineData(Net.Linear)]
    [InlineData(Net.ResLinear)]
    [InlineData(Net.DeepSetsAttention)]
    public void However_often_and_wherever_it_was_interrupted(Net net)
    {
        var recipe = Of(net);
        var whole = Trainer.Train(recipe, Seed);
        foreach (int[] stops in (int[][])[[1], [2], [20], [3, 3, 4, 12, 19]])
        {
            foreach (int stop in stops)
                Interrupt(recipe, stop);
            var parts = new Checkpoints(File, TimeSpan.Zero);
            AssertSame(whole, Trainer.Train(recipe, Seed, parts: parts));
            parts.Delete();
        }
    }

    [Fact]
    public void Or_whoever_damaged_its_file_and_the_log_says_so()
    {
        var recipe = Of(Net.Linear);
        var whole = Trainer.Train(recipe, Seed);
        Interrupt(recipe, 9);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        bytes[bytes.Length / 2] ^= 1;
        System.IO.File.WriteAllBytes(File, bytes);
        using var log = new StringWriter();
        AssertSame(whole, Trainer.Train(recipe, Seed, parts: new Checkpoints(File, log: log)));
        Assert.Contains("damaged. This run begins at the beginning.", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void And_never_goes_on_from_another_seeds_file()
    {
        var recipe = Of(Net.Linear);
        Interrupt(recipe, 9);
        using var log = new StringWriter();
        AssertSame(Trainer.Train(recipe, Seed + 1), Trainer.Train(recipe, Seed + 1, parts: new Checkpoints(File, log: log)));
        Assert.Contains("belongs to another run", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_refuses_checkpoints_costs_no_training()
    {
        var recipe = Of(Net.Linear);
        string notAFolder = Path.Combine(_folder, "file");
        System.IO.File.WriteAllText(notAFolder, "");
        using var log = new StringWriter();
        AssertSame(Trainer.Train(recipe, Seed), Trainer.Train(recipe, Seed, parts: new Checkpoints(Path.Combine(notAFolder, "a.part"), TimeSpan.Zero, log)));
        Assert.Contains("goes on without this checkpoint", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_where_it_goes_on()
    {
        Interrupt(Of(Net.Linear), 9);
        using var log = new StringWriter();
        Trainer.Train(Of(Net.Linear), Seed, parts: new Checkpoints(File, log: log));
        Assert.Contains("Linear seed 3 goes on after step 8 of 20.", log.ToString(), StringComparison.Ordinal);
    }
}
