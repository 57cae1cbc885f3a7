using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_11_The_embedding_is_the_bottleneck(Budget budget) : ClaimTest(budget)
{
    // Four times the width would have to remove a tenth of what 128 leaves unexplained; less is no bottleneck.
    private static readonly double ATenth = -Math.Log(0.9);

    private static readonly int[] Sizes = [64, 128, 256, 512];

    public override Statement Statement { get; } = new(
        "P2.11", "50 unknowns: an embedding of 512 leaves a tenth less unexplained than one of 128", "Part II, Discussion", "hypothesis: the 128-wide embedding is the bottleneck at 50 unknowns");

    protected override Evidence Examine(Lab lab)
    {
        var recipes = Sizes.Select(size => PartTwo.Recipe(lab.Tier, PartTwo.Large, 67) with { Embedding = size }).ToArray();
        var (printed, widest) = (recipes[1], recipes[3]);
        var arms = lab.Compare(printed, widest);
        var sweep = lab.Compare(recipes);
        var looks = lab.Looks(5, 10, 20);
        var decision = Less("An embedding of 512 leaves a tenth less unexplained than one of 128", widest, printed);
        double[][] r2 = [.. recipes.Select(recipe => sweep.Runs(recipe, looks.Seeds[0]).Select(run => run.R2).ToArray())];
        return new Evidence
        {
            Decisions = [decision],
            Controls = [Less("Swapped arms: an embedding of 128 leaves a tenth less than one of 512", printed, widest)],
            Measurements = [.. recipes.Select(recipe => (recipe == printed || recipe == widest ? arms : sweep).Measure(recipe, $"Embedding of {recipe.Embedding}: R²", "R²", run => run.R2) with { FirstSeedsOnly = recipe != printed && recipe != widest })],
            Charts = [new Chart("", "50 unknowns, 67 equations, by size of the embedding", "numbers in the embedding", "R² on fresh tasks", [Charts.Points("Deep Sets", [.. Sizes.Select(size => (double)size)], r2)]) { LogX = true }],
            Tables = [new ResultTable("embedding", "R² by size of the embedding, 50 unknowns, 67 equations", Charts.Header("embedding", "R²"), [.. Sizes.Zip(r2, (size, values) => Charts.Row($"{size}", values))])],
            Differences =
            [
                "The write-up supposes it and does not test it. A bottleneck is read as: four times the width leaves at least a tenth less unexplained.",
                $"128 and 512 are decided; 64 and 256 belong to the sweep of the plot, with {looks.Seeds[0]} seeds each.",
                .. PartTwo.Differences(lab.Tier, "What limits after few steps need not be what limits in the end: this verdict is of this budget."),
            ],
        };

        Decision Less(string name, Recipe candidate, Recipe reference) =>
            PartTwo.LeavesLess(name, arms, candidate, reference, looks, ATenth);
    }

    [Trait("Claim", "P2.11"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_11_The_embedding_is_the_bottleneck(Budget.Quick);

    [Trait("Claim", "P2.11"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_11_The_embedding_is_the_bottleneck(Budget.FullOnGpu);

    [Trait("Claim", "P2.11"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_11_The_embedding_is_the_bottleneck(Budget.FullOnCpu);
}
