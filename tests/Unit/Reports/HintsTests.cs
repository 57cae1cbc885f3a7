using Reproduction.Reports;
using Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class HintsTests
{
    private static string Of(Result result) => string.Join('\n', Hints.For(ReportTests.Of(result)));

    [Fact]
    public void A_result_that_waits_for_approval_is_named_with_the_command_on_a_line_of_its_own() => Assert.Contains(
        "dotnet run --project tools/Reproduction -- accept P1.1 --tier quick --reason \"...\"",
        Of(Made.Result(standing: StandingKind.New)).Split('\n'));

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.092, true)]
    [InlineData(0.08, false)]
    [InlineData(0.15, false)] // inside: a value that is reached
    [InlineData(0.2, true)]
    public void An_interval_that_ends_next_to_its_target_is_a_close_call(double target, bool close) => Assert.Equal(
        close, Of(Made.Result() with { Findings = [Made.Finding() with { Target = target }] }).Contains("close call"));
}
