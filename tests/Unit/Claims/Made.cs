using System.Collections.Concurrent;
using System.Globalization;
using Reproduction;
using Reproduction.Claims;
using Reproduction.Results;

namespace WeightPred.Unit.Claims;

/// <summary>An experiment whose outcome is given.</summary>
/// <param name="Name">Name of the experiment.</param>
/// <param name="Loss">Trained, on average over seeds.</param>
internal sealed record MadeExperiment(string Name, double Loss) : IExperiment
{
    /// <summary>Loss of the untrained control.</summary>
    public double Before { get; init; } = 1;

    public string Canonical =>
        string.Create(CultureInfo.InvariantCulture,
            $$"""{"name":"{{Name}}","loss":{{Loss:R}},"before":{{Before:R}},"steps":{{Steps}}}""");

    public int Steps { get; init; } = 100;

    public double Cost => Steps;

    public IExperiment Untrained => this with { Loss = Before, Steps = 0 };

    public IExperiment Shortened(int steps) => this with { Steps = Math.Min(steps, Steps) };
}

/// <summary>Its run: the loss, give or take 10 % by seed.</summary>
internal sealed record MadeRun(MadeExperiment Experiment, int Seed) : IRun
{
    // Any fixed numbers in [-1, 1]: of no order, and others for each experiment.
    private double Noise
    {
        get
        {
            uint hash = (uint)(Experiment.Name.Sum(c => c) * 1_000 + Seed) * 2_654_435_769;
            hash = (hash ^ (hash >> 15)) * 2_246_822_507;
            hash = (hash ^ (hash >> 13)) * 3_266_489_909;
            return (hash ^ (hash >> 16)) / 2147483648.0 - 1;
        }
    }

    public double Loss => Experiment.Loss * (1 + 0.1 * Noise);

    public IReadOnlyList<CurvePoint> Curve => [new(Experiment.Steps, Loss)];

    public bool Diverged => double.IsPositiveInfinity(Loss);

    public string Fingerprint => $"{Experiment.Canonical}/{Seed}";

    public double? Known(string metric) => null;
}

/// <summary>Hands out made runs and remembers what was asked for.</summary>
internal sealed class MadeLab : ILab
{
    private readonly ConcurrentDictionary<(string Experiment, int Seed, Tier Tier), bool> _asked = new();

    /// <summary>Published runs of an experiment.</summary>
    public Func<IExperiment, int> Published { get; init; } = _ => 0;

    /// <summary>Seeds that were asked for, of a trained experiment.</summary>
    public int[] Asked(string experiment) =>
        [.. _asked.Keys.Where(key => key.Experiment == experiment).Select(key => key.Seed).Distinct().Order()];

    public int Runs => _asked.Count;

    public Device Device => new("made", Exact: true, "none");

    public int Parallelism => 2;

    public Work Work => new(Runs, Runs, "");

    public string? WhyNoGpu => null;

    public void CheckDevice()
    {
    }

    public string? Explain(Exception e) => null;

    public int Available(IExperiment experiment, Tier tier, int firstSeed) =>
        tier != Tier.Published ? int.MaxValue : Math.Max(0, Published(experiment) - firstSeed);

    IReadOnlyList<IRun> ILab.Runs(IReadOnlyList<(IExperiment Experiment, int Seed)> wanted, Tier tier, Action<TimeSpan>? spent) =>
    [
        .. wanted.Select(want =>
        {
            var run = new MadeRun((MadeExperiment)want.Experiment, want.Seed);
            Assert.True(
                tier != Tier.Published || want.Seed < Published(want.Experiment),
                $"{run.Experiment.Name}, seed {want.Seed} is not published.");
            if (run.Experiment.Steps > 0)
                _asked[(run.Experiment.Name, want.Seed, tier)] = true;
            return (IRun)run;
        }),
    ];
}

/// <summary>Plans to try things on.</summary>
internal static class Made
{
    public static Metric Loss { get; } = Metric.Error<MadeRun>("loss", "MSE", run => run.Loss);

    /// <summary>1 - loss: a score.</summary>
    public static Metric Score { get; } = Metric.Score<MadeRun>("score", "share", run => 1 - run.Loss);

    public static MadeExperiment Good { get; } = new("good", 0.2);

    public static MadeExperiment Poor { get; } = new("poor", 0.5);

    public static Statement Statement(Kind kind = Kind.Result) =>
        new("T1", "Good beats poor", kind, "Somewhere", "good beats poor");

    public static Plan Plan(Action<Plan> lines, Tier tier = Tier.Quick, Kind kind = Kind.Result)
    {
        var plan = new Plan(Statement(kind), tier);
        lines(plan);
        return plan;
    }

    /// <summary>"Good beats poor".</summary>
    public static Plan GoodBeatsPoor(Tier tier = Tier.Quick, Action<Plan, Arm, Arm>? more = null) => Plan(
        plan =>
        {
            var (good, poor) = (plan.Arm("good", Good), plan.Arm("poor", Poor));
            plan.Decide(good.Beats(poor, on: Loss));
            plan.Measure(Loss, good, poor);
            more?.Invoke(plan, good, poor);
        },
        tier);
}
