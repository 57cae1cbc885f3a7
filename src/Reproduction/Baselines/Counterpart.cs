using Reproduction.Results;

namespace Reproduction.Baselines;

/// <summary>The baseline that a result is held against.</summary>
/// <param name="File">Its path; "" where there is none.</param>
/// <param name="Baseline">Null where nothing is approved.</param>
/// <param name="IsOwn">It is of the result's own device class; else of the nearest that has one.</param>
internal sealed record Counterpart(string File, Baseline? Baseline, bool IsOwn)
{
    /// <summary>File name, for people.</summary>
    public string Name => Path.GetFileName(File);

    /// <summary>The one under a result's own name, else the nearest.</summary>
    /// <exception cref="BaselineException">There is one, but it cannot be used.</exception>
    public static Counterpart Of(Baseline now, string folder, string name)
    {
        var file = BaselineFile.VerifiedPath(folder, name);
        if (!Path.Exists(file))
            return Nearest(now, folder);
        var own = BaselineFile.Read(file);
        foreach (var (key, there, here) in new[]
            {
                ("claim", own.Claim, now.Claim),
                ("tier", $"{own.Tier}", $"{now.Tier}"),
                ("device.class", own.Device.Class, now.Device.Class),
            })
            if (there != here)
                throw new BaselineException(file,
                    $"key \"{key}\" is {there}, this run is {here}: the file belongs to another claim");
        return new(file, own, IsOwn: true);
    }

    // At the quick tier another device without exact bits, else the exact engine. At the full tier the exact engine alone, whose
    // runs are the published ones.
    private static Counterpart Nearest(Baseline now, string folder)
    {
        if (now.Device.Exact)
            return new("", null, IsOwn: false);
        var damaged = new List<BaselineException>();
        var (file, nearest) = BaselineFile.Of(folder, now.Claim, damaged.Add)
            .Where(b => b.Baseline.Tier == now.Tier && (b.Baseline.Device.Exact || now.Tier == Tier.Quick))
            .OrderBy(b => b.Baseline.Device.Exact).FirstOrDefault();
        return nearest is null && damaged.Count > 0 ? throw damaged[0] : new(file ?? "", nearest, IsOwn: false);
    }
}
