using System.Globalization;
using System.Text.Json;
using Reproduction.Files;
using Reproduction.Results;

namespace Reproduction.Baselines;

/// <summary>A baseline that cannot be used: its message names the file and the key, and says what to do.</summary>
/// <param name="file">Its path.</param>
/// <param name="problem">The rest of the sentence.</param>
internal sealed class BaselineException(string file, string problem)
    : Exception($"{file} cannot be used: {Plain.Of(Plain.Short(problem))}. "
    + (BaselineFile.IsReceived(file)
        ? "Delete it and run the claim again."
        : $"Restore it from git (git checkout -- \"{file}\"), or delete it and approve anew."));

/// <summary>A baseline as a file: JSON in UTF-8, one property a line, so that git shows who approved which number.</summary>
internal static class BaselineFile
{
    /// <summary>Default folder of baselines, relative to the repository's root.</summary>
    public const string UsualFolder = "baselines";

    internal const string VerifiedEnding = ".verified.json", ReceivedEnding = ".received.json";

    private static readonly JsonSerializerOptions Json = new(StrictJson.Options) { WriteIndented = true };

    /// <summary>The option that leads a command to them: nothing, or " --baselines FOLDER".</summary>
    /// <param name="folder">From the repository's root.</param>
    public static string Named(string folder) => folder.Replace('\\', '/') is var shown && shown is "" or UsualFolder ? ""
        : $" --baselines {(shown.Contains(' ') ? $"\"{shown}\"" : shown)}";

    /// <summary>The approved file. Throws ArgumentException for a name that is no file stem.</summary>
    public static string VerifiedPath(string folder, string name) => Path.Combine(folder, Stem(name) + VerifiedEnding);

    /// <summary>The file beside it that waits for approval.</summary>
    public static string ReceivedPath(string folder, string name) => Path.Combine(folder, Stem(name) + ReceivedEnding);

    /// <summary>The file's text: LF, no byte order mark, no newline at the end.</summary>
    public static string ToJson(Baseline baseline) => JsonSerializer.Serialize(baseline, Json);

    /// <summary>Reads an approved file.</summary>
    /// <exception cref="BaselineException">The file cannot be used.</exception>
    public static Baseline Read(string path)
    {
        var baseline = Open(path);
        Check(path, baseline);
        return baseline;
    }

    /// <summary>Reads a file whose content may be one that is never approved.</summary>
    /// <exception cref="BaselineException">It is no baseline at all.</exception>
    internal static Baseline Open(string path)
    {
        try
        {
            return WholeFile.IsOrdinary(path)
                ? StrictJson.Read<Baseline>(File.ReadAllBytes(path), Baseline.CurrentFormat)
                : throw new InvalidDataException("it is empty, or no ordinary file");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new BaselineException(path, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Refuses what is never approved.</summary>
    /// <exception cref="BaselineException">The first fault.</exception>
    internal static void Check(string path, Baseline baseline)
    {
        foreach (var (key, problem) in baseline.Faults())
            throw new BaselineException(path, $"key \"{key}\" {problem}");
        if (baseline.Approvals.Count == 0)
            throw new BaselineException(path, "key \"approvals\" is empty: nobody approved it");
        foreach (var (i, entry) in baseline.Approvals.Index())
            if (!DateOnly.TryParseExact(entry.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                throw new BaselineException(path, $"key \"approvals[{i}].date\" is \"{entry.Date}\", not a day as yyyy-MM-dd");
    }

    /// <summary>Verified files that no claim owns, as full paths. It only lists: a filtered run must never delete.</summary>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="names">Every claim's <see cref="Result.BaselineName"/>, whether it ran or not.</param>
    public static IReadOnlyList<string> Orphans(string folder, IEnumerable<string> names)
    {
        var known = names.Select(name => name + VerifiedEnding).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Files(folder, ".verified.*")
                .Where(file => !known.Contains(Path.GetFileName(file)) && !WholeFile.IsUnfinished(file)).Select(Path.GetFullPath),
        ];
    }

    /// <summary>The approved baselines of a claim, by file name.</summary>
    /// <param name="folder">The folder of the baselines; it may be missing.</param>
    /// <param name="claim">Its id.</param>
    /// <param name="damaged">Called with files that cannot be used, whosever they are.</param>
    public static IReadOnlyList<(string File, Baseline Baseline)> Of(
        string folder, string claim, Action<BaselineException> damaged) =>
        [.. All(folder, damaged).Where(b => b.Baseline.Claim == claim)];

    /// <summary>All approved baselines, by file name.</summary>
    /// <exception cref="BaselineException">One cannot be used.</exception>
    public static IReadOnlyList<Baseline> ReadAll(string folder) =>
        [.. All(folder, damaged => throw damaged).Select(b => b.Baseline)];

    /// <summary>All approved baselines, by file name.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<(string File, Baseline Baseline)> All(string folder, Action<BaselineException> damaged)
    {
        var found = new List<(string, Baseline)>();
        foreach (var file in Files(folder, VerifiedEnding))
        {
            try
            {
                found.Add((file, Read(file)));
            }
            catch (BaselineException e)
            {
                damaged(e);
            }
        }
        return found;
    }

    /// <summary>The file stems that wait for approval, in order.</summary>
    internal static IEnumerable<string> Waiting(string folder) =>
        Files(folder, ReceivedEnding).Select(file => Path.GetFileName(file)[..^ReceivedEnding.Length]);

    internal static bool IsReceived(string file) => file.EndsWith(ReceivedEnding, StringComparison.Ordinal);

    private static IEnumerable<string> Files(string folder, string ending) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + ending).Order(StringComparer.Ordinal) : [];

    private static string Stem(string name) => ResultFolder.IsStem(name)
        ? name
        : throw new ArgumentException($"\"{name}\" is no file stem for a baseline.", nameof(name));
}
