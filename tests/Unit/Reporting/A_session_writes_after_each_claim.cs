using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

public sealed class A_session_writes_after_each_claim : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private ReportSession Session() => new(_scratch.Path, Made.Machine, clock: new Made.Noon());

    private string Summary => File.ReadAllText(new ReportWriter(_scratch.Path).SummaryFile);

    private static void Add(ReportSession session, string id)
    {
        var (outcome, baseline) = Runs.Entry(id, change: o => o with { Charts = o.Charts.Take(1).ToList() });
        session.Add(outcome, baseline);
    }

    [Fact]
    public void So_that_a_crash_leaves_what_was_decided()
    {
        using var session = Session();
        Add(session, "P1.2");
        Assert.Contains("P1.2", Summary);
        Add(session, "P1.1");
        Assert.Contains("P1.1", Summary);
        Assert.Contains("P1.2", Summary);
        Assert.Empty(session.Problems);
        Assert.Contains("2026-11-23 12:00 UTC", Summary);
    }

    [Fact]
    public void From_many_threads_without_losing_one()
    {
        using var session = Session();
        Parallel.For(1, 9, i => Add(session, $"P1.{i}"));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => $"P1.{i}"), session.Report.Entries.Select(e => e.Outcome.Statement.Id));
        Assert.Equal(ReportJson.ToJson(session.Report), File.ReadAllText(new ReportWriter(_scratch.Path).JsonFile));
    }

    [Fact]
    public void A_process_that_starts_meanwhile_joins_the_report()
    {
        using var first = Session();
        Add(first, "P1.1");
        using var second = Session();
        Add(second, "P1.2");
        Add(first, "P1.3");
        Assert.Equal(["P1.1", "P1.2", "P1.3"], first.Report.Entries.Select(e => e.Outcome.Statement.Id));
        Assert.All(["P1.1", "P1.2", "P1.3"], id => Assert.Contains(id, Summary));
    }

    [Fact]
    public void A_later_run_starts_afresh()
    {
        using (var first = Session())
            Add(first, "P1.1");
        using var second = Session();
        Assert.Contains("P1.1", Summary); // A process that decides nothing leaves the last report alone.
        Add(second, "P1.2");
        Assert.DoesNotContain("P1.1", Summary);
    }

    [Fact]
    public void A_plot_that_somebody_deletes_comes_back_and_one_that_changes_is_written_anew()
    {
        using var session = Session();
        Add(session, "P1.1");
        var plot = Path.Combine(new ReportWriter(_scratch.Path).PlotsFolder, "P1.1.svg");
        File.Delete(plot);
        Add(session, "P1.2");
        Assert.True(File.Exists(plot));
        var (outcome, baseline) = Runs.Entry("P1.1", change: o => o with { Charts = [Runs.Loss with { Title = "Another title" }] });
        session.Add(outcome, baseline);
        Assert.Contains("Another title", File.ReadAllText(plot));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_problem_and_no_verdict()
    {
        File.WriteAllText(_scratch["results"], "a file where the folder must be");
        using var session = Session();
        Add(session, "P1.1");
        Assert.NotEmpty(session.Problems);
        Assert.Single(session.Report.Entries);
    }

    [Fact]
    public void At_the_end_what_is_published_closes_the_summary()
    {
        using var session = Session();
        Add(session, "P1.1");
        session.Close((report, console) => console.WriteLine($"::error::{report.Entries.Count} published"));
        Assert.EndsWith("::error::1 published\n", Summary);
        Assert.DoesNotContain("Problems", Summary);
    }

    [Fact]
    public void Problems_are_shown_at_the_end()
    {
        using var session = Session();
        Add(session, "P1.1");
        session.Close((_, _) => throw new IOException("the disk is full"));
        Assert.EndsWith("// * Problems *\n  the report could not be published: the disk is full\n", Summary);
    }

    [Fact]
    public void A_run_that_skipped_every_claim_says_so_and_why()
    {
        using var session = Session();
        session.Skipped("P1.10 full", "There is no CUDA device.");
        session.Skipped("P1.2 full", "There is no CUDA device.");
        session.Close((_, _) => { });
        Assert.Contains("No claim was run.", Summary);
        Assert.EndsWith("// * Skipped *\n  P1.2 full, P1.10 full: There is no CUDA device.\n", Summary);
    }
}
