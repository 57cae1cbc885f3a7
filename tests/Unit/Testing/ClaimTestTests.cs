using WeightPred.Claims;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Testing;
using Xunit.Abstractions;

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

    private sealed class Listener : LongLivedMarshalByRefObject, IMessageSink
    {
        public HashSet<string> Heard { get; } = [];

        public bool OnMessage(IMessageSinkMessage message) => Heard.Add(((IDiagnosticMessage)message).Message);
    }

    // `dotnet test -v q` shows warnings alone.
    [Fact]
    public void Asked_to_be_quiet_the_console_shows_the_summary_alone()
    {
        string[] names = ["MSBUILDENSURESTDOUTFORTASKPROCESSES", "PLAIN_CONSOLE", "QUIET_CONSOLE"];
        string?[] before = [.. names.Select(Environment.GetEnvironmentVariable)];
        try
        {
            foreach (string name in names)
                Environment.SetEnvironmentVariable(name, name == "QUIET_CONSOLE" ? "yes" : null);
            var listener = new Listener();
            var (progress, summary) = ClaimsFramework.Console(listener);
            progress("1 of 2 verdicts");
            summary("// * Red *");
            Assert.Equal(["// * Red *"], listener.Heard);
        }
        finally
        {
            foreach (var (name, value) in names.Zip(before))
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public void The_command_that_decides_a_claim_again_asks_for_the_night()
    {
        var claim = new P1_1_XLinear_beats_Linear();
        Assert.Equal("dotnet test --filter \"Claim=P1.1&Category=Cpu\"", claim.ReplayOf("Cpu"));
        Assert.Equal("REPRODUCTION_NIGHTLY=yes dotnet test --filter \"Claim=P1.1&Category=Nightly\"", claim.ReplayOf("Nightly"));
    }
}
