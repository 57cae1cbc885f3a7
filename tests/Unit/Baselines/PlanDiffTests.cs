using System.Text.Json;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;

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
        [.. PlanDiff.Of(JsonElement.Parse(Plan), JsonElement.Parse(Plan.Contains(old, StringComparison.Ordinal) ? Plan.Replace(old, now) : throw new ArgumentException(old)))];

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
    public void A_renamed_arm_is_one_that_is_gone_and_one_that_is_new()
    {
        var changes = Of("\"XLinear\"", "\"Wide\"");
        Assert.Equal(["arms[XLinear]", "arms[Wide]"], changes.Select(c => c.Path));
        Assert.Equal(("missing", "missing"), (changes[0].Row().Now, changes[1].Row().Was));
    }

    [Theory]
    [InlineData("\"firstSeed\": 0,", "\"firstSeed\"  :0 ,")]
    [InlineData("\"rule\": \"below\", \"byFactor\": 1,", "\"byFactor\": 1, \"rule\": \"below\",")]
    [InlineData("[5, 10]", "[5,10]")]
    public void Layout_and_order_mean_nothing(string old, string now) => Assert.Empty(Of(old, now));
}
