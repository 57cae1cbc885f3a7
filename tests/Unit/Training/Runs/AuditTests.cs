
namespace WeightPred.Unit.Training.Runs;

public sealed class AuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("audit").FullName;
    private readonly PublishedRuns _runs;
    private readonly Run _published;

    public AuditTests()
    {
        _runs = new(Path.Combine(_folder, "runs"));
        Small.Publishing(_runs).Publish(Trainer.Train(Small.Experiment, 0), "a test");
        _published = _runs.Read(Small.Experiment, 0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Ledger => Path.Combine(_folder, "audit.json");

    private Audit Audit => new(Ledger, _ => Small.Metrics);

    // As somebody would who changes a number and makes the file's own hash right again.
    private Run Forged(Run run)
    {
        _runs.Write(run, "forged");
        return _runs.Read(run.Experiment, run.Seed);
    }

    private string Fault(Run forged, int? upTo = null) => Assert.Throws<ProofException>(() => Audit.Replay(forged, upTo)).Message;

    [Fact]
    public void An_honest_run_is_replayed_to_its_end()
    {
        var seen = new List<int>();
        Assert.Equal(60, Audit.Replay(_published, progress: seen.Add));
        Assert.Equal(_published.Curve.Select(point => point.Step), seen);
    }

    [Fact]
    public void A_digit_of_a_later_point_is_caught_by_an_audit_to_that_step_and_not_before()
    {
        var forged = Forged(_published.WithLoss(45));
        Proof.Check(forged);
        Assert.Equal(42, Audit.Replay(forged, 44));
        Assert.Contains("the loss at step 45 differs", Fault(forged, 45), StringComparison.Ordinal);
        Assert.Contains("the loss at step 45 differs", Fault(forged), StringComparison.Ordinal);
    }

    [Fact]
    public void A_digit_of_the_final_hash_is_caught_at_the_end()
    {
        char digit = _published.Fingerprint[0] == '0' ? '1' : '0';
        var forged = Forged(_published with { Fingerprint = digit + _published.Fingerprint[1..] });
        Assert.Equal(59, Audit.Replay(forged, 59));
        Assert.Contains("the final weights differ", Fault(forged), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("final loss", false)]
    [InlineData("held-out loss of another generator", true)]
    public void A_digit_of_a_metric_is_caught_at_the_end(string metric, bool theLast)
    {
        double honest = _published.Metrics[metric];
        var values = new Dictionary<string, double>(_published.Metrics) { [metric] =
            theLast ? Small.Changed(honest) : honest * (1 + 1e-11) };
        var forged = Forged(_published with { Metrics = values });
        Assert.Equal(59, Audit.Replay(forged, 59));
        Assert.Contains($"the metric \"{metric}\" differs", Fault(forged), StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_from_the_losses_may_differ_in_its_last_digit_as_logarithms_do() =>
        Assert.Equal(60, Audit.Replay(Forged(_published with { Metrics = new Dictionary<string, double>(
            _published.Metrics) { ["final loss"] = Small.Changed(_published.Metrics["final loss"]) } })));

    [Fact]
    public void A_digit_of_the_held_out_loss_is_caught_at_the_end() =>
        Assert.Contains("the held-out loss differs",
            Fault(Forged(_published with { HeldOutLoss = Small.Changed(_published.HeldOutLoss) })), StringComparison.Ordinal);

    [Fact]
    public void A_metric_that_no_plan_declares_is_not_believed() =>
        Assert.Contains("no plan declares", Fault(
            Forged(_published with { Metrics = new Dictionary<string, double> { ["invented"] = 1 } })), StringComparison.Ordinal);

    [Fact]
    public void The_share_of_replayed_steps_is_remembered_and_falls_when_a_run_changes()
    {
        Run[] both = [_published, _published with { Seed = 1 }];
        Assert.Equal(new AuditedShare(0, 120), Audit.ShareOf(both));
        Audit.Replay(_published, 20);
        Assert.Equal(new AuditedShare(20, 120), Audit.ShareOf(both));
        Audit.Replay(_published);
        Audit.Replay(_published, 10);
        Assert.Equal(0.5, Audit.ShareOf(both).Share);
        Assert.Equal(0, Audit.ShareOf([_published.WithLoss(45)]).Replayed);
    }

    [Fact]
    public void A_damaged_ledger_says_what_to_do_before_anything_is_replayed()
    {
        File.WriteAllText(Ledger, "[{");
        Assert.Contains("Delete it", Assert.Throws<InvalidDataException>(
            () => Audit.Replay(_published, progress: _ => Assert.Fail("replayed"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_that_says_what_cannot_be_is_damaged()
    {
        Audit.Replay(_published, 20);
        string good = File.ReadAllText(Ledger);
        string entry = good.Trim()[1..^1];
        foreach (string text in new[] { "[null]", "null", $"[{entry},{entry}]",
            good.Replace("\"Steps\": 20", "\"Steps\": -1", StringComparison.Ordinal), "" })
        {
            File.WriteAllText(Ledger, text);
            Assert.StartsWith($"{Ledger} is damaged",
                Assert.Throws<InvalidDataException>(() => Audit.ShareOf([_published])).Message, StringComparison.Ordinal);
        }

        File.WriteAllText(Ledger, good.Replace("\"Steps\": 20", "\"Steps\": 2147483647", StringComparison.Ordinal));
        Assert.Equal(new AuditedShare(60, 60), Audit.ShareOf([_published]));
    }

    [Fact]
    public void A_random_choice_is_the_seeds_alone()
    {
        Run[] runs = [.. Enumerable.Range(0, 20).Select(seed => _published with { Seed = seed })];
        int[] Picked(IEnumerable<Run> from, int seed) => [.. Audit.Pick(from, 5, seed).Select(run => run.Seed)];
        Assert.Equal(5, Picked(runs, 1).Distinct().Count());
        Assert.Equal(Picked(runs, 1), Picked(runs.Reverse(), 1));
        Assert.NotEqual(Picked(runs, 1), Picked(runs, 2));
    }
}
