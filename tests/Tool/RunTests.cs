namespace WeightPred.ToolTests;

public sealed class RunTests : Bench
{
    [Fact]
    public void A_publication_needs_a_reason_and_no_CI()
    {
        Refused("weightpred publish --reason", "publish");
        Refused("Nothing is published from CI", ci: true, "publish", "--reason", "why");
    }

    [Fact]
    public void An_audit_of_nothing_is_refused()
    {
        Refused("--count is 1 or more", "audit", "--count", "0");
        Refused("--steps is 1 or more", "audit", "--steps", "0");
        Refused("dotnet build tests/Claims", "audit");
    }
}
