using Reproduction.Claims;
using Reproduction.Results;
using Reproduction.Statistics;

namespace WeightPred.Unit.Claims;

/// <summary>Tables of runs whose one metric is given.</summary>
internal static class Numbers
{
    public static Metric Error { get; } = Metric.Error<NumberRun>("error", "MSE", run => run.Value);

    public static Metric Score { get; } = Metric.Score<NumberRun>("accuracy", "share", run => run.Value);

    public static Arm Arm(string name) => new(name, new MadeExperiment(name, 1));

    /// <summary>Arms with one value a seed, from seed 0 on.</summary>
    public static RunTable Table(params (string Arm, IReadOnlyList<double> Values)[] arms) =>
        new(arms.Select(arm => (Arm(arm.Arm), Runs(arm.Values))));

    private static IReadOnlyList<IRun> Runs(IReadOnlyList<double> values) =>
        [.. values.Select((value, seed) => new NumberRun(seed, value))];

    /// <summary>Decides on the values of an arm "A", and of an arm "B" where there is one.</summary>
    public static Finding Judged(this Decision decision, IReadOnlyList<double> a, IReadOnlyList<double>? b = null) =>
        Judge.Of(
            decision.Schedule is null ? decision.At(a.Count) : decision,
            b is null ? Table(("A", a)) : Table(("A", a), ("B", b)));

    internal sealed record NumberRun(int Seed, double Value) : IRun
    {
        public IReadOnlyList<CurvePoint> Curve => [];

        public bool Diverged => double.IsInfinity(Value);

        public string Fingerprint => "";

        public double? Known(string metric) => null;
    }
}
