using Reproduction.Claims;
using Reproduction;

namespace WeightPred.Unit.Training;

/// <summary>Runs are trained once a process, and kept where the tier is full.</summary>
public sealed class LaboratoryTests : IDisposable
{
    private static readonly Experiment Five = Tiny.Of(Tiny.Linear, steps: 5);

    private readonly string _folder = Directory.CreateTempSubdirectory("runs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (IExperiment, int)[] Seeds(int count, params Experiment[] of) =>
        [.. of.SelectMany(experiment => Enumerable.Range(0, count).Select(seed => ((IExperiment)experiment, seed)))];

    private IReadOnlyList<Run> Kept(int seeds, TextWriter? log = null) =>
        [.. ((ILab)new Laboratory(_folder, log: log)).Runs(Seeds(seeds, Five), Tier.Full).Cast<Run>()];

    [Fact]
    public void Claims_that_ask_at_the_same_time_share_the_runs()
    {
        ILab lab = new Laboratory(_folder);
        int trained = 0;
        var answers = new IReadOnlyList<IRun>[4];
        var threads = Enumerable.Range(0, answers.Length).Select(i => new Thread(() => answers[i] =
            lab.Runs(Seeds(3, Five), Tier.Quick, _ => Interlocked.Increment(ref trained)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(3, trained);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public void More_seeds_train_only_what_is_new_and_runs_come_in_the_order_asked_for()
    {
        ILab lab = new Laboratory(_folder);
        var two = lab.Runs(Seeds(2, Five), Tier.Quick);
        int trained = 0;
        var all = lab.Runs(Seeds(3, Five, Five with { Steps = 6 }), Tier.Quick, _ => Interlocked.Increment(ref trained));
        Assert.Equal(4, trained);
        Assert.Equal(two, all.Take(2));
        Assert.Equal([0, 1, 2, 0, 1, 2], all.Select(run => run.Seed));
        Assert.Equal([5, 5, 5, 6, 6, 6], all.Select(run => ((Run)run).Experiment.Steps));
    }

    [Fact]
    public void A_run_of_the_full_tier_is_read_by_the_next_process_and_one_of_the_quick_tier_leaves_nothing()
    {
        ((ILab)new Laboratory(_folder)).Runs(Seeds(1, Five), Tier.Quick);
        Assert.Empty(Directory.GetFiles(_folder));
        var first = Kept(2);
        using var log = new StringWriter();
        var second = Kept(2, log);
        Assert.Equal(first.Select(run => run.Fingerprint), second.Select(run => run.Fingerprint));
        Assert.Empty(log.ToString());
        Assert.Equal(2, Directory.GetFiles(_folder, "*.run").Length);
    }

    [Fact]
    public void Work_that_an_earlier_process_did_takes_no_time_of_this_one()
    {
        ILab first = new Laboratory(_folder);
        first.Runs(Seeds(3, Five), Tier.Full);
        Assert.InRange(first.Work.Before, 0, 0.9 * first.Work.Done);
        ILab second = new Laboratory(_folder);
        second.Runs(Seeds(3, Five), Tier.Full);
        Assert.Equal((second.Work.Done, second.Work.Asked), (second.Work.Before, second.Work.Done));
    }

    [Fact]
    public void A_run_that_fails_stops_those_of_its_request_that_have_not_begun_and_who_asks_again_gets_them()
    {
        ILab lab = new Laboratory(_folder);
        // the longest, so the first
        var broken = Five with { Net = new LinearNet { Widths = [1024, -1] }, Steps = 1_000_000 };
        int trained = 0;
        Assert.ThrowsAny<Exception>(
            () => lab.Runs([(broken, 0), .. Seeds(100, Five)], Tier.Quick, _ => Interlocked.Increment(ref trained)));
        Assert.InRange(trained, 0, 50);                                 // some train beside it
        Assert.Equal(100, lab.Runs(Seeds(100, Five), Tier.Quick).Count);
        Assert.Equal(lab.Work.Asked, lab.Work.Done, lab.Work.Asked * 1e-9);                 // else the time left never ends
    }

    [Fact]
    public void What_one_claim_fails_of_is_no_failure_of_another_that_waits_for_the_same_runs()
    {
        ILab lab = new Laboratory(_folder);
        var broken = Five with { Net = new LinearNet { Widths = [1024, -1] }, Steps = 1_000_000 };
        var long_ = Five with { Steps = 20_000 };                      // keeps every core until both have asked
        using var asked = new ManualResetEventSlim();
        IReadOnlyList<IRun>? sound = null;
        Exception? failure = null;
        var first = new Thread(() => failure =
            Record.Exception(() => lab.Runs([.. Seeds(lab.Parallelism, long_), (broken, 0), .. Seeds(50, Five)], Tier.Quick)));
        var second = new Thread(() => { asked.Wait(); sound = lab.Runs(Seeds(50, Five), Tier.Quick); });
        first.Start();
        second.Start();
        SpinWait.SpinUntil(() => lab.Work.Asked > 0);
        asked.Set();
        first.Join();
        second.Join();
        Assert.NotNull(failure);
        Assert.Equal(50, sound!.Count);
    }
}
