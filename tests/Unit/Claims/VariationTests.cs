using WeightPred.Reproduction;
using WeightPred.Reproduction.Claims;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Testing;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Claims;

/// <summary>On made runs, whose losses are given.</summary>
public sealed class VariationTests : IDisposable
{
    private static readonly Variation Swapped = new("swapped", VariationKind.Fault, "Good is poor.", (_, e) => e is MadeExperiment { Loss: 0.2 } ? Made.Poor with { Name = "bad", Loss = 0.9 } : e);

    private static readonly Variation NothingLearned = new("nothing learned", VariationKind.Fault, "Nothing is learned.", (_, e) => e.Untrained);

    private static readonly Variation OtherSeeds = new("other seeds", VariationKind.Null, "Other seeds.", (_, e) => e) { FirstSeed = 100 };

    private static readonly Variation Elsewhere = new("elsewhere", VariationKind.Fault, "Of a net that no arm has.", (_, e) => e);

    private readonly string _folder = Directory.CreateTempSubdirectory("variations").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class MadeVariations : IVariations
    {
        public List<string> Labs { get; } = [];

        public IReadOnlyList<Variation> All { get; } = [Swapped, NothingLearned, OtherSeeds, Elsewhere];

        public IReadOnlyDictionary<string, string> Exceptions { get; } = new Dictionary<string, string>();

        public int SeedsOf(Variation variation, Plan plan) => 5;

        public ILab Lab(Variation variation)
        {
            Labs.Add(variation.Name);
            return new MadeLab();
        }
    }

    private VariationTable Table(MadeVariations variations)
    {
        var suite = new VariationSuite([Made.GoodBeatsPoor()], variations, _folder, "a machine");
        return new([.. variations.All.Prepend(Variation.Reference).Select(suite.Of)]);
    }

    [Fact]
    public void A_fault_is_killed_by_a_claim_whose_verdict_it_changes()
    {
        var table = Table(new());
        Assert.Equal(Verdict.Holds, table.Reference.Of("T1")!.Verdict);
        Assert.Equal(["T1"], table.KilledBy(table.Outcomes[1]));
        Assert.NotEqual(Verdict.Holds, table.Outcomes[2].Of("T1")!.Verdict);
        Assert.Empty(table.KilledBy(table.Outcomes[3]));
        Assert.Equal(2, table.KillsOf("T1").Count);
    }

    [Fact]
    public void A_variation_that_leaves_all_arms_as_they_are_has_no_cell() => Assert.Empty(Table(new()).Outcomes[4].Cells);

    [Fact]
    public void What_is_for_the_bands_keeps_what_it_measured_and_nothing_else_does()
    {
        var less = new Variation("less", VariationKind.Bands, "Less.", (_, e) => ((MadeExperiment)e) with { Steps = 50 });
        var cell = less.On(Made.GoodBeatsPoor(), 5, new MadeLab(), new MadeLab());
        Assert.Equal(["good: loss", "poor: loss"], cell.Measurements!.Select(measurement => measurement.Name));
        Assert.All(cell.Measurements!, measurement => Assert.Equal(5, measurement.PerSeed.Count));
        Assert.Null(Swapped.On(Made.GoodBeatsPoor(), 5, new MadeLab(), new MadeLab()).Measurements);
    }

    [Fact]
    public void What_is_kept_is_proven_once_and_what_cannot_be_read_is_carried_out_again()
    {
        var first = Table(new());
        var variations = new MadeVariations();
        Assert.Equal(first.ToJson(), Table(variations).ToJson());
        Assert.Equal(["none", "swapped", "nothing learned", "other seeds"], variations.Labs);
        File.WriteAllText(Path.Combine(_folder, "swapped.json"), "{}");
        Assert.Equal(first.Outcomes[1].Cells, Table(variations).Outcomes[1].Cells);
        Assert.Contains("swapped", variations.Labs);
    }

    [Fact]
    public void A_clone_goes_on_from_what_the_repository_carries()
    {
        var (approved, variations, empty) = (Table(new()), new MadeVariations(), Path.Combine(_folder, "empty"));
        var suite = new VariationSuite([Made.GoodBeatsPoor()], variations, empty, "a machine", approved);
        Assert.Equal(approved.ToJson(), new VariationTable([.. variations.All.Prepend(Variation.Reference).Select(suite.Of)]).ToJson());
        Assert.Contains("swapped", variations.Labs);
        Assert.Equal(approved.ToJson(), VariationSuite.Kept([Made.GoodBeatsPoor()], variations, empty, approved).ToJson());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_said_and_not_used()
    {
        var (file, said) = (Path.Combine(_folder, "carried.json"), new List<string>());
        Assert.Null(VariationSuite.Read(file, said.Add));
        Assert.Empty(said);
        string whole = Table(new()).ToJson();
        File.WriteAllText(file, whole);
        Assert.Equal(whole, VariationSuite.Read(file, said.Add)!.ToJson());
        Assert.Empty(said);
        File.WriteAllText(file, whole[..^40]);
        Assert.Null(VariationSuite.Read(file, said.Add));
        Assert.Matches(@"carried.json: .*[^.]\. It is not used: restore it ", Assert.Single(said));
    }

    [Fact]
    public void What_the_repository_carries_is_proven_by_one_cell()
    {
        var approved = Table(new());
        var forged = approved with { Outcomes = [.. approved.Outcomes.Select(o => o.Name != "swapped" ? o : o with { Cells = [.. o.Cells.Select(cell => cell with { Estimate = cell.Estimate * (1 + 1e-11) })] })] };
        var suite = new VariationSuite([Made.GoodBeatsPoor()], new MadeVariations(), Path.Combine(_folder, "empty"), "a machine", forged);
        Assert.Contains("Variation \"swapped\": T1 comes to", Assert.Throws<InvalidDataException>(() => suite.Of(Swapped)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_whole_outcomes_of_today_are_rendered()
    {
        var (table, variations) = (Table(new()), new MadeVariations());
        Assert.Equal(table.ToJson(), VariationSuite.Kept([Made.GoodBeatsPoor()], variations, _folder).ToJson());
        var other = Made.GoodBeatsPoor(more: (plan, _, _) => plan.Decides("Another sentence"));
        Assert.Equal(["elsewhere"], VariationSuite.Kept([other], variations, _folder).Outcomes.Select(outcome => outcome.Name));
    }

    [Fact]
    public void A_table_reads_back_as_it_was_written_and_nothing_else_is_read()
    {
        string json = Table(new()).ToJson();
        Assert.Equal(json, VariationTable.Parse(json).ToJson());
        foreach (string wrong in new[] { "", "null", "{}", json.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal), json.Replace("\"verdict\"", "\"word\"", StringComparison.Ordinal) })
            Assert.Throws<InvalidDataException>(() => VariationTable.Parse(wrong));
    }
}
