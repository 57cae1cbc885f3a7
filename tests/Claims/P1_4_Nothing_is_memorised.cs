using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P1_4_Nothing_is_memorised(Budget budget) : ClaimTest(budget)
{
    // 10 %: the moving average trails a falling loss by about 100 steps, and both sides carry sampling noise of a few percent.
    private const double Slack = 0.1;

    public override Statement Statement { get; } = new("P1.4", "Nothing is memorised: the held-out loss equals the training loss", "Part I, Setup", "fresh data every batch, so no overfitting");

    protected override Evidence Examine(Lab lab)
    {
        var recipe = PartOne.Recipe(lab.Tier, Net.ResLinear);
        var memorising = recipe with { Sabotage = Sabotage.OneBatchOnly, Batch = 128, Steps = 1_500 };
        var arms = lab.Compare(recipe);
        var control = lab.Compare(memorising);
        var looks = lab.Looks(5, 10);
        return new Evidence
        {
            Decisions = [Decide("Held-out loss equals training loss within 10 %", arms, recipe)],
            Controls = [Decide("The same batch at every step", control, memorising)],
            Measurements =
            [
                arms.Measure(recipe, "ResLinear: final training loss", "MSE", run => run.FinalLoss),
                arms.Measure(recipe, "ResLinear: held-out loss", "MSE", run => run.HeldOutLoss),
            ],
            Charts = [Charts.Losses("Fresh batches against one batch", [("fresh batches", arms.Runs(recipe)), ("one batch of 128 again and again", control.Runs(memorising))])],
            Differences =
            [
                "The write-up infers this from fresh batches; here it is measured on 65 536 examples of a stream that training never reads.",
                .. PartOne.Differences(lab.Tier, "Equality of the two losses does not depend on the budget."),
            ],
        };

        Decision Decide(string name, Arms from, Recipe which) =>
            Reaches.About(name, "log of held-out over training loss", from.Of(which, LogGap), Quoted.Exactly(0), looks, Slack);
    }

    private static double LogGap(Run run) => Math.Log(run.HeldOutLoss / run.FinalLoss);

    [Trait("Claim", "P1.4"), Trait("Category", "Cpu")]
    public sealed class Quick() : P1_4_Nothing_is_memorised(Budget.Quick);

    [Trait("Claim", "P1.4"), Trait("Category", "Gpu")]
    public sealed class Full() : P1_4_Nothing_is_memorised(Budget.FullOnGpu);

    [Trait("Claim", "P1.4"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P1_4_Nothing_is_memorised(Budget.FullOnCpu);
}
