using System.Collections.Concurrent;
using WeightPred.Models.Generators;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Training;

public sealed class Runs_are_trained_once_and_in_turn : IDisposable
{
    private static readonly Recipe Small = new()
    {
        Task = LearningTask.OutputFromWeights,
        Generator = KnownGenerators.TwoLayerMlp(2, 3, WeightScale.Unit),
        Net = Net.Linear,
        Steps = 5,
        Batch = 16,
        Width = 8,
        HeldOut = 32,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("runs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Two_claims_that_ask_at_the_same_time_share_the_runs()
    {
        var store = new RunStore(_folder);
        int trained = 0;
        var answers = new IReadOnlyList<Run>[4];
        var threads = Enumerable.Range(0, answers.Length).Select(i => new Thread(() => answers[i] = store.Get([Small], 3, keep: false, _ => Interlocked.Increment(ref trained))[0])).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(3, trained);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public void More_seeds_train_only_what_is_new()
    {
        var store = new RunStore(_folder);
        var five = store.Get([Small], 2, keep: false)[0];
        int trained = 0;
        var all = store.Get([Small, Small with { Steps = 6 }], 3, keep: false, _ => Interlocked.Increment(ref trained));
        Assert.Equal(4, trained);
        Assert.Equal(five, all[0].Take(2));
        Assert.Equal([0, 1, 2], all[1].Select(run => run.Seed));
        Assert.All(all[1], run => Assert.Equal(6, run.Recipe.Steps));
    }

    [Fact]
    public void A_kept_run_is_read_by_the_next_process()
    {
        var first = new RunStore(_folder).Get([Small], 2, keep: true)[0];
        string log;
        using (var text = new StringWriter())
        {
            var second = new RunStore(_folder, text).Get([Small], 2, keep: true)[0];
            Assert.Equal(first.Select(run => run.Fingerprint), second.Select(run => run.Fingerprint));
            log = text.ToString();
        }

        Assert.Empty(log);
        Assert.Equal(2, Directory.GetFiles(_folder, "*.run").Length);
    }

    [Fact]
    public void A_damaged_run_is_trained_again_and_said_to_be()
    {
        var first = new RunStore(_folder).Get([Small], 1, keep: true)[0][0];
        string file = Directory.GetFiles(_folder, "*.run").Single();
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file).SkipLast(1)]);
        using var log = new StringWriter();
        Assert.Equal(first.Fingerprint, new RunStore(_folder, log).Get([Small], 1, keep: true)[0][0].Fingerprint);
        Assert.Contains("trained again", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_process_left_beside_a_finished_run_is_removed()
    {
        new RunStore(_folder).Get([Small], 1, keep: true);
        string part = Directory.GetFiles(_folder, "*.run").Single() + ".part";
        File.WriteAllText(part, "left");
        new RunStore(_folder).Get([Small], 1, keep: true);
        Assert.False(File.Exists(part));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_no_run()
    {
        string notAFolder = Path.Combine(_folder, "file");
        File.WriteAllText(notAFolder, "");
        using var log = new StringWriter();
        Assert.Single(new RunStore(notAFolder, log).Get([Small], 1, keep: true)[0]);
        Assert.Contains("The run counts, but is not kept", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_stops_those_of_its_request_that_have_not_begun()
    {
        var store = new RunStore(_folder);
        var broken = Small with { Net = (Net)99, Batch = 1000 };           // the longest, so the first
        int trained = 0;
        Assert.ThrowsAny<Exception>(() => store.Get([broken, Small], 100, keep: false, _ => Interlocked.Increment(ref trained)));
        Assert.InRange(trained, 0, 1);
        Assert.Equal(100, store.Get([Small], 100, keep: false)[0].Count);
    }

    [Fact]
    public async Task Requests_are_served_in_turn_and_of_each_the_longest_job_first()
    {
        var queue = new TrainingQueue(1);
        using var open = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        long first = queue.NextRequest(), second = queue.NextRequest();
        var jobs = new List<Task<bool>> { queue.Add(first, 1, () => open.Wait(TimeSpan.FromMinutes(1))) };
        foreach (var (request, length, name) in new[] { (second, 9.0, "c"), (first, 2, "b"), (first, 3, "a"), (second, 9, "d"), (second, 1, "e") })
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
