using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

/// <summary>A figure of Deep Sets: one row of the R² table, a curve for each number of equations.</summary>
public abstract class DeepSetsFigure(Figure figure, int unknowns) : FigureClaim(figure)
{
    protected override string LeftOpen => PartTwo.LeftOpen;

    protected override Experiment Experiment(Tier tier, string series) =>
        PartTwo.Table.Single(cell => cell.Unknowns == unknowns && series == $"{cell.Pairs} equations").Experiment(tier);

    protected override void Reduced(Plan plan, IReadOnlyList<Arm> arms)
    {
        MoreThanHalf(plan, arms);
        plan.Reduced(
            $"{PartTwo.ReducedBudget} That far more is explained than by chance survives. The order of the curves does not, nor "
                + "do their places.");
    }
}
