using Reproduction.Statistics;

namespace WeightPred.Unit.Statistics;

/// <summary>How far a mean may move where bits are not promised.</summary>
public sealed class MeanBandTests
{
    private const int Trials = 20_000;

    private static MeanBand Band(double[] approved, double[] now, bool sameDevice = true) =>
        MeanBand.Of(BySeed(approved), BySeed(now), sameDevice);

    private static Dictionary<int, double> BySeed(double[] values) =>
        values.Select((value, seed) => (value, seed)).ToDictionary(v => v.seed, v => v.value);

    // The same seeds, driven apart by rounding: each run is what its seed makes of it, and what chaos adds.
    private static int Alarms(Func<Noise, double> chaos, int seeds, bool sameDevice)
    {
        var noise = new Noise(20_261_125);
        return Enumerable.Range(0, Trials).Count(_ =>
        {
            double[] common = noise.Normals(seeds, mean: 10);
            double[] Run() => [.. common.Select(seed => seed + chaos(noise))];
            return !Band(Run(), Run(), sameDevice).Holds;
        });
    }

    [Theory]
    [InlineData(0.2, 5, true)]
    [InlineData(0.2, 5, false)]
    [InlineData(0.2, 10, true)]
    [InlineData(1, 5, true)]
    [InlineData(1, 5, false)]
    [InlineData(5, 5, true)] // seeds do not pair
    [InlineData(5, 10, false)]
    public void The_same_training_leaves_the_band_at_most_once_in_1000(double chaos, int seeds, bool sameDevice) =>
        Simulated.RateIsAtMost(MeanBand.FalseAlarm, Alarms(noise => chaos * noise.Normal(), seeds, sameDevice), Trials);

    [Fact]
    public void Heavy_tails_raise_no_more_alarms() =>
        Simulated.RateIsAtMost(MeanBand.FalseAlarm, Alarms(noise => 0.2 * noise.HeavyTailed(), 5, true), Trials);

    [Fact]
    public void The_same_bits_and_what_only_rounding_moved_are_in_the_band()
    {
        double[] values = [0.38, 0.36, 0.33, 0.35, 0.40];
        Assert.True(Band(values, values).Holds);
        Assert.True(Band(values, [.. values.Select(v => v * (1 + 1e-6))]).Holds);
        Assert.False(Band(values, [.. values.Select(v => v * (1 + 1e-5))]).Holds);
        Assert.True(Band([0, 0, 0], [0, 0, 0]).Holds);
    }

    [Fact]
    public void The_narrower_band_holds_so_that_a_few_seeds_that_went_astray_do_not_widen_it()
    {
        double[] approved = [1.0, 1.1, 0.9, 1.05, 0.95];
        Assert.Equal(MeanBand.Paired, Band(approved, [1.001, 1.099, 0.902, 1.05, 0.949]).By);
        var astray = Band(approved, [1.0, 1.1, 0.9, 11.05, 10.95]);
        Assert.Equal((MeanBand.OwnSpread, false), (astray.By, astray.Holds));
    }

    // Final losses of claim P1.1's quick tier, seeds 0 to 4: on the embedded engine, on TorchSharp 0.107.0 (CPU), and on the
    // embedded engine after 1500 of its 3000 steps.
    private static readonly double[][] Linear =
    [
        [0.38042368270875393, 0.3671779429551675, 0.3282605246980834, 0.3524414703615391, 0.3960471884365891],
        [0.38553229278139406, 0.36365340100735827, 0.33188446209758254, 0.35793991673056974, 0.3911414014275024],
        [0.5936793369378255, 0.5557691994782775, 0.5390921120997426, 0.5380577006199102, 0.5629947946350246],
    ];

    private static readonly double[][] XLinear =
    [
        [0.32225358596807124, 0.3228877460430219, 0.2952041249536727, 0.31564440735185795, 0.3232156736630866],
        [0.3251963004727548, 0.3254997103471904, 0.2987752778046791, 0.3122251062464011, 0.32623216253503295],
        [0.5058295464929426, 0.49406118823483686, 0.47317355728524746, 0.49018431857056427, 0.4932871128410643],
    ];

    [Fact]
    public void Half_the_training_leaves_the_band_of_a_real_claim_and_the_other_engine_does_not()
    {
        var effect = Moments.Mean(Linear[0]) - Moments.Mean(XLinear[0]);
        foreach (var arm in new[] { Linear, XLinear })
        {
            var other = Band(arm[0], arm[1], sameDevice: false);
            Assert.Equal((MeanBand.Paired, true), (other.By, other.Holds));
            Assert.True(other.HalfWidth < effect / 2, $"{other.HalfWidth} of {effect}");
            Assert.False(Band(arm[0], arm[2], sameDevice: false).Holds);
            Assert.False(Band(arm[1], arm[2]).Holds);
        }
        // The spread between seeds alone gives a band wider than the effect.
        Assert.True(TTest.KFactor(5, MeanBand.FalseAlarm, 5) * Moments.StandardDeviation(Linear[1]) > 2 * effect);
    }
}
