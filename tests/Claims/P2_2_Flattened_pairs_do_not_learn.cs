namespace WeightPred.Claims;

[Claim("P2.2", "30 flattened pairs into ResLinear, by the revised version's printed code: the loss does not decrease at all",
    Kind.Result, Section = "Part II, ReLU generator", WriteUp = "loss doesn't decrease at all")]
public sealed class P2_2_Flattened_pairs_do_not_learn : ClaimTest
{
    // A moving average that falls by less than a tenth has not decreased.
    private const double Slack = 0.1;

    protected override void Plan(Plan plan)
    {
        Arm Flattened(string name, Generator generator, double rate) =>
            plan.Arm(name, PartTwo.Experiment(plan.Tier, generator, 30, Net.FlattenedPairs) with { LearningRate = rate });
        var printed = Flattened("the printed code", PartTwo.SmallUnit, 1e-3);
        var first = Flattened("the first version's code: 1e-2, ReLU on the outputs", PartTwo.SmallFirst, 1e-2);
        var lecun = Flattened("LeCun weights", PartTwo.Small, 1e-3);

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Bands(10);
        plan.Decide(Stays(printed) with { NeedsNoLearning = true });
        plan.Measure(Metrics.Lowest, printed);
        if (plan.IsFull)
        {
            // A loss that does not decrease is an untrained network's, too: other weights show that this one could have learned.
            plan.MustLearn(Metrics.R2, 0.5, lecun);
            plan.Try(Stays(first));
        }

        plan.Headline([.. new[] { printed, first }.Select(arm => Headline.Mean(
            arm.Name, "stays at 100 %", arm[Metrics.Lowest], share => $"falls to {Headline.Percent(share)}"))]);
        plan.Measure(5, first[Metrics.Lowest], lecun[Metrics.Lowest]);
        Arm[] all = [printed, first, lecun];
        plan.Plot(Show.Losses("30 flattened pairs into ResLinear", all));
        plan.Table(Show.Table("flattened", "Flattened pairs: lowest point of the curve", "code",
            "share of what predicting 0 leaves", [.. all.Select(arm => (arm.Name, arm[Metrics.Lowest]))]));
        plan.Differs(
            "The sentence stands in both versions of the write-up; the code above it differs. The printed code, N(0, 1) weights "
                + "and 1e-3, is decided. The first version has 1e-2 and a ReLU on the generator's output: it is tried beside it. "
                + "That the ReLU stands on the predicted network's outputs, too, is inferred.",
            "\"Does not decrease\" is read as: the lowest point of the curve from step 500 on is no more than a tenth below "
                + "E[y²], what predicting 0 leaves.",
            PartTwo.Flattened,
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That the loss decreases shows early; how far it would fall does not.");
    }

    private static Decision Stays(Arm arm) =>
        MeanWithin.AtLeast($"{arm.Name}: the loss stays at E[y²]", arm[Metrics.Lowest], 1, Slack);
}
