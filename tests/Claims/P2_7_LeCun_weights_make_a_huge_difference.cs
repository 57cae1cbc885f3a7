namespace WeightPred.Claims;

[Claim("P2.7", "The learning rate 1e-3 and LeCun weights together leave half of what neither leaves unexplained", Kind.Result, Section = "Part II, Initialisation", WriteUp = "I didn't do either in the first iteration and that was a huge mistake")]
public sealed class P2_7_LeCun_weights_make_a_huge_difference : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var both = plan.Arm("both: LeCun, 1e-3", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30));
        var neither = plan.Arm("neither: N(0, 1), 1e-2", PartTwo.Experiment(plan.Tier, PartTwo.SmallUnit, 30) with { LearningRate = 1e-2 });
        var rate = plan.Arm("1e-3 alone", PartTwo.Experiment(plan.Tier, PartTwo.SmallUnit, 30));
        var weights = plan.Arm("LeCun alone", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30) with { LearningRate = 1e-2 });

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        // "Huge", as in P2.12: a factor of two in what is left unexplained.
        plan.Decide(both[Metrics.Unexplained].Below(neither[Metrics.Unexplained], 2, "Both together leave half of what neither leaves"));
        plan.MustLearn(Metrics.R2, 0.5, both);
        plan.Measure(Metrics.R2, both, neither);
        if (plan.IsFull)
            plan.Measure(5, rate[Metrics.Unexplained], weights[Metrics.Unexplained]);
        plan.Plot(Show.Arms("", "Deep Sets, 30 equations for 15 unknowns", new Axis("unexplained share (1: predicting 0)", Log: true), [.. new[] { both, weights, rate, neither }.Select(arm => (arm.Name, arm[Metrics.Unexplained]))]));
        plan.Differs(
            "Not stated in the write-up: the learning rate of its first iteration. Here it is 1e-2, which its code had as first published (github.com/Naren219/Naren219.github.io, 6430d2a).",
            "The outputs' variances differ tenfold (0.5 and 5), so losses cannot be compared: 1 - R² = MSE / Var(y) is. \"Huge\" names no number: it is read as a factor of two, as in P2.12.",
            "Each of the two alone is measured beside the decision, at the full budget.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} What is decided is the distance at this budget; the write-up speaks of where they end.");
    }
}
