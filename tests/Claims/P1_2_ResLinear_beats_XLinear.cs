using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P1_2_ResLinear_beats_XLinear(Budget budget) : ClaimTest(budget)
{
    public override Statement Statement { get; } = new("P1.2", "ResLinear beats XLinear", "Part I, Results", "ResLinear ends below XLinear");

    protected override Evidence Examine(Lab lab)
    {
        var reslinear = PartOne.Recipe(lab.Tier, Net.ResLinear);
        var xlinear = PartOne.Recipe(lab.Tier, Net.XLinear);
        var arms = lab.Compare(xlinear, reslinear);
        var looks = lab.Looks(5, 10);
        const string statistic = "log ratio of final training losses (moving average), XLinear / ResLinear";
        return new Evidence
        {
            Decisions = [Better.Decide("ResLinear beats XLinear", statistic, arms.FinalLoss(reslinear), arms.FinalLoss(xlinear), looks)],
            Controls = [Better.Decide("Swapped arms: XLinear beats ResLinear", "log ratio of final training losses, ResLinear / XLinear", arms.FinalLoss(xlinear), arms.FinalLoss(reslinear), looks)],
            Measurements =
            [
                arms.Measure(xlinear, "XLinear: final loss", "MSE", run => run.FinalLoss),
                arms.Measure(reslinear, "ResLinear: final loss", "MSE", run => run.FinalLoss),
            ],
            Charts = [Charts.Losses("ResLinear against XLinear", [("XLinear", arms.Runs(xlinear)), ("ResLinear", arms.Runs(reslinear))])],
            Differences =
            [
                "Not stated in the write-up: what a residual block holds. Here main is Linear-ReLU-Linear and skip is Linear.",
                .. PartOne.Differences(lab.Tier, "The order survives the reduction, the final values do not."),
            ],
        };
    }

    [Trait("Claim", "P1.2"), Trait("Category", "Cpu")]
    public sealed class Quick() : P1_2_ResLinear_beats_XLinear(Budget.Quick);

    [Trait("Claim", "P1.2"), Trait("Category", "Gpu")]
    public sealed class Full() : P1_2_ResLinear_beats_XLinear(Budget.FullOnGpu);

    [Trait("Claim", "P1.2"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P1_2_ResLinear_beats_XLinear(Budget.FullOnCpu);
}
