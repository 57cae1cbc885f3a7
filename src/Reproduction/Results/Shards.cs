using WeightPred.Reproduction.Files;

namespace WeightPred.Reproduction.Results;

/// <summary>Puts the results of several runs (a nightly matrix) together, by copying files.</summary>
public static class Shards
{
    private static readonly string Results = Path.Combine("results", "claims");

    /// <summary>Copies results/claims of every artifacts folder below a folder, at any depth. Nothing is written where two shards contradict each other.</summary>
    /// <param name="from">Folder of the shards.</param>
    /// <param name="to">Artifacts folder that gets them; it may lie below <paramref name="from"/> and is no shard then.</param>
    /// <returns>The number of shards.</returns>
    /// <exception cref="InvalidDataException">There is no shard, or two hold the same claim and differ.</exception>
    public static int Merge(string from, string to)
    {
        var target = new ResultFolder(to).Folder;
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var shards = Directory.Exists(from)
            ? Directory.GetDirectories(from, "claims", SearchOption.AllDirectories).Where(d => Path.GetFullPath(d).EndsWith(Results, StringComparison.Ordinal) && Path.GetFullPath(d) != target)
                .Where(d => Directory.EnumerateFiles(d, "*.json").Any()).Order(StringComparer.Ordinal).ToArray()
            : [];
        if (shards.Length == 0)
            throw new InvalidDataException($"There is no results/claims with results below {from}: name the folder that holds the shards' artifacts.");
        foreach (var file in shards.SelectMany(shard => Directory.GetFiles(shard, "*.json").Order(StringComparer.Ordinal)))
            if (!files.TryAdd(Path.GetFileName(file), file) && !File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(files[Path.GetFileName(file)])))
                throw new InvalidDataException($"{files[Path.GetFileName(file)]} and {file} hold the same claim and differ: delete the one that shall not count.");
        foreach (var (name, file) in files)
            WholeFile.Write(Path.Combine(target, name), File.ReadAllBytes(file));
        return shards.Length;
    }
}
