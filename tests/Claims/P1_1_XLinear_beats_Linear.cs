using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim("P1.1", "XLinear beats Linear", Kind.Result, Section = "Part I, Results",
    WriteUp = "The concatenation technique did work!")]
public sealed class P1_1_XLinear_beats_Linear : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm Of(string name, Net net) => plan.Arm(name, PartOne.Experiment(plan.Tier, net, PartOne.ShortSteps));
        var (linear, xlinear) = (Of("Linear", Net.Linear), Of("XLinear", Net.XLinear));

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(xlinear.Beats(linear, on: Metrics.FinalLoss));
        plan.MustLearn(Metrics.R2, 0.5, linear, xlinear);
        plan.Headline([.. new[] { linear, xlinear }.Select(arm => Headline.Mean(
            $"{arm.Name}'s loss", Headline.Number(Figure.XLinComp.At(arm.Name, PartOne.ShortSteps)), arm[Metrics.FinalLoss]))]);
        plan.Measure(Metrics.FinalLoss, linear, xlinear);
        if (plan.IsFull)
        {
            var wide = Of("Linear, as wide as XLinear", PartOne.AsWideAsXLinear);
            plan.Measure(5, wide[Metrics.FinalLoss]);
        }

        plan.Plot(Show.Losses("XLinear against Linear", [linear, xlinear]));
        plan.Differs(
            "The figure ends at 10 000 steps.",
            "Measured beside it: a Linear whose layers are as wide as XLinear's with the appended inputs, so that it has no "
                + "fewer weights.",
            PartOne.LeftOpen);
        plan.Reduced($"{PartOne.ReducedBudget} The order survives, the final values do not.");
    }
}
