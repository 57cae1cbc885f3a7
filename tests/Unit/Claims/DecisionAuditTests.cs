using Reproduction;
using Reproduction.Claims;
using Reproduction.Statistics;
using WeightPred.Unit.Statistics;

namespace WeightPred.Unit.Claims;

/// <summary>
/// Each kind of decision as a plan makes it, quantities included, on simulated runs: how often it raises a false alarm where
/// nothing is to be found (A/A), and how often it finds what was planted.
/// </summary>
[Trait("Kind", "Simulation")]
public sealed class DecisionAuditTests
{
    private const double Spread = 0.1; // of runs between seeds, around what their arms share at each seed

    private static readonly SeedSchedule Three = SeedSchedule.At(5, 10, 20);
    private static readonly Metric Error = Numbers.Error;
    private static readonly Arm A = Numbers.Arm("A"), B = Numbers.Arm("B"), C = Numbers.Arm("C"), D = Numbers.Arm("D");

    /// <summary>How often each verdict comes out.</summary>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="trials">How many times all is trained anew.</param>
    /// <param name="looks">When it looks.</param>
    /// <param name="decision">May print a run of its own.</param>
    /// <param name="run">From an arm, and what all arms share at a seed, to a value.</param>
    private static Func<Verdict, int> Count(
        ulong seed, int trials, SeedSchedule looks, Func<Noise, Decision> decision, Func<Noise, string, double, double> run)
    {
        var noise = new Noise(seed);
        var counts = new Dictionary<Verdict, int>();
        for (var trial = 0; trial < trials; trial++)
        {
            var shared = noise.Normals(looks.Last);
            var asked = decision(noise).At([.. looks.Seeds]);
            (string, IReadOnlyList<double>) Runs(Arm arm) => (arm.Name, [.. shared.Select(s => run(noise, arm.Name, s))]);
            var verdict = Judge.Of(asked, Numbers.Table([.. asked.Arms.Select(Runs)])).Verdict;
            counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
        }
        return verdict => counts.GetValueOrDefault(verdict);
    }

    /// <summary>Errors around levels that are logs; what a seed does to all arms is five times what it does to one.</summary>
    private static Func<Noise, string, double, double> Errors(double a = 0, double b = 0, double c = 0, double d = 0) =>
        (noise, arm, shared) =>
        LogRatio.Back((arm switch { "A" => a, "B" => b, "C" => c, _ => d }) + 5 * Spread * shared + Spread * noise.Normal());

    private static Func<Noise, string, double, double> Around(double mean) => (noise, _, _) => mean + Spread * noise.Normal();

    [Fact]
    public void A_new_kind_of_decision_needs_an_audit() => Assert.Equal(
        [typeof(ExactlyEqual), typeof(HigherThan), typeof(LowerBound), typeof(LowerThan), typeof(MeanWithin),
            typeof(WithinPredictionInterval)],
        typeof(Decision).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Decision)))
            .OrderBy(type => type.Name, StringComparer.Ordinal));

    [Fact]
    public void An_arm_that_is_better_is_found_and_the_same_arm_twice_is_not_told_apart()
    {
        const int trials = 2000;
        var same = Count(61, trials, Three, _ => A.Beats(B, Error), Errors());
        Simulated.RateIsAtMost(0.01, same(Verdict.Holds), trials);
        Simulated.RateIsAtMost(0.001, same(Verdict.Fails), trials);

        var spread = Math.Sqrt(2) * Spread;
        var planted = Count(62, trials, Three, _ => A.Beats(B, Error), Errors(b: spread));
        var chances = A.Beats(B, Error).Supposing(LogRatio.Back(spread)).Power(Three, spread)!.Value;
        Simulated.RateIsAbout(chances.Holds, planted(Verdict.Holds), trials, rounding: 0.01);
        Assert.Equal(0.92, chances.Holds, 0.01);
    }

    [Fact]
    public void A_higher_score_is_found_and_the_same_arm_twice_is_not_told_apart()
    {
        const int trials = 2000;
        var decision = A.Beats(B, Numbers.Score);
        Func<Noise, string, double, double> Scores(double a) =>
            (noise, arm, shared) => (arm == "A" ? a : 0) - 5 * Spread * shared + Spread * noise.Normal(); // R² may be negative
        var same = Count(69, trials, Three, _ => decision, Scores(0));
        Simulated.RateIsAtMost(0.01, same(Verdict.Holds), trials);
        Simulated.RateIsAtMost(0.001, same(Verdict.Fails), trials);

        var difference = decision.Deviation(Spread);
        var planted = Count(70, trials, Three, _ => decision, Scores(difference));
        var chances = decision.Supposing(difference).Power(Three, difference)!.Value;
        Simulated.RateIsAbout(chances.Holds, planted(Verdict.Holds), trials, rounding: 0.01);
        Assert.Equal(0.92, chances.Holds, 0.01);
    }

    [Fact]
    public void A_larger_gain_is_found_and_two_equal_gains_are_not_told_apart()
    {
        const int trials = 2000;
        var contrast = A[Error].Over(B[Error]).Below(C[Error].Over(D[Error]));
        var same = Count(63, trials, Three, _ => contrast, Errors(a: 1, b: 2, c: 0, d: 1)); // large gains, and the same
        Simulated.RateIsAtMost(0.01, same(Verdict.Holds), trials);
        Simulated.RateIsAtMost(0.001, same(Verdict.Fails), trials);

        // one standard deviation of the contrast
        var planted = Count(64, trials, Three, _ => contrast, Errors(a: 1, b: 2, c: 0, d: 1 - 2 * Spread));
        Simulated.RateIsAbout(
            contrast.Supposing(LogRatio.Back(2 * Spread)).Power(Three, contrast.Deviation(Spread))!.Value.Holds,
            planted(Verdict.Holds), trials, rounding: 0.01);
    }

    [Theory] // the bound is 2; about is 2 give or take 0.1
    [InlineData("at least", 2.0, 2.1)]
    [InlineData("at most", 2.0, 1.9)]
    [InlineData("about", 2.1, 2.0)]
    [InlineData("about", 1.9, 2.02)]
    public void A_value_well_inside_is_confirmed_and_one_on_the_edge_no_more_often_than_promised(string side,
        double edge, double well)
    {
        const int trials = 2000;
        var decision = side switch
        {
            "at least" => MeanWithin.AtLeast("", A[Error], 2),
            "at most" => MeanWithin.AtMost("", A[Error], 2),
            _ => MeanWithin.About("", A[Error], 2, within: 0.1),
        };
        var onTheEdge = Count(65, trials, Three, _ => decision, Around(edge));
        Simulated.RateIsAtMost(MeanWithin.ConfirmError, onTheEdge(Verdict.Holds), trials);
        Simulated.RateIsAtMost(MeanWithin.ContradictError, onTheEdge(Verdict.Fails), trials);

        // inside, and as far and twice as far outside
        foreach (var mean in new[] { well, 2 * edge - well, 2 * edge - well + (edge - well) })
        {
            var planted = Count(66, trials, Three, _ => decision, Around(mean));
            var chances = decision.Supposing(mean).Power(Three, Spread)!.Value;
            Simulated.RateIsAbout(chances.Holds, planted(Verdict.Holds), trials, rounding: 0.01);
            Simulated.RateIsAbout(chances.Fails, planted(Verdict.Fails), trials, rounding: 0.01);
        }
    }

    [Theory] // how far the first printed run's training lies from ours, in spreads; the noncentral t's tails
    [InlineData(0, 1, 0.01)]
    [InlineData(3, 1, 0.409)]
    [InlineData(-5, 1, 0.899)]
    [InlineData(0, 6, 0.01)]
    [InlineData(5, 6, 0.920)]
    public void A_foreign_printed_run_is_found_and_one_of_the_same_training_called_foreign_as_often_as_promised(
        double shift, int cells, double found)
    {
        const int trials = 1500, seeds = 10;
        var looks = SeedSchedule.At(seeds);
        Arm[] arms = [.. "ABCDEF"[..cells].Select(name => Numbers.Arm($"{name}"))];
        Quoted Printed(Noise noise, int cell) =>
            Quoted.Exactly(LogRatio.Back(Spread * ((cell == 0 ? shift : 0) + noise.Normal())));
        Decision Of(Noise noise) =>
            // 10 is never reached
            new WithinPredictionInterval("", [.. arms.Select((arm, i) => (arm[Error], Printed(noise, i)))], 10);
        var counts = Count(67, trials, looks, Of, (noise, _, _) => LogRatio.Back(Spread * noise.Normal()));

        Simulated.RateIsAbout(found, counts(Verdict.Fails), trials);
        var foreseen = Of(new Noise(1)).Power(looks, Spread)!.Value;
        Assert.Equal(0.95, foreseen.Holds, 0.005);
        Assert.Equal(0.01, foreseen.Fails, 0.002);
        if (shift == 0)
            Simulated.RateIsAbout(foreseen.Holds, counts(Verdict.Holds), trials);
    }

    [Fact]
    public void Rounding_never_makes_equals_differ_and_anything_else_always_does()
    {
        const int trials = 500, terms = 64;
        const double tolerance = terms * terms * 6e-8; // n roundings of a sum that is at most n, in floats
        var looks = SeedSchedule.At(5);
        Decision decision = new ExactlyEqual("", A[Error], B[Error], tolerance, "n eps of a sum of at most n");
        double Sum(IEnumerable<double> values) => values.Aggregate(0f, (sum, value) => sum + (float)value);
        double Off(Noise noise, string arm, double by)
        {
            // both arms sum the same numbers,
            var numbers = Enumerable.Range(0, terms).Select(i => i / (double)terms + 0.01 / (i + 1));
            // one in another order
            return Sum(arm == "A" ? numbers : numbers.OrderBy(_ => noise.Uniform())) + (arm == "A" ? by : 0);
        }
        Assert.Equal(trials, Count(68, trials, looks, _ => decision, (noise, arm, _) => Off(noise, arm, 0))(Verdict.Holds));
        Assert.Equal(
            trials, Count(68, trials, looks, _ => decision, (noise, arm, _) => Off(noise, arm, 2 * tolerance))(Verdict.Fails));
    }

    [Fact]
    public void A_leak_is_found_as_often_as_foreseen_and_an_honest_run_never_called_one()
    {
        const int trials = 2000, seeds = 5;
        const double bound = 1.0 / 3, error = 0.001; // of a value, by its finite test set
        Decision decision = new LowerBound("", A[Error], bound, 5 * error, "5 standard errors");
        Func<Verdict, int> At(double level) =>
            Count(69, trials, SeedSchedule.At(seeds), _ => decision, (noise, _, _) => level + error * noise.Normal());
        Simulated.RateIsAtMost(seeds * 2.9e-7, At(bound)(Verdict.Invalid), trials); // at best what theory allows
        // below it by 4 standard errors: a value is found with this chance
        double leak = MathNet.Numerics.Distributions.Normal.CDF(0, 1, -1);
        Simulated.RateIsAbout(1 - Math.Pow(1 - leak, seeds), At(bound - 4 * error)(Verdict.Invalid), trials);
        Assert.Equal(trials, At(bound - 10 * error)(Verdict.Invalid));
    }
}
