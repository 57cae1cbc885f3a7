namespace Reproduction.Runs;

/// <summary>
/// Threads that train one run each, whoever asked: claims that are decided at the same time share them, so that no core
/// waits for another claim's last seed. Requests are served in the order of asking, and of one request the longest job first.
/// </summary>
/// <param name="workers">How many jobs may run at once.</param>
internal sealed class TrainingQueue(int workers)
{
    // A thread that nothing was asked of for so long ends, and its scratch memory with it.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly PriorityQueue<Action, (long Request, double Shortness, long Order)> _waiting = new();
    private long _requests;
    private long _jobs;
    private int _started;

    /// <summary>A number that orders this request's jobs behind those of all requests before it.</summary>
    public long NextRequest() => Interlocked.Increment(ref _requests);

    /// <summary>The job's result, or what it threw.</summary>
    /// <param name="request">From <see cref="NextRequest"/>.</param>
    /// <param name="length">How long it will take, in any unit.</param>
    /// <param name="job">Runs on a thread of the queue.</param>
    public Task<T> Add<T>(long request, double length, Func<T> job)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(Run, (request, -length, _jobs++));
            if (_started < workers)
                new Thread(Work) { IsBackground = true, Name = $"Training {++_started}" }.Start();
        }

        _ready.Release();
        return done.Task;

        void Run()
        {
            try
            {
                done.SetResult(job());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    private void Work()
    {
        while (true)
        {
            if (!_ready.Wait(Idle))
            {
                lock (_gate)
                    if (_waiting.Count == 0)
                    {
                        _started--;
                        return;
                    }
                continue;
            }

            Action job;
            lock (_gate)
                job = _waiting.Dequeue();
            job();
        }
    }
}
