using WeightPred.Fixtures;

namespace WeightPred.Claims;

public class Every_baseline_belongs_to_a_claim
{
    [Fact]
    public void And_a_renamed_claim_leaves_none_behind()
        => Assert.Empty(Suite.OrphanedBaselines(typeof(Every_baseline_belongs_to_a_claim).Assembly, Suite.BaselinesFolder));
}
