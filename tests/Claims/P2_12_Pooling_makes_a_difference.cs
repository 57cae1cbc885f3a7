namespace WeightPred.Claims;

[Claim("P2.12", "Attention pooling leaves half of what mean pooling leaves unexplained", Kind.Hypothesis, Section = "Part II, Discussion", WriteUp = "hypothesis: attention pooling could make a huge difference; the mean drops spread and correlations")]
public sealed class P2_12_Pooling_makes_a_difference : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        Arm Pooled(string name, Pooling pooling) => plan.Arm(name, PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, Net.DeepSets with { Pooling = pooling }));
        var (mean, moments, attention) = (Pooled("mean", Pooling.Mean), Pooled("mean and second moments", Pooling.Moments), Pooled("attention", Pooling.Attention));
        Arm[] all = [mean, moments, attention];

        plan.Seeds(5, 10);
        // "Huge": at most half of what mean pooling leaves unexplained.
        plan.Decide(attention[Metrics.Unexplained].Below(mean[Metrics.Unexplained], 2, "Attention leaves half of what the mean leaves"));
        plan.MustLearn(Metrics.R2, 0.5, mean);
        plan.Measure(Metrics.R2, all);
        plan.Plot(Show.Losses("15 unknowns, 30 equations, by pooling", all, Reference.At("Var(y): predicting 0", PartTwo.Small.OutputVariance)));
        plan.Table(Show.Table("pooling", "R² by pooling, 15 unknowns, 30 equations", "pooling", "R²", [.. all.Select(arm => (arm.Name, arm[Metrics.R2]))]));
        plan.Differs(
            "The write-up supposes it and does not test it. \"Huge\" names no number: it is read as at most half of what the mean leaves unexplained.",
            "Attention: Set Transformer's pooling with one learned seed and 4 heads, without layer normalisation. Mean and second moments keep the spread that the mean drops; they are measured, not decided.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.QuickSteps} steps of {PartTwo.QuickBatch} instead of 50 000 of 1024. A pooling that learns more slowly may end lower: this verdict is of this budget.");
    }
}
