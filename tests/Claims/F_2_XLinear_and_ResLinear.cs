using WeightPred.Fixtures.Figures;

namespace WeightPred.Claims;

[Claim(
    "F.2", "The curves of XLinear and ResLinear over 50 000 steps are plausible runs of ours",
    Kind.Result, Section = "Part I, Results", WriteUp = "Figure xvsres")]
public sealed class F_2_XLinear_and_ResLinear() : FigureClaim(Figure.XvsRes)
{
    protected override string LeftOpen => PartOne.LeftOpen;

    protected override Experiment Experiment(Tier tier, string series) =>
        PartOne.Experiment(tier, series == "XLinear" ? Net.XLinear : Net.ResLinear);

    protected override void Reduced(Plan plan, IReadOnlyList<Arm> arms)
    {
        MoreThanHalf(plan, arms);
        plan.Reduced($"{PartOne.ReducedBudget} That both networks learn survives. The figure's curves cross near step 10 000: "
            + "their order does not.");
    }
}
