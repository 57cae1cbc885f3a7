using Spectre.Console;
using Reproduction.Claims;
using Reproduction;

namespace Reproduction.Tool.Commands;

/// <summary>Lists the runs that plans need and nobody has published: no proven run gives their metrics.</summary>
internal static class LackingRuns
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>Proofs side by side: as many as the engine trains, and PLINQ takes.</summary>
    public static int Workers<T>()
        where T : class, IRecipe<T> => Math.Min(T.Engine.Parallelism, 512);

    /// <param name="plans">In the order in which they are wanted.</param>
    /// <param name="published">The published runs.</param>
    /// <param name="seeds">So many of every arm, in place of those of a first look.</param>
    /// <param name="console">Told how far the proofs are, and which fail.</param>
    /// <exception cref="InvalidRunException">A file cannot be used.</exception>
    public static List<(T Experiment, int Seed)> Of<T>(IEnumerable<Plan> plans, PublishedRuns<T> published, int? seeds,
        IAnsiConsole console)
        where T : class, IRecipe<T>
    {
        var wanted = (
            from plan in plans
            from arm in plan.Lacks(_ => 0, seeds)
            let experiment = (T)arm.Arm.Experiment
            from seed in Enumerable.Range(0, arm.Wanted)
            group plan.MetricsOf(experiment) by (experiment, seed) into metrics
            let run = published.Find(metrics.Key.experiment, metrics.Key.seed, metrics.SelectMany(m => m))
            select (Experiment: metrics.Key.experiment, Seed: metrics.Key.seed, Run: run)).ToList();
        int proven = 0, all = T.Engine.Exact ? wanted.Count(want => want.Run is not null) : 0;
        if (all > 0)
            console.Line($"The start of {Words.Count(all, "published run")} is proven first.");
        using var teller = new Timer(_ => console.Line($"  {proven} of {all} proven"), null, Every, Every);
        var judged = (
            from want in wanted.AsParallel().AsOrdered().WithDegreeOfParallelism(Workers<T>())
            select (want.Experiment, want.Seed, IsThere: want.Run is not null,
                Failure: want.Run is { } run ? Prove(run) : null)).ToList();
        foreach (var failed in judged.Where(run => run.Failure is not null).GroupBy(run => run.Experiment))
            console.Line($"{Words.Count(failed.Count(), "published run")} not by this code: {failed.First().Failure}");
        return [.. judged.Where(run => !run.IsThere || run.Failure is not null).Select(run => (run.Experiment, run.Seed))];

        string? Prove(Run<T> run)
        {
            string? failure = T.Engine.Exact ? Proof.Failure(run) : null;
            Interlocked.Increment(ref proven);
            return failure;
        }
    }
}
