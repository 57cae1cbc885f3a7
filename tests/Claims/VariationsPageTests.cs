using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;

namespace WeightPred.Claims;

/// <summary>The kept outcomes are those of today's plans and variations, and come out as they should, or as it is said why not.</summary>
public sealed class VariationsPageTests
{
    private static readonly Variations Variations = new();

    private static readonly IReadOnlyList<Plan> Plans = VariationSuite.PlansOf(typeof(VariationsPageTests).Assembly);

    private static VariationTable Table => VariationSuite.Approved(typeof(VariationsPageTests).Assembly)
        ?? throw new FileNotFoundException($"The repository has no {VariationsPage.Source} in its baselines.");

    [Fact]
    public void Every_variation_of_today_is_kept_with_the_plans_of_today()
    {
        var today = Variations.All.Prepend(Variation.Reference)
            .Select(v => (v.Name, v.Kind, v.Sentence, Cells: Plans.Where(v.Touches).Select(plan => (plan.Claim.Id, plan.Registration, Variations.SeedsOf(v, plan)))));
        var kept = Table.Outcomes.Select(o => (o.Name, o.Kind, o.Sentence, Cells: o.Cells.Select(cell => (cell.Claim, cell.Registration, cell.Seeds))));
        string[] other =
        [
            .. from pair in today.Zip(kept)
               where (pair.First.Name, pair.First.Kind, pair.First.Sentence) != (pair.Second.Name, pair.Second.Kind, pair.Second.Sentence) || !pair.First.Cells.SequenceEqual(pair.Second.Cells)
               select pair.First.Name,
        ];
        Assert.True(
            other.Length == 0 && today.Count() == kept.Count(),
            $"{VariationsPage.Source} is of other plans or variations ({string.Join(", ", other)}): WEIGHTPRED_NIGHTLY=yes dotnet test tests/Claims --filter Category=Variations trains what changed, {VariationsPage.Command} writes it.");
    }

    [Fact]
    public void Every_fault_is_noticed_every_learning_claim_notices_two_and_nothing_else_is_noticed_but_for_what_is_said()
    {
        var table = Table;
        string[] wrong =
        [
            .. Plans.Where(plan => plan.Claim.Kind != Kind.Identity && table.KillsOf(plan.Claim.Id).Count < 2).Select(plan => plan.Claim.Id),
            .. Variations.All.Zip(table.Outcomes.Skip(1)).Where(v => v.First.Kind switch
            {
                VariationKind.Fault => table.KilledBy(v.Second).Count == 0 && v.First.Proof.Length == 0,
                VariationKind.Null => table.KilledBy(v.Second).Count > 0,
                _ => false,
            }).Select(v => v.First.Name),
        ];
        Assert.Equal(Variations.Exceptions.Keys.Order(StringComparer.Ordinal), wrong.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Half_the_training_leaves_a_band_of_every_device_without_exact_bits()
    {
        var half = Table.Of(VariationKind.Bands).Single();
        var approved = ScorecardPicture.Approved(Path.Combine(RepositoryFolder.Find(), "baselines")).Where(b => b.Tier == Tier.Quick && !b.Device.Exact).ToList();
        Assert.NotEmpty(approved);
        Assert.Equal([], from baseline in approved
                         let cell = half.Of(baseline.Claim)
                         where cell is not null && StacksPage.Outside(baseline, cell).Count == 0
                         select $"{baseline.Claim} on {baseline.Device.Class}");
    }

    [Fact]
    public void The_page_is_what_the_outcomes_say()
    {
        string page = VariationsPage.Render(Table, Variations, [.. Plans.Select(plan => plan.Claim)]);
        string file = Path.Combine(RepositoryFolder.Find(), VariationsPage.File);
        Assert.True(File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == page, $"{VariationsPage.File} is not what the outcomes say: run {VariationsPage.Command}");
    }
}
