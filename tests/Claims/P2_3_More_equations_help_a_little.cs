using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_3_More_equations_help_a_little(Budget budget) : ClaimTest(budget)
{
    // "Only a bit": the write-up's own table has 1.7 % unexplained against 1.0 %; twice as much would be more than a bit.
    private static readonly double ABit = Math.Log(2);

    public override Statement Statement { get; } = new(
        "P2.3",
        budget == Budget.Quick ? "Deep Sets, 15 unknowns: 20 and 30 equations are only a bit worse than 45, and 5 are worse" : "Deep Sets, 15 unknowns: 45 equations reach 0.005, 30 and 20 are only a bit worse",
        "Part II, Deep Sets",
        "45 equations: loss of 0.005; 20 and 30 only a bit worse");

    protected override Evidence Examine(Lab lab)
    {
        Recipe Of(int pairs) => PartTwo.Recipe(lab.Tier, PartTwo.Small, pairs);
        var (five, twenty, thirty, fortyFive) = (Of(5), Of(20), Of(30), Of(45));
        var leaky = five with { Sabotage = Sabotage.EvaluateOnPairs };
        var arms = lab.Compare(five, twenty, thirty, fortyFive, leaky);
        var looks = lab.Looks(5, 10);
        return new Evidence
        {
            Decisions =
            [
                Beats("20 equations leave less than twice the loss of 45", twenty, fortyFive, -ABit),
                Beats("30 equations leave less than twice the loss of 45", thirty, fortyFive, -ABit),
                Beats("45 equations beat 5, too few for 15 unknowns", fortyFive, five),
                .. lab.Tier == Tier.Full ? Full() : [],
            ],
            Controls =
            [
                Beats("Swapped arms: 5 equations beat 45", five, fortyFive),
                Beats("x_eval taken from the pairs: 45 equations beat 5", fortyFive, leaky),
            ],
            Measurements = [.. new[] { five, twenty, thirty, fortyFive }.Select(recipe => arms.Measure(recipe, $"{recipe.Pairs} equations: held-out loss", "MSE", run => run.HeldOutLoss))],
            Charts =
            [
                Charts.Losses(
                    "Deep Sets, 15 unknowns",
                    [.. new[] { five, twenty, thirty, fortyFive }.Select(recipe => ($"{recipe.Pairs} equations", arms.Runs(recipe)))],
                    new ReferenceLine("write-up: 0.005 with 45 equations", 0.005), new ReferenceLine("Var(y): predicting 0", PartTwo.Small.OutputVariance)),
            ],
            Differences =
            [
                "\"Only a bit worse\" names no number. It is read as: less than twice the loss (the write-up's table has 1.7 % and 1.4 % unexplained against 1.0 %).",
                "Added here: 5 equations, fewer than unknowns, as the case that must be worse; it is what a leak of x_eval would turn upside down.",
                .. PartTwo.Differences(lab.Tier, "The small distances survive the reduction. 0.005 does not, nor does the order of 20, 30 and 45: twenty seeds left even 20 against 45 open (loss 1.16 [1.04, 1.29] times as high, p = 0.004)."),
            ],
        };

        Decision Beats(string name, Recipe candidate, Recipe reference, double margin = 0) => Better.Decide(
            name, "log ratio of held-out losses", arms.HeldOutLoss(candidate), arms.HeldOutLoss(reference), looks, margin);

        IReadOnlyList<Decision> Full() =>
        [
            Beats("45 equations beat 20", fortyFive, twenty),
            Beats("45 equations beat 30", fortyFive, thirty),
            Beats("30 equations beat 20", thirty, twenty),
            Reaches.About("45 equations end near 0.005", "final training loss (moving average), MSE", arms.FinalLoss(fortyFive), Quoted.From("0.005"), looks),
        ];
    }

    [Trait("Claim", "P2.3"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_3_More_equations_help_a_little(Budget.Quick);

    [Trait("Claim", "P2.3"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_3_More_equations_help_a_little(Budget.FullOnGpu);

    [Trait("Claim", "P2.3"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_3_More_equations_help_a_little(Budget.FullOnCpu);
}
