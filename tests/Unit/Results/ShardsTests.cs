using Reproduction.Results;
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
        Assert.Equal(1, Shards.Merge(_temporary["shards"], _temporary["to"]).Shards);
        Assert.Equal(["P1.1.quick.json"], Directory.GetFiles(_temporary["to/results/claims"]).Select(Path.GetFileName));
    }

    private void Decided(string shard, Func<Result, Result> by) => new ResultFolder(_temporary[shard]).Write(by(Made.Result()));

    private static Result At(Result result, int hour) =>
        result with { Origin =
            result.Origin with { Started = Made.Noon.AddHours(hour), Machine = $"a machine of {hour}" }, Standing = null };

    [Fact]
    public void Of_two_machines_that_did_the_same_job_the_later_counts_and_is_named()
    {
        Decided("shards/one", result => At(result, 2));
        Decided("shards/two", result => At(result, 1));
        var (shards, notes) = Shards.Merge(_temporary["shards"], _temporary["to"]);
        Assert.Equal(2, shards);
        Assert.Contains(Path.Combine("one", "results"), Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal("a machine of 2", Assert.Single(new ResultFolder(_temporary["to"]).ReadAll().Results).Origin.Machine);
    }

    [Fact]
    public void Numbers_may_differ_between_two_machines_only_where_no_bits_are_promised()
    {
        Result Of(Result result, bool isExact, int hour) =>
            At(result, hour) with { Device = new("a device", isExact, ""), Fingerprint = $"{hour}" };
        Decided("shards/one", result => Of(result, isExact: true, 1));
        Decided("shards/two", result => Of(result, isExact: true, 2));
        Assert.Contains("hold the same claim and differ", Assert.Throws<InvalidDataException>(
            () => Shards.Merge(_temporary["shards"], _temporary["to"])).Message, StringComparison.Ordinal);
        Decided("others/one", result => Of(result, isExact: false, 1));
        Decided("others/two", result => Of(result, isExact: false, 2));
        Assert.Equal(2, Shards.Merge(_temporary["others"], _temporary["to"]).Shards);
        Assert.Equal("2", Assert.Single(new ResultFolder(_temporary["to"]).ReadAll().Results).Fingerprint);
    }

    [Fact]
    public void Results_of_a_sample_within_a_shard_are_none()
    {
        Shard("shards/one");
        Shard("shards/one/samples/another", "S1");
        Assert.Equal(1, Shards.Merge(_temporary["shards"], _temporary["to"]).Shards);
        Assert.Equal(["P1.1.quick.json"], Directory.GetFiles(_temporary["to/results/claims"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Results_of_an_earlier_merge_are_no_part_of_this_one()
    {
        Shard("to", "P1.2");
        Shard("shards/one");
        Assert.Contains("P1.2.quick.json is of none of these shards", Assert.Throws<InvalidDataException>(
            () => Shards.Merge(_temporary["shards"], _temporary["to"])).Message, StringComparison.Ordinal);
        Assert.Equal(["P1.2.quick.json"], Directory.GetFiles(_temporary["to/results/claims"]).Select(Path.GetFileName));
    }

    [SkippableFact]
    public void What_is_no_file_is_refused_by_name()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        string pipe = Path.Combine(Shard("shards/one"), "P1.2.quick.json");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();
        Assert.Contains(pipe, Assert.Throws<InvalidDataException>(() => Shards.Merge(_temporary["shards"], _temporary["to"]))
            .Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temporary["to"]));
    }
}
