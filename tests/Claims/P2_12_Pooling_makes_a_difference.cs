using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_12_Pooling_makes_a_difference(Budget budget) : ClaimTest(budget)
{
    // "Huge": at most half of what mean pooling leaves unexplained.
    private static readonly double Huge = Math.Log(2);

    public override Statement Statement { get; } = new(
        "P2.12", "Attention pooling leaves half of what mean pooling leaves unexplained", "Part II, Discussion", "hypothesis: attention pooling could make a huge difference; the mean drops spread and correlations");

    protected override Evidence Examine(Lab lab)
    {
        Recipe Of(Net net) => PartTwo.Recipe(lab.Tier, PartTwo.Small, 30, net);
        (string Name, Recipe Recipe)[] poolings = [("mean", Of(Net.DeepSets)), ("mean and second moments", Of(Net.DeepSetsMoments)), ("attention", Of(Net.DeepSetsAttention))];
        var (mean, moments, attention) = (poolings[0].Recipe, poolings[1].Recipe, poolings[2].Recipe);
        var arms = lab.Compare(mean, moments, attention);
        var looks = lab.Looks(5, 10);
        Decision[] decisions = [Half("Attention leaves half of what the mean leaves", attention, mean)];
        Decision[] controls = [Half("Swapped arms: the mean leaves half of what attention leaves", mean, attention)];
        double[][] r2 = [.. poolings.Select(pooling => arms.Runs(pooling.Recipe).Select(run => run.R2).ToArray())];
        return new Evidence
        {
            Decisions = decisions,
            Controls = controls,
            Measurements = [.. poolings.Select(pooling => arms.Measure(pooling.Recipe, $"Pooling by {pooling.Name}: R²", "R²", run => run.R2))],
            Charts =
            [
                Charts.Losses("15 unknowns, 30 equations, by pooling", poolings.Select(pooling => (pooling.Name, arms.Runs(pooling.Recipe))), new ReferenceLine("Var(y): predicting 0", PartTwo.Small.OutputVariance)),
            ],
            Tables = [new ResultTable("pooling", "R² by pooling, 15 unknowns, 30 equations", Charts.Header("pooling", "R²"), [.. poolings.Zip(r2, (pooling, values) => Charts.Row(pooling.Name, values))])],
            Differences =
            [
                "The write-up supposes it and does not test it. \"Huge\" names no number: it is read as at most half of what the mean leaves unexplained.",
                "Attention: Set Transformer's pooling with one learned seed and 4 heads, without layer normalisation. Mean and second moments keep the spread that the mean drops; they are measured, not decided.",
                .. PartTwo.Differences(lab.Tier, "A pooling that learns more slowly may end lower: this verdict is of this budget."),
            ],
        };

        Decision Half(string name, Recipe candidate, Recipe reference) =>
            PartTwo.LeavesLess(name, arms, candidate, reference, looks, Huge);
    }

    [Trait("Claim", "P2.12"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_12_Pooling_makes_a_difference(Budget.Quick);

    [Trait("Claim", "P2.12"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_12_Pooling_makes_a_difference(Budget.FullOnGpu);

    [Trait("Claim", "P2.12"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_12_Pooling_makes_a_difference(Budget.FullOnCpu);
}
