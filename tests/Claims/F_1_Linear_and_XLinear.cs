using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.1", "The curves of Linear and XLinear over 10 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part I, Results", WriteUp = "Figure xlin-comp")]
public sealed class F_1_Linear_and_XLinear() : FigureClaim(Figure.XLinComp)
{
    protected override string LeftOpen => PartOne.LeftOpen;

    protected override Experiment Experiment(Tier tier, string series) =>
        PartOne.Experiment(tier, series == "Linear" ? Net.Linear : Net.XLinear);

    protected override void Reduced(Plan plan, IReadOnlyList<Arm> arms)
    {
        Order(plan, arms[1], arms[0], "XLinear beats Linear");
        plan.Reduced($"{PartOne.ReducedBudget} The order of the curves survives, their places do not.");
    }
}
