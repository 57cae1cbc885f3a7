namespace WeightPred.Claims;

[Claim("P2.16", "At 50 unknowns a wider embedding gains more than more equations", Kind.Result, Section = "TL;DR",
    WriteUp = "the bottleneck shifts from sample count to model capacity")]
public sealed class P2_16_The_bottleneck_shifts_to_capacity : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        // The reduced budget asks at 15 unknowns, where it learns more.
        var (generator, few, many) = plan.IsFull ? (PartTwo.Large, 100, 150) : (PartTwo.Small, 30, 45);
        Arm Of(int equations, int embedding) => plan.Arm(
            $"{equations} equations, {embedding} wide",
            PartTwo.Experiment(plan.Tier, generator, equations, Net.DeepSets with { Embedding = embedding }));
        var (start, wider, more) = (Of(few, 128), Of(few, 256), Of(many, 128));
        var byWidth = start[Metrics.Unexplained].Over(wider[Metrics.Unexplained]).As("gain of a wider embedding");
        var byEquations = start[Metrics.Unexplained].Over(more[Metrics.Unexplained]).As("gain of more equations");

        plan.SeedsFrom(PartTwo.Unseen, 5);
        plan.Decide(byEquations.Below(byWidth, 1, $"An embedding of 256 gains more than {many} equations"));
        if (!plan.IsFull)
            plan.Decides("At 15 unknowns a wider embedding gains more than more equations");
        plan.MustLearn(Metrics.R2, 0.5, start, wider, more);
        plan.Headline(
            Headline.Lower("left unexplained by more equations", "no longer the bottleneck", more[Metrics.Unexplained],
                start[Metrics.Unexplained]),
            Headline.Lower("left unexplained by a wider embedding", "the bottleneck", wider[Metrics.Unexplained],
                start[Metrics.Unexplained]));
        plan.Measure(Metrics.Unexplained, start, wider, more);
        plan.Plot(Show.Arms("", $"From {few} equations and an embedding of 128: unexplained share of each",
            [.. new[] { start, more, wider }.Select(arm => (arm.Name, arm[Metrics.Unexplained]))]));
        plan.Differs("\"Shifts\" is read as: from 100 equations and an embedding of 128 on, twice the width, beyond which an "
            + "embedding adds no function, removes a larger share of what is left than half as many "
            + "equations again.", PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} 15 unknowns instead of 50. The limit after few steps need not be the limit in the "
            + "end.");
    }
}
