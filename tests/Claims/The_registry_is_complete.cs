using System.Reflection;
using WeightPred.Fixtures;
using WeightPred.Reproduction;

namespace WeightPred.Claims;

/// <summary>Every claim of the write-up has exactly one class, and every class all that a reader needs to trust it.</summary>
public sealed class The_registry_is_complete
{
    private static readonly string[] Ids = [.. Enumerable.Range(1, 4).Select(i => $"P1.{i}"), .. Enumerable.Range(1, 13).Select(i => $"P2.{i}")];

    private static readonly ClaimTest[] Quick = [.. Claims.Select(claim => (ClaimTest)Activator.CreateInstance(claim.GetNestedType("Quick")!)!)];

    private static IEnumerable<Type> Claims => typeof(The_registry_is_complete).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ClaimTest)) && type.IsAbstract);

    public static TheoryData<string> All => [.. Ids];

    [Fact]
    public void Every_claim_of_the_write_up_has_exactly_one_class() => Assert.Equal(Ids.Order(), Quick.Select(claim => claim.Statement.Id).Order());

    [Theory]
    [MemberData(nameof(All))]
    public void Its_class_carries_its_id_and_runs_in_three_tiers(string id)
    {
        var type = Of(id).GetType().DeclaringType!;
        Assert.StartsWith(id.Replace('.', '_') + "_", type.Name);
        foreach (var (tier, category) in new[] { ("Quick", "Cpu"), ("Full", "Gpu"), ("Nightly", "Nightly") })
        {
            var traits = type.GetNestedType(tier)!.GetCustomAttributesData().Where(a => a.AttributeType == typeof(TraitAttribute))
                .ToDictionary(a => (string)a.ConstructorArguments[0].Value!, a => (string)a.ConstructorArguments[1].Value!);
            Assert.Equal((id, category), (traits["Claim"], traits["Category"]));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_names_its_sentence_its_section_and_what_the_write_up_says(string id)
    {
        var statement = Of(id).Statement;
        Assert.All([statement.Sentence, statement.Section, statement.WriteUpSays], text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_has_an_approved_baseline_with_a_decision_and_a_control_that_failed(string id)
    {
        var baseline = Baseline(id);
        Assert.Equal(id, baseline.Claim);
        Assert.NotEmpty(baseline.Decisions);
        Assert.NotEmpty(baseline.Controls);
        Assert.DoesNotContain(baseline.Controls, control => control.Verdict == Verdict.Reproduced);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_README_lists_it_with_the_approved_verdict(string id)
    {
        string readme = File.ReadAllText(Path.Combine(Suite.BaselinesFolder, "..", "README.md"));
        Assert.Contains($"| {id} | {Of(id).Statement.Sentence} | {Wording.Of(Baseline(id).Verdict)} |", readme.ReplaceLineEndings("\n"));
    }

    private static ClaimTest Of(string id) => Quick.Single(claim => claim.Statement.Id == id);

    private static Baseline Baseline(string id) =>
        BaselineFile.Read(BaselineFile.VerifiedPath(Suite.BaselinesFolder, Suite.BaselineName(Of(id).GetType(), Tier.Quick, "exacttorch")));
    }
