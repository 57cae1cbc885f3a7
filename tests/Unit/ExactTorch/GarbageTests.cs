using WeightPred.Models.Generators;

namespace WeightPred.Unit.ExactTorch;

public class GarbageTests
{
    private const long Little = 32 * 1024;

    /// <summary>Objects from 85 000 bytes on live on the large-object heap; a step of less in all cannot make one.</summary>
    private const long Large = 85_000;

    public static TheoryData<Net, int> Networks =>
        new() { { Net.Linear, 0 }, { Net.XLinear, 0 }, { Net.ResLinear, 0 }, { Net.DeepSets, 20 }, { Net.DeepSets, 45 } };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_step_leaves_little_garbage_and_nothing_large(Net net, int pairs)
    {
        var experiment = new Experiment
        {
            Task = pairs > 0 ? LearningTask.FunctionFromPairs : LearningTask.OutputFromWeights,
            Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.LeCun),
            Net = net,
            Pairs = pairs,
            Batch = 128,
            Steps = 1,
        };
        using var learner = new Learner(experiment, seed: 0);
        var steps = new List<long>();
        for (int step = 0; step < 31; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            learner.Step();

            // The first steps compile, and fill the pools.
            if (step >= 10)
                steps.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        steps.Sort();

        // One step may meet a queue of the runtime that grows; the others may not.
        Assert.InRange(steps[steps.Count / 2], 1, Little);
        Assert.InRange(steps[^1], 1, Large - 1);
    }
}
