using Reproduction.Files;

namespace Reproduction.Results;

/// <summary>Contents of a folder of results.</summary>
/// <param name="Results">The readable ones, by file name.</param>
/// <param name="Problems">One sentence a file that cannot be used: which, why, and what to do.</param>
internal sealed record ResultReading(IReadOnlyList<Result> Results, IReadOnlyList<string> Problems);

/// <summary>
/// The decided claims, one file each: results/claims/{id}.{tier}.json, with the device class before ".json" where its numbers are
/// not exact. A claim that is decided again replaces its own file alone, so results of several runs or machines are put together
/// by copying files.
/// </summary>
/// <param name="artifacts">The artifacts folder (<see cref="Settings.Artifacts"/>).</param>
internal sealed class ResultFolder(string artifacts)
{
    /// <summary>Full path; created by the first result.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(artifacts, "results", "claims"));

    /// <summary>"P1.1.quick.json", "P1.1.full.torchsharp-cpu.json".</summary>
    public static string FileName(Result result) => Stem(result) + ".json";

    /// <summary>The file name without its ending; plots and tables of the result start with it.</summary>
    public static string Stem(Result result) =>
        Safe(string.Join('.',
            (string[])[result.Claim.Id, Words.Of(result.Tier), .. result.Device.Exact ? (string[])[] : [result.Device.Class]]));

    /// <summary>Text as part of a file name, the same on every system.</summary>
    internal static string Safe(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));

    /// <summary>Whether a name stays in its folder on every system.</summary>
    internal static bool IsStem(string name) =>
        name.Length > 0 && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n', '\r']) < 0;

    /// <summary>Writes the file, whole or not at all, and returns its path.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public string Write(Result result)
    {
        var path = Path.Combine(Folder, FileName(result));
        WholeFile.Write(path, ResultFile.ToJson(result));
        return path;
    }

    /// <summary>Reads all files. An unreadable file stays where it is and is named.</summary>
    public ResultReading ReadAll()
    {
        var results = new List<Result>();
        var problems = new List<string>();
        if (Directory.Exists(Folder))
            foreach (var path in Files(problems))
            {
                var name = Path.GetFileName(path);
                try
                {
                    var result = ResultFile.Parse(WholeFile.ReadText(path));
                    if (FileName(result) != name)
                        throw new InvalidDataException($"it holds what belongs into {FileName(result)}");
                    results.Add(result);
                }
                catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    problems.Add($"results/claims/{name} cannot be used and is left out: {Plain.Short(e.Message)}. Decide the "
                        + "claim again, copy the file anew, or delete it.");
                }
            }
        return new ResultReading(results, problems);
    }

    private IEnumerable<string> Files(List<string> problems)
    {
        try
        {
            return Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"results/claims cannot be read: {e.Message}");
            return [];
        }
    }
}
