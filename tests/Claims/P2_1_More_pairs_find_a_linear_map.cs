namespace WeightPred.Claims;

[Claim("P2.1", "Linear generator, 3 unknowns: 5 pairs do much better than 3", Kind.Result, Section = "Part II, Linear",
    WriteUp = "The model with five I/O pairs for each weight tensor performed much better.")]
public sealed class P2_1_More_pairs_find_a_linear_map : ClaimTest
{
    // Minimum-norm least squares from 2 pairs misses the weights' component in 1 of 3 directions: an error of 1 x chi2(1) / 3.
    private const double Bound = 1.0 / 3;

    // N(0, 1) weights: Var = 1
    private static readonly Metric WeightsExplained =
        Metric.Score<Run>("share of the weights explained, held out", "R²", run => 1 - run.HeldOutLoss);

    protected override void Plan(Plan plan)
    {
        Arm Pairs(int pairs) => plan.Arm($"{pairs} pairs", PartTwo.Linear(plan.Tier, pairs));
        var (two, three, five) = (Pairs(2), Pairs(3), Pairs(5));
        double fiveStandardErrors = 5 * Math.Sqrt(2) / 3 / Math.Sqrt(PartTwo.Linear(plan.Tier, 2).HeldOut);

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(
            // "Much better", as "huge" elsewhere: a factor of two.
            five.Beats(three, on: Metrics.HeldOutLoss, byFactor: plan.IsFull ? 2 : 1),
            three.Beats(two, on: Metrics.HeldOutLoss),
            new LowerBound("2 pairs never get below 1/3", two[Metrics.HeldOutLoss], Bound, fiveStandardErrors,
                "minimum-norm least squares; 5 standard errors of the held-out set").At(5));
        if (plan.IsFull)
            plan.MustLearn(WeightsExplained, 0.5, five);
        else
            plan.Decides("Linear generator, 3 unknowns: 5 pairs beat 3, and 3 beat 2");
        plan.Headline(Headline.Lower("loss of 5 pairs against 3", "much better", five[Metrics.HeldOutLoss],
            three[Metrics.HeldOutLoss]));
        plan.Measure(Metrics.HeldOutLoss, two, three, five);
        plan.Plot(Show.Losses("Three unknown weights of a linear map", [two, three, five],
            Reference.At("best possible with 2 pairs: 1/3", Bound)));
        plan.Differs(
            "\"Much better\" names no number: at the full budget it is read as a factor of two, as \"huge\" is elsewhere.",
            "Added here: 2 pairs, fewer than unknowns, where theory says what is possible.",
            "The pairs stand side by side before ResLinear, judged by MSE on the weights, which are N(0, 1). The figure ends at "
                + "20 000 steps.",
            PartTwo.Flattened,
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The order of the arms and the bound of 1/3 survive; the final values do not.");
    }
}
