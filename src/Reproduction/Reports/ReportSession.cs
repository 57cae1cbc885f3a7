using System.Globalization;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>
/// Collects the claims of a run as they are decided and writes the report anew after each, so that a crash leaves the report of what was decided.
/// Safe from several threads; and a second test process that starts while the first still runs joins its report instead of overwriting it.
/// </summary>
public sealed class ReportSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ReportWriter _writer;
    private SessionLock? _lock;
    private readonly List<string> _problems = [];
    private readonly List<(string Claim, string Why)> _skipped = [];
    private Report _report;

    /// <param name="artifacts">The artifacts folder (<see cref="Settings.Artifacts"/>).</param>
    /// <param name="environment">This machine.</param>
    /// <param name="plotter">SVG where none is given.</param>
    /// <param name="clock">For the header's start time.</param>
    public ReportSession(string artifacts, EnvironmentLine environment, IPlotter? plotter = null, TimeProvider? clock = null)
    {
        _writer = new ReportWriter(artifacts, plotter);
        _report = new Report
        {
            // Whole minutes: the header is for people.
            Started = new DateTimeOffset((clock ?? TimeProvider.System).GetUtcNow().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero),
            Environments = [environment],
            Runs = GitHubSummary.RunAddress() is { } address ? [address] : [],
            Entries = [],
        };
    }

    /// <summary>What is decided so far.</summary>
    public Report Report
    {
        get
        {
            lock (_gate)
                return _report;
        }
    }

    /// <summary>Report files or plots that could not be written; they never change a verdict.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
                return [.. _problems];
        }
    }

    /// <summary>Takes one decided claim and writes all report files.</summary>
    public void Add(Outcome outcome, BaselineResult baseline)
    {
        lock (_gate)
        {
            _report = _report.With(new ReportEntry(outcome, baseline));
            try
            {
                // Taken at the first claim: a process that decides nothing leaves the last report alone.
                _lock ??= new SessionLock(_writer.ResultsFolder, _writer.Clear);
                using var turn = _lock.Turn();
                _report = WithOthers();
                _problems.AddRange(_writer.Write(_report).Where(problem => !_problems.Contains(problem)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _problems.Add($"the report could not be written: {e.Message}");
            }
        }
    }

    /// <summary>Remembers a claim that was skipped; the runner does not say why.</summary>
    public void Skipped(string claim, string why)
    {
        lock (_gate)
            _skipped.Add((claim, why));
    }

    /// <summary>After the last claim: publishes the report, and adds to the summary's file what the console has yet to show (a test process has no console of its own).</summary>
    /// <param name="publish">Told the report; what it writes goes to the console (<see cref="GitHubSummary.Publish"/>).</param>
    public void Close(Action<Report, TextWriter> publish)
    {
        lock (_gate)
        {
            var console = new StringWriter { NewLine = "\n" };
            if (_report.Entries.Count == 0)
                console.Write(SummaryText.Render(_report));
            try
            {
                publish(_report, console);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _problems.Add($"the report could not be published: {e.Message}");
            }

            foreach (var group in _skipped.GroupBy(s => s.Why))
                console.Write($"\n// * Skipped *\n  {string.Join(", ", group.Select(s => s.Claim).Distinct().Order(NaturalOrder.Instance))}: {group.Key}\n");
            if (_problems.Count > 0)
                console.Write("\n// * Problems *\n");
            foreach (var problem in _problems)
                console.WriteLine($"  {problem}");
            Append(console.ToString());
            Dispose();
        }
    }

    public void Dispose() => _lock?.Dispose();

    private void Append(string text)
    {
        try
        {
            Directory.CreateDirectory(_writer.ResultsFolder);
            File.AppendAllText(_writer.SummaryFile, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder that cannot be written is itself the problem; the failure texts still name each red claim.
        }
    }

    // Own entries win: they are newer than what this process wrote before.
    private Report WithOthers()
    {
        var file = _writer.JsonFile;
        if (!File.Exists(file))
            return _report;
        try
        {
            var others = ReportJson.Parse(file, File.ReadAllText(file));
            var own = _report.Entries.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
            return ReportMerge.Merge([_report, others with { Entries = [.. others.Entries.Where(e => !own.Contains(e.Key))] }]);
        }
        catch (InvalidDataException e)
        {
            _problems.Add($"the report of the other process is left out: {e.Message}");
            return _report;
        }
    }
}
