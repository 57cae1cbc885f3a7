using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class Without_bits_means_must_stay_in_their_band : IDisposable
{
    private readonly Scratch _scratch = new();
    private static readonly double[] Ten = [1.01, 0.97, 1.03, 0.99, 1.02, 0.98, 1.00, 1.04, 0.96, 1.00];

    public void Dispose() => _scratch.Dispose();

    private static Outcome Gpu(params double[] values) => Made.Outcome(device: "torchsharp-cuda") with
    {
        Seeds = [.. Enumerable.Range(0, values.Length)],
        Measurements = [new Measurement("loss", "MSE", values)],
    };

    private BaselineResult Compare(Outcome outcome, UpdateMode mode = UpdateMode.None) => Made.Comparer().Compare(outcome, _scratch.Path, mode);

    private void Approve(params double[] values) => Assert.Equal(BaselineKind.Approved, Compare(Gpu(values), UpdateMode.New).Kind);

    private static double[] Shifted(double by) => [.. Ten.Select(v => v + by)];

    // k = t(0.9995, 9) sqrt(1/10 + 1/10) = 4.7809 * 0.44721, from a printed t table.
    private static readonly double Band = 4.7809 * Math.Sqrt(0.2) * Math.Sqrt(Ten.Sum(v => (v - 1.0) * (v - 1.0)) / 9);

    [Fact]
    public void Just_inside_the_band_is_equal_and_just_outside_is_drift()
    {
        Approve(Ten);
        Assert.Equal(BaselineKind.Equal, Compare(Gpu(Shifted(0.999 * Band))).Kind);
        Assert.Equal(BaselineKind.Equal, Compare(Gpu(Shifted(-0.999 * Band))).Kind);
        Assert.Equal(BaselineKind.Drifted, Compare(Gpu(Shifted(1.001 * Band))).Kind);
        var result = Compare(Gpu(Shifted(-1.001 * Band)));
        Assert.Equal(BaselineKind.Drifted, result.Kind);
        Assert.Contains("(2.14 s, n=10, m=10)", result.Message);
    }

    [Fact]
    public void Bits_and_the_hash_of_the_weights_may_differ()
    {
        Approve(Ten);
        var result = Compare(Gpu(Shifted(1e-9)) with { Fingerprint = new string('c', 64), Numerics = "0.107" });
        Assert.True(result.Passed);
        Assert.Contains(result.Notes, note => note.StartsWith("numerics: approved with 1, run with 0.107", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_verdict_is_red_inside_the_band_too()
    {
        Approve(Ten);
        Assert.Equal(BaselineKind.VerdictChanged, Compare(Gpu(Ten) with { Decisions = [Made.Decision(verdict: Verdict.NotReproduced)] }).Kind);
    }

    [Fact]
    public void A_part_is_held_against_a_wider_band()
    {
        Approve(Ten);
        var part = Gpu(1.06) with { Decisions = [Made.Decision(verdict: Verdict.Inconclusive)] };
        Assert.True(Compare(part) is { Kind: BaselineKind.Partial, Passed: true });
        Assert.True(Compare(part.With(0, 1.5)) is { Kind: BaselineKind.Partial, Passed: false });
    }

    [Fact]
    public void One_approved_seed_has_no_spread_and_so_only_its_own_value_is_equal()
    {
        Approve(1.0);
        Assert.Equal(BaselineKind.Equal, Compare(Gpu(1.0)).Kind);
        var result = Compare(Gpu(Math.BitIncrement(1.0)));
        Assert.Equal(BaselineKind.Drifted, result.Kind);
        Assert.Contains("has no spread", result.Message);
    }

    [Fact]
    public void Values_without_any_spread_leave_no_band()
    {
        Approve(2, 2, 2);
        Assert.Equal(BaselineKind.Equal, Compare(Gpu(2, 2, 2)).Kind);
        Assert.Equal(BaselineKind.Drifted, Compare(Gpu(2, 2, 2.000001)).Kind);
    }

    [Fact]
    public void Diverged_runs_are_counted_and_the_others_compared()
    {
        Approve(1.0, 1.1, double.PositiveInfinity, 0.9);
        Assert.Equal(BaselineKind.Equal, Compare(Gpu(1.05, double.PositiveInfinity, 1.0, 0.95)).Kind);
        Assert.Contains("diverged runs", Compare(Gpu(1.0, 1.1, 1.0, 0.9)).Message);
        Assert.Contains("2 of 4", Compare(Gpu(1.0, double.PositiveInfinity, double.PositiveInfinity, 0.9)).Message);
        Assert.Equal(BaselineKind.Drifted, Compare(Gpu(100, 110, double.PositiveInfinity, 90)).Kind);
    }

    [Fact]
    public void All_runs_diverged_as_approved_is_equal()
    {
        Approve(double.PositiveInfinity, double.PositiveInfinity);
        Assert.Equal(BaselineKind.Equal, Compare(Gpu(double.PositiveInfinity, double.PositiveInfinity)).Kind);
        Assert.Equal(BaselineKind.Drifted, Compare(Gpu(1, double.PositiveInfinity)).Kind);
    }

    [Fact]
    public void Few_approved_seeds_are_told_to_give_a_band_far_wider_than_the_spread()
    {
        Approve(1.0, 1.1, 0.9);
        Assert.Contains(Compare(Gpu(1.0, 1.1, 0.9)).Notes, note => note.StartsWith("wide band", StringComparison.Ordinal));
    }
}
