namespace InContext;

[Claim(
    "G6", "With one head, linear attention leaves less than softmax attention",
    Kind.Result, Section = "The authors' notebook",
    WriteUp = "we need to increase the num_heads to a minimum of 2 to get good performance and alignment with GD")]
public sealed class G6_Linear_attention_beats_softmax : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var linear = plan.OneLayer();
        var softmax = plan.Arm("one layer, softmax", LinearTask.Of(plan.Tier) with { Softmax = true });

        plan.Seeds(5, 10);
        plan.Decide(linear.Beats(softmax, on: Measures.Left));
        plan.MustLearn(Measures.R2, 0.3, linear);
        plan.Headline(
            Headline.Mean("left by linear attention", "", linear[Measures.Left], Headline.Percent),
            Headline.Mean("left by softmax attention", "more", softmax[Measures.Left], Headline.Percent));
        plan.Measure(Measures.Left, linear, softmax);
        plan.Plot(Show.Losses("Linear and softmax attention", [linear, softmax]));
        plan.Differs(Setting.Differences);
        plan.Reduced(Setting.Reduced);
    }
}
