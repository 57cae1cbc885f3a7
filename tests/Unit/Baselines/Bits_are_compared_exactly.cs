using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class Bits_are_compared_exactly : IDisposable
{
    private readonly Scratch _scratch = new();

    public Bits_are_compared_exactly() => Compare(Made.Outcome(), UpdateMode.New);

    public void Dispose() => _scratch.Dispose();

    private BaselineResult Compare(Outcome outcome, UpdateMode mode = UpdateMode.None) => Made.Comparer().Compare(outcome, _scratch.Path, mode);

    private void Red(BaselineKind kind, Outcome outcome, params string[] inMessage)
    {
        var result = Compare(outcome);
        Assert.Equal(kind, result.Kind);
        Assert.False(result.Passed);
        Assert.All(inMessage, part => Assert.Contains(part, result.Message));
        Assert.True(File.Exists(result.ReceivedFile));
    }

    [Fact]
    public void The_same_outcome_is_equal()
    {
        var result = Compare(Made.Outcome());
        Assert.Equal(BaselineKind.Equal, result.Kind);
        Assert.True(result.Passed);
        Assert.Equal(Verdict.Reproduced, result.Approved);
        Assert.Null(result.ReceivedFile);
        Assert.Empty(result.Differences);
    }

    [Fact]
    public void One_bit_of_one_seed_is_drift_and_is_named()
        => Red(BaselineKind.Drifted, Made.Outcome().With(1, 2, Math.BitIncrement(Made.XLinear[2])), "First difference: XLinear: final loss, seed 2.", "(1 ulp)", "0 (bits)", "0.0246");

    [Fact]
    public void The_first_differing_seed_is_named_before_the_first_measurement()
        => Red(BaselineKind.Drifted, Made.Outcome().With(0, 3, 0.5).With(1, 1, 0.5), "First difference: XLinear: final loss, seed 1.");

    [Fact]
    public void Minus_zero_is_not_zero()
    {
        var zero = Made.Outcome("P3.1").With(0, 0, 0.0);
        Compare(zero, UpdateMode.New);
        Red(BaselineKind.Drifted, zero.With(0, 0, -0.0), "-0");
    }

    [Fact]
    public void A_run_that_diverges_now_is_drift() => Red(BaselineKind.Drifted, Made.Outcome().With(0, 4, double.PositiveInfinity), "Infinity");

    [Fact]
    public void A_run_that_diverges_as_approved_is_equal()
    {
        var diverged = Made.Outcome("P3.2").With(0, 4, double.PositiveInfinity);
        Compare(diverged, UpdateMode.New);
        Assert.Equal(BaselineKind.Equal, Compare(diverged).Kind);
    }

    [Fact]
    public void Other_final_weights_are_drift_even_where_every_number_is_equal()
        => Red(BaselineKind.Drifted, Made.Outcome() with { Fingerprint = new string('c', 64) }, "fingerprint");

    [Fact]
    public void Another_numeric_contract_is_drift() => Red(BaselineKind.Drifted, Made.Outcome() with { Numerics = "2" }, "numerics");

    [Fact]
    public void A_missing_measurement_is_drift()
        => Red(BaselineKind.Drifted, Made.Outcome() with { Measurements = [Made.Outcome().Measurements[0]] }, "measurement \"XLinear: final loss\"", "missing");

    [Fact]
    public void A_measurement_more_is_drift()
        => Red(BaselineKind.Drifted, Made.Outcome() with { Measurements = [.. Made.Outcome().Measurements, new Measurement("more", "MSE", Made.Linear)] }, "measurement \"more\"");

    [Fact]
    public void Another_unit_is_drift()
        => Red(BaselineKind.Drifted, Made.Outcome() with { Measurements = [Made.Outcome().Measurements[0] with { Unit = "nats" }, Made.Outcome().Measurements[1]] }, "unit of");

    [Fact]
    public void Another_verdict_is_red_though_every_number_is_equal()
        => Red(BaselineKind.VerdictChanged, Made.Outcome(verdict: Verdict.NotReproduced), "Not reproduced");

    [Fact]
    public void A_controls_other_verdict_is_red_though_the_claim_stands()
        => Red(BaselineKind.VerdictChanged, Made.Outcome() with { Controls = [Made.Decision("arms swapped", Verdict.Untestable)] }, "control \"arms swapped\"");

    [Fact]
    public void A_missing_control_and_a_decision_more_are_red()
    {
        Red(BaselineKind.VerdictChanged, Made.Outcome() with { Controls = [] }, "control \"arms swapped\"", "missing");
        Red(BaselineKind.VerdictChanged, Made.Outcome() with { Decisions = [Made.Decision(), Made.Decision("more")] }, "decision \"more\"");
    }

    [Fact]
    public void Another_registration_is_red_before_anything_else()
        => Red(BaselineKind.RegistrationChanged, Made.Outcome(verdict: Verdict.NotReproduced) with { Registration = new string('d', 64) }, "registration", "verdict");

    [Fact]
    public void A_changed_sentence_is_red()
        => Red(BaselineKind.RegistrationChanged, Made.Outcome() with { Statement = Made.Outcome().Statement with { Sentence = "XLinear beats everything" } }, "sentence", "XLinear beats everything");

    [Fact]
    public void Seeds_that_nobody_approved_are_red()
    {
        Red(BaselineKind.RegistrationChanged, Made.Outcome() with { Seeds = [5, 6, 7, 8, 9] }, "no seed in common");
        Red(BaselineKind.RegistrationChanged, Made.Outcome(seeds: 1) with { Seeds = [9] }, "no seed in common");
        Red(BaselineKind.RegistrationChanged, Made.Outcome() with { Seeds = [0, 1, 2, 3, 9] }, "4 in common");
    }

    [Fact]
    public void More_seeds_than_approved_are_red_and_say_that_the_common_ones_are_equal()
    {
        var more = Made.Outcome() with { Seeds = [0, 1, 2, 3, 4, 5] };
        Red(BaselineKind.RegistrationChanged, more.With(0, [.. Made.Linear, 0.04]).With(1, [.. Made.XLinear, 0.02]), "All values of the seeds in common are equal.");
    }

    [Fact]
    public void A_claim_approved_as_not_reproduced_stays_green_while_it_stays_so()
    {
        var contrary = Made.Outcome("P2.2", Verdict.NotReproduced);
        Compare(contrary, UpdateMode.New);
        var result = Compare(contrary);
        Assert.True(result.Passed);
        Assert.Equal(Verdict.NotReproduced, result.Approved);
        Red(BaselineKind.VerdictChanged, Made.Outcome("P2.2"), "Not reproduced");
    }

    [Fact]
    public void The_text_is_the_same_under_a_culture_with_decimal_commas()
    {
        var outcome = Made.Outcome().With(1, 2, 0.5);
        Assert.Equal(Compare(outcome).Message, Foreign.Culture(() => Compare(outcome).Message));
    }
}
