using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Statistics;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Baselines;

/// <summary>No device without a reference.</summary>
public sealed class ReferencesTests : IDisposable
{
    private const string Pinned = Made.Name + ".Quick.torchsharp-cuda.verified.json",
        Waiting = Made.Name + ".Quick.torchsharp-cuda.received.json";
    private static readonly double[] A = [0.9, 1.1, 1.0, 0.95, 1.05], B = [1.9, 2.3, 2.0, 1.8, 2.4, 1.7];
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private Standing Compare(Result result, UpdateMode update = UpdateMode.None) =>
        Made.Comparer("why").Compare(result, _scratch.Path, update);

    [Fact]
    public void A_device_that_agrees_is_green_and_says_with_what()
    {
        Made.Result().Approve(_scratch.Path);
        var standing = Compare(Made.Result(Made.Cuda).With(0, 0.0404, 0.0392, 0.0411, 0.0400, 0.0409));
        Assert.Equal((StandingKind.Agrees, true, Verdict.Holds, true),
            (standing.Kind, standing.Passed, standing.Approved, standing.CanBeApproved));
        Assert.StartsWith($"Agrees in bands with {Made.Name}.Quick.verified.json: Holds here. No baseline of "
            + "torchsharp-cuda yet", standing.Message);
        Assert.Equal(2, standing.Bands.Count);
        Assert.Contains(Waiting, _scratch.Files); // so that pinning it needs no second training
        Assert.DoesNotContain(Pinned, _scratch.Files);
    }

    [Fact]
    public void A_device_that_does_not_agree_is_red()
    {
        Made.Result().Approve(_scratch.Path);
        Red(StandingKind.Drifted, Made.Result(Made.Cuda).With(0, 0.1404, 0.1392, 0.1411, 0.1400, 0.1409));
        Red(StandingKind.VerdictChanged, Made.Result(Made.Cuda, Verdict.Fails));
        Red(StandingKind.PlanChanged, Made.Result(Made.Cuda).Replanned());

        void Red(StandingKind kind, Result result)
        {
            var standing = Compare(result);
            Assert.Equal((kind, false), (standing.Kind, standing.Passed));
            Assert.Contains($"held against {Made.Name}.Quick.verified.json", standing.Message);
        }
    }

    [Fact]
    public void The_band_is_Welchs_from_the_spreads_of_both_where_no_seeds_pair()
    {
        Made.Result().Only(A).Approve(_scratch.Path);
        double va = Square(Moments.StandardDeviation(A)) / 5, vb = Square(Moments.StandardDeviation(B)) / 6;
        var half = TTest.Quantile(0.9995, Square(va + vb) / (va * va / 4 + vb * vb / 5)) * Math.Sqrt(va + vb);
        // One seed in common, so that the seeds are not fresh; it makes no pair's spread.
        Result At(double difference) => Made.Result(Made.Cuda)
            .Only([.. B.Select(v => v - Moments.Mean(B) + 1 + difference)]) with { Seeds = [4, 5, 6, 7, 8, 9] };
        Assert.Equal(half, Compare(At(0.999 * half)).Bands[0].HalfWidth, 10);
        Assert.Equal(StandingKind.Agrees, Compare(At(0.999 * half)).Kind);
        Assert.Equal(StandingKind.Drifted, Compare(At(1.001 * half)).Kind);

        static double Square(double x) => x * x;
    }

    [Fact]
    public void A_single_value_borrows_the_others_spread_and_two_without_spread_must_be_equal()
    {
        Made.Result().Only(A).Approve(_scratch.Path);
        var half = TTest.KFactor(5, 1e-3) * Moments.StandardDeviation(A);
        Assert.Equal(StandingKind.Agrees, Compare(Made.Result(Made.Cuda).Only(1 + 0.999 * half)).Kind);
        Assert.Equal(StandingKind.Drifted, Compare(Made.Result(Made.Cuda).Only(1 + 1.001 * half)).Kind);

        File.Delete(_scratch[Made.Name + ".Quick.verified.json"]);
        Made.Result().Only(1).Approve(_scratch.Path);
        Assert.Equal(StandingKind.Agrees, Compare(Made.Result(Made.Cuda).Only([.. A.Select(v => v + 0.9 * half)])).Kind);
        Assert.Equal(StandingKind.Drifted, Compare(Made.Result(Made.Cuda).Only([.. A.Select(v => v + 1.1 * half)])).Kind);
        Assert.Equal(StandingKind.Drifted, Compare(Made.Result(Made.Cuda).Only(1.0001)).Kind);
        Assert.Equal(StandingKind.Agrees, Compare(Made.Result(Made.Cuda).Only(1)).Kind);

        Made.Result().Only(2, 2).Approve(_scratch.Path, "equal");
        Assert.Equal(StandingKind.Agrees, Compare(Made.Result(Made.Cuda).Only(2, 2)).Kind);
        Assert.Equal(StandingKind.Drifted, Compare(Made.Result(Made.Cuda).Only(2.1, 2.1)).Kind);
    }

    [Fact]
    public void The_same_library_on_the_CPU_is_nearer_at_the_quick_tier_alone()
    {
        foreach (var tier in (Tier[])[Tier.Quick, Tier.Full])
        {
            Made.Result(tier: tier).Approve(_scratch.Path);
            Made.Result(Made.Cpu, tier: tier).With(0, 0.5, 0.6, 0.7, 0.5, 0.6).Approve(_scratch.Path);
        }
        Assert.Contains("held against P1_1_XLinear_beats_Linear.Quick.torchsharp-cpu.verified.json",
            Compare(Made.Result(Made.Cuda)).Message);
        Assert.Contains("with P1_1_XLinear_beats_Linear.Full.verified.json",
            Compare(Made.Result(Made.Cuda, tier: Tier.Full)).Message);
        Assert.Equal(StandingKind.Drifted, Compare(Made.Result(Made.Cpu)).Kind); // its own, not the exact engine's
    }

    [Fact]
    public void Without_any_reference_it_is_new_and_a_broken_one_says_so()
    {
        Assert.Equal(StandingKind.New, Compare(Made.Result(Made.Cuda)).Kind);
        File.WriteAllText(_scratch[Made.Name + ".Quick.verified.json"], "{");
        Assert.Equal(StandingKind.Unreadable, Compare(Made.Result(Made.Cuda)).Kind);
    }

    [Fact]
    public void Approving_pins_the_devices_own_but_no_verdict_that_flips()
    {
        Made.Result().Approve(_scratch.Path);
        Assert.Equal((StandingKind.VerdictChanged, false),
            Compare(Made.Result(Made.Cuda, Verdict.Fails), UpdateMode.New) is var s ? (s.Kind, s.Passed) : default);
        Assert.Equal(StandingKind.Approved, Compare(Made.Result(Made.Cuda), UpdateMode.New).Kind);
        Assert.Contains(Pinned, _scratch.Files);
        Assert.DoesNotContain(Waiting, _scratch.Files);
        Assert.Equal("", Assert.Single(BaselineFile.Read(_scratch[Pinned]).Approvals).Previous);
        Assert.Equal(StandingKind.Equal, Compare(Made.Result(Made.Cuda)).Kind);
    }
}
