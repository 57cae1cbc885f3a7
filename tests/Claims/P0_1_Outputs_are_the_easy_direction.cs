namespace WeightPred.Claims;

[Claim("P0.1", "Predicting outputs from weights is easy, and the same network does worse at the inverse", Kind.Result,
    Section = "TL;DR", WriteUp = "predicting an MLP's outputs from its weights (easy — works with concat or residual nets)")]
public sealed class P0_1_Outputs_are_the_easy_direction : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var xlinear = plan.Arm("outputs from weights, XLinear", PartOne.Experiment(plan.Tier, Net.XLinear));
        var forward = plan.Arm("outputs from weights, ResLinear", PartOne.Experiment(plan.Tier, Net.ResLinear));
        var inverse = plan.Arm("weights from 30 pairs, ResLinear",
            PartTwo.Experiment(plan.Tier, PartTwo.SmallUnit, 30, Net.FlattenedPairs));

        double factor = plan.IsFull ? 10 : 2;
        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(forward[Metrics.UnexplainedAtMost1].Below(inverse[Metrics.UnexplainedAtMost1], factor,
            $"ResLinear leaves {factor} times less of the outputs than of the weights' function"));
        if (plan.IsFull)
        {
            plan.Decide(
                MeanWithin.AtMost("XLinear leaves less than 1 % of the outputs", xlinear[Metrics.Unexplained], 0.01),
                MeanWithin.AtMost("ResLinear leaves less than 1 % of the outputs", forward[Metrics.Unexplained], 0.01));
            plan.MustLearn(Metrics.R2, 0.5, xlinear, forward, inverse);
        }
        else
        {
            plan.Decides("ResLinear leaves half as much of the outputs as of the weights' function");
        }

        plan.Headline(
            Headline.Mean("outputs left unexplained by XLinear", "easy", xlinear[Metrics.Unexplained], Headline.Percent),
            Headline.Mean("outputs left unexplained by ResLinear", "easy", forward[Metrics.Unexplained], Headline.Percent),
            Headline.Mean("the weights' function, by ResLinear", "not easy", inverse[Metrics.Unexplained], Headline.Percent));
        plan.Measure(Metrics.Unexplained, xlinear, forward, inverse);
        Arm[] all = [xlinear, forward, inverse];
        plan.Plot(Show.Arms("", "Unexplained share in each direction, 15 unknowns",
            [.. all.Select(arm => (arm.Name, arm[Metrics.Unexplained]))], log: true));
        plan.Differs(
            "\"Easy\" names no number: it is read as less than 1 % of the variance, and ten times less than the inverse leaves. "
                + "A network that does worse than predicting 0 counts as predicting 0.",
            "Both directions have the same generator, 2 -> 5 -> 1 with N(0, 1) weights, and the same ResLinear, 50 000 steps "
                + "forward, as its figure, and 30 000 backward, as those of Deep Sets.",
            PartOne.LeftOpen);
        plan.Reduced($"{PartOne.ReducedBudget} The inverse has {PartTwo.QuickSteps} steps of {PartTwo.QuickBatch}. The order "
            + "survives.");
    }
}
