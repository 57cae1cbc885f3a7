namespace WeightPred.Claims;

[Claim("P2.7", "LeCun weights in the generator leave half of what N(0, 1) weights leave unexplained", Kind.Result, Section = "Part II, Initialisation", WriteUp = "not to use LeCun weights was a huge mistake")]
public sealed class P2_7_LeCun_weights_make_a_huge_difference : ClaimTest
{
    // "Huge", as in P2.12: a factor of two in what is left unexplained.
    private const double Huge = 2;

    protected override void Plan(Plan plan)
    {
        var lecun = plan.Arm("LeCun", PartTwo.Experiment(plan.Tier, PartTwo.Small, 30));
        var unit = plan.Arm("N(0, 1)", PartTwo.Experiment(plan.Tier, PartTwo.SmallUnit, 30));

        plan.Seeds(5, 10);
        plan.Decide(lecun[Metrics.Unexplained].Below(unit[Metrics.Unexplained], Huge, "LeCun weights leave half of what N(0, 1) weights leave"));
        plan.MustLearn(Metrics.R2, 0.5, lecun);
        plan.Measure(Metrics.R2, lecun, unit);
        plan.Plot(Show.Arms("", "Deep Sets, 30 equations for 15 unknowns", new Axis("unexplained share (0 is perfect, 1 is predicting 0)", Log: true), [("LeCun", lecun[Metrics.Unexplained]), ("N(0, 1)", unit[Metrics.Unexplained])]));
        plan.Differs(
            "The outputs' variances differ tenfold (0.5 and 5), so losses cannot be compared: 1 - R² = MSE / Var(y) is. \"Huge\" names no number: it is read as a factor of two, as in P2.12. That LeCun weights help at all was left open by ten seeds at the quick budget.",
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.QuickSteps} steps of {PartTwo.QuickBatch} instead of 50 000 of 1024. What is decided is the distance at this budget; the write-up speaks of where they end.");
    }
}
