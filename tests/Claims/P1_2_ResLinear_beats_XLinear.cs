namespace WeightPred.Claims;

[Claim("P1.2", "ResLinear beats XLinear", Kind.Result, Section = "Part I, Results", WriteUp = "But ResLinear did even better.")]
public sealed class P1_2_ResLinear_beats_XLinear : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var xlinear = plan.Arm("XLinear", PartOne.Experiment(plan.Tier, Net.XLinear));
        var reslinear = plan.Arm("ResLinear", PartOne.Experiment(plan.Tier, Net.ResLinear));

        plan.Seeds(5, 10);
        plan.Decide(reslinear.Beats(xlinear, on: Metrics.FinalLoss));
        if (plan.IsFull)
            plan.MustLearn(Metrics.R2, 0.5, xlinear, reslinear);
        plan.Measure(Metrics.FinalLoss, xlinear, reslinear);
        plan.Plot(Show.Losses("ResLinear against XLinear", [xlinear, reslinear]));
        plan.Differs(PartOne.LeftOpen);
        plan.Reduced("3 000 steps instead of 50 000. The order survives, the final values do not.");
    }
}
