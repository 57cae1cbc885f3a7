namespace WeightPred.Reproduction;

/// <summary>
/// Lets test processes that run at the same time share one report. The first holds ".session" and starts afresh: no report of an earlier run survives.
/// A process that finds it held joins. Both read before they write, one at a time (".turn").
/// </summary>
internal sealed class SessionLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly FileStream? _session;

    public SessionLock(string folder, Action clear)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        using var turn = Turn();
        _session = TryHold(".session");
        if (_session is not null)
            clear();
    }

    /// <summary>Waits until no other process writes; dispose to let the next one.</summary>
    public IDisposable Turn()
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(20))
        {
            if (TryHold(".turn") is { } held)
                return held;
            Thread.Sleep(20);
        }
        throw new IOException($"another process has held {Path.Combine(_folder, ".turn")} for {Patience.TotalSeconds:F0} s");
    }

    public void Dispose() => _session?.Dispose();

    private FileStream? TryHold(string name)
    {
        try
        {
            return new FileStream(Path.Combine(_folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
