using WeightPred.Reproduction.Files;

namespace WeightPred.Reproduction.Results;

/// <summary>Puts the results of several runs (a nightly matrix) together, by copying files.</summary>
public static class Shards
{
    private static readonly string Results = Path.Combine("results", "claims");

    // Links lead out of a shard, or round in circles.
    private static readonly EnumerationOptions Own = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
    private static readonly EnumerationOptions Below =
        new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false, RecurseSubdirectories = true };

    /// <summary>Copies results/claims of every artifacts folder below a folder, at any depth; links are not followed. Nothing is written where two shards contradict each other.</summary>
    /// <param name="from">Folder of the shards.</param>
    /// <param name="to">Artifacts folder that gets them; it may lie below <paramref name="from"/> and is no shard then.</param>
    /// <returns>The number of shards.</returns>
    /// <exception cref="InvalidDataException">There is no shard, one holds what is no file, or two hold the same claim and differ.</exception>
    public static int Merge(string from, string to)
    {
        var target = new ResultFolder(to).Folder;
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var shards = Directory.Exists(from)
            ? Directory.GetDirectories(from, "claims", Below).Where(d => Path.GetFullPath(d).EndsWith(Results, StringComparison.Ordinal) && Path.GetFullPath(d) != target)
                .Where(d => Directory.EnumerateFiles(d, "*.json", Own).Any()).Order(StringComparer.Ordinal).ToArray()
            : [];
        if (shards.Length == 0)
            throw new InvalidDataException($"There is no results/claims with results below {from}: name the folder that holds the shards' artifacts.");
        foreach (var file in shards.SelectMany(shard => Directory.GetFiles(shard, "*.json", Own).Order(StringComparer.Ordinal)))
            if (!WholeFile.IsOrdinary(file))
                throw new InvalidDataException($"{file} is empty, or no ordinary file: delete it.");
            else if (!files.TryAdd(Path.GetFileName(file), file) && !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(files[Path.GetFileName(file)])))
                throw new InvalidDataException($"{files[Path.GetFileName(file)]} and {file} hold the same claim and differ: delete the one that shall not count.");
        foreach (var (name, file) in files)
            WholeFile.Write(Path.Combine(target, name), File.ReadAllBytes(file));
        return shards.Length;
    }
}
