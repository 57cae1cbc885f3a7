using WeightPred.Models.Generators;

namespace WeightPred.Unit.ExactTorch;

public class GarbageTests
{
    /// <summary>Objects from 85 000 bytes on live on the large-object heap; a step of 32 KiB in all cannot make one.</summary>
    private const long Most = 32 * 1024;

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
        long worst = 0;
        for (int step = 0; step < 30; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            learner.Step();

            // The first steps compile, and fill the pools.
            if (step >= 10)
                worst = Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(worst, 1, Most);
    }
}
