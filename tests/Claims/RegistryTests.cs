using System.Text.Json;
using System.Text.Json.Nodes;
using Reproduction.Baselines;
using Reproduction.Results;
using Device = Reproduction.Results.Device;

namespace WeightPred.Claims;

/// <summary>Every claim of the write-up has exactly one class, and what a reader needs to trust it.</summary>
public sealed class RegistryTests
{
    private static readonly IReadOnlyList<ClaimTest> Claims = Suite.ClaimsOf(typeof(RegistryTests).Assembly);

    private static readonly Device Exact = new("exacttorch", Exact: true, "");

    private static string Folder => Suite.Of(typeof(RegistryTests).Assembly).Baselines;

    public static TheoryData<string> Ids => [.. Claims.Select(claim => claim.Statement.Id)];

    /// <summary>The claims that have an approved answer, one id a line: an answer that is deleted is red, not a skip.</summary>
    private static string AnsweredFile => Path.Combine(Folder, "answered.txt");

    [Fact]
    public void Every_claim_of_the_write_up_has_one_class_that_carries_its_id()
    {
        static IEnumerable<string> Ids(string part, int last) => Enumerable.Range(1, last).Select(i => $"{part}.{i}");
        Assert.Equal([.. Ids("F", 5), "P0.1", .. Ids("P1", 4), .. Ids("P2", 17)], Claims.Select(claim => claim.Statement.Id));
        Assert.All(Claims, claim =>
            Assert.StartsWith(claim.Statement.Id.Replace('.', '_') + "_", claim.GetType().Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_plans_can_decide(string id)
    {
        foreach (var tier in Enum.GetValues<Tier>())
            Of(id).PlanOf(tier).Check();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_headline_at_every_budget(string id)
    {
        Assert.NotEmpty(Of(id).PlanOf(Tier.Full).Told([]));
        Assert.Equal(Of(id).PlanOf(Tier.Full).Told([]), Of(id).PlanOf(Tier.Quick).Told([]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_contrary_can_be_found_since_its_full_plan_names_networks_that_must_have_learned(string id)
    {
        // The untrained control fails of a value and of a margin, too, which makes every "Not reproduced" invalid where nothing
        // says that the others learned.
        var plan = JsonNode.Parse(Of(id).PlanOf(Tier.Full).Canonical)!;
        bool fails = plan["decisions"]!.AsArray().Any(d => (string?)d!["rule"]
            is not ("lowerThan" or "higherThan" or "exactlyEqual" or "lowerBound") || (double?)d["factor"] > 1);
        if (fails && Of(id).Statement.Kind != Kind.Identity)
            Assert.NotEmpty(plan["mustLearn"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_quick_tier_is_approved_with_a_decision_and_its_twin(string id)
    {
        var baseline = BaselineFile.Read(
            BaselineFile.VerifiedPath(Folder, Suite.BaselineName(Of(id).GetType(), Tier.Quick, Exact)));
        Assert.Equal(id, baseline.Claim);
        Assert.NotEmpty(baseline.Decisions);
        Assert.Equal(baseline.Decisions.Select(d => d.Name), baseline.Twin.Select(d => d.Name));
        Assert.DoesNotContain(baseline.Controls, control => control.Verdict == Verdict.Holds);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Of(id).PlanOf(Tier.Quick).Canonical), baseline.Plan),
            "Its plan is not the approved one.");
    }

    [Fact, Trait("Category", "Cpu"), Trait("Category", "Published")]
    public void Answered_claims_are_those_with_a_full_baseline()
    {
        string[] listed = File.ReadAllLines(AnsweredFile),
            approved = [.. Claims.Where(claim => File.Exists(FullOf(claim))).Select(claim => claim.Statement.Id)];
        Assert.True(!listed.Except(approved).Any(), $"An answer is gone: restore the full baseline of "
            + $"{string.Join(", ", listed.Except(approved))} (git checkout -- baselines).");
        Assert.True(listed.SequenceEqual(approved),
            $"baselines/answered.txt lists the claims with a full baseline, in order: {string.Join(", ", approved)}.");
    }

    [Fact]
    public void No_baseline_is_left_of_a_claim_that_is_gone() => Assert.Empty(BaselineFile.Orphans(
        Folder,
        from claim in Claims
        from tier in new[] { Tier.Quick, Tier.Full }
        from device in new[] { Exact, new Device("torchsharp-cpu", false, ""), new Device("torchsharp-cuda", false, "") }
        select Suite.BaselineName(claim.GetType(), tier, device)));

    private static string FullOf(ClaimTest claim) =>
        BaselineFile.VerifiedPath(Folder, Suite.BaselineName(claim.GetType(), Tier.Full, Exact));

    private static ClaimTest Of(string id) => Claims.Single(claim => claim.Statement.Id == id);
}
