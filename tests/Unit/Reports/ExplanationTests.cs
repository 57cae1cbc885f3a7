using Reproduction;
using Reproduction.Claims;
using Reproduction.Reports;
using Reproduction.Results;
using WeightPred.Unit.Claims;

namespace WeightPred.Unit.Reports;

public sealed class ExplanationTests
{
    private static readonly Metric Loss = Metric.Error<MadeRun>("loss", "MSE", run => run.Loss);

    /// <summary>A thousand steps take two minutes of a core.</summary>
    private sealed record Timed(string Name, int Steps) : IExperiment
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

    [Fact]
    public void A_claim_says_what_each_tier_decides_with_its_arms_and_cost()
    {
        var text = Explanation.Of(Plan(Tier.Quick), Plan(Tier.Full));
        Assert.StartsWith("## P1.1 A beats | B\n\nResult. Part I: \"It did <work>!\"\n\n**Quick tier:** ", text);
        Assert.Contains("Looks at 5 and 10 seeds.\n", text);
        Assert.Contains("Looks at 5, 10 and 20 seeds.\n", text);
        Assert.Contains(
            "- Arms: A (a); B (b).\n- Cost: 10 000 to 20 000 steps, about 10 to 20 min.\n- Reduced: Fewer steps.\n", text);
        Assert.Contains("- Cost: 255 000 to 1 020 000 steps, about 5 to 20 h.\n", text);
    }
}
