namespace WeightPred.Claims;

[Claim("P2.8", "A trained Deep Sets model ignores the order of the pairs and reads sets of other sizes", Kind.Identity,
    Section = "Part II, Discussion", WriteUp = "permutation invariance and the ability to handle input sets of varying sizes")]
public sealed class P2_8_The_order_of_the_pairs_does_not_matter : ClaimTest
{
    private static readonly int[] Sizes = [5, 10, 20, 30, 45, 90];

    protected override void Plan(Plan plan)
    {
        var sets = plan.Arm("Deep Sets", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, steps: PartTwo.NetworkSteps));
        var flattened = plan.Arm("Flattened pairs", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, Net.FlattenedPairs));
        Quantity Loss(int pairs) => sets[Metrics.HeldOutLossWith(pairs)];
        var bound = sets[PairOrder.RoundingBound];

        var change = sets[PairOrder.LargestChange].Over(bound).As("largest change over its rounding bound");

        plan.SeedsFrom(PartTwo.Unseen, 5);
        plan.Bands(10);
        plan.Decide(
            new ExactlyEqual("Reversing the pairs changes the weights by rounding only", change, null, 1,
                "sums of 30 terms in another order, carried through the decoder's absolute weights").At(5),
            Loss(45).Below(Loss(30), 0.95, "Trained on 30 pairs, 45 are no worse by more than 5 %").At(5));
        plan.Control(
            new ExactlyEqual("Flattened pairs: reversing them changes rounding only",
                flattened[PairOrder.LargestChange].Over(bound), null, 1, "the Deep Sets model's bound").At(5),
            Loss(5).Below(Loss(30), 0.95, "Trained on 30 pairs, 5 are no worse by more than 5 %").At(5));
        plan.Headline(
            Headline.Mean("change of the weights when the pairs are reversed", "none", change, share =>
                share <= 1 ? "rounding only" : "more than rounding"),
            Headline.Lower("loss when a network trained on 30 pairs reads 45", "varying sizes", Loss(45), Loss(30)));
        plan.Measure([.. Sizes.Select(Loss)]);
        if (plan.IsFull)
            plan.Measure(change);
        plan.Plot(Show.Settings(
            "", "Trained on 30 pairs, read with other numbers of pairs", new Axis("pairs in the set", Log: true),
            new Axis("held-out loss [MSE]"),
            [.. Sizes.Select(size => ("Deep Sets", (double)size, Loss(size)))],
            Reference.At("Var(y): predicting 0", PartTwo.Small.OutputVariance)));
        plan.Differs("The write-up states this of the architecture; here it is tested on trained models. Order: exact but for "
            + "rounding. Size: any set can be read; that more pairs than trained on do no harm is our reading.",
            PartTwo.Longer, PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} Invariance holds at every budget; the losses by size are of that budget.");
    }
}
