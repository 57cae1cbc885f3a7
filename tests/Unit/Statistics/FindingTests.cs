using System.Text.Json;
using System.Text.Json.Serialization;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;
using WeightPred.Unit.Claims;

namespace WeightPred.Unit.Statistics;

public sealed class FindingTests
{
    private static readonly JsonSerializerOptions Json =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void A_finding_survives_a_file()
    {
        var beats = Numbers.Arm("A").Beats(Numbers.Arm("B"), Numbers.Error);
        Finding[] findings =
        [
            beats.Judged([1, 1.1, 1], [2, 2, 2.1]),
            beats.Judged([1, double.PositiveInfinity], [2, 2]), // infinite ends
            new ExactlyEqual("equal", Numbers.Arm("A")[Numbers.Error], null, 1e-9, "rounding").Judged([0]), // no p-value
            Finding.Without("nothing", Verdict.Undecided, "no runs"),
        ];
        foreach (var finding in findings)
            Assert.Equal(finding, JsonSerializer.Deserialize<Finding>(JsonSerializer.Serialize(finding, Json), Json));
    }

    [Fact]
    public void People_are_shown_ratios_for_logs()
    {
        var finding = Finding.Without("", Verdict.Holds, "") with { Scale = Scale.Log };
        Assert.Equal(Math.Sqrt(2), finding.Shown(LogRatio.Margin(2) / 2), 12);
        Assert.Equal(0.5, (finding with { Scale = Scale.Linear }).Shown(0.5));
    }
}
