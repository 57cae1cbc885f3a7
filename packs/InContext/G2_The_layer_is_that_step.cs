namespace InContext;

[Claim(
    "G2", "The trained layer predicts what the gradient step predicts",
    Kind.Result, Section = "Abstract",
    WriteUp = "the models learned by GD and Transformers show great similarity")]
public sealed class G2_The_layer_is_that_step : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var layer = plan.OneLayer();

        plan.Seeds(5, 10);
        plan.Decide(MeanWithin.AtLeast(
            "The step's predictions explain the layer's on fresh tasks", layer[Measures.Agreement], plan.IsFull ? 0.98 : 0.9));
        plan.Control(MeanWithin.AtLeast(
            "The step on shuffled labels explains them as well", layer[Measures.ShuffledAgreement], plan.IsFull ? 0.98 : 0.9));
        plan.MustLearn(Measures.R2, 0.3, layer);
        plan.Headline(
            Headline.Mean("R² between layer and step", "nearly 1", layer[Measures.Agreement]),
            Headline.Mean("with shuffled labels", "", layer[Measures.ShuffledAgreement]));
        plan.Measure(layer[Measures.Agreement], layer[Measures.ShuffledAgreement]);
        plan.Differs([.. Setting.Differences, "\"Great similarity\" is read as an R² of at least 0.98 on 8 192 tasks."]);
        plan.Reduced(Setting.Reduced);
    }
}
