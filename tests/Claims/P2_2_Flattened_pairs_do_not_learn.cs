using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_2_Flattened_pairs_do_not_learn(Budget budget) : ClaimTest(budget)
{
    // A loss within 5 % of Var(y), what the constant 0 scores, has not decreased.
    private const double Slack = 0.05;

    public override Statement Statement { get; } = new(
        "P2.2", "30 flattened pairs into ResLinear: the loss does not decrease at all", "Part II, ReLU generator", "loss doesn't decrease at all");

    protected override Evidence Examine(Lab lab)
    {
        var printed = PartTwo.Recipe(lab.Tier, PartTwo.Small, 30, Net.FlattenedPairs);
        var large = printed with { LearningRate = 0.1 };
        var sets = PartTwo.Recipe(lab.Tier, PartTwo.Small, 30);
        var arms = lab.Compare(printed, large, sets);
        var looks = lab.Looks(5, 10);
        return new Evidence
        {
            Decisions = [Stays("Learning rate 1e-3: the loss stays at Var(y)", printed), Stays("Learning rate 1e-1: the loss stays at Var(y) or above", large)],
            Controls = [Stays("Deep Sets' loss stays at Var(y)", sets)],
            Measurements =
            [
                arms.Measure(printed, "Learning rate 1e-3: final loss", "MSE", run => run.FinalLoss),
                arms.Measure(large, "Learning rate 1e-1: final loss", "MSE", run => run.FinalLoss),
            ],
            Charts =
            [
                Charts.Losses(
                    "Flattened pairs into ResLinear",
                    [("learning rate 1e-3", arms.Runs(printed)), ("learning rate 1e-1", arms.Runs(large)), ("Deep Sets, 1e-3", arms.Runs(sets))],
                    new ReferenceLine("Var(y): predicting 0", PartTwo.Small.OutputVariance)),
            ],
            Differences =
            [
                "The write-up prints 1e-3 for Part II from Deep Sets on, and says that its first tries used another learning rate: both are decided, the printed one and one where the sentence holds.",
                $"\"Does not decrease\" is read as: the final loss is at least Var(y) = 0.5, within {Slack:P0}.",
                .. PartTwo.Differences(lab.Tier, "That the loss decreases shows early; how far it would fall does not."),
            ],
        };

        Decision Stays(string name, Recipe recipe) => Reaches.AtLeast(
            name, "log of final training loss (moving average) over Var(y)", arms.Of(recipe, run => Math.Log(run.FinalLoss / PartTwo.Small.OutputVariance)), Quoted.Exactly(0), looks, Slack);
    }

    [Trait("Claim", "P2.2"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_2_Flattened_pairs_do_not_learn(Budget.Quick);

    [Trait("Claim", "P2.2"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_2_Flattened_pairs_do_not_learn(Budget.FullOnGpu);

    [Trait("Claim", "P2.2"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_2_Flattened_pairs_do_not_learn(Budget.FullOnCpu);
}
