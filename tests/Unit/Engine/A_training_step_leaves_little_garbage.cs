using ExactTorch.Rng;
using WeightPred.Models;
using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Engine;

public class A_training_step_leaves_little_garbage
{
    /// <summary>Objects from 85 000 bytes on live on the large-object heap; a step of 32 KiB in all cannot make one.</summary>
    private const long Most = 32 * 1024;

    public static TheoryData<Net, int> Networks => new() { { Net.Linear, 0 }, { Net.XLinear, 0 }, { Net.ResLinear, 0 }, { Net.DeepSets, 20 }, { Net.DeepSets, 45 } };

    [Theory]
    [MemberData(nameof(Networks))]
    public void And_nothing_large(Net net, int pairs)
    {
        var recipe = new Recipe
        {
            Task = pairs > 0 ? LearningTask.FunctionFromPairs : LearningTask.OutputFromWeights,
            Generator = KnownGenerators.TwoLayerMlp(2, 5, WeightScale.LeCun),
            Net = net,
            Pairs = pairs,
            Batch = 128,
            Steps = 1,
        };
        var stream = new RandomStream(recipe.Stream, 0);
        var noise = new Noise(stream);
        using var model = ModelFactory.Create(recipe, stream);
        using var adam = optim.Adam(model.parameters(), recipe.LearningRate);
        long worst = 0;
        for (int step = 0; step < 30; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (NewDisposeScope())
            {
                var examples = ExampleSource.Draw(recipe, noise, Purpose.TrainData, step, recipe.Batch);
                adam.zero_grad();
                var loss = mse_loss(examples.Score(model.call(examples.Input)), examples.Target);
                loss.backward();
                adam.step();
            }

            // The first steps compile, and fill the pools.
            if (step >= 10)
                worst = Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(worst, 1, Most);
    }
}
