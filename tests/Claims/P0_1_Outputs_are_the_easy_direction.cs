namespace WeightPred.Claims;

[Claim("P0.1", "Predicting outputs from weights leaves less unexplained than predicting weights", Kind.Result, Section = "TL;DR", WriteUp = "predicting an MLP's outputs from its weights (easy — works with concat or residual nets)")]
public sealed class P0_1_Outputs_are_the_easy_direction : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var easy = PartOne.Experiment(plan.Tier, Net.ResLinear);
        var outputs = plan.Arm("outputs from weights (ResLinear)", plan.IsFull ? easy : easy with { Steps = PartTwo.QuickSteps, Batch = PartTwo.QuickBatch });
        var weights = plan.Arm("weights from 45 pairs (Deep Sets)", PartTwo.Experiment(plan.Tier, PartTwo.Small, 45));

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(outputs[Metrics.Unexplained].Below(weights[Metrics.Unexplained], 1, "Outputs from weights leave less unexplained than weights from pairs").Supposing(0.01 / (0.017 / 5)));
        plan.MustLearn(Metrics.R2, 0.5, weights);
        plan.Measure(Metrics.Unexplained, outputs, weights);
        plan.Plot(Show.Arms("", "What each direction leaves unexplained, 15 unknowns", new Axis("unexplained share", Log: true), [(outputs.Name, outputs[Metrics.Unexplained]), (weights.Name, weights[Metrics.Unexplained])]));
        plan.Differs("The write-up's best network of each direction, at 15 unknowns: ResLinear, and Deep Sets with 45 equations. Losses have other units (Var(y) is 5 and 0.5), so shares of Var(y) are compared.", PartOne.LeftOpen, PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} Both directions have that budget. The order is of this budget.");
    }
}
