namespace WeightPred.Claims;

[Claim("P2.14", "Deep Sets make the inverse problem work: they leave half of what flattened pairs leave", Kind.Result,
    Section = "TL;DR", WriteUp = "required moving to a Deep Sets architecture")]
public sealed class P2_14_Deep_Sets_make_it_work : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var sets = plan.Arm("Deep Sets", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30));
        var flattened = plan.Arm("Flattened pairs", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, Net.FlattenedPairs));

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(sets[Metrics.UnexplainedAtMost1]
            .Below(flattened[Metrics.UnexplainedAtMost1], 2, "Deep Sets leave half of what flattened pairs leave"));
        plan.MustLearn(Metrics.R2, 0.5, sets);
        plan.Headline(
            Headline.Mean("R² of Deep Sets", "works", sets[Metrics.R2], Headline.Percent),
            Headline.Mean("R² of flattened pairs", "does not", flattened[Metrics.R2], Headline.Percent));
        plan.Measure(Metrics.R2, sets, flattened);
        plan.Plot(Show.Losses("The same pairs, as a set and side by side", [sets, flattened],
            Reference.At("Var(y): predicting 0", PartTwo.Small.OutputVariance)));
        plan.Differs("\"Makes it work\" names no number: it is read as half of what is left unexplained. Both see the same 30 "
            + "pairs of LeCun networks at 1e-3, step by step. A network that does worse than predicting 0 counts as "
            + "predicting 0.", PartTwo.Flattened, PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The same factor is decided at this budget.");
    }
}
