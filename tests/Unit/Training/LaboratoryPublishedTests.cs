using Reproduction.Claims;
using Reproduction.Results;
using Reproduction;
using WeightPred.Unit.Training.Runs;

namespace WeightPred.Unit.Training;

/// <summary>The published tier: read and proven, never trained.</summary>
public sealed class LaboratoryPublishedTests : IDisposable
{
    private static readonly Run[] Trained = [.. Enumerable.Range(0, 5).Select(seed => Trainer.Train(Small.Experiment, seed))];

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;
    private readonly StringWriter _log = new();
    private readonly PublishedRuns _runs;

    public LaboratoryPublishedTests()
    {
        _runs = new(_folder);
        foreach (var run in Trained)
            Small.Publishing(_runs).Publish(run, "a test");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ILab Lab => new Laboratory(Path.Combine(_folder, "kept"), _log, _runs);

    private static (IExperiment, int)[] Seeds => [.. Trained.Select(run => ((IExperiment)run.Experiment, run.Seed))];

    private static Plan Plan(params Metric[] metrics)
    {
        var plan = new Plan(new Statement("T1", "It learns", Kind.Result, "", ""), Tier.Published);
        var arm = plan.Arm("Linear", Small.Experiment);
        plan.Decide(MeanWithin.AtMost("The loss is below 100", arm[Small.FinalLoss], 100).At(5));
        foreach (var metric in metrics)
            plan.Measure(metric, arm);
        return plan;
    }

    [Fact]
    public void Runs_come_from_the_files_with_what_they_carry()
    {
        var lab = Lab;
        Assert.Equal(5, lab.Available(Small.Experiment, Tier.Published));
        Assert.Equal(2, lab.Available(Small.Experiment, Tier.Published, firstSeed: 3));
        Assert.Equal(0, lab.Available(Small.Experiment with { Batch = 8 }, Tier.Published));
        var runs = lab.Runs(Seeds, Tier.Published, _ => Assert.Fail("trained")).Cast<Run>().ToList();
        Assert.Equal(Trained.Select(run => run.Fingerprint), runs.Select(run => run.Fingerprint));
        Assert.All(runs, run => Assert.Empty(run.Weights));
        Assert.False(Directory.Exists(Path.Combine(_folder, "kept")));
        Assert.Same(runs[0], lab.Runs([Seeds[0]], Tier.Published)[0]);
    }

    [Fact]
    public void A_published_run_stands_in_for_no_trained_one()
    {
        var lab = Lab;
        lab.Runs(Seeds, Tier.Published);
        Assert.NotEmpty(((Run)lab.Runs([Seeds[0]], Tier.Quick)[0]).Weights);
    }

    [Fact]
    public void A_failed_proof_makes_the_claim_invalid_and_says_the_step()
    {
        _runs.Write(_runs.Read(Small.Experiment, 3).WithLoss(17), "forged");
        var result = Examination.Of(Plan(Small.FinalLoss), new Conditions(Lab));
        Assert.Equal(Verdict.Invalid, result.Verdict);
        Assert.Contains("seed 3", Assert.Single(result.Faults), StringComparison.Ordinal);
        Assert.Contains("the loss at step 17 differs", result.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_was_not_published_makes_the_claim_invalid_and_names_the_file()
    {
        var result = Examination.Of(Plan(Small.FinalLoss,
            Metric.Error<Run>("another metric", "MSE", run => run.Evaluate(), onNetwork: true)), new Conditions(Lab));
        Assert.Equal(Verdict.Invalid, result.Verdict);
        Assert.Contains(".json has no metric \"another metric\"", Assert.Single(result.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Proven_runs_decide()
    {
        var result = Examination.Of(Plan(Small.FinalLoss), new Conditions(Lab));
        Assert.Equal(Trained.Select(run => run.FinalLoss), Assert.Single(result.Measurements).PerSeed);
    }

    [Fact]
    public void A_proof_is_work_for_as_many_steps_as_it_trains_again()
    {
        var lab = Lab;
        lab.Runs(Seeds, Tier.Published);
        double proofs = 5 * Small.Experiment.Cost * Proof.StepsOf(Small.Experiment) / Small.Experiment.Steps;
        Assert.Equal(proofs, lab.Work.Asked, 1e-9 * proofs);
        Assert.Equal((lab.Work.Asked, 0), (lab.Work.Done, lab.Work.Before));
    }

    [Fact]
    public void What_is_missing_is_named_with_what_it_takes()
    {
        var plan = new Plan(new Statement("T1", "It learns", Kind.Result, "", ""), Tier.Published);
        var arm = plan.Arm("Linear, long", Small.Experiment with { Steps = 100_000_000 });
        plan.Decide(MeanWithin.AtMost("The loss is below 100", arm[Small.FinalLoss], 100).At(5));
        plan.Measure(Small.FinalLoss, arm);
        string message = Assert.Throws<MissingRunsException>(() => Examination.Of(plan, new Conditions(Lab))).Message;
        Assert.Contains("Linear, long (0 of 5 seeds)", message, StringComparison.Ordinal);
        Assert.Contains("core hours", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_says_what_must_be_published() =>
        Assert.Equal(["final loss", "held-out loss of another generator"], Reproduction.Claims.Plan.MetricsOf(
            [Plan(Small.FinalLoss), Plan(Small.Shifted)], Small.Experiment).Select(metric => metric.Name));

    [Fact]
    public void What_is_damaged_is_said_once()
    {
        File.WriteAllText(_runs.PathOf(Small.Experiment, 4), "{}");
        var lab = Lab;
        lab.Available(Small.Experiment, Tier.Published);
        lab.Available(Small.Experiment, Tier.Published);
        Assert.Single(_log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
