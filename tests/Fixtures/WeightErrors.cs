using System.Runtime.CompilerServices;
using WeightPred.Models.Generators;
using Reproduction.Claims;
using Reproduction.Recipes.Engines;

namespace WeightPred.Fixtures;

/// <summary>Errors of predicted weights, each as a share of what predicting 0 leaves.</summary>
public static class WeightErrors
{
    /// <summary>Fresh tasks that they are measured on.</summary>
    public const int Tasks = 1024;

    private const string Unit = "share of what predicting 0 leaves";

    private static readonly ConditionalWeakTable<Run, Errors> Measured = [];

    /// <summary>Weight against weight.</summary>
    public static Metric Raw { get; } =
        Metric.Error<Run>("unexplained, weight against weight", Unit, run => Of(run).Raw, onNetwork: true);

    /// <summary>Hidden units matched and balanced.</summary>
    public static Metric Matched { get; } =
        Metric.Error<Run>("unexplained, hidden units matched, own task", Unit, run => Of(run).Matched, onNetwork: true);

    /// <summary>The same, against the weights of another task: what matching alone achieves.</summary>
    public static Metric OthersMatched { get; } =
        Metric.Error<Run>("unexplained, hidden units matched, another task", Unit, run => Of(run).Others, onNetwork: true);

    private sealed record Errors(double Raw, double Matched, double Others);

    private static Errors Of(Run run) => Measured.GetValue(run, Measure);

    private static Errors Measure(Run run)
    {
        if (run.Diverged)
            return new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var learner = run.Restore();

        // As a task, the weights themselves: the same draws, with the true weights as the target.
        var asked = learner.HeldOut(Tasks, run.Experiment with { Task = LearningTask.WeightsFromPairs });
        float[] predicted = Engine.Values(learner.Model.call(asked.Input)), truth = Engine.Values(asked.Target);
        var generator = run.Experiment.Generator;
        int size = generator.Unknowns;
        double raw = 0, rawAll = 0, matched = 0, others = 0, matchedAll = 0;
        for (int task = 0; task < Tasks; task++)
        {
            var p = predicted.AsSpan(task * size, size);
            var t = truth.AsSpan(task * size, size);
            var other = truth.AsSpan((task + 1) % Tasks * size, size);
            for (int i = 0; i < size; i++)
            {
                raw += Square((double)p[i] - t[i]);
                rawAll += Square(t[i]);
            }

            matched += HiddenUnits.SquaredDistance(generator, p, t);
            others += HiddenUnits.SquaredDistance(generator, p, other);
            matchedAll += HiddenUnits.SquaredNorm(generator, t);
        }

        return new(raw / rawAll, matched / matchedAll, others / matchedAll);
    }

    private static double Square(double x) => x * x;
}
