using WeightPred.Claims;

namespace WeightPred.Unit.Testing;

public sealed class ClaimTestTests
{
    [Fact]
    public void The_command_that_decides_a_claim_again_asks_for_the_night()
    {
        var claim = new P1_1_XLinear_beats_Linear();
        Assert.Equal("dotnet test --filter \"Claim=P1.1&Category=Cpu\"", claim.ReplayOf("Cpu"));
        Assert.Equal("WEIGHTPRED_NIGHTLY=yes dotnet test --filter \"Claim=P1.1&Category=Nightly\"", claim.ReplayOf("Nightly"));
    }
}
