using System.Security.Cryptography;
using System.Text;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Results;

namespace WeightPred.Unit.Training.Runs;

public sealed class PublishedRunsTests : IDisposable
{
    private static readonly Run Trained = Trainer.Train(Small.Experiment, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;
    private readonly PublishedRuns _runs;

    public PublishedRunsTests() => _runs = new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Run Published => Trained with { Weights = [],
        Metrics = new Dictionary<string, double> { ["R²"] = 0.1 + 0.2, ["a"] = double.PositiveInfinity, ["b"] = 1e-300 } };

    private string Write() => _runs.Write(Published, "a test");

    private void Edit(string path, string from, string to)
    {
        string text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    private string Fault(string path, string from, string to)
    {
        Edit(path, from, to);
        string message = Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("git checkout", message, StringComparison.Ordinal);
        return message;
    }

    [Fact]
    public void What_is_written_is_read_to_the_bit()
    {
        string path = Write();
        var run = _runs.Read(Small.Experiment, 0);
        Assert.Equal(Published.Experiment, run.Experiment);
        Assert.Equal(Published.Curve, run.Curve);
        Assert.Equal(Published.Metrics.OrderBy(m => m.Key), run.Metrics.OrderBy(m => m.Key));
        Assert.Equal((Published.StartLoss, Published.FinalLoss, Published.HeldOutLoss),
            (run.StartLoss, run.FinalLoss, run.HeldOutLoss));
        Assert.Equal((Published.Fingerprint, Published.Origin), (run.Fingerprint, run.Origin));
        Assert.Equal("a test", _runs.ReadAll().Single().Reason);
        Assert.StartsWith("Linear8-8-8-2-3-1-Unit-60x16.s0.", Path.GetFileName(path), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(path).Length, 1, 4096);
    }

    [Fact]
    public void Runs_are_shown_from_seed_0_on_without_a_gap()
    {
        foreach (int seed in new[] { 0, 1, 3, 20, 21 })
            _runs.Write(Published with { Seed = seed }, "a test");
        var shown = _runs.ToShow()(Small.Experiment);
        Assert.All(shown, run => Assert.Equal(31, run.Proven));
        Assert.Equal([0, 1], shown.Select(run => run.Run.Seed));
        Assert.Equal((2, 2), (_runs.Count(Small.Experiment), _runs.Count(Small.Experiment, 20)));
    }

    [Fact]
    public void A_checkout_may_end_lines_its_own_way()
    {
        string path = Write();
        File.WriteAllText(path, File.ReadAllText(path).ReplaceLineEndings("\r\n"));
        Assert.Equal(Published.Fingerprint, _runs.Read(Small.Experiment, 0).Fingerprint);
    }

    [Fact]
    public void A_changed_digit_without_a_new_hash_is_refused() => Assert.Contains("hash",
        Fault(Write(), Published.Fingerprint, "00" + Published.Fingerprint[2..]), StringComparison.Ordinal);

    [Fact]
    public void A_missing_key_is_named() => Assert.Contains("startLoss",
        Fault(Write(), $"  \"startLoss\": {Text(Published.StartLoss)},\n", ""), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_key_is_named() => Assert.Contains("'more'",
        Fault(Write(), "  \"seed\": 0,\n", "  \"seed\": 0,\n  \"more\": 1,\n"), StringComparison.Ordinal);

    [Fact]
    public void A_word_of_a_megabyte_is_cut() => Assert.InRange(
        Fault(Write(), "  \"seed\": 0,\n", $"  \"seed\": 0,\n  \"{new string('x', 1 << 20)}\": 1,\n").Length, 500, 1200);

    [Fact]
    public void A_key_that_is_there_twice_is_named()
    {
        Assert.Contains("5: \"seed\": 0", Fault(Write(), "  \"seed\": 0,\n", "  \"seed\": 0,\n  \"seed\": 0,\n"),
            StringComparison.Ordinal);
        Assert.Contains("\"b\": 1E-300,", Fault(Write(), "    \"b\": 1E-300\n", "    \"b\": 1E-300,\n    \"b\": 1E-300\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_have_one_spelling() =>
        Assert.Contains("\"b\": 1.0E-300", Fault(Write(), "\"b\": 1E-300", "\"b\": 1.0E-300"), StringComparison.Ordinal);

    [Fact]
    public void NaN_is_neither_read_nor_written()
    {
        Assert.Contains("metrics.b", Fault(Write(), "\"b\": 1E-300", "\"b\": \"NaN\""), StringComparison.Ordinal);
        Assert.Contains("metrics.R²", Assert.Throws<ArgumentException>(() => _runs.Write(Published with { Metrics =
            new Dictionary<string, double> { ["R²"] = double.NaN } }, "a test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        string path = Write();
        File.WriteAllText(path, File.ReadAllText(path)[..200]);
        Assert.Contains(path, Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_has_all_its_points()
    {
        _runs.Write(Published with { Curve = [.. Published.Curve.Where(point => point.Step != 5)] }, "a test");
        Assert.Contains("no point of the curve may follow step 4 at step 6",
            Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message, StringComparison.Ordinal);
        _runs.Write(Published with { Curve = [.. Published.Curve.SkipLast(1)] }, "a test");
        Assert.Contains("of 60", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message,
            StringComparison.Ordinal);
        _runs.Write(Published with { FinalLoss = Small.Changed(Published.FinalLoss) }, "a test");
        Assert.Contains("finalLoss", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_under_another_runs_name_is_refused()
    {
        File.Move(Write(), _runs.PathOf(Small.Experiment, 1));
        Assert.Contains(".s0.", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_count_from_the_first_as_far_as_none_is_missing()
    {
        Assert.Equal(0, _runs.Count(Small.Experiment));
        foreach (int seed in (int[])[0, 1, 3])
            _runs.Write(Published with { Seed = seed }, "a test");
        Assert.Equal(2, _runs.Count(Small.Experiment));
        Assert.Equal(0, _runs.Count(Small.Experiment with { Steps = 61 }));
        Assert.Throws<MissingRunsException>(() => _runs.Read(Small.Experiment, 2));
    }

    [Fact]
    public void A_diverged_run_is_published_as_infinite()
    {
        var run = Trainer.Train(Small.Experiment with { LearningRate = 1e30 }, 0);
        Assert.True(run.Diverged);
        _runs.Write(run with { Weights = [] }, "a test");
        var read = _runs.Read(run.Experiment, 0);
        Assert.True(read.Diverged);
        Assert.Equal(run.Curve, read.Curve);
        Proof.Check(read);
    }

    [Fact]
    public void What_is_not_offered_is_said()
    {
        string path = Write();
        Assert.Empty(_runs.NotOffered());
        Edit(path, "\"seed\": 0", "\"seed\": 2");
        Assert.Contains(path, Assert.Single(_runs.NotOffered()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_repositorys_own_can_all_be_read()
    {
        var all = new PublishedRuns(Path.Combine(Checkout.Root, "baselines", PublishedRuns.Folder));
        Assert.Empty(all.NotOffered());
        Assert.All(all.ReadAll(), published => Assert.NotEmpty(published.Run.Metrics));
    }

    [Theory]
    [InlineData("UTF-8 with a byte order mark", "byte order mark")]
    [InlineData("UTF-16", "not UTF-8")]
    [InlineData("Latin-1", "not UTF-8")]
    [InlineData("nothing", "empty, or no ordinary file")]
    public void Only_UTF_8_without_a_byte_order_mark_is_read(string encoding, string says)
    {
        string path = Write();
        string text = File.ReadAllText(path);
        File.WriteAllBytes(path, encoding switch
        {
            "UTF-8 with a byte order mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "UTF-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            "Latin-1" => Encoding.Latin1.GetBytes(text),
            _ => [],
        });
        string message = Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$type\":\"Linear\",", "", "key \"experiment\"")]
    [InlineData("\"$type\":\"Linear\"", "\"$type\":\"Cubic\"", "key \"experiment\"")]
    [InlineData("\"LearningRate\":0.001", "\"LearningRate\":1e400", "key \"experiment\"")]
    [InlineData("\"Task\":\"OutputFromWeights\"", "\"Task\":null", "key \"experiment\"")]
    [InlineData("\"Net\":{\"$type\":\"Linear\",\"Widths\":[8,8,8]}", "\"Net\":null", "key \"experiment\"")]
    [InlineData("\"Sizes\":[2,3,1]", "\"Sizes\":[]", "key \"experiment\"")]
    [InlineData("\"Sizes\":[2,3,1]", "\"Sizes\":null", "key \"experiment\"")]
    [InlineData("\"Batch\":16", "\"Batch\":-1", "key \"experiment\"")]
    [InlineData("\"Widths\":[8,8,", "\"Widths\":[2000000000,2000000000,", "key \"experiment\"")]
    [InlineData("\"reason\": \"a test\"", "\"reason\": null", "reason")]
    [InlineData("{\n", "null\n{", "")]
    public void One_odd_file_is_one_sentence_and_costs_no_other_run(string from, string to, string says)
    {
        _runs.Write(Published with { Seed = 1 }, "a test");
        string path = Write();
        File.WriteAllText(path, Rehashed(File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal)));
        string message = Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain("of what the file says", message, StringComparison.Ordinal);
        Assert.Equal([message], _runs.NotOffered());
        Assert.Equal(1, _runs.Read(Small.Experiment, 1).Seed);
    }

    // As somebody would who mends the hash.
    private static string Rehashed(string text)
    {
        int at = text.LastIndexOf(",\n  \"hash\"", StringComparison.Ordinal);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text[..at] + "\n}\n")));
        return $"{text[..at]},\n  \"hash\": \"{hash}\"\n}}\n";
    }

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2.1, true)]
    [InlineData(0.4, true)]
    [InlineData(double.PositiveInfinity, true)]
    public void Final_and_held_out_loss_of_fresh_examples_are_one_thing(double factor, bool refused)
    {
        var run = Long(Small.Experiment with { Steps = 1000, HeldOut = 4096 });
        AssertRefused(refused, run with { HeldOutLoss = factor * run.FinalLoss });
    }

    [Fact]
    public void What_memorises_or_forgets_too_late_or_diverged_may_have_two_losses()
    {
        var experiment = Small.Experiment with { Steps = 1000, HeldOut = 4096 };
        foreach (var other in new[] { experiment with { Sabotage = Sabotage.OneBatchOnly }, experiment with { Steps = 100 },
            experiment with { EmaDecay = 0.9999 }, experiment with { HeldOut = 32 } })
            AssertRefused(false, Long(other) with { HeldOutLoss = 1e6 });
        var diverged = Long(experiment);
        diverged = diverged with { FinalLoss = double.PositiveInfinity, HeldOutLoss = double.PositiveInfinity,
            Curve = [.. diverged.Curve.SkipLast(1), diverged.Curve[^1] with { Loss = double.PositiveInfinity }] };
        AssertRefused(false, diverged);
        AssertRefused(true, diverged with { HeldOutLoss = 1 });
        AssertRefused(true, Published with { HeldOutLoss = -1 });
    }

    // Not trained: its curve is a line.
    private static Run Long(Experiment experiment)
    {
        var curve = new List<CurvePoint> { new(1, 0.5) };
        while (curve[^1].Step < experiment.Steps)
            curve.Add(new(Math.Min(Trainer.NextPoint(curve[^1].Step), experiment.Steps), 0.5));
        return Published with { Experiment = experiment, Curve = curve, FinalLoss = 0.5, HeldOutLoss = 0.5 };
    }

    // Neither written nor, where somebody wrote it otherwise, read.
    private void AssertRefused(bool refused, Run run)
    {
        if (!refused)
        {
            _runs.Write(run, "a test");
            Assert.Equal(run.HeldOutLoss, _runs.Read(run.Experiment, 0).HeldOutLoss);
            return;
        }

        Assert.Throws<InvalidRunException>(() => _runs.Write(run, "a test"));
        var honest = run with { HeldOutLoss = run.FinalLoss };
        string path = _runs.Write(honest, "a test");
        string text = File.ReadAllText(path);
        File.WriteAllText(path, Rehashed(text.Replace($"\"heldOutLoss\": {Text(honest.HeldOutLoss)}",
            $"\"heldOutLoss\": {Text(run.HeldOutLoss)}", StringComparison.Ordinal)));
        Assert.Matches("held-out loss|a loss is negative",
            Assert.Throws<InvalidRunException>(() => _runs.Read(run.Experiment, 0)).Message);
    }

    private static string Text(double value) =>
        double.IsInfinity(value) ? "\"Infinity\"" : System.Text.Json.JsonSerializer.Serialize(value);
}
