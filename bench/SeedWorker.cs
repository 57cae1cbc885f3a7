using System.Collections.Concurrent;
using System.Diagnostics;
using ExactTorch.Rng;
using WeightPred.Reproduction;

namespace WeightPred.Bench;

/// <summary>One seed in training on a thread of its own: the step of <see cref="Trainer"/>, some steps at a time.</summary>
internal sealed class SeedWorker : IDisposable
{
    private readonly BlockingCollection<(int Steps, Barrier Start, TaskCompletionSource<double> Done)> _orders = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="recipe">What is trained.</param>
    /// <param name="seed">Seed index.</param>
    /// <param name="threads">Threads inside a step, for an engine that has them; null for its own choice.</param>
    public SeedWorker(Recipe recipe, int seed, int? threads = null)
    {
        _thread = new Thread(() => Work(recipe, seed, threads)) { IsBackground = true };
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

    private void Work(Recipe recipe, int seed, int? threads)
    {
        if (threads is { } some)
            Threads.Use(some);
        var stream = new RandomStream(recipe.Stream, seed);
        var noise = Stack.Noise(stream);
        using var model = Stack.Place(ModelFactory.Create(recipe, stream));
        Parameters = model.parameters().Sum(p => p.numel());
        using var optimizer = Stack.Adam(model, recipe.LearningRate);
        using var average = new LossAverage(recipe.EmaDecay);
        long step = 0;
        foreach (var (steps, start, done) in _orders.GetConsumingEnumerable())
        {
            start.SignalAndWait();
            try
            {
                long bytes = GC.GetAllocatedBytesForCurrentThread();
                long began = Stopwatch.GetTimestamp();
                for (int i = 0; i < steps; i++)
                {
                    using (NewDisposeScope())
                    {
                        var examples = ExampleSource.Draw(recipe, noise, Purpose.TrainData, step++, recipe.Batch);
                        optimizer.zero_grad();
                        var loss = mse_loss(examples.Score(model.call(examples.Input)), examples.Target);
                        loss.backward();
                        optimizer.step();
                        average.Add(loss);
                    }
                }

                double ms = Stopwatch.GetElapsedTime(began).TotalMilliseconds / steps;
                ManagedBytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / steps;
                Loss = average.Value;
                done.SetResult(ms);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }

        Stack.EndOfRun();
    }

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }
}
