using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;

namespace WeightPred.Claims;

/// <summary>A verdict against the write-up is decided once more, on seeds that no plan was made with: a chance that made it would have to come twice.</summary>
public sealed class ConfirmationTests
{
    private static readonly Suite Suite = Suite.Of(typeof(ConfirmationTests).Assembly);

    private static readonly ClaimTest[] Against = [.. Suite.ClaimsOf(typeof(ConfirmationTests).Assembly).Where(claim => claim.Statement.Kind is Kind.Result or Kind.Hypothesis && Approved(claim) == Verdict.Fails)];

    public static TheoryData<string> Ids => [.. Against.Select(claim => claim.Statement.Id)];

    [SkippableTheory, Trait("Category", "Cpu"), Trait("Category", "Published")]
    [MemberData(nameof(Ids))]
    public void What_is_approved_against_the_write_up_comes_out_so_once_more_on_seeds_that_no_plan_was_made_with(string id)
    {
        Skip.IfNot(Suite.Lab.Device.Exact, "Published runs are proven where bits are exact.");
        var plan = Against.Single(claim => claim.Statement.Id == id).PlanOf(Tier.Published);
        var (once, again) = (PartialEvidence.Published(plan, Suite.Lab, 0), PartialEvidence.Published(plan, Suite.Lab, PartialEvidence.OnceMore));
        Assert.NotEmpty(once.Contrary());
        string notFound = once.NotFoundAgain(again);
        Assert.True(notFound.Length == 0, $"{id} is approved against the write-up, and {notFound}");
    }

    // What cannot be read is for the claim's own test to say.
    private static Verdict? Approved(ClaimTest claim)
    {
        string file = BaselineFile.VerifiedPath(Suite.Baselines, Suite.BaselineName(claim.GetType(), Tier.Full, new("exacttorch", Exact: true, "")));
        try
        {
            return File.Exists(file) ? BaselineFile.Read(file).Verdict : null;
        }
        catch (BaselineException)
        {
            return null;
        }
    }
}
