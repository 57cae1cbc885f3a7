namespace InContext;

[Claim(
    "G8", "Softmax attention with two heads leaves less than with one, and agrees more with the gradient step",
    Kind.Result, Section = "The authors' notebook",
    WriteUp = "we need to increase the num_heads to a minimum of 2 to get good performance and alignment with GD")]
public sealed class G8_Two_heads_of_softmax_attention : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var softmax = LinearTask.Of(plan.Tier) with { Softmax = true };
        var one = plan.Arm("softmax, one head", softmax);
        var two = plan.Arm("softmax, two heads", softmax with { TwoHeads = true });

        plan.Seeds(plan.IsFull ? [5, 10] : [5]);
        plan.Decide(two.Beats(one, on: Measures.Left) with { Name = "Two heads leave less" });
        if (plan.IsFull)
            plan.Decide(two.Beats(one, on: Measures.Agreement) with { Name = "Two heads agree more with the step" });
        plan.MustLearn(Measures.R2, plan.IsFull ? 0.3 : 0.2, two);
        plan.Headline(
            Headline.Mean("left with one head", "", one[Measures.Left], Headline.Percent),
            Headline.Mean("left with two heads", "less", two[Measures.Left], Headline.Percent),
            Headline.Mean("R² between two heads and step", "aligned", two[Measures.Agreement]));
        plan.Measure(Measures.Left, one, two);
        plan.Measure(Measures.Agreement, one, two);
        plan.Plot(Show.Losses("Softmax attention with one head and with two", [one, two]));
        plan.Differs(Setting.Differences);
        plan.Reduced($"{Setting.Reduced} How far the heads agree with it takes more seeds.");
    }
}
