using System.Security.Cryptography;
using System.Text;
using Reproduction.Claims;
using Reproduction.Results;

namespace Reproduction.Runs;

/// <summary>
/// Runs on the disk, with weights. The name of a file is a hash of experiment, seed and numeric contract, not of any code: a run
/// that is there is used after its proof, so only a change to the computation can invalidate one.
/// </summary>
/// <param name="folder">Made when the first run is kept.</param>
/// <param name="log">Told of what cannot be read or written, and of proofs that fail.</param>
/// <param name="stop">Ends a training, with a last checkpoint.</param>
internal sealed class KeptRuns<T>(string folder, TextWriter? log = null, CancellationToken stop = default)
    where T : class, IRecipe<T>
{
    /// <summary>The run, proven or trained; then it is kept.</summary>
    /// <exception cref="InvalidRunException">Its file, or its checkpoint, is of another version.</exception>
    public Run<T> Get(T experiment, int seed, Action<int>? progress = null)
    {
        string path = PathOf(experiment, seed);
        var parts = new Checkpoints(path + ".part", log: log, stop: stop);
        if (Proven(path, experiment, seed) is { } kept)
        {
            parts.Delete();
            return kept;
        }

        var run = Trainer.Train(experiment, seed, progress, parts);
        if (parts.ResumedAfter > 0 && T.Engine.Device.Exact && Proof.Failure(run) is { } why)
        {
            // Other code began the part: its result would be a mixture of both.
            log?.WriteLine($"{why} Its checkpoint was of another training: it is trained from the beginning.");
            parts.Delete();
            // Where it could not be deleted it is left alone.
            run = Trainer.Train(experiment, seed, progress, File.Exists(path + ".part") ? null : parts);
        }

        Keep(run);
        return run;
    }

    /// <summary>The run as it is on the disk, not proven; null where there is none.</summary>
    /// <exception cref="InvalidDataException">Its file is damaged.</exception>
    public Run<T>? Read(T experiment, int seed) =>
        PathOf(experiment, seed) is var path && File.Exists(path) ? RunFile.Read(path, experiment, seed) : null;

    /// <summary>Whether a run is kept whose first three steps this code repeats: none whose file cannot be used.</summary>
    public bool Has(T experiment, int seed)
    {
        try
        {
            return Proven(PathOf(experiment, seed), experiment, seed, steps: 3) is not null;
        }
        catch (InvalidRunException)
        {
            return false;
        }
    }

    /// <summary>The last checkpoint of a run, and when it was written (UTC); null where none can be read.</summary>
    public (Checkpoint Part, DateTime Written)? Begun(T experiment, int seed)
    {
        string path = PathOf(experiment, seed) + ".part";
        try
        {
            return File.Exists(path) ? (RunFile.ReadPart(path, experiment, seed), File.GetLastWriteTimeUtc(path)) : null;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidRunException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a run. Trouble costs no training:
    /// what is not kept keeps its checkpoint, which saves most of the training the next time.</summary>
    public void Keep(Run<T> run)
    {
        string path = PathOf(run.Experiment, run.Seed);
        try
        {
            // Another machine may publish it.
            RunFile.Write(path, run with { Origin = run.Origin with { Machine = $"{Machine.Here(T.Engine.Device.Class)}" } });
            new Checkpoints(path + ".part", log: log).Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log?.WriteLine($"{e.Message} The run counts, but is not kept for the next time.");
        }
    }

    /// <summary>Path of a run, whether it exists or not.</summary>
    public string PathOf(T experiment, int seed) =>
        Path.Combine(folder, Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{experiment.Canonical}|{seed}|{T.Engine.Device.Numerics}")))[..32] + ".run");

    private Run<T>? Proven(string path, T experiment, int seed, int? steps = null)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var run = RunFile.Read(path, experiment, seed);
            // Without exact bits there is nothing to compare; the file's own hash must do.
            if (T.Engine.Device.Exact)
                Proof.Check(run, steps);
            return run;
        }
        catch (Exception e) when (e is InvalidDataException or ProofException or IOException or UnauthorizedAccessException)
        {
            log?.WriteLine($"{e.Message} It is trained again.");
            return null;
        }
    }
}
