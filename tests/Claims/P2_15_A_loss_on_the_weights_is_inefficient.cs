namespace WeightPred.Claims;

[Claim("P2.15", "A loss on the weights leaves twice as much of the function unexplained, after the same budget", Kind.Result,
    Section = "Part II, Loss", WriteUp = "would make the training incredibly inefficient")]
public sealed class P2_15_A_loss_on_the_weights_is_inefficient : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var sets = PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, steps: PartTwo.NetworkSteps);
        var function = plan.Arm("loss on the function", sets);
        var weights = plan.Arm("loss on the weights", sets with { Task = LearningTask.WeightsFromPairs });

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Bands(10);
        // "Incredibly inefficient", as "huge" elsewhere: a factor of two in what is left unexplained.
        plan.Decide(function[Metrics.FunctionUnexplained].Below(weights[Metrics.FunctionUnexplained], 2,
            "The loss on the function leaves half of what the loss on the weights leaves"));
        plan.MustLearn(Metrics.FunctionR2, 0.5, function);
        plan.Headline(
            Headline.Mean("R² of the function, by a loss on the function", "", function[Metrics.FunctionR2], Headline.Percent),
            Headline.Mean("by a loss on the weights", "incredibly inefficient", weights[Metrics.FunctionR2], Headline.Percent));
        plan.Measure(Metrics.FunctionR2, function, weights);
        plan.Measure(Metrics.Unexplained, function); // of less noise: it notices half the training
        plan.Plot(Show.Arms("", "What is left of the function, by the loss that was trained", [(function.Name,
            function[Metrics.FunctionUnexplained]), (weights.Name, weights[Metrics.FunctionUnexplained])], log: true));
        plan.Differs("The write-up argues it and does not measure it. Both networks are the same and see tasks of the same kind; "
            + "what is compared is the error of the function, held out. \"Incredibly inefficient\" is read as a factor of two.",
            PartTwo.Longer, PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The distance is of this budget.");
    }
}
