namespace WeightPred.Claims;

[Claim("P2.10", "Other distributions of x_eval and of the weights leave less than twice as much unexplained", Kind.Suggestion,
    Section = "Part II, Discussion",
    WriteUp = "sampling the evaluation x tensors from a different distribution and see if accuracy still holds up")]
public sealed class P2_10_Accuracy_out_of_distribution : ClaimTest
{
    // R² moves by at most 2 sqrt(MSE / Var) x rounding / sd(y). Rounding of one output: 9 operations on products whose absolute
    // sum stays below 10 sd(y), for two networks at two scales: 4 x 9 x 2^-24 x 10 = 2.1e-5. So 2 x 1 x 2.1e-5, and MSE <= Var.
    private const double Rounding = 5e-5;

    private static readonly Axis OnFreshTasks = new("R² on fresh tasks [%]");

    protected override void Plan(Plan plan)
    {
        var sets = plan.Arm("Deep Sets", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30, steps: PartTwo.NetworkSteps));
        var plain = sets[Metrics.HeldOutR2];
        Decision Holds(string name, Metric unexplained) => sets[unexplained].Below(sets[Distributions.Plain], 0.5, name).At(5);
        Decision Unchanged(FormattableString name, Distributions family, double at, double tolerance, string derivation) =>
            new ExactlyEqual(FormattableString.Invariant(name), sets[family.R2(at)], plain, tolerance, derivation).At(5);

        plan.SeedsFrom(PartTwo.Unseen, 5);
        plan.Bands(10);
        // "Holds up": less than twice as much is left unexplained as where it was trained.
        plan.Decide(
            Holds("x_eval shifted by 1: accuracy holds up", Distributions.Shift.Unexplained(1)),
            Holds("x_eval with tails |x|²: accuracy holds up", Distributions.Tails.Unexplained(2)),
            Holds("Generator weights N(0, 1): accuracy holds up", Distributions.UnitWeightsUnexplained));
        plan.Decide(
            [
                .. new[] { 0.25, 4 }.Select(c => Unchanged($"Scaling by {c} changes no bit of R²'s error", Distributions.Scale, c,
                    1e-12, "powers of two scale without rounding; R² itself is rounded in double")),
                .. new[] { 0.1, 10 }.Select(c => Unchanged($"Scaling by {c} leaves R² unchanged to rounding", Distributions.Scale,
                    c, Rounding, "36 roundings of 2^-24 on sums of 10 standard deviations")),
            ]);
        plan.Control(
            Unchanged($"Shifting by {1} leaves R² unchanged", Distributions.Shift, 1, Rounding, "the tolerance of scaling"),
            Unchanged($"Tails of |x|^{2} leave R² unchanged", Distributions.Tails, 2, Rounding, "the tolerance of scaling"));
        plan.MustLearn(Metrics.HeldOutR2, 0.5, sets);
        plan.Headline(
        [
            .. from row in new (string Of, Quantity R2)[]
               {
                   ("R² as trained", plain), ("x_eval shifted by 1", sets[Distributions.Shift.R2(1)]),
                   ("tails |x|²", sets[Distributions.Tails.R2(2)]), ("weights N(0, 1)", sets[Distributions.UnitWeights]),
               }
               select Headline.Mean(row.Of, row.R2 == plain ? "" : "holds up?", row.R2, Headline.Percent),
        ]);
        plan.Measure(plain);
        plan.Measure(sets[Distributions.UnitWeights]);
        foreach (var family in Distributions.Families)
        {
            plan.Measure([.. family.At.Select(at => sets[family.R2(at)])]);
            plan.Plot(Show.Settings(
                family == Distributions.Scale ? "" : family.Name, $"R² out of distribution: {family.Axis}",
                new Axis(family.Axis, Log: family == Distributions.Scale), OnFreshTasks,
                [.. family.At.Select(at => ("Deep Sets, 15 unknowns, 30 pairs", at, sets[family.R2(at)]))]));
        }

        plan.Plot(Show.Arms(
            "weights", "R² out of distribution: the generator's weights", OnFreshTasks,
            [("LeCun, as trained", plain), ("N(0, 1)", sets[Distributions.UnitWeights])]));
        plan.Table(Show.Table(
            "distributions", "R² by distribution of x_eval and of the generator's weights", "distribution", "R²",
            [.. Distributions.Families.SelectMany(
                family => family.At.Select(at => (FormattableString.Invariant($"{family.Axis}: {at}"), sets[family.R2(at)]))),
                ("generator weights N(0, 1) instead of LeCun", sets[Distributions.UnitWeights])]));
        plan.Differs(
            "The write-up only asks \"if accuracy still holds up\". That is read as: less than twice as much is left "
                + "unexplained. The pairs stay as trained where x_eval changes.",
            "Scaling x_eval can change nothing: both networks are bias-free ReLU networks, f(c x) = c f(x) for c > 0. It is "
                + "decided as an identity, beside the question.",
            "Variance of y: exact, from E[x²], not the sample's. With N(0, 1) weights the pairs' y are sqrt(10) times as large "
                + "as trained.",
            PartTwo.Longer,
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} The identity holds at every budget; the other distributions' R² are of that "
            + "budget.");
    }
}
