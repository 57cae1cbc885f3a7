using WeightPred.Models.Engines;
using Reproduction.Claims;
using Reproduction.Recipes.Engines;

namespace WeightPred.Fixtures;

/// <summary>A family of distributions of x_eval, for evaluations out of distribution.</summary>
public sealed class Distributions
{
    private const string Share = "share of Var(y)";

    private readonly Func<Tensor, double, Tensor> _of;
    private readonly Func<double, double> _meanSquare;

    // Var(y) is a multiple of E[x²] of a coordinate, since each generator's weights are symmetric and independent.
    private Distributions(string name, string axis, double[] at, Func<Tensor, double, Tensor> of,
        Func<double, double> meanSquare) =>
        (Name, Axis, At, _of, _meanSquare) = (name, axis, at, of, meanSquare);

    public static Distributions Scale { get; } = new("scale", "x_eval times c", [0.1, 0.25, 1, 4, 10], Engine.Times, c => c * c);

    public static Distributions Shift { get; } =
        new("shift", "x_eval plus s in every coordinate", [0, 0.5, 1, 2, 3], Engine.Plus, s => 1 + s * s);

    public static Distributions Tails { get; } = new("tails", "tail weight p: sign(x) |x|^p", [1, 2, 3], (x, p) => p == 1 ? x
        : p == 2 ? x * Sum.Of(relu(x), relu(Engine.Times(x, -1))) : x * x * x, p => p == 1 ? 1 : p == 2 ? 3 : 15);

    public static IReadOnlyList<Distributions> Families { get; } = [Scale, Shift, Tails];

    /// <summary>R² where the generator's weights are N(0, 1) instead of LeCun's.</summary>
    public static Metric UnitWeights { get; } = Metric.Score<Run>(
        "R², generator weights N(0, 1)", "R²", run => 1 - run.Evaluate(
            on: run.Experiment with { Generator = PartTwo.SmallUnit }) / PartTwo.SmallUnit.OutputVariance, onNetwork: true);

    /// <summary>1 - <see cref="UnitWeights"/>.</summary>
    public static Metric UnitWeightsUnexplained { get; } =
        Metric.Error<Run>("unexplained, generator weights N(0, 1)", Share, run => 1 - UnitWeights.Value(run), onNetwork: true);

    /// <summary>Unexplained where nothing is changed, held out.</summary>
    public static Metric Plain { get; } = Metric.Error<Run>("unexplained, as trained", Share, run => 1 - run.R2());

    /// <summary>Stem of its plot.</summary>
    public string Name { get; }

    /// <summary>Name of the setting that varies.</summary>
    public string Axis { get; }

    /// <summary>Its settings.</summary>
    public double[] At { get; }

    /// <summary>1 - <see cref="R2"/>.</summary>
    public Metric Unexplained(double at)
    {
        var r2 = R2(at);
        return Metric.Error<Run>(FormattableString.Invariant($"unexplained, {Axis} = {at}"), Share,
            run => 1 - r2.Value(run), onNetwork: true);
    }

    /// <summary>R² at a setting, with the exact variance there.</summary>
    public Metric R2(double at) => Metric.Score<Run>(
        FormattableString.Invariant($"R², {Axis} = {at}"), "R²", run => 1 - run.Evaluate(shift: x => _of(x, at)) / (
            run.Experiment.Generator.OutputVariance * _meanSquare(at)), onNetwork: true);
}
