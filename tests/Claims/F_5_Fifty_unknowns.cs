using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.5", "Deep Sets, 50 unknowns: the curves of 67, 100 and 150 equations over 30 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part II, Results", WriteUp = "Figure 50-vars-test")]
public sealed class F_5_Fifty_unknowns() : FigureClaim(Figure.Large)
{
    protected override string LeftOpen => PartTwo.LeftOpen;

    protected override Experiment Experiment(Tier tier, string series) =>
        PartTwo.Table.Single(cell => cell.Unknowns == 50 && series == $"{cell.Pairs} equations").Experiment(tier);

    protected override void Reduced(Plan plan, IReadOnlyList<Arm> arms)
    {
        MoreThanHalf(plan, arms);
        plan.Reduced(
            $"{PartTwo.ReducedBudget} That far more is explained than by chance survives. The order of the curves does not, nor do their places.");
    }
}
