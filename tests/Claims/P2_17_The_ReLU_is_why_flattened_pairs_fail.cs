namespace WeightPred.Claims;

[Claim("P2.17", "Flattened pairs do better with a generator that has no ReLU", Kind.Hypothesis,
    Section = "Part II, ReLU generator",
    WriteUp = "With the nonlinearity in the generator net now (ReLU!), it's a lot harder for another model to learn")]
public sealed class P2_17_The_ReLU_is_why_flattened_pairs_fail : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm Flattened(string name, Generator generator) =>
            plan.Arm(name, PartTwo.Experiment(plan.Tier, generator, 30, Net.FlattenedPairs));
        var relu = Flattened("ReLU, 2 -> 5 -> 1", PartTwo.SmallUnit);
        var without = Flattened("no ReLU, 2 -> 5 -> 1", PartTwo.SmallLinear);
        var linear = Flattened("linear, 15 inputs", PartTwo.LinearMap15);

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Bands(10);
        plan.Decide(without[Metrics.Unexplained]
            .Below(relu[Metrics.Unexplained], 1, "The same generator without its ReLU leaves less unexplained"));
        plan.MustLearn(Metrics.R2, plan.IsFull ? 0.5 : 0, without);
        plan.Headline(
            Headline.Mean("R² with the ReLU", "a lot harder", relu[Metrics.R2], Headline.Percent),
            Headline.Mean("R² without it", "", without[Metrics.R2], Headline.Percent));
        plan.Measure(Metrics.R2, without, relu);
        if (plan.IsFull)
        {
            plan.Measure(5, linear[Metrics.Unexplained]);
            plan.Try(linear[Metrics.Unexplained]
                .Below(relu[Metrics.Unexplained], 1, "A linear map of as many unknowns leaves less unexplained"));
        }

        Arm[] all = [without, relu, linear];
        plan.Plot(Show.Arms("", "30 flattened pairs, N(0, 1) weights",
            [.. all.Select(arm => (arm.Name, arm[Metrics.Unexplained]))], log: true));
        plan.Differs(
            "The write-up offers it as a reason and does not test it. Two readings: the same generator without its ReLU, which "
                + "is decided, and a linear map of 15 unknowns, tried beside it. The map has 15 inputs, so that the predictor "
                + "reads 480 numbers in place of 90.",
            "The first reading was chosen when runs of another network had been seen.",
            PartTwo.Flattened,
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The order at this budget.");
    }
}
