using System.Reflection;
using WeightPred.Reproduction.Reports;

namespace WeightPred.Claims;

public sealed class PlansPageTests
{
    [Fact]
    public void The_page_of_the_claims_is_what_their_plans_say()
    {
        var assembly = typeof(PlansPageTests).Assembly;
        string page = PlansPage.Render(assembly.GetCustomAttribute<WriteUpAttribute>()!.Title, [.. Suite.ClaimsOf(assembly).Select(claim => (claim.PlanOf(Tier.Quick), claim.PlanOf(Tier.Full)))]);
        string file = Path.Combine(RepositoryFolder.Find(), PlansPage.File);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == page, $"{PlansPage.File} is not what the plans say: run {PlansPage.Command}");
    }
}
