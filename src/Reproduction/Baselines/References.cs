using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Baselines;

/// <summary>
/// Where a claim has no baseline of its own device class yet, it is held against the nearest that has one: the same library on the CPU, else the exact engine.
/// At the full tier the exact engine alone: its runs are the published ones.
/// </summary>
internal static class References
{
    /// <summary>The reference and its file, or null where none is approved.</summary>
    /// <param name="folder">The folder of the baselines.</param>
    /// <param name="name">File stem of the baseline that is missing; it ends with the device class where that is not exact.</param>
    /// <param name="now">What would be the baseline.</param>
    /// <exception cref="BaselineException">There is one, but it cannot be used.</exception>
    public static (string File, Baseline Baseline)? Nearest(string folder, string name, Baseline now)
    {
        var suffix = "." + now.Device.Class;
        if (now.Device.Exact || !name.EndsWith(suffix, StringComparison.Ordinal))
            return null;
        var stem = name[..^suffix.Length];
        string[] candidates = now.Tier == Tier.Quick ? [$"{stem}.{now.Device.Class.Split('-')[0]}-cpu", stem] : [stem];
        var file = candidates.Where(c => c != name).Select(c => BaselineFile.VerifiedPath(folder, c)).FirstOrDefault(Path.Exists);
        return file is null ? null : (file, BaselineFile.Read(file));
    }
}
