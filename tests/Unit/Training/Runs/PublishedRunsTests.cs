using WeightPred.Reproduction.Claims;
using WeightPred.Training;
using WeightPred.Training.Runs;

namespace WeightPred.Unit.Training.Runs;

public sealed class PublishedRunsTests : IDisposable
{
    private static readonly Run Trained = Trainer.Train(Small.Experiment, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;
    private readonly PublishedRuns _runs;

    public PublishedRunsTests() => _runs = new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Run Published => Trained with { Weights = [], Metrics = new Dictionary<string, double> { ["R²"] = 0.1 + 0.2, ["a"] = double.PositiveInfinity, ["b"] = 1e-300 } };

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
        Assert.Equal((Published.StartLoss, Published.FinalLoss, Published.HeldOutLoss), (run.StartLoss, run.FinalLoss, run.HeldOutLoss));
        Assert.Equal((Published.Fingerprint, Published.Origin), (run.Fingerprint, run.Origin));
        Assert.Equal("a test", _runs.ReadAll().Single().Reason);
        Assert.StartsWith("Linear-2-3-1-Unit-60x16.s0.", Path.GetFileName(path), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(path).Length, 1, 4096);
    }

    [Fact]
    public void Runs_are_shown_from_seed_0_on_without_a_gap()
    {
        foreach (int seed in new[] { 0, 1, 3, 20, 21 })
            _runs.Write(Published with { Seed = seed }, "a test");
        Assert.Equal([0, 1], _runs.ToShow()(Small.Experiment).Select(shown => shown.Run.Seed));
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
    public void A_changed_digit_without_a_new_hash_is_refused() => Assert.Contains("hash", Fault(Write(), Published.Fingerprint, "00" + Published.Fingerprint[2..]), StringComparison.Ordinal);

    [Fact]
    public void A_missing_key_is_named() => Assert.Contains("startLoss", Fault(Write(), $"  \"startLoss\": {Text(Published.StartLoss)},\n", ""), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_key_is_named() => Assert.Contains("'more'", Fault(Write(), "  \"seed\": 0,\n", "  \"seed\": 0,\n  \"more\": 1,\n"), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_there_twice_is_named()
    {
        Assert.Contains("5: \"seed\": 0", Fault(Write(), "  \"seed\": 0,\n", "  \"seed\": 0,\n  \"seed\": 0,\n"), StringComparison.Ordinal);
        Assert.Contains("\"b\": 1E-300,", Fault(Write(), "    \"b\": 1E-300\n", "    \"b\": 1E-300,\n    \"b\": 1E-300\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_have_one_spelling() => Assert.Contains("\"b\": 1.0E-300", Fault(Write(), "\"b\": 1E-300", "\"b\": 1.0E-300"), StringComparison.Ordinal);

    [Fact]
    public void NaN_is_neither_read_nor_written()
    {
        Assert.Contains("metrics.b", Fault(Write(), "\"b\": 1E-300", "\"b\": \"NaN\""), StringComparison.Ordinal);
        Assert.Contains("metrics.R²", Assert.Throws<ArgumentException>(() => _runs.Write(Published with { Metrics = new Dictionary<string, double> { ["R²"] = double.NaN } }, "a test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        string path = Write();
        File.WriteAllText(path, File.ReadAllText(path)[..200]);
        Assert.Contains(path, Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_curve_has_all_its_points()
    {
        _runs.Write(Published with { Curve = [.. Published.Curve.Where(point => point.Step != 5)] }, "a test");
        Assert.Contains("no point at step 6", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message, StringComparison.Ordinal);
        _runs.Write(Published with { Curve = [.. Published.Curve.SkipLast(1)] }, "a test");
        Assert.Contains("of 60", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message, StringComparison.Ordinal);
        _runs.Write(Published with { FinalLoss = Small.Changed(Published.FinalLoss) }, "a test");
        Assert.Contains("finalLoss", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_under_another_runs_name_is_refused()
    {
        File.Move(Write(), _runs.PathOf(Small.Experiment, 1));
        Assert.Contains(".s0.", Assert.Throws<InvalidRunException>(() => _runs.Read(Small.Experiment, 1)).Message, StringComparison.Ordinal);
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
        var all = new PublishedRuns();
        Assert.Empty(all.NotOffered());
        Assert.All(all.ReadAll(), published => Assert.NotEmpty(published.Run.Metrics));
    }

    private static string Text(double value) => System.Text.Json.JsonSerializer.Serialize(value);
}
