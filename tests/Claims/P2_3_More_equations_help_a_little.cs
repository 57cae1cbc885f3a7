namespace WeightPred.Claims;

[Claim("P2.3", "Deep Sets, 15 unknowns: 45 equations reach 0.005, 30 and 20 are only a bit worse", Kind.Result, Section = "Part II, Deep Sets", WriteUp = "45 equations: loss of 0.005; 20 and 30 only a bit worse")]
public sealed class P2_3_More_equations_help_a_little : ClaimTest
{
    // "Only a bit": the write-up's own table has 1.7 % unexplained against 1.0 %; twice as much would be more than a bit.
    private const double ABit = 2;

    protected override void Plan(Plan plan)
    {
        Arm Equations(int pairs) => plan.Arm($"{pairs} equations", PartTwo.Experiment(plan.Tier, PartTwo.Small, pairs));
        var (five, twenty, thirty, fortyFive) = (Equations(5), Equations(20), Equations(30), Equations(45));
        var leaky = plan.Arm("5 equations, x_eval from them", PartTwo.Experiment(plan.Tier, PartTwo.Small, 5) with { Sabotage = Sabotage.EvaluateOnPairs });

        plan.Seeds(5, 10);
        plan.Decide(
            twenty[Metrics.HeldOutLoss].Below(fortyFive[Metrics.HeldOutLoss], 1 / ABit, "20 equations leave less than twice the loss of 45"),
            thirty[Metrics.HeldOutLoss].Below(fortyFive[Metrics.HeldOutLoss], 1 / ABit, "30 equations leave less than twice the loss of 45"),
            fortyFive[Metrics.HeldOutLoss].Below(five[Metrics.HeldOutLoss], 1, "45 equations beat 5, too few for 15 unknowns"));
        plan.Control(fortyFive[Metrics.HeldOutLoss].Below(leaky[Metrics.HeldOutLoss], 1, "x_eval taken from the pairs: 45 equations beat 5"));
        if (plan.IsFull)
        {
            plan.Decide(fortyFive.Beats(twenty, Metrics.HeldOutLoss), fortyFive.Beats(thirty, Metrics.HeldOutLoss), thirty.Beats(twenty, Metrics.HeldOutLoss));
            plan.Decide(Reach.About("45 equations end near 0.005", fortyFive[Metrics.FinalLoss], 0.005, within: 0.0005));
        }
        else
        {
            plan.Decides("Deep Sets, 15 unknowns: 20 and 30 equations are only a bit worse than 45, and 5 are worse");
        }

        plan.MustLearn(Metrics.R2, 0.5, twenty, thirty, fortyFive);
        plan.Measure(Metrics.HeldOutLoss, five, twenty, thirty, fortyFive);
        plan.Plot(Show.Losses(
            "Deep Sets, 15 unknowns", [five, twenty, thirty, fortyFive],
            Reference.At("write-up: 0.005 with 45 equations", 0.005), Reference.At("Var(y): predicting 0", PartTwo.Small.OutputVariance)));
        plan.Differs(
            "\"Only a bit worse\" names no number. It is read as: less than twice the loss (the write-up's table has 1.7 % and 1.4 % unexplained against 1.0 %).",
            "Added here: 5 equations, fewer than unknowns, as the case that must be worse; it is what a leak of x_eval would turn upside down.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.QuickSteps} steps of {PartTwo.QuickBatch} instead of 50 000 of 1024. The small distances survive. 0.005 does not, nor does the order of 20, 30 and 45: twenty seeds left even 20 against 45 open (loss 1.16 [1.04, 1.29] times as high, p = 0.004).");
    }
}
