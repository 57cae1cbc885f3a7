using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using Reproduction.Statistics;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Baselines;

public sealed class BaselineComparerTests : IDisposable
{
    private const string Verified = Made.Name + ".Quick.verified.json", Received = Made.Name + ".Quick.received.json";
    private static readonly double[] Ten = [0.9, 1.1, 1.0, 0.95, 1.05, 0.98, 1.02, 0.93, 1.07, 1.0];
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private bool _partAsked;

    private Standing Compare(Result result, UpdateMode update = UpdateMode.None, string reason = "why") =>
        Made.Comparer(reason, _partAsked).Compare(result, _scratch.Path, update);

    private Standing Red(StandingKind kind, Result result, string what)
    {
        var standing = Compare(result);
        Assert.Equal((kind, false), (standing.Kind, standing.Passed));
        Assert.Contains(what, standing.Message);
        return standing;
    }

    private Standing Green(StandingKind kind, Result result)
    {
        var standing = Compare(result);
        Assert.Equal((kind, true), (standing.Kind, standing.Passed));
        return standing;
    }

    [Fact]
    public void A_new_claim_is_red_and_its_received_file_waits()
    {
        var standing = Red(StandingKind.New, Made.Result(), "Nothing is approved");
        Assert.True(standing.CanBeApproved);
        Assert.Equal((_scratch[Verified], _scratch[Received], null, ""),
            (standing.VerifiedFile, standing.ReceivedFile, standing.Approved, standing.ApprovedOn));
        Assert.Equal([Received], _scratch.Files);
    }

    [Fact]
    public void A_received_file_that_is_renamed_is_approved()
    {
        Compare(Made.Result());
        File.Move(_scratch[Received], _scratch[Verified]);
        Green(StandingKind.Equal, Made.Result());
        Assert.Equal(BaselineComparer.FromReceived, BaselineFile.Read(_scratch[Verified]).Approvals[^1].Reason);

        Compare(Made.Result().With(0, 1, 2, 3, 4, 5));
        File.Move(_scratch[Received], _scratch[Verified], overwrite: true);
        Green(StandingKind.Equal, Made.Result().With(0, 1, 2, 3, 4, 5));
        Assert.Equal(2, BaselineFile.Read(_scratch[Verified]).Approvals.Count);
    }

    [Fact]
    public void An_update_approves_what_is_new_and_with_all_what_changed()
    {
        Assert.Equal(StandingKind.Approved, Compare(Made.Result(), UpdateMode.New).Kind);
        Assert.Equal([Verified], _scratch.Files);
        var changed = Made.Result().With(0, 1, 2, 3, 4, 5);
        Assert.Equal(StandingKind.Drifted, Compare(changed, UpdateMode.New).Kind);
        var standing = Compare(changed, UpdateMode.All);
        Assert.Equal((StandingKind.Approved, true, Verdict.Holds, "2026-11-23"),
            (standing.Kind, standing.Passed, standing.Approved, standing.ApprovedOn));
        Assert.StartsWith("Approved in this run: why\n", standing.Message);
        Assert.Equal([Verified], _scratch.Files);
        var log = BaselineFile.Read(_scratch[Verified]).Approvals;
        Assert.Equal(["", "Holds here with 5 seeds"], log.Select(a => a.Previous));
        Assert.Equal(StandingKind.Equal, Compare(changed, UpdateMode.All).Kind);
        Assert.Equal(2, BaselineFile.Read(_scratch[Verified]).Approvals.Count);
    }

    [Fact]
    public void An_update_needs_a_reason()
    {
        foreach (var update in (UpdateMode[])[UpdateMode.New, UpdateMode.All])
            Assert.Contains("reason", Assert.Throws<ArgumentException>(() => Compare(Made.Result(), update, " ")).Message);
        Assert.Empty(_scratch.Files);
    }

    [Fact]
    public void An_update_approves_no_verdict_that_flips()
    {
        Made.Result().Approve(_scratch.Path);
        foreach (var flipped in (Result[])[Made.Result(verdict: Verdict.Undecided),
            Made.Result() with { Findings = [Made.Finding("XLinear is lower", Verdict.Fails)] }])
        {
            var standing = Compare(flipped, UpdateMode.All);
            Assert.Equal((StandingKind.VerdictChanged, false), (standing.Kind, standing.Passed));
            Assert.Contains("--flip", standing.Message);
        }
        Assert.Single(BaselineFile.Read(_scratch[Verified]).Approvals);
        var renamed = Made.Result() with { Findings = [Made.Finding("another decision", Verdict.Fails)] };
        Assert.Equal(StandingKind.Approved, Compare(renamed, UpdateMode.All).Kind);
    }

    [Fact]
    public void Judge_touches_no_file()
    {
        Assert.Equal(StandingKind.Approved,
            Made.Comparer("why").Judge(Made.Result(), _scratch.Path, UpdateMode.New).Standing.Kind);
        var (standing, content) = Made.Comparer().Judge(Made.Result(), _scratch.Path);
        Assert.Equal(StandingKind.New, standing.Kind);
        Assert.Contains("\"claim\": \"P1.1\"", content);
        Assert.Empty(_scratch.Files);
    }

    [Fact]
    public void An_equal_result_is_green_and_removes_what_waited()
    {
        Made.Result().Approve(_scratch.Path);
        Compare(Made.Result().With(0, 1, 2, 3, 4, 5));
        Assert.Equal([Received, Verified], _scratch.Files);
        var standing = Green(StandingKind.Equal, Made.Result());
        Assert.Equal($"Equal to {Verified}: Holds here, as approved on 2026-11-23.", standing.Message);
        Assert.Equal((Verdict.Holds, null, false), (standing.Approved, standing.ReceivedFile, standing.CanBeApproved));
        Assert.Equal([Verified], _scratch.Files);
    }

    [Fact]
    public void One_bit_is_a_drift_and_the_mean_is_told_first()
    {
        Made.Result().Approve(_scratch.Path);
        var other = Made.XLinear.ToArray();
        other[2] = Math.BitIncrement(other[2]);
        var standing = Red(StandingKind.Drifted, Made.Result().With(1, other),
            "XLinear: final loss, seed 2: 0.0246 -> 0.024600000000000004 (1 ulp)");
        Assert.Equal([typeof(MeanMoved), typeof(ValueMoved)], standing.Differences.Select(d => d.GetType()));
        Made.Result().Only(0, 1).Approve(_scratch.Path, "zeros");
        Red(StandingKind.Drifted, Made.Result().Only(-0.0, 1), "seed 0: 0 -> -0 (0 ulp)");
    }

    [Fact]
    public void A_measurement_of_the_first_seeds_alone_is_compared_on_these()
    {
        Made.Result().With(0, 0.0405, 0.0391).Approve(_scratch.Path);
        Green(StandingKind.Equal, Made.Result().With(0, 0.0405, 0.0391));
        Assert.Equal(4,
            Red(StandingKind.Drifted, Made.Result(), "Linear: final loss, seed 2: missing -> 0.0412").Differences.Count);
    }

    [Fact]
    public void Every_other_difference_has_its_kind_and_name()
    {
        Made.Result().Approve(_scratch.Path);
        var it = Made.Result();
        Red(StandingKind.Drifted, it with { Fingerprint = new string('c', 64) }, "final weights: aaaaaaaa -> cccccccc");
        Red(StandingKind.Drifted, it with { Device = Made.Exact with { Numerics = "2" } }, "numerics: 1 -> 2");
        Red(StandingKind.Drifted, it.With(0, 1, 2, 3, 4, 5, 6).With(1, [.. Made.XLinear, 1]) with { Seeds = [0, 1, 2, 3, 4, 5] },
            "seeds: 0, 1, 2, 3, 4 -> 0, 1, 2, 3, 4, 5");
        Red(StandingKind.Drifted, it.With(0, 0.0405, 0.0391), "Linear: final loss, seed 2: 0.0412 -> missing");
        Red(StandingKind.Drifted, it with { Measurements = [it.Measurements[0], it.Measurements[1] with { Unit = "R²" }] },
            "unit of \"XLinear: final loss\": MSE -> R²");
        Red(StandingKind.Drifted, it with { Measurements = [it.Measurements[0]] },
            "unit of \"XLinear: final loss\": MSE -> missing");
        Red(StandingKind.Drifted, it with { Measurements = [.. it.Measurements, new("more", "s", [1])] },
            "unit of \"more\": missing -> s");
        Red(StandingKind.VerdictChanged, Made.Result(verdict: Verdict.Fails), "verdict: Holds here -> Does not hold here\n");
        Red(StandingKind.VerdictChanged, it with { Findings = [Made.Finding("XLinear is lower", Verdict.Fails)] },
            "decision \"XLinear is lower\": Holds -> Fails");
        Red(StandingKind.VerdictChanged, it with { Controls = [Made.Finding("targets shuffled", Verdict.Undecided)] },
            "control \"targets shuffled\": Fails -> Undecided");
        Red(StandingKind.VerdictChanged, it with { Twin = [] }, "twin \"XLinear is lower\": Undecided -> missing");
        var plan = Red(StandingKind.PlanChanged, Made.Result(verdict: Verdict.Fails).With(0, 1, 2, 3, 4, 5).Replanned(),
            "decisions[XLinear is lower].byFactor: 1 -> 2");
        Assert.Equal(
            [StandingKind.PlanChanged, StandingKind.VerdictChanged, StandingKind.VerdictChanged, StandingKind.Drifted,
                .. Enumerable.Repeat(StandingKind.Drifted, 5)],
            plan.Differences.Select(d => d.Standing));
    }

    [Fact]
    public void Thirty_differences_are_shown_and_the_rest_counted()
    {
        Made.Result().Only([.. Enumerable.Range(0, 100).Select(i => i * 0.1)]).Approve(_scratch.Path);
        var standing = Red(StandingKind.Drifted,
            Made.Result().Only([.. Enumerable.Range(0, 100).Select(i => i * 0.1 + 1)]), "seed 28");
        Assert.DoesNotContain("seed 29", standing.Message);
        Assert.EndsWith("\n... and 71 more", standing.Message);
        Assert.Equal(101, standing.Differences.Count);
    }

    [Theory]
    [InlineData(Verdict.Undecided)]
    [InlineData(Verdict.Untestable)]
    [InlineData(Verdict.Fails)]
    public void What_is_not_the_writeups_can_be_approved_too(Verdict verdict)
    {
        Made.Result(verdict: verdict).Approve(_scratch.Path);
        Assert.Equal(verdict, Green(StandingKind.Equal, Made.Result(verdict: verdict)).Approved);
    }

    public static TheoryData<string> Faults => new(Broken.Keys);

    private static readonly Dictionary<string, Result> Broken = new()
    {
        ["verdict is Invalid"] = Made.Result() with { Verdict = Verdict.Invalid },
        ["verdict of \"a\" is Invalid"] = Made.Result() with { Findings = [Made.Finding("a", Verdict.Invalid)] },
        ["verdict of \"c\" is Invalid"] = Made.Result() with { Controls = [Made.Finding("c", Verdict.Invalid)] },
        ["\"c\", which holds"] = Made.Result() with { Controls = [Made.Finding("c", Verdict.Holds)] },
        ["decisions is empty"] = Made.Result() with { Findings = [] },
        ["measurements is empty"] = Made.Result() with { Measurements = [] },
        ["seeds is empty"] = Made.Result() with { Seeds = [] },
        ["seeds names \"3\" twice"] = Made.Result() with { Seeds = [0, 3, 2, 3, 4] },
        ["decisions names \"a\" twice"] =
            Made.Result() with { Findings = [Made.Finding("a", Verdict.Holds), Made.Finding("a", Verdict.Holds)] },
        ["measurements names \"a\" twice"] = Made.Result() with { Measurements = [new("a", "s", [1]), new("a", "s", [1])] },
        ["measurements[0].perSeed has 6 values for 5 seeds"] = Made.Result().With(0, 1, 2, 3, 4, 5, 6),
        ["measurements[0].perSeed has 0 values for 5 seeds"] = Made.Result().With(0),
        ["measurements[0].perSeed[1] is NaN"] = Made.Result().With(0, 1, double.NaN, 3),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_never_green_approved_or_renamed(string fault)
    {
        var standing = Compare(Broken[fault], UpdateMode.All);
        Assert.Equal((StandingKind.Invalid, false, false), (standing.Kind, standing.Passed, standing.CanBeApproved));
        Assert.Contains(fault, standing.Message);
        File.Move(_scratch[Received], _scratch[Verified]);
        Red(StandingKind.Unreadable, Made.Result(), "git checkout");
    }

    [Fact]
    public void A_fault_says_what_to_do_and_of_published_runs_that_they_may_be_of_an_old_model()
    {
        var leak = Made.Result() with { Faults = ["a leak"], Findings = [], Seeds = [] };
        var standing = Red(StandingKind.Invalid, leak, "Mend the fault, and run the claim again.");
        Assert.DoesNotContain("is empty", standing.Message);
        Assert.DoesNotContain("reproduction", standing.Message);
        Red(StandingKind.Invalid, leak with { Tier = Tier.Published },
            "its published runs are of the old one: train and publish them anew.");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_neither_verdict_nor_differences()
    {
        Made.Result().Approve(_scratch.Path);
        Directory.CreateDirectory(_scratch[Received]); // in the file's place
        File.WriteAllText(_scratch[Received + "/held"], "");
        var standing = Red(StandingKind.Drifted, Made.Result().With(0, 1, 2, 3, 4, 5), "could be written");
        Assert.Equal((null, false, 6), (standing.ReceivedFile, standing.CanBeApproved, standing.Differences.Count));
        Directory.Delete(_scratch[Received], recursive: true);
        File.Delete(_scratch[Verified]);
        Directory.CreateDirectory(_scratch[Verified]);
        Assert.Equal((StandingKind.Unreadable, false),
            Compare(Made.Result(), UpdateMode.All) is var unreadable ? (unreadable.Kind, unreadable.Passed) : default);
    }

    [Fact]
    public void A_result_is_judged_anew_against_the_baselines_of_today()
    {
        var approved = Made.Result() with { Standing = Compare(Made.Result(), UpdateMode.New) };
        Assert.Equal(StandingKind.Approved, BaselineComparer.Anew(approved, _scratch.Path).Kind);
        var equal = Made.Result() with { Standing = Compare(Made.Result()) };
        Assert.Equal(StandingKind.Equal, BaselineComparer.Anew(equal, _scratch.Path).Kind);
        _partAsked = true;
        var part = Made.Result().First(2) is var few ? few with { Standing = Compare(few) } : null!;
        Assert.Equal((StandingKind.Partial, true),
            BaselineComparer.Anew(part, _scratch.Path) is var standing ? (standing.Kind, standing.Passed) : default);
        File.Delete(_scratch[Verified]);
        var gone = BaselineComparer.Anew(equal, _scratch.Path);
        Assert.Equal((StandingKind.New, false, false, null), (gone.Kind, gone.Passed, gone.CanBeApproved, gone.ReceivedFile));
        Assert.Equal(StandingKind.New, BaselineComparer.Anew(approved, _scratch.Path).Kind);
        var waiting = Made.Result() with { Standing = Compare(Made.Result()) };
        Assert.True(BaselineComparer.Anew(equal, _scratch.Path).CanBeApproved);
        File.Delete(_scratch[Received]); // it lies on the machine that left it
        Assert.True(BaselineComparer.Anew(waiting, _scratch.Path).CanBeApproved);
    }

    [Fact]
    public void Another_claims_file_is_not_read_as_this_ones()
    {
        Made.Result().Approve(_scratch.Path);
        Red(StandingKind.Unreadable, Made.Result() with { Claim = Made.Result().Claim with { Id = "P1.2" } },
            "key \"claim\" is P1.1, this run is P1.2");
        Red(StandingKind.Unreadable, Made.Result() with { Tier = Tier.Published }, "key \"tier\" is Quick, this run is Full");
        Assert.False(Red(StandingKind.Unreadable, Made.Result() with { Device = Made.Cpu },
            "key \"device.class\"").CanBeApproved);
    }

    [Fact]
    public void Of_fresh_seeds_verdicts_alone_are_compared()
    {
        Made.Result().Approve(_scratch.Path);
        var fresh = Made.Result().With(0, 9, 9, 9, 9, 9) with { Seeds = [100, 101, 102, 103, 104] };
        Assert.StartsWith("Fresh seeds", Green(StandingKind.Partial, fresh).Message);
        var red = Red(StandingKind.Partial, fresh with { Verdict = Verdict.Fails }, "verdict: Holds here -> ");
        Assert.Equal((null, false), (red.ReceivedFile, red.CanBeApproved));
        Assert.Equal(new VerdictChanged("Holds here", "Does not hold here"), Assert.Single(red.Differences));
        Red(StandingKind.PlanChanged, fresh.Replanned(), "byFactor: 1 -> 2");
        Assert.Equal(StandingKind.Partial, Compare(fresh, UpdateMode.All).Kind);
    }

    [Fact]
    public void Of_fewer_seeds_values_alone_are_compared_and_what_waits_stays()
    {
        Made.Result().Approve(_scratch.Path);
        _partAsked = true;
        Compare(Made.Result().With(0, 1, 2, 3, 4, 5));
        var few = Made.Result(verdict: Verdict.Undecided).First(2) with { Fingerprint = "other" };
        Assert.StartsWith("Partial: 2 of 5 approved seeds", Green(StandingKind.Partial, few).Message);
        Assert.Equal([Received, Verified], _scratch.Files);
        Red(StandingKind.Partial, few.With(1, 0.0249, 7), "XLinear: final loss, seed 1");
        Assert.Equal(StandingKind.Partial, Compare(few, UpdateMode.All).Kind);
    }

    [Fact]
    public void Fewer_seeds_that_nobody_asked_for_are_no_part_but_a_change()
    {
        Made.Result().Approve(_scratch.Path);
        var few = Made.Result().First(2) with { Fingerprint = "other" };
        Red(StandingKind.Drifted, few, "seeds");
        Red(StandingKind.VerdictChanged, few with { Verdict = Verdict.Undecided }, "verdict");
    }

    [Fact]
    public void A_plan_that_asks_for_fewer_seeds_is_another_plan()
    {
        Made.Result().Approve(_scratch.Path);
        var smaller = Made.Result().First(2).Replanned();
        Assert.True(Red(StandingKind.PlanChanged, smaller, "byFactor").CanBeApproved);
        Assert.Equal(StandingKind.Approved, Compare(smaller, UpdateMode.All).Kind);
    }

    // Where bits are not promised.

    private static Result Cpu(params double[] values) => Made.Result(Made.Cpu).Only(values);

    [Fact]
    public void More_seeds_than_approved_are_green_and_wait_to_be_accepted_for_narrower_bands()
    {
        Made.Result(Made.Cpu).First(4).Approve(_scratch.Path);
        var standing = Compare(Made.Result(Made.Cpu));
        Assert.Equal((StandingKind.Equal, true, true), (standing.Kind, standing.Passed, standing.CanBeApproved));
        Assert.EndsWith("5 seeds instead of 4: accept the received file for narrower bands.", standing.Message);
        Assert.NotNull(standing.ReceivedFile);
        Assert.Equal(StandingKind.Approved,
            Made.Comparer("more seeds").Compare(Made.Result(Made.Cpu), _scratch.Path, UpdateMode.All).Kind);
        Assert.Null(Compare(Made.Result(Made.Cpu)).ReceivedFile);
    }

    private static double[] Shifted(double by) => [.. Ten.Select(v => v + by)];

    [Fact]
    public void A_mean_must_lie_in_the_band_of_the_approved_spread_where_no_seeds_pair()
    {
        // One seed in common, so that the seeds are not fresh; it makes no pair's spread.
        Result Others(double by) => Cpu(Shifted(by)) with { Seeds = [.. Enumerable.Range(9, 10)] };
        Cpu(Ten).Approve(_scratch.Path);
        var half = TTest.KFactor(10, 1e-3, 10) * Moments.StandardDeviation(Ten);
        var band = Assert.Single(Green(StandingKind.Equal, Others(0.999 * half)).Bands);
        Assert.Equal(("XLinear: final loss", half, MeanBand.OwnSpread), (band.Measurement, band.HalfWidth, band.By));
        Green(StandingKind.Equal, Others(-0.999 * half));
        Assert.Equal([new MeanMoved("XLinear: final loss", Moments.Mean(Ten), Moments.Mean(Shifted(1.001 * half)), band)],
            Red(StandingKind.Drifted, Others(1.001 * half), "mean").Differences);
        Red(StandingKind.Drifted, Others(-1.001 * half), "mean");
    }

    [Fact]
    public void Runs_of_one_seed_are_compared_with_each_other()
    {
        double[] noise = [0.001, -0.002, 0.001, 0.0, 0.002, -0.001, -0.001, 0.001, 0.0, -0.001];
        Result Moved(double by) => Cpu([.. Ten.Zip(noise, (v, n) => v + n + by)]);
        Cpu(Ten).Approve(_scratch.Path);
        var band = Assert.Single(Green(StandingKind.Equal, Moved(0)).Bands);
        Assert.Equal(MeanBand.Paired, band.By);
        Assert.Equal(TTest.Quantile(1 - 1e-3 / 4, 9) * Moments.StandardDeviation(noise) / Math.Sqrt(10), band.HalfWidth, 12);
        Red(StandingKind.Drifted, Moved(1.1 * band.HalfWidth), "paired by seed");
        Assert.True(1.1 * band.HalfWidth < 0.1 * TTest.KFactor(10, 1e-3, 10) * Moments.StandardDeviation(Ten));
    }

    [Fact]
    public void Bits_weights_and_the_librarys_version_may_differ()
    {
        Cpu(Ten).Approve(_scratch.Path);
        var standing = Green(StandingKind.Equal,
            Cpu(Shifted(1e-9)) with { Fingerprint = "other", Device = Made.Cpu with { Numerics = "0.2" } });
        Assert.Contains("numerics: approved with 0.1, run with 0.2; compared in bands.", standing.Notes);
        Red(StandingKind.VerdictChanged, Cpu(Ten) with { Verdict = Verdict.Fails }, "verdict");
        Red(StandingKind.PlanChanged, Cpu(Ten).Replanned(), "byFactor");
    }

    [Fact]
    public void A_look_may_end_a_claim_earlier_or_later_there()
    {
        Cpu(Ten).Approve(_scratch.Path);
        Green(StandingKind.Equal, Cpu(Ten[..5]));
        Green(StandingKind.Equal, Cpu([.. Ten, 1.0, 1.0]));
        Red(StandingKind.VerdictChanged, Cpu(Ten[..5]) with { Verdict = Verdict.Undecided }, "verdict");
        Green(StandingKind.Partial, Cpu(Ten[..5]) with { Twin = [Cpu(Ten).Twin[0] with { Verdict = Verdict.Holds }] });
        Red(StandingKind.Drifted, Cpu([.. Ten[..5].Select(v => v + 1)]), "mean");
    }

    [Fact]
    public void A_single_approved_value_has_no_band()
    {
        Cpu(1.0).Approve(_scratch.Path);
        Green(StandingKind.Equal, Cpu(1.0));
        Assert.Equal(double.PositiveInfinity,
            Red(StandingKind.Drifted, Cpu(Math.BitIncrement(1.0)), "no spread").Bands[0].HalfWidth);
    }

    [Fact]
    public void Diverged_runs_are_counted_and_the_others_compared()
    {
        const double gone = double.PositiveInfinity;
        Cpu(1.0, 1.1, gone, 0.9).Approve(_scratch.Path);
        Green(StandingKind.Equal, Cpu(1.05, gone, 1.0, 0.85));
        Green(StandingKind.Equal, Cpu(1.05, 1.0, 0.95));
        Red(StandingKind.Drifted, Cpu(1.0, 1.1, 1.0, 0.9), "diverged runs: 1 of 4 -> 0 of 4");
        Red(StandingKind.Drifted, Cpu(1.0, gone, gone, 0.9), "1 of 4 -> 2 of 4");
        Red(StandingKind.Drifted, Cpu(100, 110, gone, 90), "mean");
        Red(StandingKind.Drifted, Cpu(gone, gone, gone, gone), "4 of 4");
    }

    [Fact]
    public void All_diverged_as_approved_is_equal()
    {
        Cpu(double.PositiveInfinity, double.PositiveInfinity).Approve(_scratch.Path);
        Assert.Empty(Green(StandingKind.Equal, Cpu(double.PositiveInfinity, double.PositiveInfinity)).Bands);
    }
}
