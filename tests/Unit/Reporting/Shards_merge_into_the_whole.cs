using WeightPred.Reproduction;
using WeightPred.Unit.Baselines;

namespace WeightPred.Unit.Reporting;

public sealed class Shards_merge_into_the_whole : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Shard(string name, Report report)
    {
        var writer = new ReportWriter(_scratch[name]);
        writer.Write(report);
        return writer.JsonFile;
    }

    [Fact]
    public void To_the_byte()
    {
        Shard("whole", Runs.Of(Runs.Many));
        string[] halves = [Shard("odd", Runs.Of(Runs.Many.Where((_, i) => i % 2 == 1))), Shard("even", Runs.Of(Runs.Many.Where((_, i) => i % 2 == 0)))];
        ReportMerge.Merge(halves, _scratch["merged"]);
        foreach (var folder in new[] { "results", "plots" })
        {
            var whole = Directory.GetFiles(Path.Combine(_scratch["whole"], folder)).Select(f => Path.GetFileName(f)).Order().ToList();
            Assert.Equal(whole, Directory.GetFiles(Path.Combine(_scratch["merged"], folder)).Select(f => Path.GetFileName(f)).Order());
            Assert.All(whole, file => Assert.Equal(File.ReadAllText(Path.Combine(_scratch["whole"], folder, file)), File.ReadAllText(Path.Combine(_scratch["merged"], folder, file))));
        }
    }

    [Fact]
    public void In_any_order_of_the_shards()
    {
        var (one, two) = (Runs.Of(Runs.Many.Take(3)), Runs.Of(Runs.Many.Skip(3)));
        Assert.Equal(ReportJson.ToJson(ReportMerge.Merge([one, two])), ReportJson.ToJson(ReportMerge.Merge([two, one])));
    }

    [Fact]
    public void The_json_keeps_everything_bit_by_bit()
    {
        var report = Runs.Of(Runs.Many);
        var json = ReportJson.ToJson(report);
        var read = ReportJson.Parse("f", json);
        Assert.Equal(json, ReportJson.ToJson(read));
        Assert.Equal(report.Entries.SelectMany(e => e.Outcome.Measurements).SelectMany(m => m.PerSeed).Select(BitConverter.DoubleToInt64Bits),
            read.Entries.SelectMany(e => e.Outcome.Measurements).SelectMany(m => m.PerSeed).Select(BitConverter.DoubleToInt64Bits));
        Assert.Contains("    {\n      \"verdict\": \"NotReproduced\"", ReportJson.ToJson(Runs.Of(Runs.Entry("P1.1", verdict: Verdict.NotReproduced))));
        Assert.True(read.Entries[0].Outcome.Charts[0].LogX);
    }

    [Fact]
    public void Each_machine_is_listed_once_and_the_earliest_start_counts()
    {
        var other = Made.Machine with { Cpu = "Another CPU" };
        var early = new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
        var merged = ReportMerge.Merge([Runs.Of(Runs.Entry("P1.1")), Runs.Of(Runs.Entry("P1.2")), Runs.Of(Runs.Entry("P1.3")) with { Environments = [other], Started = early, Runs = ["https://ci.invalid/2"] }]);
        Assert.Equal([other, Made.Machine], merged.Environments);
        Assert.Equal(early, merged.Started);
        Assert.Equal(["https://ci.invalid/1", "https://ci.invalid/2"], merged.Runs);
        Assert.Equal(TimeSpan.FromSeconds(3 * 12.5), merged.Elapsed);
    }

    [Fact]
    public void A_claim_in_two_shards_appears_once_with_the_time_of_both()
    {
        var merged = ReportMerge.Merge([Runs.Of(Runs.Entry("P1.1")), Runs.Of(Runs.Entry("P1.1"))]);
        Assert.Single(merged.Entries);
        Assert.Equal(TimeSpan.FromSeconds(25), merged.Elapsed);
    }

    [Fact]
    public void A_claim_on_which_two_shards_disagree_is_an_error()
    {
        var e = Assert.Throws<InvalidDataException>(() => ReportMerge.Merge([Runs.Of(Runs.Entry("P1.1")), Runs.Of(Runs.Entry("P1.1", change: o => o.With(0, 0, 0.5)))]));
        Assert.Contains("Two shards decided P1.1", e.Message);
    }

    [Fact]
    public void No_shard_at_all_is_an_error() => Assert.Throws<InvalidDataException>(() => ReportMerge.Merge([], _scratch["merged"]));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"started\": \"2026-11-23T12:00:00+00:00\", \"environments\": []}")]
    [InlineData("{\"started\": \"2026-11-23T12:00:00+00:00\", \"environments\": [], \"entries\": [], \"more\": 1}")]
    [InlineData("{\"started\": \"2026-11-23T12:00:00+00:00\", \"environments\": [], \"entries\": [null]}")]
    [InlineData("{\"started\": \"2026-11-23T12:00:00+00:00\", \"environments\": [], \"entries\": [], \"entries\": []}")]
    public void A_file_that_is_no_report_is_named(string text)
    {
        File.WriteAllText(_scratch["shard.json"], text);
        Assert.Contains(_scratch["shard.json"], Assert.Throws<InvalidDataException>(() => ReportMerge.Merge([_scratch["shard.json"]], _scratch["merged"])).Message);
    }
}
