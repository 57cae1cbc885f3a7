using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.4", "Deep Sets, 15 unknowns: the curves of 20, 30 and 45 equations over 30 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part II, Results", WriteUp = "Figure 15-vars-test")]
public sealed class F_4_Fifteen_unknowns() : FigureClaim(Figure.Small)
{
    protected override string LeftOpen => PartTwo.LeftOpen;

    protected override Experiment Experiment(Tier tier, string series) =>
        PartTwo.Table.Single(cell => cell.Unknowns == 15 && series == $"{cell.Pairs} equations").Experiment(tier);

    protected override void Reduced(Plan plan, IReadOnlyList<Arm> arms)
    {
        MoreThanHalf(plan, arms);
        plan.Reduced(
            $"{PartTwo.ReducedBudget} That far more is explained than by chance survives. The order of the curves does not, nor do their places.");
    }
}
