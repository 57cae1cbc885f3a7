using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P1_1_XLinear_beats_Linear(Budget budget) : ClaimTest(budget)
{
    public override Statement Statement { get; } = new("P1.1", "XLinear beats Linear", "Part I, Results", "XLinear ends below Linear");

    protected override Evidence Examine(Lab lab)
    {
        var xlinear = PartOne.Recipe(lab.Tier, Net.XLinear);
        var linear = PartOne.Recipe(lab.Tier, Net.Linear);
        var arms = lab.Compare(linear, xlinear);
        var looks = lab.Looks(5, 10);
        const string statistic = "log ratio of final training losses (moving average), Linear / XLinear";
        return new Evidence
        {
            Decisions = [Better.Decide("XLinear beats Linear", statistic, arms.FinalLoss(xlinear), arms.FinalLoss(linear), looks)],
            Controls = [Better.Decide("Swapped arms: Linear beats XLinear", "log ratio of final training losses, XLinear / Linear", arms.FinalLoss(linear), arms.FinalLoss(xlinear), looks)],
            Measurements =
            [
                arms.Measure(linear, "Linear: final loss", "MSE", run => run.FinalLoss),
                arms.Measure(xlinear, "XLinear: final loss", "MSE", run => run.FinalLoss),
            ],
            Charts = [Charts.Losses("XLinear against Linear", [("Linear", arms.Runs(linear)), ("XLinear", arms.Runs(xlinear))])],
            Differences = PartOne.Differences(lab.Tier, "The order survives the reduction (it holds from about step 2 500 on), the final values do not."),
        };
    }

    [Trait("Claim", "P1.1"), Trait("Category", "Cpu")]
    public sealed class Quick() : P1_1_XLinear_beats_Linear(Budget.Quick);

    [Trait("Claim", "P1.1"), Trait("Category", "Gpu")]
    public sealed class Full() : P1_1_XLinear_beats_Linear(Budget.FullOnGpu);

    [Trait("Claim", "P1.1"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P1_1_XLinear_beats_Linear(Budget.FullOnCpu);
}
