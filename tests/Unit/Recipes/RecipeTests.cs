using System.Text.Json;
using ExactTorch.Rng;
using Reproduction;
using Reproduction.Recipes.Engines;
using Reproduction.Claims;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Recipes;

/// <summary>A network of one's own: y = 2 x₁ - x₂ by one linear layer.</summary>
public sealed record Plane : Recipe<Plane>
{
    public int Inputs { get; init; } = 2;

    protected override string Label => $"plane of {Inputs}";

    protected override TimeSpan TakesExample => TimeSpan.FromMicroseconds(1);

    protected override string Stream => "plane";

    protected override Module<Tensor, Tensor> Build() => Linear(Inputs, 1);

    protected override Examples Draw(Noise noise, Purpose purpose, long step, int batch)
    {
        var x = noise.Normal(purpose, 0, step, 1, batch, Inputs);
        return new(x, x.narrow(1, 0, 1) * 2f - x.narrow(1, 1, 1), answer => answer);
    }
}

public sealed class RecipeTests : IDisposable
{
    private static readonly Plane Small = new() { Steps = 300, Batch = 32, LearningRate = 0.03, HeldOut = 4096 };
    private static readonly Metric Loss = Metric.Error<Run<Plane>>("held-out loss", "MSE", run => run.HeldOutLoss);
    private static readonly Metric Weight = Metric.Of<Run<Plane>>(
        "first weight", "weight",
        run =>
        {
            using var learner = Plane.Restore(run);
            return learner.Weights[0][0];
        },
        onNetwork: true);

    private readonly Scratch _scratch = new();

    [Fact]
    public void It_learns_and_its_untrained_control_does_not()
    {
        var trained = Trainer.Train(Small, 0);
        Assert.True(trained.HeldOutLoss < 0.01);
        Assert.Equal(2, Weight.Value(trained), 0.1);

        var untrained = Trainer.Train((Plane)Small.Untrained, 0);
        using var before = Small.Begin(0);
        Assert.Equal(Trainer.Fingerprint(before.Weights), untrained.Fingerprint);
    }

    [Fact]
    public void Its_runs_are_kept_published_and_proven()
    {
        var kept = new KeptRuns<Plane>(_scratch["kept"]);
        var run = kept.Get(Small, 3);
        var runs = new PublishedRuns<Plane>(_scratch["runs"]);
        new Publishing<Plane>(runs, _ => [Loss, Weight], "a machine").Publish(run, "a test");

        var read = runs.Read(Small, 3);
        Assert.Equal((run.Fingerprint, run.HeldOutLoss), (read.Fingerprint, read.HeldOutLoss));
        Assert.Equal(Weight.Value(run), Weight.Value(read));
        Assert.Equal(300, Proof.Replay(read, 300, [Loss, Weight]));
        Assert.Throws<ProofException>(() => Proof.Check(read with { StartLoss = read.StartLoss * 1.001 }));
        Assert.Equal(1, runs.Count(Small, 3));
        Assert.Equal(100, runs.Read(Small with { Steps = 100 }, 3).Curve[^1].Step);
    }

    [Fact]
    public void Claims_on_two_recipes_need_two_projects()
    {
        ILab lab = new Laboratory<Plane>(_scratch["kept"], _scratch["runs"]);
        var another = new Ring { Steps = 1, Batch = 1, LearningRate = 1, HeldOut = 1 };
        Assert.Contains("Ring is no Plane: the claims of a project are on one kind",
            Assert.Throws<PlanException>(() => lab.Available(another, Tier.Published)).Message);
        Assert.Throws<PlanException>(() => lab.Runs([(another, 0)], Tier.Quick));
    }

    [Fact]
    public void All_its_knobs_are_in_its_canonical_text()
    {
        Assert.Equal(
            """{"Inputs":2,"Steps":300,"Batch":32,"LearningRate":0.03,"EmaDecay":0.99,"HeldOut":4096}""", Small.Canonical);
        Assert.Equal(Small, Plane.Parse(Small.Canonical));
        Assert.NotEqual(Small.Canonical, (Small with { Inputs = 3 }).Canonical);
        Assert.ThrowsAny<JsonException>(
            () => Plane.Parse(Small.Canonical.Replace("Inputs", "Outputs", StringComparison.Ordinal)));
        Assert.ThrowsAny<JsonException>(() => Plane.Parse((Small with { Batch = 0 }).Canonical));
    }

    public void Dispose() => _scratch.Dispose();
}
