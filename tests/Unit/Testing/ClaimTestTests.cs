using WeightPred.Claims;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Testing;

namespace WeightPred.Unit.Testing;

public sealed class ClaimTestTests
{
    [Fact]
    public void Two_claims_of_one_id_are_refused_by_name()
    {
        var (one, other) = (new P1_1_XLinear_beats_Linear(), new P1_2_ResLinear_beats_XLinear());
        Assert.Equal([one, other], Suite.Apart([one, other]));
        Assert.StartsWith(
            "The id P1.1 is that of P1_1_XLinear_beats_Linear and P1_1_XLinear_beats_Linear: ",
            Assert.Throws<PlanException>(() => Suite.Apart([one, other, new P1_1_XLinear_beats_Linear()])).Message,
            StringComparison.Ordinal);
    }

    // Before anything trains: a test asks its suite first.
    [Fact]
    public void Claims_of_an_assembly_have_ids_of_their_own() =>
        Assert.Contains("The id X1 is that of", Assert.Throws<PlanException>(
            () => Suite.ClaimsOf(typeof(ClaimTestTests).Assembly)).Message, StringComparison.Ordinal);

    private abstract class Same : ClaimTest
    {
        protected override void Plan(Plan plan) => throw new InvalidOperationException("Nothing is planned here.");
    }

    [Claim("X1", "The first of two", Kind.Result, Section = "Nowhere", WriteUp = "two")]
    private sealed class First : Same;

    [Claim("x1", "The second of two", Kind.Result, Section = "Nowhere", WriteUp = "two")]
    private sealed class Second : Same;

    [Fact]
    public void The_command_that_decides_a_claim_again_asks_for_the_night()
    {
        var claim = new P1_1_XLinear_beats_Linear();
        Assert.Equal("dotnet test --filter \"Claim=P1.1&Category=Cpu\"", claim.ReplayOf("Cpu"));
        Assert.Equal("REPRODUCTION_NIGHTLY=yes dotnet test --filter \"Claim=P1.1&Category=Nightly\"", claim.ReplayOf("Nightly"));
    }
}
