using WeightPred.Claims;

namespace WeightPred.Unit.Testing;

public sealed class ClaimTestTests
{
    [Fact]
    public void The_command_that_decides_a_claim_again_names_the_project_and_the_device()
    {
        string replay = new P1_1_XLinear_beats_Linear().ReplayOf("Cpu");
        Assert.Matches(
            "^dotnet test tests/Claims\\.TorchSharp -p:TorchDevice=(cpu|cuda) --filter \"Claim=P1\\.1&Category=Cpu", replay);
    }
}
