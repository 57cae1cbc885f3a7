using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim("P1.2", "ResLinear beats XLinear", Kind.Result, Section = "Part I, Results", WriteUp = "But ResLinear did even better.")]
public sealed class P1_2_ResLinear_beats_XLinear : ClaimTest
{
    // The losses are means from here to the last step.
    private const int Late = 40_000;

    protected override void Plan(Plan plan)
    {
        var xlinear = plan.Arm("XLinear", PartOne.Experiment(plan.Tier, Net.XLinear));
        var reslinear = plan.Arm("ResLinear", PartOne.Experiment(plan.Tier, Net.ResLinear));
        var loss = plan.IsFull ? Metrics.MeanLoss(Late, PartOne.LongSteps) : Metrics.FinalLoss;

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        if (plan.IsFull)
        {
            plan.Decide(reslinear.Beats(xlinear, on: loss));
        }
        else
        {
            plan.Decides("XLinear is still ahead of ResLinear early in the training");
            plan.Decide(xlinear.Beats(reslinear, on: loss));
        }

        plan.MustLearn(Metrics.R2, 0.5, xlinear, reslinear);
        plan.Headline([.. new[] { xlinear, reslinear }.Select(arm => Headline.Mean(
            $"{arm.Name}'s loss", Headline.Number(Figure.XvsRes.Mean(arm.Name, Late, PartOne.LongSteps)), arm[loss]))]);
        plan.Measure(loss, xlinear, reslinear);
        plan.Plot(Show.Losses("ResLinear against XLinear", [xlinear, reslinear]));
        if (plan.IsFull)
            plan.Differs("The losses are means over the last 10 000 of 50 000 steps: a single point of XLinear's curve may be a "
                + "spike.");
        plan.Differs(PartOne.LeftOpen);
        plan.Reduced($"{PartOne.ReducedBudget} The write-up's own curves have the other order before they cross near step 10 "
            + "000: that one is decided.");
    }
}
