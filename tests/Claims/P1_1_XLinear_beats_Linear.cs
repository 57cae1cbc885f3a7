namespace WeightPred.Claims;

[Claim("P1.1", "XLinear beats Linear", Kind.Result, Section = "Part I, Results", WriteUp = "The concatenation technique did work!")]
public sealed class P1_1_XLinear_beats_Linear : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var linear = plan.Arm("Linear", PartOne.Experiment(plan.Tier, Net.Linear));
        var xlinear = plan.Arm("XLinear", PartOne.Experiment(plan.Tier, Net.XLinear));

        plan.Seeds(5, 10);
        plan.Decide(xlinear.Beats(linear, on: Metrics.FinalLoss));
        if (plan.IsFull)
            plan.MustLearn(Metrics.R2, 0.5, linear, xlinear);
        plan.Measure(Metrics.FinalLoss, linear, xlinear);
        plan.Plot(Show.Losses("XLinear against Linear", [linear, xlinear]));
        plan.Differs(PartOne.LeftOpen);
        plan.Reduced("3 000 steps instead of 50 000. The order survives (it holds from about step 2 500 on), the final values do not.");
    }
}
