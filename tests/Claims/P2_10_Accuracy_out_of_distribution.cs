using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_10_Accuracy_out_of_distribution(Budget budget) : ClaimTest(budget)
{
    // R² moves by at most 2 sqrt(MSE / Var) x rounding / sd(y). Rounding of one output: 9 operations on products whose absolute sum
    // stays below 10 sd(y), for two networks at two scales: 4 x 9 x 2^-24 x 10 = 2.1e-5. So 2 x 1 x 2.1e-5, and MSE <= Var.
    private const double Rounding = 5e-5;

    private sealed record Shift(string Name, Func<Tensor, Tensor> Of, double MeanSquare);

    private static readonly double[] Scales = [0.1, 0.25, 1, 4, 10];

    // E[x²] of a coordinate, for the variance of y: each generator's is E|x|² / 4, since its weights are drawn symmetric and independent.
    private static readonly Shift[] Others =
    [
        new("shifted: x + 1", x => x + 1f, 2),
        new("shifted: x + 3", x => x + 3f, 10),
        new("heavy tails: x³", x => x * x * x, 15),
    ];

    public override Statement Statement { get; } = new(
        "P2.10", "Another distribution of x_eval: scaling leaves R² unchanged", "Part II, Next steps", "see if accuracy still holds up out of distribution");

    protected override Evidence Examine(Lab lab)
    {
        var recipe = PartTwo.Recipe(lab.Tier, PartTwo.Small, 30);
        var arms = lab.Compare(recipe);
        _ = arms.FinalLoss(recipe)(lab.Looks(5).Seeds[0]);
        var runs = arms.Runs(recipe);
        double[] plain = [.. runs.Select(run => run.R2)];
        var scaled = Scales.ToDictionary(c => c, c => R2(runs, x => x * (float)c, c * c));
        var others = Others.ToDictionary(shift => shift.Name, shift => R2(runs, shift.Of, shift.MeanSquare));
        const string statistic = "R² on x_eval, against R² on c x_eval";
        return new Evidence
        {
            Decisions =
            [
                .. new[] { 0.25, 4 }.Select(c => Oracle.Equal(FormattableString.Invariant($"Scaling by {c} changes no bit of R²'s error"), statistic, scaled[c], plain, 1e-12, "powers of two scale without rounding; R² itself is rounded in double")),
                .. new[] { 0.1, 10 }.Select(c => Oracle.Equal(FormattableString.Invariant($"Scaling by {c} leaves R² unchanged to rounding"), statistic, scaled[c], plain, Rounding, "36 roundings of 2^-24 on sums of 10 standard deviations")),
            ],
            Controls = [.. Others.Select(shift => Oracle.Equal($"R² is unchanged, {shift.Name}", "R² on x_eval, against R² there", others[shift.Name], plain, Rounding, "the tolerance of scaling"))],
            Measurements =
            [
                new Measurement("x_eval as trained: R²", "R²", plain),
                .. Others.Select(shift => new Measurement($"{shift.Name}: R²", "R²", others[shift.Name])),
            ],
            Charts =
            [
                new Chart("", "R² when x_eval comes from another distribution", "scale c of x_eval", "R² (mean over seeds)",
                    [new Series("c x_eval", Scales, [.. Scales.Select(c => scaled[c].Average())], [.. Scales.Select(c => scaled[c].Min())], [.. Scales.Select(c => scaled[c].Max())]) { Markers = true }])
                {
                    LogX = true,
                    References = [.. Others.Select(shift => new ReferenceLine(shift.Name, others[shift.Name].Average()))],
                },
            ],
            Tables =
            [
                new ResultTable("distributions", "R² by distribution of x_eval", ["x_eval", "mean R²", "lowest seed", "highest seed"],
                [
                    .. Scales.Select(c => Row(FormattableString.Invariant($"{c} x"), scaled[c])),
                    .. Others.Select(shift => Row(shift.Name, others[shift.Name])),
                ]),
            ],
            Differences =
            [
                "The write-up only asks. Both networks are bias-free ReLU networks, f(c x) = c f(x) for c > 0, so scaling must leave R² as it is; shift and heavy tails are measured. Pairs stay as trained, only x_eval changes.",
                "Variance of y under a shift is exact, E|x|² / 4, not the sample's.",
                .. PartTwo.Differences(lab.Tier, "The oracle holds at every budget; the other distributions' R² are of that budget."),
            ],
        };
    }

    private static double[] R2(IReadOnlyList<Run> runs, Func<Tensor, Tensor> shift, double meanSquare) =>
        [.. runs.Select(run => 1 - Trainer.Evaluate(run, shift) / (run.Recipe.Generator.OutputVariance * meanSquare))];

    private static IReadOnlyList<string> Row(string name, double[] values) =>
        [name, .. new[] { values.Average(), values.Min(), values.Max() }.Select(v => FormattableString.Invariant($"{v:F4}"))];

    [Trait("Claim", "P2.10"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_10_Accuracy_out_of_distribution(Budget.Quick);

    [Trait("Claim", "P2.10"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_10_Accuracy_out_of_distribution(Budget.FullOnGpu);

    [Trait("Claim", "P2.10"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_10_Accuracy_out_of_distribution(Budget.FullOnCpu);
}
