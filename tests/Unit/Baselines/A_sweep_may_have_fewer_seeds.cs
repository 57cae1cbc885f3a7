using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class A_sweep_may_have_fewer_seeds : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static Outcome Sweep(params double[] values) => Made.Outcome() with
    {
        Measurements = [.. Made.Outcome().Measurements, new Measurement("width 64: R²", "R²", values) { FirstSeedsOnly = true }],
    };

    private BaselineResult Compare(Outcome outcome, UpdateMode mode = UpdateMode.None) => Made.Comparer().Compare(outcome, _scratch.Path, mode);

    [Fact]
    public void If_it_says_so_it_is_approved_and_equal_the_next_time()
    {
        Assert.Equal(BaselineKind.Approved, Compare(Sweep(0.5, 0.75), UpdateMode.New).Kind);
        Assert.Equal(BaselineKind.Equal, Compare(Sweep(0.5, 0.75)).Kind);
    }

    [Fact]
    public void One_bit_of_it_is_still_compared()
    {
        Compare(Sweep(0.5, 0.75), UpdateMode.New);
        var result = Compare(Sweep(0.5, Math.BitIncrement(0.75)));
        Assert.False(result.Passed);
        Assert.Contains("width 64: R², seed 1", result.Message);
    }

    [Fact]
    public void None_at_all_is_a_fault() => Assert.Equal(BaselineKind.Invalid, Compare(Sweep()).Kind);

    [Fact]
    public void A_number_of_seeds_that_the_claim_never_had_is_refused()
    {
        Compare(Sweep(0.5, 0.75), UpdateMode.New);
        string file = _scratch[Made.Outcome().BaselineName + ".verified.json"];
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"firstSeeds\": 2", "\"firstSeeds\": 7"));
        Assert.Contains("firstSeeds", Assert.Throws<BaselineFormatException>(() => BaselineFile.Read(file)).Message);
    }
}
