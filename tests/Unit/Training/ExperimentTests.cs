using System.Reflection;
using System.Text.Json;
using WeightPred.Models.Generators;

namespace WeightPred.Unit.Training;

public sealed class ExperimentTests
{
    private static readonly Experiment Base = Tiny.Of(Net.DeepSets);

    private static readonly Net[] Nets =
        [.. typeof(Net).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => (Net)p.GetValue(null)!)];

    private static readonly LearningTask[] Tasks =
        [LearningTask.OutputFromWeights, LearningTask.WeightsFromPairs, LearningTask.FunctionFromPairs];

    public static TheoryData<string> Kinds => [.. Nets.Select(net => net.GetType().Name)];

    private static Net Of(string kind) => Nets.Single(net => net.GetType().Name == kind);

    // Every knob of a record: what `with` can set.
    private static IEnumerable<PropertyInfo> Knobs(object record) =>
        record.GetType().GetProperties().Where(p => p.SetMethod is not null);

    private static T With<T>(T record, PropertyInfo knob, object value) where T : notnull
    {
        var copy = (T)record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        knob.SetValue(copy, value);
        return copy;
    }

    private static object Other(PropertyInfo knob, object value) => value switch
    {
        bool b => !b,
        int n => n + 1,
        double x => x / 2,
        Enum e => Enum.GetValues(knob.PropertyType).Cast<object>().First(other => !other.Equals(e)),
        Sabotage sabotage => Sabotage.All.First(other => other != sabotage),
        LearningTask task => Tasks.First(other => other != task),
        Net net => Nets.First(other => other != net),
        Generator generator => generator
            with { Scale = (WeightScale)Other(typeof(Generator).GetProperty(nameof(Generator.Scale))!, generator.Scale) },
        IReadOnlyList<int> sizes => (int[])[.. sizes, 1],
        _ => throw new NotSupportedException(
            $"{knob.Name} is of a new kind, {knob.PropertyType.Name}: say here what another value of it is."),
    };

    private static void EveryKnobCounts<T>(T record, Func<T, Experiment> experiment) where T : notnull
    {
        Assert.NotEmpty(Knobs(record));
        foreach (var knob in Knobs(record))
        {
            var changed = experiment(With(record, knob, Other(knob, knob.GetValue(record)!)));
            Assert.True(changed.Canonical != experiment(record).Canonical,
                $"{typeof(T).Name}.{knob.Name} changes no byte of the canonical form.");
            Assert.NotEqual(experiment(record), changed);
            Assert.Equal(changed, Experiment.Parse(changed.Canonical));
        }
    }

    [Fact]
    public void Every_knob_changes_the_canonical_form_and_comes_back() => EveryKnobCounts(Base, experiment => experiment);

    [Fact]
    public void Every_knob_of_the_generator_changes_the_canonical_form_and_comes_back() =>
        EveryKnobCounts(Base.Generator, generator => Base with { Generator = generator });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_knob_of_a_network_changes_the_canonical_form_and_comes_back(string kind) =>
        EveryKnobCounts(Of(kind), net => Base with { Net = net });

    [Fact]
    public void Every_kind_of_network_and_every_task_has_a_canonical_form_of_its_own()
    {
        Assert.Equal(typeof(Net).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(Net))), Nets.Length);
        Experiment[] all = [.. Nets.Select(net => Base with { Net = net }),
            .. Tasks.Skip(1).Select(task => Base with { Task = task, Net = new DeepSetsNet(64) })];
        Assert.Equal(all.Length, all.Select(experiment => experiment.Canonical).Distinct().Count());
        Assert.All(all, experiment => Assert.Equal(experiment, Experiment.Parse(experiment.Canonical)));
    }

    [Fact]
    public void A_copy_never_keeps_the_form_of_what_it_was_copied_from()
    {
        string before = Base.Canonical;
        var copy = Base with { Steps = Base.Steps + 1 };
        Assert.NotEqual(before, copy.Canonical);
        Assert.Equal(before, (copy with { Steps = Base.Steps }).Canonical);
        Assert.Equal(before, Base.Canonical);
    }

    [Fact]
    public void Experiments_are_equal_by_value()
    {
        var same = Base
            with { Generator = new Generator([.. Base.Generator.Sizes], Base.Generator.Scale), Net = new DeepSetsNet() };
        Assert.Equal(Base, same);
        Assert.Equal(Base.GetHashCode(), same.GetHashCode());
        Assert.Contains(same, new HashSet<Experiment> { Base });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Task":"OutputFromWeights"}""")]
    public void What_is_no_experiment_is_refused(string text) => Assert.Throws<JsonException>(() => Experiment.Parse(text));

    [Theory]
    [InlineData("\"Steps\":20", "\"Steps\":20,\"Momentum\":0.9")]
    [InlineData("DeepSets", "Transformer")]
    [InlineData("FunctionFromPairs", "FunctionFromDreams")]
    [InlineData("\"Embedding\":128", "\"Embedding\":128,\"Heads\":4")]
    public void A_knob_that_nobody_knows_is_refused(string known, string unknown)
    {
        Assert.Contains(known, Base.Canonical, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => Experiment.Parse(Base.Canonical.Replace(known, unknown, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_untrained_twin_takes_no_step_of_any_size_and_a_rehearsal_is_never_longer()
    {
        var twin = (Experiment)(Base with { Steps = 5_000 }).Untrained;
        Assert.Equal((0, 20, 0.8), (twin.LearningRate, twin.Steps, twin.EmaDecay));
        Assert.Equal(Base.Stream, twin.Stream);
        Assert.Equal(24, ((Experiment)(Base with { Steps = 5_000 }).Shortened(24)).Steps);
        Assert.Equal(Base, Base.Shortened(24));
    }

    [Fact]
    public void All_arms_of_a_comparison_see_the_same_data()
    {
        Assert.All(Nets, net => Assert.Equal(Base.Stream, (Base with { Net = net, LearningRate = 1, Steps = 7 }).Stream));
        Assert.NotEqual(Base.Stream, (Base with { Task = LearningTask.OutputFromWeights }).Stream);
    }
}
