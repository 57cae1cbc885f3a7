using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reproduction.Claims;
using Reproduction.Files;

namespace Reproduction.Runs;

/// <summary>How much of some runs was replayed on this machine.</summary>
/// <param name="Replayed">Steps.</param>
/// <param name="All">Steps.</param>
internal sealed record AuditedShare(long Replayed, long All)
{
    /// <summary>The share, from 0 to 1.</summary>
    public double Share => All == 0 ? 0 : (double)Replayed / All;
}

/// <summary>Replays runs beyond their proof, to a step or to the end, and remembers on this machine how far.</summary>
/// <param name="ledger">File that remembers; made by the first replay.</param>
/// <param name="metricsOf">Every metric that a plan declares on an experiment
/// (<see cref="Plan.MetricsOf(IEnumerable{Plan}, IExperiment)"/>).</param>
internal sealed class Audit<T>(string ledger, Func<T, IReadOnlyList<Metric>> metricsOf)
    where T : class, IRecipe<T>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict) { WriteIndented = true };

    private readonly Lock _gate = new();

    private sealed record Entry(string Run, string Hash, int Steps, DateOnly Day);

    /// <summary>A choice that anybody can repeat: the same runs and seed give the same ones, whatever their order.</summary>
    /// <param name="runs">To choose from.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">To be printed.</param>
    public static IReadOnlyList<Run<T>> Pick(IEnumerable<Run<T>> runs, int count, int seed) =>
        [.. runs.OrderBy(run => Sha($"{seed}|{run.Experiment.Canonical}|{run.Seed}"), StringComparer.Ordinal).Take(count)];

    /// <summary>Trains a run again and compares every point of its curve;
    /// at its end the final weights and all its metrics too.</summary>
    /// <param name="run">Published or kept.</param>
    /// <param name="upTo">To the last point of the curve that is not beyond this step; null for the end.</param>
    /// <param name="progress">Told the steps done, at points of the curve.</param>
    /// <returns>Steps that were replayed.</returns>
    /// <exception cref="ProofException">A number differs; the message names the first step where one does.</exception>
    /// <exception cref="InvalidDataException">The ledger is damaged.</exception>
    public int Replay(Run<T> run, int? upTo = null, Action<int>? progress = null)
    {
        Read();
        int steps = Proof.Replay(run, upTo ?? run.Experiment.Steps, metricsOf(run.Experiment), progress);
        lock (_gate)
        {
            var (entries, hash) = (Read(), HashOf(run));
            if (entries.All(entry => entry.Hash != hash || entry.Steps < steps))
                WholeFile.Write(ledger, JsonSerializer.Serialize(
                    entries.Where(entry => entry.Hash != hash).Append(new Entry($"{run.Experiment.Name}, seed {run.Seed}", hash,
                        steps, DateOnly.FromDateTime(DateTime.UtcNow))), Json) + "\n");
        }

        return steps;
    }

    /// <summary>Returns the share of these runs' steps that were replayed on this machine with equal results.</summary>
    /// <exception cref="InvalidDataException">The ledger is damaged.</exception>
    public AuditedShare ShareOf(IEnumerable<Run<T>> runs)
    {
        var steps = Read().ToDictionary(entry => entry.Hash, entry => entry.Steps);
        Run<T>[] all = [.. runs];
        return new(all.Sum(run => (long)Math.Min(steps.GetValueOrDefault(HashOf(run)), run.Curve[^1].Step)),
            all.Sum(run => (long)run.Curve[^1].Step));
    }

    private Entry[] Read()
    {
        try
        {
            if (!File.Exists(ledger))
                return [];
            var entries = JsonSerializer.Deserialize<Entry?[]>(WholeFile.ReadText(ledger), Json) ?? [null];
            return entries.All(entry => entry is { Steps: > 0 })
                && entries.DistinctBy(entry => entry!.Hash).Count() == entries.Length
                ? [.. entries.OfType<Entry>()]
                : throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"{ledger} is damaged. Delete it: only the record of what was replayed here is lost.");
        }
    }

    // Covers all numbers that a replay compares: a run that was changed since counts as not replayed.
    private static string HashOf(Run<T> run)
    {
        var text = new StringBuilder($"{run.Experiment.Canonical}|{run.Seed}|{T.Engine.Device.Numerics}|{run.Fingerprint}");
        foreach (double value in run.Curve.Select(point => point.Loss).Concat([run.StartLoss, run.HeldOutLoss])
            .Concat(run.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value)))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"|{BitConverter.DoubleToInt64Bits(value):x}");
        return Sha(text.ToString());
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
