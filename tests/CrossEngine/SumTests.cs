using WeightPred.Models.Engines;

namespace WeightPred.CrossEngine;

public class SumTests
{
    private const int Threads = 4, Sums = 5_000, Elements = 100_000;

    // With TorchSharp's own plus sign one sum in some 2 400 throws here.
    [Fact]
    public void It_is_safe_while_another_thread_collects_garbage()
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
            Parallel.For(0, Threads, _ =>
            {
                using var a = ones(Elements, requires_grad: true);
                using var b = ones(Elements);
                for (int i = 0; i < Sums; i++)
                {
                    using var sum = Sum.Of(a, b);
                    Assert.Equal(Elements, sum.numel());
                }
            });
        }
        finally
        {
            over.Cancel();
            collector.Join();
        }
    }
}
