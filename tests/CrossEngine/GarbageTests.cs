using WeightPred.Models.Engines;

namespace WeightPred.CrossEngine;

/// <summary>Operations of ours are safe while another thread collects garbage,
/// where TorchSharp's own free a Scalar that is in use.</summary>
public class GarbageTests
{
    private const int Threads = 4, Calls = 5_000;

    // With TorchSharp's own plus sign one sum in some 2 400 throws here.
    [Fact]
    public void A_sum_is_safe()
    {
        const int elements = 100_000;
        WhileGarbageIsCollected(() =>
        {
            using var a = ones(elements, requires_grad: true);
            using var b = ones(elements);
            for (int i = 0; i < Calls; i++)
            {
                using var sum = Sum.Of(a, b);
                Assert.Equal(elements, sum.numel());
            }
        });
    }

    [Fact]
    public void Batch_normalisation_is_safe()
    {
        const int width = 8, batch = 16;
        WhileGarbageIsCollected(() =>
        {
            using var norm = Normalisation.Of(width);
            using var x = arange(batch * width, ScalarType.Float32).reshape(batch, width);
            for (int i = 0; i < Calls; i++)
            {
                using var y = norm.call(x);
                Assert.Equal(batch * width, y.numel());
            }
        });
    }

    private static void WhileGarbageIsCollected(Action work)
    {
        using var over = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!over.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Parallel.For(0, Threads, _ => work());
        }
        finally
        {
            over.Cancel();
            collector.Join();
        }
    }
}
