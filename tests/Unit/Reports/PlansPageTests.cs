using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;
using WeightPred.Unit.Claims;

namespace WeightPred.Unit.Reports;

public sealed class PlansPageTests
{
    private static readonly Metric Loss = Metric.Of<MadeRun>("loss", "MSE", run => run.Loss);

    /// <summary>A thousand steps take two minutes of a core.</summary>
    private sealed record Timed(string Name, long Steps) : IExperiment
    {
        public string Canonical => $$"""{"name":"{{Name}}","steps":{{Steps}}}""";
        public double Cost => Steps;
        public TimeSpan? Takes => TimeSpan.FromMinutes(Steps / 500.0);
        public IExperiment Untrained => this;
        public IExperiment Shortened(int steps) => this with { Steps = steps };
    }

    private static Plan Plan(Tier tier, string id = "P1.1")
    {
        var plan = new Plan(new Statement(id, "A beats | B", Kind.Result, "Part I", "It did <work>!"), tier);
        var (a, b) = (plan.Arm("A", new Timed("a", 1_000)), plan.Arm("B", new Timed("b", plan.IsFull ? 50_000 : 1_000)));
        plan.Seeds(5, 10);
        plan.Decide(a.Beats(b, on: Loss).Supposing(1.5));
        plan.Measure(Loss, a, b);
        plan.Reduced("Fewer steps.");
        return plan;
    }

    private static string Page(params string[] ids) => PlansPage.Render("a write-up", [.. ids.Select(id => (Plan(Tier.Quick, id), Plan(Tier.Full, id)))]);

    [Fact]
    public void A_claim_says_what_each_tier_decides_with_its_arms_and_cost()
    {
        var section = PlansPage.Section(Plan(Tier.Quick), Plan(Tier.Full));
        Assert.StartsWith("## P1.1 A beats \\| B\n\nResult. Part I: \"It did &lt;work&gt;!\"\n\n**Quick tier:** ", section);
        Assert.Contains("Looks at 5 and 10 seeds.\n", section);
        Assert.Contains("Looks at 5, 10 and 20 seeds.\n", section);
        Assert.Contains("- Arms: A (a); B (b).\n- Cost: 10 000 to 20 000 steps, about 10 to 20 min.\n- Reduced: Fewer steps.\n", section);
        Assert.Contains("- Cost: 255 000 to 1 020 000 steps, about 5 to 20 h.\n", section);
    }

    [Fact]
    public void Runs_that_claims_share_are_counted_once_in_the_sum()
    {
        Assert.Contains("at the first look: quick 10 000 steps, about 10 min; full 255 000 steps, about 5 h.\n", Page("P1.1", "P1.2"));
    }

    [Fact]
    public void A_row_links_to_its_section_as_GitHub_names_it() => Assert.Contains("| [P2.10](#p210-a-beats--b) | result | A beats \\| B | 10 000 to 20 000 steps, about 10 to 20 min | ", Page("P2.10"));

    [Fact]
    public void The_page_is_a_function_of_the_plans() => Assert.Equal(Page("P1.1"), Page("P1.1"));
}
