namespace InContext;

[Claim(
    "G4", "Outside the training distribution the layer fails as the gradient step does",
    Kind.Result, Section = "Abstract",
    WriteUp = "the models learned by GD and Transformers show great similarity")]
public sealed class G4_Both_fail_alike_elsewhere : ClaimTest
{
    private const double Wider = 1.5;

    protected override void Plan(Plan plan)
    {
        var layer = plan.OneLayer();
        var (network, step) = (layer[Measures.LeftAt(Wider)], layer[Measures.StepLeavesAt(Wider)]);

        plan.Seeds(5, 10);
        plan.Decide(MeanWithin.About("Layer over step, inputs half again as large", network.Over(step), 1,
            plan.IsFull ? 0.1 : 0.2));
        plan.MustLearn(Measures.R2, 0.3, layer);
        plan.Headline(
            Headline.Mean("left by the step", "", step, Headline.Percent),
            Headline.Mean("left by the layer", "the same", network, Headline.Percent));
        plan.Measure(network, step);
        plan.Differs([.. Setting.Differences, "Read at inputs half again as large as in training, within a tenth."]);
        plan.Reduced(Setting.Reduced);
    }
}
