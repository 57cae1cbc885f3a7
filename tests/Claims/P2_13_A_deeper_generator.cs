namespace WeightPred.Claims;

[Claim("P2.13", "A generator with two ReLU layers is predicted too, and harder than one of as many unknowns with one",
    Kind.Suggestion, Section = "Part II, Discussion", WriteUp = "adding more nonlinearities to the generator network")]
public sealed class P2_13_A_deeper_generator : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var two = plan.Arm("4 -> 10 -> 1", PartTwo.Experiment(plan.Tier, PartTwo.Large, 67));
        var three = plan.Arm("4 -> 5 -> 5 -> 1", PartTwo.Experiment(plan.Tier, PartTwo.LargeDeep, 67));

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(
            // More than nothing, beyond doubt.
            MeanWithin.AtLeast("Three layers, 4 -> 5 -> 5 -> 1: a tenth of the variance is explained", three[Metrics.R2], 0.1),
            two[Metrics.Unexplained]
                .Below(three[Metrics.Unexplained], 1, "Two layers, 4 -> 10 -> 1, leave less unexplained than three"));
        if (plan.IsFull)
            plan.MustLearn(Metrics.R2, 0.5, two);
        plan.Headline(
            Headline.Mean("R², one ReLU layer", "", two[Metrics.R2], Headline.Percent),
            Headline.Mean("R², two ReLU layers", "to be tried", three[Metrics.R2], Headline.Percent));
        plan.Measure(Metrics.R2, two, three);
        plan.Plot(Show.Arms("", "50 unknowns, 67 equations, behind one ReLU layer and behind two",
            [(two.Name, two[Metrics.Unexplained]), (three.Name, three[Metrics.Unexplained])]));
        plan.Differs("The write-up only suggests it. Both generators have 50 unknowns and 4 inputs, so that depth alone differs; "
            + "each ReLU layer halves Var(y), so 1 - R² is compared, not the loss.", PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That depth is predicted at all, and harder, is decided at this budget.");
    }
}
