namespace WeightPred.Claims;

[Claim("P2.7", "The learning rate 1e-3 and LeCun weights make a huge difference", Kind.Result,
    Section = "Part II, Initialisation", WriteUp = "I didn't do either in the first iteration and that was a huge mistake")]
public sealed class P2_7_LeCun_weights_make_a_huge_difference : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm Of(string name, Generator generator, double rate) =>
            plan.Arm(name, PartTwo.Experiment(plan.Tier, generator, 30) with { LearningRate = rate });
        var both = Of("both: LeCun, 1e-3", PartTwo.Small, 1e-3);
        var neither = Of("neither: N(0, 1), 1e-2", PartTwo.SmallUnit, 1e-2);
        var rate = Of("1e-3 alone", PartTwo.SmallUnit, 1e-3);
        var weights = Of("LeCun alone", PartTwo.Small, 1e-2);

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        // "Huge", as in P2.12: a factor of two in what is left unexplained.
        plan.Decide(both[Metrics.Unexplained]
            .Below(neither[Metrics.Unexplained], 2, "Both together leave half of what neither leaves"));
        plan.MustLearn(Metrics.R2, 0.5, both);
        plan.Headline(Headline.Lower("left unexplained with both against neither", "huge", both[Metrics.R2],
            neither[Metrics.R2], r2 => 1 - r2));
        plan.Measure(Metrics.R2, both, neither);
        if (plan.IsFull)
        {
            plan.Try(
                rate[Metrics.Unexplained].Below(neither[Metrics.Unexplained], 2, "1e-3 alone leaves half of what neither leaves"),
                weights[Metrics.Unexplained]
                    .Below(neither[Metrics.Unexplained], 2, "LeCun weights alone leave half of what neither leaves"));
            plan.Measure(5, rate[Metrics.Unexplained], weights[Metrics.Unexplained]);
        }

        plan.Plot(Show.Arms("", "Deep Sets, 30 equations for 15 unknowns",
            [.. new[] { both, weights, rate, neither }.Select(arm => (arm.Name, arm[Metrics.Unexplained]))], log: true));
        plan.Differs(
            "The first version's code has the rate 1e-2 and N(0, 1) weights: \"neither\", here without that version's ReLU on "
                + "the outputs.",
            "The outputs' variances differ tenfold (0.5 and 5), so losses cannot be compared: 1 - R² = MSE / Var(y) is. \"Huge\" "
                + "names no number: it is read as a factor of two, as in P2.12.",
            "The two halves, the rate alone and LeCun weights alone, are tried beside the decision.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The distance at this budget is decided; the write-up speaks of where they end.");
    }
}
