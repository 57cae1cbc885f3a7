namespace InContext;

[Claim(
    "G5", "Two layers leave less than two plain gradient steps",
    Kind.Result, Section = "Abstract",
    WriteUp = "Transformers surpass the performance of plain gradient descent")]
public sealed class G5_Two_layers_beat_two_plain_steps : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var layers = plan.TwoLayers();
        var (network, steps) = (layers[Measures.Left], layers[Measures.TwoStepsLeave]);

        plan.Seeds(5);
        plan.Decide(network.Below(steps, name: "Two layers leave less than two steps at their best rate"));
        plan.MustLearn(Measures.R2, plan.IsFull ? 0.3 : 0, layers);
        plan.Headline(
            Headline.Mean("left by two steps", "", steps, Headline.Percent),
            Headline.Mean("left by two layers", "less", network, Headline.Percent));
        plan.Measure(network, steps);
        plan.Plot(Show.Losses("Loss of two layers", [layers]));
        plan.Differs([
            .. Setting.Differences,
            "The layers share their weights, as in the notebook, and the two steps share one rate, the best on the same tasks."]);
        plan.Reduced("3 000 steps of 256 tasks. Two layers need more than that: the order does not survive.");
    }
}
