using Reproduction;
using Reproduction.Results;
using WeightPred.Unit.Reports;

namespace WeightPred.Unit.Results;

public sealed class RegistryTests
{
    [Theory]
    [InlineData("P1.1", Tier.Quick, Made.PlanOfToday, nameof(PlanState.Current))]
    [InlineData("P1.1", Tier.Quick, "another", nameof(PlanState.Earlier))]
    [InlineData("P1.1", Tier.Full, Made.PlanOfToday, nameof(PlanState.Earlier))]
    [InlineData("P1.2", Tier.Quick, Made.PlanOfToday, nameof(PlanState.Gone))]
    public void A_result_is_of_today_of_an_earlier_plan_or_of_a_claim_that_is_gone(string claim, Tier tier,
        string registration, string state)
        => Assert.Equal(state, $"{new Registry([new Registered(claim, tier, registration)]).StateOf(Made.Result())}");

    [Fact]
    public void Where_nothing_is_known_every_result_is_current() =>
        Assert.Equal(PlanState.Current, Registry.Unknown.StateOf(Made.Result()));
}
