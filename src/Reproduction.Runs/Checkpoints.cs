using System.Diagnostics;

namespace Reproduction.Runs;

/// <summary>The file of one training that may be interrupted, written again every 15 seconds: Ctrl-C leaves no time for one.
/// Trouble with it never stops the training.</summary>
/// <param name="path">Deleted when the run has finished.</param>
/// <param name="every">How often; every 15 seconds by default. The first, after a second, says where the run trains.</param>
/// <param name="log">Told what cannot be read or written.</param>
/// <param name="stop">Ends the training, with a last checkpoint.</param>
internal sealed class Checkpoints(string path, TimeSpan? every = null, TextWriter? log = null, CancellationToken stop = default)
{
    private TimeSpan _wait = every ?? TimeSpan.FromSeconds(1);
    private long _tried = Stopwatch.GetTimestamp();

    /// <summary>Time for the next one.</summary>
    public bool IsDue => stop.IsCancellationRequested || Stopwatch.GetElapsedTime(_tried) >= _wait;

    /// <summary>The step after which the training went on; 0 where it began at the beginning.</summary>
    public int ResumedAfter { get; private set; }

    /// <summary>The state to continue from, or null for the beginning.</summary>
    /// <param name="experiment">Whose training.</param>
    /// <param name="seed">Seed index.</param>
    /// <param name="fits">Whether it can be taken over: one of networks of other sizes cannot.</param>
    public Checkpoint? Read<T>(T experiment, int seed, Func<Checkpoint, bool> fits)
        where T : class, IRecipe<T>
    {
        Checkpoint? part = null;
        Try("This run begins at the beginning.", () =>
        {
            if (!File.Exists(path))
                return;
            var read = RunFile.ReadPart(path, experiment, seed);
            if (!fits(read))
                throw new InvalidDataException($"{path} is of a network of other sizes.");
            part = read;
            ResumedAfter = part.Step;
            log?.WriteLine($"{experiment.Name}, seed {seed} goes on after step {part.Step} of {experiment.Steps}.");
        });
        return part;
    }

    /// <exception cref="OperationCanceledException">The training was told to stop.</exception>
    public void Write<T>(T experiment, int seed, Checkpoint part)
        where T : class, IRecipe<T>
    {
        string otherwise = stop.IsCancellationRequested ? "The last checkpoint stays."
            : "The training goes on without this checkpoint.";
        Try(otherwise, () => RunFile.Write(path, experiment, seed, part));
        stop.ThrowIfCancellationRequested();
        (_tried, _wait) = (Stopwatch.GetTimestamp(), every ?? TimeSpan.FromSeconds(15));
    }

    /// <summary>The run has finished.</summary>
    public void Delete() => Try("It is of no further use.", () => File.Delete(path));

    private void Try(string otherwise, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            log?.WriteLine($"{e.Message} {otherwise}");
        }
    }
}
