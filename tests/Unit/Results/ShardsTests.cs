using WeightPred.Reproduction.Results;
using WeightPred.Unit.Reports;

namespace WeightPred.Unit.Results;

public sealed class ShardsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    private string Shard(string name, string claim = "P1.1")
    {
        string folder = _temporary[name];
        new ResultFolder(folder).Write(Made.Result(claim));
        return Path.Combine(folder, "results", "claims");
    }

    [SkippableFact]
    public void Links_are_not_followed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string claims = Shard("shards/one");
        Directory.CreateSymbolicLink(_temporary["shards/round"], ".");
        Directory.CreateSymbolicLink(_temporary["shards/and round"], ".");
        Shard("elsewhere", "P1.2");
        Directory.CreateSymbolicLink(_temporary["shards/out"], _temporary["elsewhere"]);
        File.CreateSymbolicLink(Path.Combine(claims, "P9.quick.json"), "/etc/hostname");
        Assert.Equal(1, Shards.Merge(_temporary["shards"], _temporary["to"]));
        Assert.Equal(["P1.1.quick.json"], Directory.GetFiles(_temporary["to/results/claims"]).Select(Path.GetFileName));
    }

    [SkippableFact]
    public void What_is_no_file_is_refused_by_name()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        string pipe = Path.Combine(Shard("shards/one"), "P1.2.quick.json");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();
        Assert.Contains(pipe, Assert.Throws<InvalidDataException>(() => Shards.Merge(_temporary["shards"], _temporary["to"])).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temporary["to"]));
    }
}
