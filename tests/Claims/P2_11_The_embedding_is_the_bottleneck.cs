namespace WeightPred.Claims;

[Claim("P2.11", "50 unknowns, 100 equations: an embedding of 512 leaves a tenth less unexplained than one of 128", Kind.Hypothesis, Section = "Part II, Results", WriteUp = "One possible hypothesis for this behavior is the embedding layer bottleneck")]
public sealed class P2_11_The_embedding_is_the_bottleneck : ClaimTest
{
    private static readonly int[] Sizes = [64, 128, 256, 512];

    protected override void Plan(Plan plan)
    {
        Arm[] embeddings = [.. Sizes.Select(size => plan.Arm($"Embedding of {size}", PartTwo.Experiment(plan.Tier, PartTwo.Large, 100, Net.DeepSets with { Embedding = size })))];
        var (printed, widest) = (embeddings[1], embeddings[3]);

        plan.SeedsFrom(PartTwo.Unseen, 5);
        // Four times the width would have to remove a tenth of what 128 leaves unexplained; less is no bottleneck.
        plan.Decide(widest[Metrics.Unexplained].Below(printed[Metrics.Unexplained], 1 / 0.9, "An embedding of 512 leaves a tenth less unexplained than one of 128"));
        plan.MustLearn(Metrics.R2, 0.5, printed, widest);
        plan.Measure(Metrics.R2, printed, widest);
        if (plan.IsFull)
            plan.Measure(5, embeddings[0][Metrics.R2], embeddings[2][Metrics.R2]);
        plan.Plot(Show.Settings(
            "", "50 unknowns, 100 equations, by size of the embedding", new Axis("numbers in the embedding", Log: true), new Axis("R² on fresh tasks"),
            [.. Sizes.Zip(embeddings, (size, arm) => ("Deep Sets", (double)size, arm[Metrics.R2]))]));
        plan.Table(Show.Table("embedding", "R² by size of the embedding, 50 unknowns, 100 equations", "embedding", "R²", [.. Sizes.Zip(embeddings, (size, arm) => ($"{size}", arm[Metrics.R2]))]));
        plan.Differs(
            "The write-up supposes it and does not test it. A bottleneck is read as: four times the width leaves at least a tenth less unexplained.",
            "128 and 512 are decided; 64 and 256 belong to the sweep of the full budget's plot, with 5 seeds each.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} What limits after few steps need not be what limits in the end: this verdict is of this budget.");
    }
}
