using System.Text.Json;
using System.Text.Json.Serialization;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

public sealed class FindingTests
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void A_finding_survives_a_file()
    {
        Finding[] findings =
        [
            Better.Decide(new("A beats B", "A", "loss"), "B", Sample.From([1, 1.1, 1]), Sample.From([2, 2, 2.1]), Looks.At(3)),
            Better.Decide(new("A beats B", "A", "loss"), "B", Sample.From([1]), Sample.From([2]), Looks.At(1)), // infinite ends
            Oracle.Equal(new("equal", "A", "R²"), [0.5], 0.5, 1e-9, "rounding"), // no p-value
        ];
        foreach (var finding in findings)
            Assert.Equal(finding, JsonSerializer.Deserialize<Finding>(JsonSerializer.Serialize(finding, Json), Json));
    }

    [Fact]
    public void People_are_shown_ratios_for_logs()
    {
        var finding = Better.Decide(new("A beats B", "A", "loss"), "B", Sample.From([1, 1.1, 1]), Sample.From([2, 2, 2.1]), Looks.At(3));
        Assert.Equal(Math.Sqrt(2), finding.Shown(LogRatio.Margin(2) / 2), 12);
        Assert.Equal(0.5, (finding with { Scale = Scale.Linear }).Shown(0.5));
    }
}
