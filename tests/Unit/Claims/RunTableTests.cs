using Reproduction.Claims;

namespace WeightPred.Unit.Claims;

public sealed class RunTableTests
{
    private static readonly Arm Good = new("good", Made.Good), Poor = new("poor", Made.Poor);

    private static IReadOnlyList<IRun> Runs(Arm arm, int from, int count) =>
        [.. Enumerable.Range(from, count).Select(seed => new MadeRun((MadeExperiment)arm.Experiment, seed))];

    [Fact]
    public void Each_arm_has_its_own_seeds_and_a_quantity_those_that_all_of_its_arms_have()
    {
        var table = new RunTable([(Good, Runs(Good, 100, 3)), (Poor, Runs(Poor, 100, 5))]);
        Assert.Equal((3, 5, 3), (table.SeedsOf(Good), table.SeedsOf(Poor), table.SeedsOf(Good[Made.Loss].Over(Poor[Made.Loss]))));
        Assert.Equal([100, 101, 102, 103, 104], table.SeedIndices);
        Assert.Equal([.. Runs(Poor, 100, 5).Select(run => ((MadeRun)run).Loss)], table.Values(Poor[Made.Loss]));
        Assert.Equal(2, table.Values(Poor[Made.Loss], 2).Count);
        Assert.Equal(
            table.Values(Good[Made.Loss]).Zip(table.Values(Poor[Made.Loss]), (g, p) => g / p),
            table.Values(Good[Made.Loss].Over(Poor[Made.Loss])));
    }

    [Fact]
    public void An_arm_that_has_no_runs_has_no_seeds()
    {
        var table = new RunTable([]);
        Assert.Equal((0, 0), (table.SeedsOf(Good), table.SeedIndices.Count));
        Assert.Empty(table.Values(Good[Made.Loss]));
    }

    [Fact]
    public void Arms_that_are_not_paired_by_seed_are_refused() => Assert.Contains(
        "arms are paired by seed",
        Assert.Throws<ArgumentException>(
            () => new RunTable([(Good, Runs(Good, 0, 3)), (Poor, Runs(Poor, 1, 3))])).Message, StringComparison.Ordinal);

    [Fact]
    public void Further_runs_make_another_table_and_no_metric_is_computed_twice()
    {
        int computed = 0;
        var counted = Metric.Error<MadeRun>("counted", "MSE", run => run.Loss + 0 * Interlocked.Increment(ref computed));
        var few = new RunTable([(Good, Runs(Good, 0, 3))], sideBySide: 2);
        Assert.Equal(3, few.Values(Good[counted]).Count);
        var more = few.With([(Good, Runs(Good, 3, 2))]);
        Assert.Equal((3, 5), (few.SeedsOf(Good), more.SeedsOf(Good)));
        Assert.Equal(5, more.Values(Good[counted]).Count);
        Assert.Equal(5, computed);
    }
}
