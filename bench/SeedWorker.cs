using System.Collections.Concurrent;
using System.Diagnostics;
using WeightPred.Training;
using Reproduction.Recipes.Engines;

namespace WeightPred.Bench;

/// <summary>One seed in training on a thread of its own: the step of <see cref="Learner"/>, some steps at a time.</summary>
internal sealed class SeedWorker : IDisposable
{
    private readonly BlockingCollection<(int Steps, Barrier Start, TaskCompletionSource<double> Done)> _orders = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="experiment">The training.</param>
    /// <param name="seed">Seed index.</param>
    /// <param name="begin">Called first, on the thread.</param>
    public SeedWorker(Experiment experiment, int seed, Action? begin = null)
    {
        _thread = new Thread(() => Work(experiment, seed, begin)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Numbers that the optimiser moves.</summary>
    public long Parameters { get; private set; }

    /// <summary>Moving average of the loss.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Bytes of managed memory that the last measured steps allocated, a step.</summary>
    public long ManagedBytes { get; private set; }

    /// <summary>Trains all of them side by side; milliseconds a step of the slowest.</summary>
    public static double Measure(IReadOnlyList<SeedWorker> workers, int steps)
    {
        using var start = new Barrier(workers.Count);
        var waiting = workers.Select(w =>
        {
            var done = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
            w._orders.Add((steps, start, done));
            return done.Task;
        }).ToArray();
        return Task.WhenAll(waiting).GetAwaiter().GetResult().Max();
    }

    private void Work(Experiment experiment, int seed, Action? begin)
    {
        begin?.Invoke();
        using var learner = new Learner(experiment, seed);
        Parameters = learner.Model.parameters().Sum(p => p.numel());
        foreach (var (steps, start, done) in _orders.GetConsumingEnumerable())
        {
            start.SignalAndWait();
            try
            {
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                long began = Stopwatch.GetTimestamp();
                for (int i = 0; i < steps; i++)
                    learner.Step();
                double loss = learner.Loss;
                double ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds / steps;
                ManagedBytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / steps;
                Loss = loss;
                done.SetResult(ms);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }

        Engine.EndOfRun();
    }

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }
}
