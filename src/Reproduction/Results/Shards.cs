using Reproduction.Files;

namespace Reproduction.Results;

/// <summary>Puts the results of several runs (a nightly matrix) together, by copying files.</summary>
internal static class Shards
{
    private static readonly string Results = Path.Combine("results", "claims");

    // Links lead out of a shard, or round in circles.
    private static readonly EnumerationOptions Own =
        new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
    private static readonly EnumerationOptions Below =
        new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false, RecurseSubdirectories = true };

    /// <summary>
    /// Copies results/claims of every artifacts folder below a folder, at any depth; links are not followed, and what lies within
    /// another's artifacts (a sample's results) is left there. Nothing is written where two shards contradict each other.
    /// </summary>
    /// <param name="from">Folder of the shards.</param>
    /// <param name="to">Artifacts folder that gets them; it may lie below <paramref name="from"/> and is no shard then.</param>
    /// <returns>The number of shards, and a sentence for each claim that several have decided.</returns>
    /// <exception cref="InvalidDataException">
    /// There is no shard, one holds what is no file, two hold the same claim and differ, or the target holds what is of none.
    /// </exception>
    public static (int Shards, IReadOnlyList<string> Notes) Merge(string from, string to)
    {
        var target = new ResultFolder(to).Folder;
        var all = Directory.Exists(from)
            ? Directory.GetDirectories(from, "claims", Below).Select(Path.GetFullPath)
                .Where(d => d.EndsWith(Results, StringComparison.Ordinal) && d != target)
                .Where(d => Directory.EnumerateFiles(d, "*.json", Own).Any()).Order(StringComparer.Ordinal).ToArray()
            : [];
        var shards = all.Where(
            d => !all.Any(other => other != d && d.StartsWith(other[..^Results.Length], StringComparison.Ordinal))).ToArray();
        if (shards.Length == 0)
            throw new InvalidDataException(
                $"There is no results/claims with results below {from}: name the folder that holds the shards' artifacts.");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var notes = new List<string>();
        foreach (var file in shards.SelectMany(shard => Directory.GetFiles(shard, "*.json", Own).Order(StringComparer.Ordinal)))
        {
            var name = Path.GetFileName(file);
            if (!WholeFile.IsOrdinary(file))
                throw new InvalidDataException($"{file} is empty, or no ordinary file: delete it.");
            if (!files.TryAdd(name, file) && !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(files[name])))
            {
                files[name] = Later(files[name], file);
                notes.Add($"{name} was decided more than once: the one that began last counts, {files[name]}.");
            }
        }
        string[] alien = Directory.Exists(target)
            ? [.. Directory.GetFiles(target, "*.json").Where(file => !files.ContainsKey(Path.GetFileName(file)))] : [];
        if (alien.Length > 0)
            throw new InvalidDataException($"{alien[0]} is of none of these shards: merge into a new folder, or delete it.");
        foreach (var (name, file) in files)
            WholeFile.Write(Path.Combine(target, name), File.ReadAllBytes(file));
        return (shards.Length, notes);
    }

    // Two machines that ran the same job: the same numbers where bits are promised, whoever, wherever, and whenever.
    private static string Later(string one, string other)
    {
        var (a, b) = (Read(one), Read(other));
        if (a.Device.Exact && Numbers(a) != Numbers(b))
            throw new InvalidDataException(
                $"{one} and {other} hold the same claim and differ: delete the one that shall not count.");
        return b.Origin.Started >= a.Origin.Started ? other : one;
    }

    private static string Numbers(Result result) =>
        ResultFile.ToJson(result with { Origin = new(default, default, default, "", "", ""), Standing = null, Replay = "" });

    private static Result Read(string file)
    {
        try
        {
            return ResultFile.Parse(WholeFile.ReadText(file));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{file} cannot be used, and is decided elsewhere, too: delete it. {e.Message}");
        }
    }
}
