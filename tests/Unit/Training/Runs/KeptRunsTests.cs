using System.Security.Cryptography;
using System.Text;
using Reproduction.Claims;
using Reproduction.Results;
using Reproduction.Recipes.Engines;

namespace WeightPred.Unit.Training.Runs;

public sealed class KeptRunsTests : IDisposable
{
    private const int Seed = 3;

    private static readonly Experiment Experiment = Tiny.Of(Tiny.Linear, steps: 40);

    private static readonly Lazy<Run> Trained = new(() => Trainer.Train(Experiment, Seed));

    private readonly string _folder = Directory.CreateTempSubdirectory("kept").FullName;

    private readonly StringWriter _log = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private KeptRuns Kept => new(_folder, _log);

    private string File => Kept.PathOf(Experiment, Seed);

    // The run as the next process gets it, and whether it was trained for that.
    private (Run Run, bool Trained) Get()
    {
        bool trained = false;
        var run = Kept.Get(Experiment, Seed, _ => trained = true);
        Assert.Equal(KeptRunsTests.Trained.Value.Fingerprint, run.Fingerprint);
        return (run, trained);
    }

    [Fact]
    public void A_run_is_trained_once_and_used_after_its_proof()
    {
        Assert.True(Get().Trained);
        var (run, trained) = Get();
        Assert.False(trained);
        Assert.Empty(_log.ToString());
        Assert.Equal(Trained.Value.Weights, run.Weights);
        Assert.Equal(Trained.Value.Curve, run.Curve);
        Assert.Equal((Trained.Value.StartLoss, Trained.Value.FinalLoss, Trained.Value.HeldOutLoss),
            (run.StartLoss, run.FinalLoss, run.HeldOutLoss));
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "point", "the loss at step 7" },
        { "start", "the evaluation after step" },
        { "final", "its final loss is not that of its curve" },
        { "weights", "its weights have another hash" },
        { "short", "its curve does not reach step 40" },
        { "empty", "its curve does not reach step 40" },
    };

    private static Run Changed(string what, Run run) => what switch
    {
        "point" => run with { Curve = [.. run.Curve.Select(p => p.Step == 7 ? p with { Loss = Math.BitIncrement(p.Loss) } : p)] },
        "start" => run with { StartLoss = Math.BitDecrement(run.StartLoss) },
        "final" => run with { FinalLoss = Math.BitIncrement(run.FinalLoss) },
        "weights" => run with { Weights = [[.. run.Weights[0].Select((w, i) => i == 0 ? -w : w)], .. run.Weights.Skip(1)] },
        "short" => run with { Curve = [.. run.Curve.SkipLast(1)] },
        _ => run with { Curve = [] },
    };

    [SkippableTheory]
    [MemberData(nameof(Changes))]
    public void A_run_that_this_code_did_not_begin_or_that_contradicts_itself_is_refused_by_name_and_trained_anew(
        string what, string named)
    {
        Tiny.SkipWithoutExactBits();
        Kept.Keep(Changed(what, Trained.Value));
        Assert.True(Get().Trained);
        Assert.Contains(named, _log.ToString(), StringComparison.Ordinal);
        Assert.Contains("trained again", _log.ToString(), StringComparison.Ordinal);
        Assert.False(Get().Trained);
    }

    [Fact]
    public void A_damaged_file_is_trained_again_and_said_to_be()
    {
        Get();
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        foreach (byte[] damaged in (byte[][])[[], bytes[..^1],
            [.. bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b)]])
        {
            System.IO.File.WriteAllBytes(File, damaged);
            _log.GetStringBuilder().Clear();
            Assert.True(Get().Trained);
            Assert.Contains($"{File} is damaged. It is trained again.", _log.ToString(), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void A_pipe_is_a_damaged_file_and_nothing_waits_for_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using (var made = System.Diagnostics.Process.Start("mkfifo", [File]))
            made.WaitForExit();
        Assert.True(Get().Trained);
        Assert.Contains($"{File} is damaged. It is trained again.", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_another_seed_is_never_taken()
    {
        Kept.Keep(Trainer.Train(Experiment, Seed + 1));
        System.IO.File.Move(Kept.PathOf(Experiment, Seed + 1), File);
        Assert.True(Get().Trained);
        Assert.Contains("belongs to another run", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_name_comes_from_experiment_seed_and_numeric_contract_alone()
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Experiment.Canonical}|{Seed}|{Engine.Device.Numerics}"));
        Assert.Equal(Path.Combine(_folder, Convert.ToHexStringLower(hash)[..32] + ".run"), File);
        Assert.NotEqual(File, Kept.PathOf(Experiment, Seed + 1));
        Assert.NotEqual(File, Kept.PathOf(Experiment with { EmaDecay = 0.98 }, Seed));
    }

    [Fact]
    public void What_a_killed_process_left_beside_a_finished_run_is_removed()
    {
        Get();
        System.IO.File.WriteAllText(File + ".part", "left");
        Assert.False(Get().Trained);
        Assert.False(System.IO.File.Exists(File + ".part"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_no_run()
    {
        string notAFolder = Path.Combine(_folder, "file");
        System.IO.File.WriteAllText(notAFolder, "");
        Assert.Equal(Trained.Value.Fingerprint, new KeptRuns(notAFolder, _log).Get(Experiment, Seed).Fingerprint);
        Assert.Contains("The run counts, but is not kept", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_interrupted_goes_on_where_it_stopped()
    {
        new Checkpoints(File + ".part").Write(Experiment, Seed, Half());
        var steps = new List<int>();
        Assert.Equal(Trained.Value.Fingerprint, Kept.Get(Experiment, Seed, steps.Add).Fingerprint);
        Assert.All(steps, step => Assert.InRange(step, 21, 40));
    }

    [SkippableFact]
    public void What_another_code_began_is_trained_from_the_beginning()
    {
        Tiny.SkipWithoutExactBits();
        var half = Half();
        new Checkpoints(File + ".part")
            .Write(Experiment, Seed, half with { Curve = [.. half.Curve.Select(point => point with { Loss = 1.5 * point.Loss })],
            Weights = [.. half.Weights.Select(values => values.Select(v => 1.25f * v).ToArray())] });
        Assert.Equal(Trained.Value.Fingerprint, Kept.Get(Experiment, Seed).Fingerprint);
        Assert.Contains("it is trained from the beginning", _log.ToString(), StringComparison.Ordinal);
        Assert.False(Get().Trained);
    }

    [Fact]
    public void A_checkpoint_of_a_network_of_other_sizes_is_said_to_be_one_and_left()
    {
        var half = Half();
        new Checkpoints(File + ".part")
            .Write(Experiment, Seed, half with { Weights = [.. half.Weights.Select(values => values[1..])] });
        Assert.Equal(Trained.Value.Fingerprint, Kept.Get(Experiment, Seed).Fingerprint);
        Assert.Contains("is of a network of other sizes. This run begins at the beginning.", _log.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".part")]
    public void A_file_of_another_version_is_named_and_left_as_it_is(string part)
    {
        Kept.Keep(Trained.Value);
        new Checkpoints(File + ".part").Write(Experiment, Seed, Half());
        byte[] made = System.IO.File.ReadAllBytes(File + part)[..^32];
        made[3]++;
        made = [.. made, .. SHA256.HashData(made)];
        System.IO.File.Delete(File);
        System.IO.File.WriteAllBytes(File + part, made);
        Assert.Equal(
            $"{File}{part} is of another version of this suite, and stays: train with that version, or delete the file.",
            Assert.Throws<InvalidRunException>(() => Kept.Get(Experiment, Seed)).Message);
        Assert.Equal(made, System.IO.File.ReadAllBytes(File + part));
        Assert.False(Kept.Has(Experiment, Seed));
        Assert.Null(Kept.Begun(Experiment, Seed + 1));
    }

    // Byte for byte a file whose hash is right, but for a number that was made up.
    [Theory]
    [InlineData(-1)]
    [InlineData(1 << 28)]
    [InlineData(int.MaxValue)]
    public void A_made_up_number_in_a_file_whose_hash_is_right_costs_no_run_and_no_memory(int number)
    {
        Kept.Keep(Trained.Value);
        new Checkpoints(File + ".part").Write(Experiment, Seed, Half());
        foreach (string path in new[] { File, File + ".part" })
        {
            byte[] bytes = System.IO.File.ReadAllBytes(path);
            int behindHeader = 4 + 1 + Experiment.Canonical.Length + (Experiment.Canonical.Length > 127 ? 1 : 0) + 4 + 1
                + Engine.Device.Numerics.Length;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int at = behindHeader; at < behindHeader + 400; at++)
            {
                byte[] made = bytes[..^32];
                BitConverter.GetBytes(number).CopyTo(made, at);
                System.IO.File.WriteAllBytes(path, [.. made, .. SHA256.HashData(made)]);
                try
                {
                    _ = path == File ? (object?)RunFile.Read(path, Experiment, Seed) : RunFile.ReadPart(path, Experiment, Seed);
                }
                catch (InvalidDataException e)
                {
                    Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
                }
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400L * 100_000);
        }
    }

    [Fact]
    public void A_curve_without_end_is_trained_again_and_one_of_a_checkpoint_from_the_beginning()
    {
        Get();
        Forge(File, Trained.Value.Curve.Count);
        Assert.True(Get().Trained);
        Assert.Contains($"{File} is damaged. It is trained again.", _log.ToString(), StringComparison.Ordinal);

        System.IO.File.Delete(File);
        var half = Half();
        new Checkpoints(File + ".part").Write(Experiment, Seed, half);
        Forge(File + ".part", half.Curve.Count);
        Assert.True(Get().Trained);
        Assert.Contains($"{File}.part is damaged. This run begins at the beginning.", _log.ToString(), StringComparison.Ordinal);

        new Checkpoints(File + ".part").Write(Experiment, Seed, half with { Step = -5 });
        System.IO.File.Delete(File);
        Assert.True(Get().Trained);
        Assert.Contains("it stopped after step -5 of 40", _log.ToString(), StringComparison.Ordinal);

        // The number of points stands before the first one, which is of step 1.
        static void Forge(string path, int points)
        {
            byte[] made = System.IO.File.ReadAllBytes(path)[..^32];
            int at = made.AsSpan().IndexOf([.. BitConverter.GetBytes(points), .. BitConverter.GetBytes(1)]);
            BitConverter.GetBytes(int.MaxValue).CopyTo(made, at);
            System.IO.File.WriteAllBytes(path, [.. made, .. SHA256.HashData(made)]);
        }
    }

    private static Checkpoint Half()
    {
        using var learner = new Learner(Experiment, Seed);
        var curve = new List<CurvePoint>();
        while (learner.Steps < 20)
        {
            learner.Step();
            if (Trained.Value.Curve.Any(point => point.Step == learner.Steps))
                curve.Add(new(learner.Steps, learner.Loss));
        }

        return new Checkpoint(20, learner.Loss, Trained.Value.StartLoss, TimeSpan.Zero, curve, learner.Weights,
            learner.Optimizer.Moments);
    }
}
