namespace WeightPred.Claims;

[Claim("P2.9", "Predicted weights are the same function, not the same weights", Kind.Result, Section = "Part II, Loss",
    WriteUp = "there are many valid weight tensors that can implement the same function")]
public sealed class P2_9_The_same_function_from_other_weights : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var sets = plan.Arm("Deep Sets", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, steps: PartTwo.NetworkSteps));
        (string Label, Quantity Of)[] rows =
        [
            ("function on fresh points", sets[Metrics.Unexplained]),
            ("hidden units matched, own task", sets[WeightErrors.Matched]),
            ("hidden units matched, another task", sets[WeightErrors.OthersMatched]),
            ("weight against weight", sets[WeightErrors.Raw]),
        ];

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(
            sets[Metrics.Unexplained]
                .Below(sets[WeightErrors.Raw], 2, "The function leaves less than half of what the weights leave"),
            sets[WeightErrors.Matched].Below(sets[WeightErrors.OthersMatched], 1,
                "Matched by symmetry, weights are closer to their own task's than to another's"));
        if (plan.IsFull)
        {
            plan.Decide(sets[Metrics.Unexplained].Below(sets[WeightErrors.Matched], 2,
                "The function leaves less than half of what weights leave that are matched by symmetry"));
            plan.MustLearn(Metrics.R2, 0.5, sets);
        }

        plan.Headline(
            Headline.Mean("left of the function", "the same", sets[Metrics.Unexplained], Headline.Percent),
            Headline.Mean("left of the weights", "others", sets[WeightErrors.Raw], Headline.Percent),
            Headline.Mean("left of weights matched by symmetry", "others", sets[WeightErrors.Matched], Headline.Percent));
        plan.Measure([.. rows.Select(row => row.Of)]);
        plan.Plot(Show.Arms(
            "", "What predictions leave unexplained: the function, and the weights",
            new Axis("unexplained share [%; 100: predicting 0]"), rows));
        plan.Table(Show.Table("weights", "Function and weights, 15 unknowns, 30 equations", "compared by",
            "unexplained share", rows));
        plan.ChosenWithRunsKnown(
            "That the function leaves less than half of what is left after matching, too, was added at the full budget when its "
            + "five seeds had been seen: else order and scale alone could make other weights.");
        plan.Differs(
            $"The write-up gives it as the reason for its loss; here it is measured on {WeightErrors.Tasks} fresh tasks. \"The "
                + "same function, not the same weights\" is read as: the function leaves less than half of the share that the "
                + "weights leave.",
            "Matched: each hidden unit scaled until incoming and outgoing weights have one norm, then the best of all orders. "
                + "Matching picks the nearest order, so it also helps unrelated weights: another task's weights show by how "
                + "much.",
            PartTwo.Longer,
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That the function is met better than the weights is decided at this budget.");
    }
}
