using System.Diagnostics;

namespace WeightPred.Reproduction;

/// <summary>The file of one training that may be interrupted, written again every minute.</summary>
/// <param name="path">Deleted when the run has finished.</param>
/// <param name="every">How often; a minute by default.</param>
/// <param name="log">Told what cannot be used.</param>
public sealed class Checkpoints(string path, TimeSpan? every = null, TextWriter? log = null)
{
    private readonly TimeSpan _every = every ?? TimeSpan.FromMinutes(1);
    private long _written = Stopwatch.GetTimestamp();

    /// <summary>Time for the next one.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_written) >= _every;

    /// <summary>Where to go on, or null for the beginning.</summary>
    public Checkpoint? Read(Recipe recipe, int seed)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var part = RunFile.ReadPart(path, recipe, seed);
            log?.WriteLine($"{recipe.Net} seed {seed} goes on after step {part.Step} of {recipe.Steps}.");
            return part;
        }
        catch (InvalidDataException e)
        {
            log?.WriteLine($"{e.Message} This run begins again.");
            return null;
        }
    }

    public void Write(Recipe recipe, int seed, Checkpoint part)
    {
        RunFile.Write(path, recipe, seed, part);
        _written = Stopwatch.GetTimestamp();
    }

    /// <summary>The run has finished.</summary>
    public void Delete() => File.Delete(path);
}
