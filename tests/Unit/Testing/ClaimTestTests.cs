using WeightPred.Claims;
using WeightPred.Training.Engines;

namespace WeightPred.Unit.Testing;

public sealed class ClaimTestTests
{
    [Fact]
    public void The_command_that_decides_a_claim_again_asks_for_the_same_stack_and_for_the_night()
    {
        var claim = new P1_1_XLinear_beats_Linear();
        string stack = Engine.Device.Exact ? "" : "-p:Stack=torchsharp -p:TorchDevice=cpu -p:Snapshots=files ";
        Assert.Equal($"dotnet test {stack}--filter \"Claim=P1.1&Category=Cpu\"", claim.ReplayOf("Cpu"));
        Assert.Equal($"WEIGHTPRED_NIGHTLY=yes dotnet test {stack}--filter \"Claim=P1.1&Category=Nightly\"", claim.ReplayOf("Nightly"));
        // With a driver this filter chooses the stack.
        Assert.Equal("dotnet test --filter \"Claim=P1.1&Category=Gpu\"", claim.ReplayOf("Gpu"));
    }
}
