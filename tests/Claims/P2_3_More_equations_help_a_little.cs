namespace WeightPred.Claims;

[Claim("P2.3", "Deep Sets, 15 unknowns: 45 equations reach 0.005, 30 and 20 are only a bit worse", Kind.Result,
    Section = "Part II, Results",
    WriteUp = "The loss goes down to 0.005 for the 45 equation curve and only a bit more for the other two plots.")]
public sealed class P2_3_More_equations_help_a_little : ClaimTest
{
    // "Only a bit": the write-up's own table has 1.7 % unexplained against 1.0 %; twice as much would be more than a bit.
    private const double ABit = 2;

    protected override void Plan(Plan plan)
    {
        Arm Equations(int pairs) => plan.Arm($"{pairs} equations", PartTwo.Experiment(plan.Tier, PartTwo.Small, pairs));
        var (twenty, thirty, fortyFive) = (Equations(20), Equations(30), Equations(45));
        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(
            twenty[Metrics.FinalLoss].Below(fortyFive[Metrics.FinalLoss], 1 / ABit,
                "20 equations leave less than twice the loss of 45").Supposing(1.0 / 1.7),
            thirty[Metrics.FinalLoss].Below(fortyFive[Metrics.FinalLoss], 1 / ABit,
                "30 equations leave less than twice the loss of 45").Supposing(1.0 / 1.4));
        var printed = new WithinPredictionInterval(
            "0.005 with 45 equations is a plausible seed of ours", fortyFive[Metrics.FinalLoss], Quoted.From("0.005"), Widest: 2)
        {
            Schedule = SeedSchedule.At(5),
        };
        plan.Headline(Headline.Printed(printed, [("45 equations", "0.005")], Moments.Mean, Headline.Number));
        plan.Headline([.. new[] { thirty, twenty }
            .Select(arm => Headline.Mean(arm.Name, "only a bit more", arm[Metrics.FinalLoss]))]);
        if (plan.IsFull)
        {
            plan.Decide(printed);
            plan.Spread(0.041); // of five published runs of each arm, at 30 000 steps
        }
        else
        {
            var five = Equations(5);
            var leaky = plan.Arm("5 equations, x_eval from them",
                PartTwo.Experiment(plan.Tier, PartTwo.Small, 5) with { Sabotage = Sabotage.EvaluateOnPairs });
            plan.Decides("Deep Sets, 15 unknowns: 20 and 30 equations are only a bit worse than 45, and 5 are worse");
            plan.Decide(fortyFive[Metrics.FinalLoss]
                .Below(five[Metrics.FinalLoss], 1, "45 equations beat 5, too few for 15 unknowns"));
            plan.Control(fortyFive[Metrics.FinalLoss]
                .Below(leaky[Metrics.FinalLoss], 1, "x_eval taken from the pairs: 45 equations beat 5"));
            plan.Measure(Metrics.FinalLoss, five);
            plan.Differs("Added at the reduced budget: 5 equations, fewer than unknowns, as the case that must be worse; it is "
                + "what a leak of x_eval would turn upside down.");
        }

        plan.MustLearn(Metrics.R2, 0.5, twenty, thirty, fortyFive);
        plan.Measure(Metrics.FinalLoss, twenty, thirty, fortyFive);
        plan.Plot(Show.Losses(
            "Deep Sets, 15 unknowns", [twenty, thirty, fortyFive],
            Reference.At("write-up: 0.005 with 45 equations", 0.005),
            Reference.At("Var(y): predicting 0", PartTwo.Small.OutputVariance)));
        plan.ChosenWithRunsKnown(
            "The figure ends at 30 000 steps. That was read from it when runs of ours, which are longer, had been seen.");
        plan.Differs(
            "\"Only a bit more\" names no number. It is read as: less than twice the loss (the write-up's table has 1.7 % and "
                + "1.4 % unexplained against 1.0 %). Whether their order is that of the table is P2.4's question.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The small distances survive. 0.005 does not, nor does the order of 20, 30 and 45: "
            + "twenty seeds left even 20 against 45 open (loss 1.16 [1.04, 1.29] times as high, p = 0.004).");
    }
}
