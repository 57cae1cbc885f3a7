using Reproduction.Claims;
using Reproduction.Recipes.Engines;

namespace WeightPred.Unit.Training.Runs;

public sealed class PublishingTests : IDisposable
{
    private static readonly Run Trained = Trainer.Train(Small.Experiment, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;
    private readonly PublishedRuns _runs;

    public PublishingTests() => _runs = new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_metric_stands_in_the_file_and_answers_for_the_weights()
    {
        var (file, written) = Small.Publishing(_runs).Publish(Trained, "a test");
        var run = _runs.Read(Small.Experiment, 0);
        Assert.True(written);
        Assert.Equal(_runs.PathOf(Small.Experiment, 0), file);
        Assert.Equal("a machine", run.Origin.Machine);
        Assert.All(Small.Metrics, metric => Assert.Equal(metric.Value(Trained), metric.Value(run)));
    }

    [Fact]
    public void A_metric_that_the_file_lacks_is_named_with_the_file()
    {
        var (file, _) = Small.Publishing(_runs).Publish(Trained, "a test");
        var lacking = Metric.Error<Run>("another metric", "MSE", run => run.Evaluate(), onNetwork: true);
        string message = Assert.Throws<InvalidRunException>(() => lacking.Value(_runs.Read(Small.Experiment, 0))).Message;
        Assert.Contains("\"another metric\"", message, StringComparison.Ordinal);
        Assert.Contains(file, message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_published_stays_until_a_plan_asks_for_more()
    {
        Small.Publishing(_runs).Publish(Trained, "first");
        Assert.False(Small.Publishing(_runs).Publish(Trained, "second").Written);
        Assert.Equal("first", _runs.ReadAll().Single().Reason);
        Assert.False(new Publishing(_runs, _ => [.. Small.Metrics, Metric.Score<Run>("R²", "R²", run => run.R2())], "a machine")
            .Publish(Trained, "second").Written);
        var more = new Publishing(_runs, _ =>
            [.. Small.Metrics, Metric.Score<Run>("R² again", "R²", run => 1 - run.Evaluate(), onNetwork: true)], "a machine");
        Assert.True(more.Publish(Trained, "second").Written);
        Assert.Equal("second", _runs.ReadAll().Single().Reason);
    }

    [Fact]
    public void A_metric_that_means_something_else_since_is_refused_and_published_again()
    {
        var today = Metric.Score<Run>("R²", "R²", run => 1 - run.FinalLoss);
        Publishing With(Metric metric) => new(_runs, _ => [.. Small.Metrics, metric], "a machine");
        With(Metric.Score<Run>("R²", "R²", run => run.R2())).Publish(Trained, "first");
        Assert.Contains("does not follow from the run's own losses", Assert.Throws<InvalidRunException>(
            () => today.Value(_runs.Read(Small.Experiment, 0))).Message, StringComparison.Ordinal);
        Assert.True(With(today).Publish(Trained, "second").Written);
        Assert.Equal(today.Value(Trained), today.Value(_runs.Read(Small.Experiment, 0)));

        var shifted = Metric.Error<Run>(Small.Shifted.Name, "MSE", run => run.Evaluate(), onNetwork: true);
        Assert.True(new Publishing(_runs, _ => [Small.FinalLoss, shifted, today], "a machine").Publish(Trained, "third").Written);
    }

    [Fact]
    public void A_damaged_file_is_published_again()
    {
        var (file, _) = Small.Publishing(_runs).Publish(Trained, "a test");
        File.WriteAllText(file, "{");
        Assert.True(Small.Publishing(_runs).Publish(Trained, "a test").Written);
        Assert.Equal(Trained.Fingerprint, _runs.Read(Small.Experiment, 0).Fingerprint);
    }

    [Fact]
    public void What_cannot_be_proven_is_not_published()
    {
        Assert.Throws<ProofException>(() => Small.Publishing(_runs).Publish(Trained.WithLoss(7), "a test"));
        Assert.Throws<ProofException>(() => Small.Publishing(_runs).Publish(Trained with { Fingerprint = "00" }, "a test"));
        Assert.Throws<ProofException>(() => Small.Publishing(_runs).Publish(Trained with { HeldOutLoss = 1 }, "a test"));
        Assert.Empty(_runs.ReadAll());
    }

    [Fact]
    public void A_run_with_other_weights_does_not_replace_a_published_one()
    {
        _runs.Write(Trained with { Fingerprint = "00" }, "a test");
        Assert.Contains("other final weights", Assert.Throws<InvalidRunException>(() => Small.Publishing(_runs)
            .Publish(Trained, "a test")).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_run_of_an_older_model_is_replaced_where_that_is_asked_for()
    {
        Skip.IfNot(Engine.Device.Exact, "Without exact bits nothing can be proven.");
        _runs.Write(Trainer.Train(Small.Experiment, 7) with { Seed = 0 }, "an older model");
        Assert.Contains("publish --replace", Assert.Throws<InvalidRunException>(() => Small.Publishing(_runs)
            .Publish(Trained, "a test")).Message, StringComparison.Ordinal);
        Assert.True(Small.Publishing(_runs).Publish(Trained, "the model was changed", replace: true).Written);
        Assert.Equal((Trained.Fingerprint, "the model was changed"),
            (_runs.ReadAll().Single().Run.Fingerprint, _runs.ReadAll().Single().Reason));
        Assert.False(Small.Publishing(_runs).Publish(Trained, "again", replace: true).Written);
    }

    [SkippableFact]
    public void A_run_whose_proof_holds_is_not_replaced()
    {
        Skip.IfNot(Engine.Device.Exact, "Without exact bits nothing can be proven.");
        _runs.Write(Trained with { Fingerprint = "00" }, "a test");
        Assert.Contains(
            "Its proof holds: audit it", Assert.Throws<InvalidRunException>(() => Small.Publishing(_runs)
                .Publish(Trained, "a test", replace: true)).Message, StringComparison.Ordinal);
        _runs.Write(Trained.WithLoss(7), "the same weights");
        Assert.True(Small.Publishing(_runs).Publish(Trained, "a test", replace: true).Written);
    }

    [Fact]
    public void A_reason_is_asked_for() => Assert.Throws<ArgumentException>(() => Small.Publishing(_runs).Publish(Trained, " "));

    [Fact]
    public void What_no_plan_uses_is_not_published() =>
        Assert.Contains("No plan", Assert.Throws<ArgumentException>(() => new Publishing(_runs, _ => [], "a machine")
            .Publish(Trained, "a test")).Message, StringComparison.Ordinal);
}
