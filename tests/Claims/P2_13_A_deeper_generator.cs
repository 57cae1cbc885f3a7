using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_13_A_deeper_generator(Budget budget) : ClaimTest(budget)
{
    // A tenth of the variance explained: more than nothing, beyond doubt.
    private const double LeastR2 = 0.1;

    public override Statement Statement { get; } = new(
        "P2.13", "A generator with two ReLU layers is predicted too, and harder than one of as many unknowns with one", "Part II, Next steps", "suggestion: more nonlinearities in the generator");

    protected override Evidence Examine(Lab lab)
    {
        var two = PartTwo.Recipe(lab.Tier, PartTwo.Large, 67);
        var three = PartTwo.Recipe(lab.Tier, PartTwo.LargeDeep, 67);
        var untrained = three with { LearningRate = 0, Steps = 10 };
        var arms = lab.Compare(two, three);
        var control = lab.Compare(untrained);
        var looks = lab.Looks(5, 10);
        return new Evidence
        {
            Decisions =
            [
                Predicted("Three layers, 4 -> 5 -> 5 -> 1: a tenth of the variance is explained", arms, three),
                Less("Two layers, 4 -> 10 -> 1, leave less unexplained than three", two, three),
            ],
            Controls = [Predicted("Learning rate 0: a tenth of the variance is explained", control, untrained), Less("Swapped arms: three layers leave less unexplained", three, two)],
            Measurements =
            [
                arms.Measure(two, "4 -> 10 -> 1: R²", "R²", run => run.R2),
                arms.Measure(three, "4 -> 5 -> 5 -> 1: R²", "R²", run => run.R2),
            ],
            Charts =
            [
                Charts.Losses(
                    "50 unknowns, 67 equations, behind one ReLU layer and behind two",
                    [("4 -> 10 -> 1", arms.Runs(two)), ("4 -> 5 -> 5 -> 1", arms.Runs(three))],
                    new ReferenceLine("Var(y), one ReLU layer", PartTwo.Large.OutputVariance), new ReferenceLine("Var(y), two", PartTwo.LargeDeep.OutputVariance)),
            ],
            Differences =
            [
                "The write-up only suggests it. Both generators have 50 unknowns and 4 inputs, so that depth alone differs; each ReLU layer halves Var(y), so 1 - R² is compared, not the loss.",
                .. PartTwo.Differences(lab.Tier, "That depth is predicted at all, and harder, is decided at this budget."),
            ],
        };

        Decision Predicted(string name, Arms runs, Recipe recipe) => Reaches.AtLeast(name, "R² on fresh tasks", runs.Of(recipe, run => run.R2), Quoted.Exactly(LeastR2), looks);

        Decision Less(string name, Recipe candidate, Recipe reference) =>
            PartTwo.LeavesLess(name, arms, candidate, reference, looks);
    }

    [Trait("Claim", "P2.13"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_13_A_deeper_generator(Budget.Quick);

    [Trait("Claim", "P2.13"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_13_A_deeper_generator(Budget.FullOnGpu);

    [Trait("Claim", "P2.13"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_13_A_deeper_generator(Budget.FullOnCpu);
}
