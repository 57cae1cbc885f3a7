namespace WeightPred.Claims;

[Claim("P2.2", "30 flattened pairs into ResLinear: the loss does not decrease at all", Kind.Result, Section = "Part II, ReLU generator", WriteUp = "loss doesn't decrease at all")]
public sealed class P2_2_Flattened_pairs_do_not_learn : ClaimTest
{
    // A loss within 5 % of Var(y), what the constant 0 scores, has not decreased.
    private const double Slack = 0.05;

    private static readonly Metric Remaining = Metric.Of<Run>(
        "log of final loss over Var(y)", "log ratio", run => run.Diverged ? double.PositiveInfinity : Math.Log(run.FinalLoss / run.Experiment.Generator.OutputVariance));

    protected override void Plan(Plan plan)
    {
        Arm Flattened(string name, Generator generator, double rate) => plan.Arm(name, PartTwo.Experiment(plan.Tier, generator, 30, Net.FlattenedPairs) with { LearningRate = rate });
        var printed = Flattened("N(0, 1), 1e-3", PartTwo.SmallUnit, 1e-3);
        Arm[] others = [Flattened("N(0, 1), 1e-2", PartTwo.SmallUnit, 1e-2), Flattened("LeCun, 1e-3", PartTwo.Small, 1e-3), Flattened("LeCun, 1e-2", PartTwo.Small, 1e-2)];

        plan.SeedsFrom(PartTwo.Unseen, 5, 10);
        plan.Bands(10);
        plan.Decide(MeanWithin.AtLeast("The printed code's loss stays at Var(y)", printed[Remaining], 0, Slack) with { NeedsNoLearning = true });
        if (plan.IsFull)
        {
            // What does not decrease is what an untrained network does: other weights show that this one could have learned.
            plan.MustLearn(Metrics.R2, 0.5, others[1]);
            plan.Try([.. others.Select(arm => MeanWithin.AtLeast($"{arm.Name}: the loss stays at Var(y)", arm[Metrics.Unexplained], 1, Slack))]);
        }

        plan.Measure(Metrics.Unexplained, printed);
        plan.Measure(5, [.. others.Select(arm => arm[Metrics.Unexplained])]);
        plan.Plot(Show.Arms(
            "", "What flattened pairs leave unexplained, by the generator's weights and the learning rate", new Axis("unexplained share (1: predicting 0)", Log: true),
            [.. others.Prepend(printed).Select(arm => (arm.Name, arm[Metrics.Unexplained]))], new Reference("does not decrease", 1 - Slack, double.PositiveInfinity)));
        plan.Table(Show.Table("flattened", "Flattened pairs: unexplained share", "generator's weights, learning rate", "unexplained share", [.. others.Prepend(printed).Select(arm => (arm.Name, arm[Metrics.Unexplained]))]));
        plan.Differs(
            "The printed code draws the generator's weights from N(0, 1) and trains with 1e-3: it is decided. The write-up says that its first iteration had another learning rate. As first published (github.com/Naren219/Naren219.github.io, 6430d2a, a day before) the same loop has 1e-2, the same sentence, and a ResLinear of other sizes with batch normalisation; 1e-2 is tried beside the decision, with both kinds of weights.",
            $"\"Does not decrease\" is read as: the final loss is at least Var(y), within {Slack:P0}.",
            PartTwo.Flattened,
            PartTwo.LeftOpen);
        plan.Reduced($"{PartTwo.ReducedBudget} That the loss decreases shows early; how far it would fall does not.");
    }
}
