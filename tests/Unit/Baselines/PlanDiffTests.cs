using System.Text.Json;
using Reproduction.Baselines;
using Reproduction.Results;

namespace WeightPred.Unit.Baselines;

public sealed class PlanDiffTests
{
    private const string Plan = """
        {
          "firstSeed": 0,
          "arms": [{ "name": "Linear", "experiment": { "LearningRate": 0.001, "Net": { "Width": 128 } } }, { "name": "XLinear", "experiment": { "LearningRate": 0.001 } }],
          "decisions": [{ "rule": "below", "byFactor": 1, "looks": [5, 10], "name": "it beats", "cells": [{ "quantity": "a", "printed": 1 }, { "quantity": "b", "printed": 2 }] }],
          "mustLearn": [{ "name": "Linear", "metric": "R²", "atLeast": 0.5 }, { "name": "Linear", "metric": "loss", "atLeast": 1 }]
        }
        """;

    private static PlanChanged[] Of(string old, string now) =>
        [.. PlanDiff.Of(JsonElement.Parse(Plan), JsonElement.Parse(Plan.Contains(old, StringComparison.Ordinal)
            ? Plan.Replace(old, now) : throw new ArgumentException(old)))];

    [Theory]
    [InlineData("\"Width\": 128", "\"Width\": 64", "arms[Linear].experiment.Net.Width", "128", "64")]
    [InlineData("\"byFactor\": 1", "\"byFactor\": 1.5", "decisions[it beats].byFactor", "1", "1.5")]
    [InlineData("[5, 10]", "[5,10,20]", "decisions[it beats].looks", "[5, 10]", "[5,10,20]")]
    [InlineData("\"printed\": 2", "\"printed\": 3", "decisions[it beats].cells[1].printed", "2", "3")]
    [InlineData("\"below\"", "\"above\"", "decisions[it beats].rule", "below", "above")]
    [InlineData("\"firstSeed\": 0,", "", "firstSeed", "0", null)]
    [InlineData("\"firstSeed\": 0,", "\"firstSeed\": 0, \"onceMore\": true,", "onceMore", null, "true")]
    [InlineData("\"atLeast\": 1", "\"atLeast\": 2", "mustLearn[1].atLeast", "1", "2")]
    public void A_change_is_told_by_its_path(string old, string now, string path, string? was, string? here) =>
        Assert.Equal([new PlanChanged(path, was, here)], Of(old, now));

    [Fact]
    public void What_is_renamed_and_else_the_same_is_told_by_its_name() =>
        Assert.Equal([new PlanChanged("arms[XLinear].name", "XLinear", "Wide")], Of("\"XLinear\"", "\"Wide\""));

    [Fact]
    public void A_margin_that_its_decision_is_named_after_is_told_as_a_margin() => Assert.Equal(
        [new PlanChanged("decisions[it beats].byFactor", "1", "2"),
            new PlanChanged("decisions[it beats].name", "it beats", "it beats by 2")],
        Of("\"byFactor\": 1, \"looks\": [5, 10], \"name\": \"it beats\"",
            "\"byFactor\": 2, \"looks\": [5, 10], \"name\": \"it beats by 2\""));

    [Fact]
    public void Another_arm_is_one_that_is_gone_and_one_that_is_new()
    {
        var changes = Of("\"XLinear\", \"experiment\": { \"LearningRate\": 0.001",
            "\"Wide\", \"experiment\": { \"LearningRate\": 0.003");
        Assert.Equal(["arms[XLinear]", "arms[Wide]"], changes.Select(c => c.Path));
        Assert.Equal(("missing", "missing"), (changes[0].Row().Now, changes[1].Row().Was));
    }

    [Fact]
    public void Of_several_that_could_be_the_one_the_most_alike_is()
    {
        var was = JsonElement.Parse("""{ "cells": [{ "name": "a", "x": 1, "y": 1, "z": 1 }] }""");
        var now = JsonElement.Parse(
            """{ "cells": [{ "name": "b", "x": 1, "y": 1, "z": 2 }, { "name": "c", "x": 1, "y": 1, "z": 1 }] }""");
        Assert.Equal(["cells[a].name", "cells[b]"], PlanDiff.Of(was, now).Select(c => c.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"firstSeed\": 0,", "\"firstSeed\"  :0 ,")]
    [InlineData("\"rule\": \"below\", \"byFactor\": 1,", "\"byFactor\": 1, \"rule\": \"below\",")]
    [InlineData("[5, 10]", "[5,10]")]
    public void Layout_and_order_mean_nothing(string old, string now) => Assert.Empty(Of(old, now));
}
