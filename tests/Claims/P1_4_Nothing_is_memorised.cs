namespace WeightPred.Claims;

[Claim("P1.4", "Nothing is memorised: the next training batches cost what held-out examples cost", Kind.Identity,
    Section = "Part I, Results",
    WriteUp = "This loss can't be memorization since we sample fresh generator inputs and weights at each batch.")]
public sealed class P1_4_Nothing_is_memorised : ClaimTest
{
    // In per cent: room for the sampling noise of 65 536 examples on either side.
    private const double Slack = 10;

    private const int Examples = 65_536;

    private static readonly Metric Gap = Metric.Of<Run>(
        "held-out loss above that of the next training batches", "%",
        run => run.Diverged ? double.PositiveInfinity : Of(run), onNetwork: true);

    private static double Of(Run run)
    {
        using var learner = run.Restore();
        return 100 * (learner.Evaluate(Examples) / learner.NextTrainingLoss(run.Experiment.Steps, Examples) - 1);
    }

    protected override void Plan(Plan plan)
    {
        var reslinear = PartOne.Experiment(plan.Tier, Net.ResLinear);
        var fresh = plan.Arm("fresh batches", reslinear);
        var memorising = plan.Arm("one batch of 128 again and again",
            reslinear with { Sabotage = Sabotage.OneBatchOnly, Batch = 128, Steps = 1_500 });

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Decide(MeanWithin.About("The next training batches cost what held-out examples cost, within 10 %",
            fresh[Gap], 0, Slack));
        plan.Control(MeanWithin.About("The same batch at every step", memorising[Gap], 0, Slack));
        plan.Headline(Headline.Mean("held-out loss against the next training batches'", "no memorisation", fresh[Gap], gap =>
            FormattableString.Invariant($"{gap:+0.0;-0.0} % (allowed: {Slack} %)")));
        plan.Measure(Metrics.HeldOutLoss, fresh);
        if (plan.IsFull)
            plan.Measure(fresh[Gap]);
        plan.Plot(Show.Losses("Fresh batches against one batch", [fresh, memorising]));
        plan.Differs(
            "The write-up infers this from fresh batches. Here the trained network, as in evaluation, meets 65 536 examples that "
                + "its next training steps would have drawn, and as many of a stream that training never reads.",
            PartOne.LeftOpen);
        plan.Reduced($"{PartOne.ReducedBudget} Equality of the two losses does not depend on the budget.");
    }
}
