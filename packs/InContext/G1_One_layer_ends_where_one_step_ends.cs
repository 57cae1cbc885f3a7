namespace InContext;

[Claim(
    "G1", "One trained layer of linear self-attention ends where one gradient step ends",
    Kind.Result, Section = "Abstract",
    WriteUp = "the models learned by GD and Transformers show great similarity")]
public sealed class G1_One_layer_ends_where_one_step_ends : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var layer = plan.OneLayer();
        double step = GradientSteps.Left;

        plan.Seeds(5, 10);
        plan.Decide(
            MeanWithin.About("The layer leaves what one step at its best rate leaves", layer[Measures.Left], step,
                plan.IsFull ? 0.015 : 0.05),
            new LowerBound(
                "No layer leaves less than the best step", layer[Measures.Left], step, 0.02,
                "1 - (E tr G)² / (D E tr G²); 5 standard errors of the held-out tasks are 0.016"));
        plan.MustLearn(Measures.R2, 0.3, layer);
        plan.Headline(Headline.Mean("left of Var(y)", Headline.Percent(step), layer[Measures.Left], Headline.Percent));
        plan.Measure(Measures.Left, layer);
        plan.Plot(Show.Losses("Loss of one layer", [layer], Reference.At("one gradient step", step * GradientSteps.Variance(1))));
        plan.Differs(Setting.Differences);
        plan.Reduced(Setting.Reduced);
    }
}
