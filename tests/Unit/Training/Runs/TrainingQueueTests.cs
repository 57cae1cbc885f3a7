using System.Collections.Concurrent;

namespace WeightPred.Unit.Training.Runs;

public sealed class TrainingQueueTests
{
    [Fact]
    public async Task Requests_are_served_in_turn_and_of_each_the_longest_job_first()
    {
        var queue = new TrainingQueue(1);
        using var open = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        long first = queue.NextRequest(), second = queue.NextRequest();
        var jobs = new List<Task<bool>> { queue.Add(first, 1, () => open.Wait(TimeSpan.FromMinutes(1))) };
        foreach (var (request, length, name) in new[] { (second, 9.0, "c"), (first, 2, "b"), (first, 3, "a"),
            (second, 9, "d"), (second, 1, "e") })
            jobs.Add(queue.Add(request, length, () =>
            {
                order.Enqueue(name);
                return true;
            }));
        open.Set();
        await Task.WhenAll(jobs);
        Assert.Equal("abcde", string.Concat(order));
    }

    [Fact]
    public async Task No_more_train_at_once_than_there_are_workers()
    {
        var queue = new TrainingQueue(3);
        using var three = new CountdownEvent(3);
        int now = 0, most = 0;
        var jobs = Enumerable.Range(0, 20).Select(i => queue.Add(queue.NextRequest(), i, () =>
        {
            int count = Interlocked.Increment(ref now);
            lock (queue)
                most = Math.Max(most, count);
            if (!three.IsSet)
                three.Signal();
            three.Wait(TimeSpan.FromMinutes(1));
            return Interlocked.Decrement(ref now);
        })).ToArray();
        await Task.WhenAll(jobs);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_failure_reaches_who_asked_and_the_queue_goes_on()
    {
        var queue = new TrainingQueue(1);
        var bad = queue.Add<int>(queue.NextRequest(), 1, () => throw new InvalidDataException("no"));
        var good = queue.Add(queue.NextRequest(), 1, () => 7);
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidDataException>(() => bad)).Message);
        Assert.Equal(7, await good);
    }
}
