using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

public abstract class P2_10_Accuracy_out_of_distribution(Budget budget) : ClaimTest(budget)
{
    // R² moves by at most 2 sqrt(MSE / Var) x rounding / sd(y). Rounding of one output: 9 operations on products whose absolute sum
    // stays below 10 sd(y), for two networks at two scales: 4 x 9 x 2^-24 x 10 = 2.1e-5. So 2 x 1 x 2.1e-5, and MSE <= Var.
    private const double Rounding = 5e-5;

    /// <summary>A family of distributions of x_eval.</summary>
    /// <param name="Name">Stem of its plot.</param>
    /// <param name="Axis">What is varied.</param>
    /// <param name="At">Its settings.</param>
    /// <param name="Of">x_eval, transformed.</param>
    /// <param name="MeanSquare">E[x²] of a coordinate: Var(y) is its multiple, since each generator's weights are symmetric and independent.</param>
    private sealed record Family(string Name, string Axis, double[] At, Func<Tensor, double, Tensor> Of, Func<double, double> MeanSquare);

    private static readonly Family Scale = new("scale", "x_eval times c", [0.1, 0.25, 1, 4, 10], (x, c) => x * (float)c, c => c * c);
    private static readonly Family Shift = new("shift", "x_eval plus s in every coordinate", [0, 0.5, 1, 2, 3], (x, s) => x + (float)s, s => 1 + s * s);
    private static readonly Family Tails = new("tails", "tail weight p: sign(x) |x|^p", [1, 2, 3], (x, p) => p == 1 ? x : p == 2 ? x * (relu(x) + relu(x * -1f)) : x * x * x, p => p == 1 ? 1 : p == 2 ? 3 : 15);

    public override Statement Statement { get; } = new(
        "P2.10", "Another distribution of x_eval: scaling leaves R² unchanged, shift and heavy tails do not", "Part II, Next steps", "see if accuracy still holds up out of distribution");

    protected override Evidence Examine(Lab lab)
    {
        var runs = lab.Compare(PartTwo.Recipe(lab.Tier, PartTwo.Small, 30)).Runs(PartTwo.Recipe(lab.Tier, PartTwo.Small, 30), lab.OneLook(5).Last);
        double[] plain = [.. runs.Select(run => run.R2)];
        var families = new[] { Scale, Shift, Tails }.ToDictionary(family => family, family => family.At.Select(at => R2(runs, family, at)).ToArray());
        double[] unitWeights = runs.Measured(run => 1 - Trainer.Evaluate(run, on: run.Recipe with { Generator = PartTwo.SmallUnit }) / PartTwo.SmallUnit.OutputVariance);
        const string statistic = "R² on x_eval, against R² on c x_eval";
        return new Evidence
        {
            Decisions =
            [
                .. new[] { 0.25, 4 }.Select(c => Unchanged($"Scaling by {c} changes no bit of R²'s error", Scale, c, 1e-12, "powers of two scale without rounding; R² itself is rounded in double")),
                .. new[] { 0.1, 10 }.Select(c => Unchanged($"Scaling by {c} leaves R² unchanged to rounding", Scale, c, Rounding, "36 roundings of 2^-24 on sums of 10 standard deviations")),
            ],
            Controls =
            [
                .. new[] { 1.0, 3 }.Select(s => Unchanged($"Shifting by {s} leaves R² unchanged", Shift, s, Rounding, "the tolerance of scaling")),
                .. new[] { 2.0, 3 }.Select(p => Unchanged($"Tails of |x|^{p} leave R² unchanged", Tails, p, Rounding, "the tolerance of scaling")),
            ],
            Measurements =
            [
                new Measurement("x_eval as trained: R²", "R²", plain),
                .. families.SelectMany(family => family.Key.At.Zip(family.Value, (at, r2) => new Measurement(FormattableString.Invariant($"{family.Key.Axis} = {at}: R²"), "R²", r2))),
                new Measurement("generator weights N(0, 1): R²", "R²", unitWeights),
            ],
            Charts = [.. families.Select(family => new Chart(family.Key == Scale ? "" : family.Key.Name, $"R² out of distribution: {family.Key.Axis}", family.Key.Axis, "R² on fresh tasks", [Charts.Points("Deep Sets, 15 unknowns, 30 pairs", family.Key.At, family.Value)]) { LogX = family.Key == Scale })],
            Tables =
            [
                new ResultTable("distributions", "R² by distribution of x_eval and of the generator's weights", Charts.Header("distribution", "R²"),
                [
                    .. families.SelectMany(family => family.Key.At.Zip(family.Value, (at, r2) => Charts.Row(FormattableString.Invariant($"{family.Key.Axis}: {at}"), r2))),
                    Charts.Row("generator weights N(0, 1) instead of LeCun", unitWeights),
                ]),
            ],
            Differences =
            [
                "The write-up only asks. Both networks are bias-free ReLU networks, f(c x) = c f(x) for c > 0, so scaling must leave R² as it is; shift, heavy tails and other generator weights are measured. The pairs stay as trained where x_eval changes.",
                "Variance of y: exact, from E[x²], not the sample's. With N(0, 1) weights the pairs' y are sqrt(10) times as large as trained.",
                .. PartTwo.Differences(lab.Tier, "The oracle holds at every budget; the other distributions' R² are of that budget."),
            ],
        };

        Decision Unchanged(FormattableString name, Family family, double at, double tolerance, string derivation) =>
            Oracle.Equal(FormattableString.Invariant(name), statistic, families[family][Array.IndexOf(family.At, at)], plain, tolerance, derivation);
    }

    private static double[] R2(IReadOnlyList<Run> runs, Family family, double at) =>
        runs.Measured(run => 1 - Trainer.Evaluate(run, x => family.Of(x, at)) / (run.Recipe.Generator.OutputVariance * family.MeanSquare(at)));

    [Trait("Claim", "P2.10"), Trait("Category", "Cpu")]
    public sealed class Quick() : P2_10_Accuracy_out_of_distribution(Budget.Quick);

    [Trait("Claim", "P2.10"), Trait("Category", "Gpu")]
    public sealed class Full() : P2_10_Accuracy_out_of_distribution(Budget.FullOnGpu);

    [Trait("Claim", "P2.10"), Trait("Category", "Nightly")]
    public sealed class Nightly() : P2_10_Accuracy_out_of_distribution(Budget.FullOnCpu);
}
