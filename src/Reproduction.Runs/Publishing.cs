using Reproduction.Claims;

namespace Reproduction.Runs;

/// <summary>Makes published runs of kept ones.</summary>
/// <param name="published">Where they go.</param>
/// <param name="metricsOf">Every metric that a plan declares on an experiment
/// (<see cref="Plan.MetricsOf(IEnumerable{Plan}, IExperiment)"/>).</param>
/// <param name="machine">This machine in words, for runs that say nothing of theirs.</param>
internal sealed class Publishing<T>(PublishedRuns<T> published, Func<T, IReadOnlyList<Metric>> metricsOf, string machine)
    where T : class, IRecipe<T>
{
    /// <summary>Proves a run, where bits are promised, computes its metrics and writes its file; one that is there with all of
    /// them, as they come out today, stays as it is.</summary>
    /// <param name="run">With weights.</param>
    /// <param name="reason">Why it is published; goes into the file.</param>
    /// <param name="replace">In the place of a published one whose proof fails:
    /// of a run of an older model. Without exact bits, of any.</param>
    /// <returns>The file, and whether it was written.</returns>
    /// <exception cref="InvalidRunException">The proof fails, or the run is published with other weights.</exception>
    /// <exception cref="ArgumentException">No reason, or a metric that is NaN.</exception>
    public (string File, bool Written) Publish(Run<T> run, string reason, bool replace = false)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("A run is published for a reason: say it.", nameof(reason));
        var metrics = metricsOf(run.Experiment);
        if (metrics.Count == 0)
            throw new ArgumentException(
                $"No plan of the full budget uses {run.Experiment.Name}: there is nothing to publish it for.", nameof(run));
        string path = published.PathOf(run.Experiment, run.Seed);
        if (File.Exists(path) && IsComplete(run, metrics, replace))
            return (path, false);

        if (T.Engine.Device.Exact)
        {
            Proof.Check(run);
            Proof.CheckWeights(run);
        }

        var origin = run.Origin.Machine.Length > 0 ? run.Origin : run.Origin with { Machine = machine };
        var values = metrics.ToDictionary(metric => metric.Name, metric => metric.Value(run));
        return (published.Write(run with { Metrics = values, Origin = origin }, reason), true);
    }

    private bool IsComplete(Run<T> run, IReadOnlyList<Metric> metrics, bool replace)
    {
        Run<T> there;
        try
        {
            there = published.Read(run.Experiment, run.Seed);
        }
        catch (InvalidRunException)
        {
            // An unreadable file is published again.
            return false;
        }

        if (replace && (!T.Engine.Device.Exact || Proof.Failure(there) is not null))
            return false;
        if (there.Fingerprint != run.Fingerprint)
            throw new InvalidRunException(
                $"{there.PublishedIn} has other final weights than this run: one of the two was not trained by this code. "
                + (replace ? "Its proof holds: audit it to its end; if it is wrong there, delete it and publish again."
                    : "Where the model was changed since, `publish --replace` puts this run in its place."));
        // A metric of the losses need not be published: it follows from them.
        return metrics.Where(metric => metric.NeedsNetwork).All(metric => there.Metrics.ContainsKey(metric.Name))
            && there.Metrics.All(m => metrics.FirstOrDefault(metric => metric.Name == m.Key) is { } metric
                && (!T.Engine.Device.Exact || metric.Agrees(metric.Value(run), m.Value)));
    }
}
