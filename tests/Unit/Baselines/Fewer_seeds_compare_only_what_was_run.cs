using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class Fewer_seeds_compare_only_what_was_run : IDisposable
{
    private readonly Scratch _scratch = new();

    public Fewer_seeds_compare_only_what_was_run() => Compare(Made.Outcome(), UpdateMode.New);

    public void Dispose() => _scratch.Dispose();

    private BaselineResult Compare(Outcome outcome, UpdateMode mode = UpdateMode.None) => Made.Comparer().Compare(outcome, _scratch.Path, mode);

    // One seed decides nothing, and its weights and its registration are not those of five.
    private static Outcome OneSeed => Made.Outcome(verdict: Verdict.Inconclusive, seeds: 1) with { Fingerprint = new string('c', 64), Registration = new string('d', 64) };

    [Fact]
    public void Equal_bits_are_green_as_a_part_and_the_text_says_what_was_left_out()
    {
        var result = Compare(OneSeed);
        Assert.Equal(BaselineKind.Partial, result.Kind);
        Assert.True(result.Passed);
        Assert.Contains("1 of 5 approved seeds were run (0)", result.Message);
        Assert.Contains("says nothing about the claim", result.Message);
        Assert.False(result.CanBeApproved);
    }

    [Fact]
    public void One_bit_off_is_red()
    {
        var result = Compare(OneSeed.With(0, 0, Math.BitIncrement(Made.Linear[0])));
        Assert.Equal(BaselineKind.Partial, result.Kind);
        Assert.False(result.Passed);
        Assert.Contains("First difference: Linear: final loss, seed 0.", result.Message);
        Assert.False(result.CanBeApproved);
    }

    [Fact]
    public void Seeds_are_matched_by_their_number_and_not_by_their_place()
    {
        var last = Made.Outcome(verdict: Verdict.Inconclusive, seeds: 2) with { Seeds = [4, 2] };
        Assert.True(Compare(last.With(0, Made.Linear[4], Made.Linear[2]).With(1, Made.XLinear[4], Made.XLinear[2])).Passed);
        Assert.False(Compare(last).Passed);
    }

    [Fact]
    public void An_undecided_part_is_never_approved()
    {
        var before = File.ReadAllText(Compare(Made.Outcome()).VerifiedFile);
        Assert.Equal(BaselineKind.Partial, Compare(OneSeed, UpdateMode.All).Kind);
        Assert.Equal(before, File.ReadAllText(Compare(Made.Outcome()).VerifiedFile));
    }

    [Fact]
    public void A_fault_is_red_in_a_part_too() => Assert.Equal(BaselineKind.Invalid, Compare(OneSeed.With(0, 0, double.NaN)).Kind);

    [Fact]
    public void A_received_file_of_a_whole_run_outlives_a_green_part()
    {
        var received = Compare(Made.Outcome().With(0, 4, 0.5)).ReceivedFile!;
        Assert.True(Compare(OneSeed).Passed);
        Assert.True(File.Exists(received));
    }

    [Fact]
    public void A_claim_that_now_asks_for_fewer_seeds_and_decides_can_be_approved()
    {
        Assert.Equal(BaselineKind.Approved, Compare(Made.Outcome(seeds: 3) with { Registration = new string('d', 64) }, UpdateMode.All).Kind);
        Assert.Equal([0, 1, 2], BaselineFile.Read(Compare(Made.Outcome(seeds: 3) with { Registration = new string('d', 64) }).VerifiedFile).Seeds);
    }
}
