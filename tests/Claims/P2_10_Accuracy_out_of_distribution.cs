namespace WeightPred.Claims;

[Claim("P2.10", "Another distribution of x_eval: scaling leaves R² unchanged, shift and heavy tails do not", Kind.Identity, Section = "Part II, Next steps", WriteUp = "see if accuracy still holds up out of distribution")]
public sealed class P2_10_Accuracy_out_of_distribution : ClaimTest
{
    // R² moves by at most 2 sqrt(MSE / Var) x rounding / sd(y). Rounding of one output: 9 operations on products whose absolute sum
    // stays below 10 sd(y), for two networks at two scales: 4 x 9 x 2^-24 x 10 = 2.1e-5. So 2 x 1 x 2.1e-5, and MSE <= Var.
    private const double Rounding = 5e-5;

    protected override void Plan(Plan plan)
    {
        var sets = plan.Arm("Deep Sets", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30));
        var plain = sets[Metrics.R2];
        Decision Unchanged(FormattableString name, Distributions family, double at, double tolerance, string derivation) =>
            new Equal(FormattableString.Invariant(name), sets[family.R2(at)], plain, tolerance, derivation).At(5);

        plan.Seeds(5);
        plan.Decide(
            [
                .. new[] { 0.25, 4 }.Select(c => Unchanged($"Scaling by {c} changes no bit of R²'s error", Distributions.Scale, c, 1e-12, "powers of two scale without rounding; R² itself is rounded in double")),
                .. new[] { 0.1, 10 }.Select(c => Unchanged($"Scaling by {c} leaves R² unchanged to rounding", Distributions.Scale, c, Rounding, "36 roundings of 2^-24 on sums of 10 standard deviations")),
            ]);
        plan.Control(
            [
                .. new[] { 1.0, 3 }.Select(s => Unchanged($"Shifting by {s} leaves R² unchanged", Distributions.Shift, s, Rounding, "the tolerance of scaling")),
                .. new[] { 2.0, 3 }.Select(p => Unchanged($"Tails of |x|^{p} leave R² unchanged", Distributions.Tails, p, Rounding, "the tolerance of scaling")),
            ]);
        plan.Measure(plain);
        plan.Measure(sets[Distributions.UnitWeights]);
        foreach (var family in Distributions.Families)
        {
            plan.Measure([.. family.At.Select(at => sets[family.R2(at)])]);
            plan.Plot(Show.Settings(
                family == Distributions.Scale ? "" : family.Name, $"R² out of distribution: {family.Axis}", new Axis(family.Axis, Log: family == Distributions.Scale), new Axis("R² on fresh tasks"),
                [.. family.At.Select(at => ("Deep Sets, 15 unknowns, 30 pairs", at, sets[family.R2(at)]))]));
        }

        plan.Table(Show.Table(
            "distributions", "R² by distribution of x_eval and of the generator's weights", "distribution", "R²",
            [.. Distributions.Families.SelectMany(family => family.At.Select(at => (FormattableString.Invariant($"{family.Axis}: {at}"), sets[family.R2(at)]))), ("generator weights N(0, 1) instead of LeCun", sets[Distributions.UnitWeights])]));
        plan.Differs(
            "The write-up only asks. Both networks are bias-free ReLU networks, f(c x) = c f(x) for c > 0, so scaling must leave R² as it is; shift, heavy tails and other generator weights are measured. The pairs stay as trained where x_eval changes.",
            "Variance of y: exact, from E[x²], not the sample's. With N(0, 1) weights the pairs' y are sqrt(10) times as large as trained.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.QuickSteps} steps of {PartTwo.QuickBatch} instead of 50 000 of 1024. The oracle holds at every budget; the other distributions' R² are of that budget.");
    }
}
