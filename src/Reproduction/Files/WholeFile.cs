using System.Text;

namespace Reproduction.Files;

/// <summary>Files that are there in full or not at all, whatever kills the process in between.</summary>
internal static class WholeFile
{
    private const string Temporary = ".received.tmp";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads UTF-8 without a byte order mark, and nothing else: git shows other files as binary.</summary>
    /// <exception cref="InvalidDataException">It is no such file; the message says why, without the file's name.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string ReadText(string path)
    {
        if (!IsOrdinary(path))
            throw new InvalidDataException("it is empty, or no ordinary file");
        try
        {
            var text = Utf8.GetString(File.ReadAllBytes(path));
            return text[0] == '\uFEFF'
                ? throw new InvalidDataException("it begins with a byte order mark: it must be UTF-8 without one") : text;
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("it is not UTF-8");
        }
    }

    /// <summary>Whether there is something to read, and an end to it: a pipe, whose end never comes, has no length.</summary>
    public static bool IsOrdinary(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true, Length: > 0 };

    /// <summary>Whether a process is writing it, or was killed while it did: the file is unfinished.</summary>
    public static bool IsUnfinished(string path) => path.EndsWith(Temporary, StringComparison.Ordinal);

    /// <summary>Writes UTF-8 without a byte order mark.</summary>
    public static void Write(string path, string text) => Write(path, Utf8.GetBytes(text));

    /// <summary>Temporary file in the same folder, flushed to the disk, then renamed over the target.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        // ".received." keeps what a killed process leaves out of git.
        var temporary = Path.Combine(folder, $"{Path.GetFileName(path)}.{Guid.NewGuid():N}{Temporary}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            Rename(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
        DeleteLeft(folder);
    }

    // By processes that were killed, a day ago or more: none of this day's is taken from another process.
    private static void DeleteLeft(string folder)
    {
        try
        {
            foreach (var left in Directory.EnumerateFiles(folder, "*" + Temporary))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > TimeSpan.FromDays(1))
                    File.Delete(left);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They stay for the next time.
        }
    }

    // On Windows a viewer or a virus scanner may hold the target for a moment.
    private static void Rename(string from, string to)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception e) when (attempt < 10 && OperatingSystem.IsWindows()
                && e is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(50 * attempt);
            }
        }
    }
}
