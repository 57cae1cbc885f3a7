using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.3", "Linear generator, 3 unknowns: the curves of 3 and 5 pairs over 20 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part II, Linear", WriteUp = "Figure simple-io-pair-comp")]
public sealed class F_3_Three_and_five_pairs() : FigureClaim(Figure.SimplePairs)
{
    protected override string LeftOpen => PartTwo.Flattened;

    // N(0, 1) weights: Var = 1.
    protected override Metric Score { get; } =
        Metric.Score<Run>("share of the weights explained", "R²", run => 1 - run.FinalLoss);

    protected override Experiment Experiment(Tier tier, string series) => PartTwo.Linear(tier, series == "3 pairs" ? 3 : 5);

    protected override void Reduced(Plan plan, IReadOnlyList<Arm> arms)
    {
        Order(plan, arms[1], arms[0], "Linear generator, 3 unknowns: 5 pairs beat 3");
        plan.Reduced($"{PartTwo.ReducedBudget} The order of the curves survives, their places do not.");
    }
}
