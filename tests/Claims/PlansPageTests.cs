using System.Reflection;
using WeightPred.Reproduction.Reports;

namespace WeightPred.Claims;

public sealed class PlansPageTests
{
    [Fact]
    public void The_page_of_the_claims_is_what_their_plans_say()
    {
        var assembly = typeof(PlansPageTests).Assembly;
        var about = assembly.GetCustomAttribute<WriteUpAttribute>()!;
        string page = PlansPage.Render(about.Title, [.. Suite.ClaimsOf(assembly).Select(claim => (claim.PlanOf(Tier.Quick), claim.PlanOf(Tier.Full)))], about.CostPerMinute);
        string file = Path.Combine(RepositoryFolder.Find(), PlansPage.File);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == page, $"{PlansPage.File} is not what the plans say: run {PlansPage.Command}");
    }
}
