namespace InContext;

[Claim(
    "G3", "The weights that training finds match the construction",
    Kind.Result, Section = "Abstract",
    WriteUp = "the weights found by optimization match the construction")]
public sealed class G3_The_weights_match_the_construction : ClaimTest
{
    protected override void Plan(Plan plan)
    {
        var layer = plan.OneLayer();

        plan.Seeds(5, 10);
        plan.Decide(
            MeanWithin.AtMost("Keys meet queries on the diagonal", layer[Measures.OffDiagonal], plan.IsFull ? 0.1 : 0.5),
            MeanWithin.AtMost("Values read y", layer[Measures.OffTarget], plan.IsFull ? 0.1 : 0.5));
        plan.MustLearn(Measures.R2, 0.3, layer);
        plan.Headline(
            Headline.Mean("off the diagonal", "0", layer[Measures.OffDiagonal], Headline.Percent),
            Headline.Mean("values that are not y", "0", layer[Measures.OffTarget], Headline.Percent));
        plan.Measure(layer[Measures.OffDiagonal], layer[Measures.OffTarget]);
        plan.Differs([.. Setting.Differences, "\"Match\" is read as: less than a tenth of the squares lies elsewhere."]);
        plan.Reduced(Setting.Reduced);
    }
}
