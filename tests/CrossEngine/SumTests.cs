using WeightPred.Models.Engines;

namespace WeightPred.CrossEngine;

public class SumTests
{
    private const int Sums = 20_000;

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
            using var a = ones(3);
            using var b = ones(3);
            for (int i = 0; i < Sums; i++)
            {
                using var sum = Sum.Of(a, b);
                if (i % 1000 == 0)
                    Assert.Equal(2f, sum[0].item<float>());
            }
        }
        finally
        {
            over.Cancel();
            collector.Join();
        }
    }
}
