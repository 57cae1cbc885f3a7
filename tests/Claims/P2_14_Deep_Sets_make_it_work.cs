namespace WeightPred.Claims;

[Claim("P2.14", "Deep Sets make the inverse problem work: they leave half of what flattened pairs leave", Kind.Result, Section = "TL;DR", WriteUp = "required moving to a Deep Sets architecture")]
public sealed class P2_14_Deep_Sets_make_it_work : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var sets = plan.Arm("Deep Sets", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30));
        var flattened = plan.Arm("Flattened pairs", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, Net.FlattenedPairs));

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        if (plan.IsFull)
        {
            plan.Decide(sets[Metrics.Unexplained].Below(flattened[Metrics.Unexplained], 2, "Deep Sets leave half of what flattened pairs leave"));
        }
        else
        {
            plan.Decides("After 1 000 steps Deep Sets leave less unexplained than flattened pairs");
            plan.Decide(sets[Metrics.Unexplained].Below(flattened[Metrics.Unexplained], 1, "Deep Sets leave less than flattened pairs"));
        }

        plan.MustLearn(Metrics.R2, 0.5, sets);
        plan.Measure(Metrics.R2, sets, flattened);
        plan.Plot(Show.Losses("The same pairs, as a set and side by side", [sets, flattened], Reference.At("Var(y): predicting 0", PartTwo.Small.OutputVariance)));
        plan.Differs("\"Makes it work\" names no number: it is read as half of what is left unexplained. Both see the same 30 pairs of LeCun networks at 1e-3, step by step.", PartTwo.Flattened, PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The order is decided; by how much is of that budget.");
    }
}
