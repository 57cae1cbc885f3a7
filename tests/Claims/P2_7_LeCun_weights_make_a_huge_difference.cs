using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_7_LeCun_weights_make_a_huge_difference(Budget budget) : ClaimTest(budget)
{
    // "Huge", as in P2.12: a factor of two in what is left unexplained.
    private static readonly double Huge = Math.Log(2);

    public override Statement Statement { get; } = new(
        "P2.7", "LeCun weights in the generator leave half of what N(0, 1) weights leave unexplained", "Part II, Initialisation", "not to use LeCun weights was a huge mistake");

    protected override Evidence Examine(Lab lab)
    {
        var lecun = PartTwo.Recipe(lab.Tier, PartTwo.Small, 30);
        var unit = PartTwo.Recipe(lab.Tier, PartTwo.SmallUnit, 30);
        var arms = lab.Compare(lecun, unit);
        var looks = lab.Looks(5, 10);
        return new Evidence
        {
            Decisions = [Half("LeCun weights leave half of what N(0, 1) weights leave", lecun, unit)],
            Controls = [Half("Swapped arms: N(0, 1) weights leave half of what LeCun weights leave", unit, lecun)],
            Measurements =
            [
                arms.Measure(lecun, "LeCun: R²", "R²", run => run.R2),
                arms.Measure(unit, "N(0, 1): R²", "R²", run => run.R2),
            ],
            Charts =
            [
                Charts.Losses(
                    "Deep Sets, 30 equations for 15 unknowns",
                    [("LeCun", arms.Runs(lecun)), ("N(0, 1)", arms.Runs(unit))],
                    new ReferenceLine("Var(y), LeCun", PartTwo.Small.OutputVariance),
                    new ReferenceLine("Var(y), N(0, 1)", PartTwo.SmallUnit.OutputVariance)),
            ],
            Differences =
            [
                "The outputs' variances differ tenfold (0.5 and 5), so losses cannot be compared: 1 - R² = MSE / Var(y) is. \"Huge\" names no number: it is read as a factor of two, as in P2.12. That LeCun weights help at all was left open by ten seeds at the quick budget.",
                .. PartTwo.Differences(lab.Tier, "What is decided is the distance at this budget; the write-up speaks of where they end."),
            ],
        };

        Decision Half(string name, Recipe candidate, Recipe reference) =>
            PartTwo.LeavesLess(name, arms, candidate, reference, looks, Huge);
    }

    [Trait("Claim", "P2.7"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_7_LeCun_weights_make_a_huge_difference(Budget.Quick);

    [Trait("Claim", "P2.7"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_7_LeCun_weights_make_a_huge_difference(Budget.FullOnGpu);

    [Trait("Claim", "P2.7"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_7_LeCun_weights_make_a_huge_difference(Budget.FullOnCpu);
}
