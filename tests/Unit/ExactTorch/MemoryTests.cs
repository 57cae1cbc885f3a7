using ExactTorch.Rng;

namespace WeightPred.Unit.ExactTorch;

/// <summary>The byte counter is the process's: nothing else may run beside its tests.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class MemoryTests
{
    [Fact]
    public void Over_50_000_training_steps()
    {
        using var model = new WeightPred.Models.Mlp(2, 1, [8, 8]);
        using var adam = optim.Adam(model.parameters());
        var stream = new RandomStream("unit/memory", 0);
        void Train(int from, int to)
        {
            for (int step = from; step < to; step++)
            {
                using var scope = NewDisposeScope();
                var x = empty(16, 2);
                stream.FillNormal(x, Purpose.TrainData, 0, step);
                adam.zero_grad();
                mse_loss(model.call(x), x.narrow(1, 0, 1)).backward();
                adam.step();
            }
        }

        Train(0, 100);
        long native = AllocatedBytes;
        long managed = GC.GetAllocatedBytesForCurrentThread();
        Train(100, 50_100);
        Assert.InRange(AllocatedBytes, 0, native);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - managed) / 50_000, 0, 32 * 1024);
    }

    [Fact]
    public void An_evaluation_stores_no_hidden_layer()
    {
        using var scope = NewDisposeScope();
        var w1 = ones(128, 3).requires_grad_();
        var w2 = ones(256, 128).requires_grad_();
        var (b1, b2) = (ones(128), ones(256));
        var x = ones(1000, 20, 3);
        using var quiet = no_grad();
        long before = AllocatedBytes;
        var pooled = relu(linear(relu(linear(x, w1, b1)), w2, b2)).mean([1]);
        long hidden = AllocatedBytes - before - 4 * pooled.NumberOfElements;
        Assert.All(pooled.ToArray(), value => Assert.Equal(4 * 128 + 1, value));
        Assert.False(pooled.requires_grad);
        Assert.True(hidden < 1_000_000, $"{hidden} bytes; the hidden layers have 10 and 20 MB.");
    }

    [Fact]
    public void A_thread_that_ends_gives_its_memory_back()
    {
        const int Floats = 50_000_000;
        long before = AllocatedBytes;
        var thread = new Thread(() => ones(Floats).Dispose());
        thread.Start();
        thread.Join();
        for (int i = 0; i < 50 && AllocatedBytes - before > Floats; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(20);
        }

        Assert.True(AllocatedBytes - before < Floats, "200 MB stay allocated.");
    }
}
