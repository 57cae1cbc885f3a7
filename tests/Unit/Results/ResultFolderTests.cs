using System.Globalization;
using Reproduction;
using Reproduction.Results;
using WeightPred.Unit.Reports;

namespace WeightPred.Unit.Results;

public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private ResultFolder Folder => new(_temporary.Path);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_file_is_named_after_claim_tier_and_a_device_class_without_bits()
    {
        Assert.Equal("P1.1.quick.json", ResultFolder.FileName(Made.Result()));
        Assert.Equal("P1.1.full.torchsharp-cpu.json",
            ResultFolder.FileName(Made.Result(tier: Tier.Full) with { Device = new Device("torchsharp-cpu", false, "0.107") }));
        Assert.Equal("P-1.quick.json", ResultFolder.FileName(Made.Result("P/1")));
    }

    [Fact]
    public void A_result_reads_back_with_every_bit()
    {
        Folder.Write(Made.Result());
        var read = Assert.Single(Folder.ReadAll().Results);
        Assert.Equal(Made.Result().Measurements.SelectMany(m => m.PerSeed), read.Measurements.SelectMany(m => m.PerSeed));
        Assert.Equal(ResultFile.ToJson(Made.Result()), ResultFile.ToJson(read));
        Assert.Contains("\"Infinity\"", _temporary.Text("results/claims/P1.1.quick.json"));
        Assert.StartsWith("{\"format\":5,", _temporary.Text("results/claims/P1.1.quick.json"));
    }

    [Fact]
    public void The_culture_changes_no_byte()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Contains("0.30000000000000004", ResultFile.ToJson(Made.Result()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_claim_decided_again_replaces_its_own_file_alone()
    {
        Folder.Write(Made.Result("P1.1"));
        Folder.Write(Made.Result("P1.1", Tier.Full));
        Folder.Write(Made.Result("P1.2"));
        var others = new[] { "P1.1.full.json", "P1.2.quick.json" }
            .ToDictionary(f => f, f => _temporary.Text("results/claims/" + f));
        Folder.Write(Made.Result("P1.1", verdict: Verdict.Undecided));
        Assert.All(others, o => Assert.Equal(o.Value, _temporary.Text("results/claims/" + o.Key)));
        Assert.Equal(3, Folder.ReadAll().Results.Count);
        Assert.Contains(Folder.ReadAll().Results, r => r.Verdict == Verdict.Undecided);
    }

    [Theory]
    [InlineData("\"verdict\":\"Holds\"", "\"verdict\":\"Held\"")]
    [InlineData("\"verdict\":\"Holds\"", "\"verdict\":0")]
    [InlineData("\"format\":5", "\"format\":1")]
    [InlineData("\"format\":5,", "")]
    [InlineData("\"plan\":\"{}\"", "\"plan\":\"{ }\"")]
    [InlineData("\"verdict\":\"Holds\",\"faults\":[]", "\"verdict\":\"Fails\",\"faults\":[]")]
    [InlineData("\"verdict\":\"Holds\",\"faults\":[]", "\"verdict\":\"Holds\",\"faults\":[\"a leak\"]")]
    [InlineData("\"verdict\":\"Holds\",\"faults\":[]", "\"verdict\":\"Invalid\",\"faults\":[]")]
    [InlineData("\"approved\":\"Holds\"", "\"approved\":\"Fails\"")]
    [InlineData("\"reduced\":\"\",", "")]
    [InlineData("\"baselineName\":\"P1.1.Quick\"", "\"baselineName\":\"../P1.1.Quick\"")]
    [InlineData("0.30000000000000004", "1e400")]
    [InlineData("\"seeds\":[0,1]", "\"seeds\":[0,1],\"seeds\":[0]")]
    [InlineData("\"seeds\":[0,1]", "\"seed\":[0,1]")]
    [InlineData("\"differences\":[\"500 steps instead of 50 000.\"]", "\"differences\":[null]")]
    [InlineData("\"tier\":\"Quick\"", "\"tier\":\"Full\"")]
    [InlineData("]", "")]
    [InlineData("\"faults\":[],", "")]
    [InlineData("\"step\":1,", "")]
    [InlineData(",\"loss\":0.04", "")]
    [InlineData("\"estimate\":", "\"estimate\":1e400,\"was\":")]
    public void A_damaged_file_is_named_and_kept_and_the_others_are_read(string part, string damage)
    {
        Folder.Write(Made.Result("P1.2"));
        var path = Folder.Write(Made.Result());
        Assert.Contains(part, File.ReadAllText(path));
        var damaged = File.ReadAllText(path).Replace(part, damage);
        File.WriteAllText(path, damaged);
        var reading = Folder.ReadAll();
        Assert.Equal("P1.2", Assert.Single(reading.Results).Claim.Id);
        var problem = Assert.Single(reading.Problems);
        Assert.StartsWith("results/claims/P1.1.quick.json cannot be used and is left out: ", problem);
        Assert.EndsWith("Decide the claim again, copy the file anew, or delete it.", problem);
        Assert.Equal(damaged, File.ReadAllText(path));
    }

    [Fact]
    public void A_file_cut_anywhere_is_a_problem_and_no_crash()
    {
        var path = Folder.Write(Made.Result());
        var json = File.ReadAllText(path).TrimEnd();
        for (var length = 0; length < json.Length; length += 7)
        {
            File.WriteAllText(path, json[..length]);
            Assert.Single(Folder.ReadAll().Problems);
        }
    }

    [SkippableFact]
    public async Task A_pipe_is_no_result_and_nothing_waits_for_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        Folder.Write(Made.Result("P1.2"));
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_temporary["results/claims/P1.1.quick.json"]]))
            made.WaitForExit();
        var reading = await Task.Run(Folder.ReadAll).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("P1.1.quick.json cannot be used", Assert.Single(reading.Problems), StringComparison.Ordinal);
        Assert.Equal("P1.2", Assert.Single(reading.Results).Claim.Id);
    }

    [Fact]
    public void A_word_of_a_megabyte_is_cut()
    {
        var path = Folder.Write(Made.Result());
        File.WriteAllText(path,
            File.ReadAllText(path).Replace("\"seeds\":", $"\"{new string('x', 1 << 20)}\":", StringComparison.Ordinal));
        Assert.InRange(Assert.Single(Folder.ReadAll().Problems).Length, 500, 1200);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_empty() => Assert.Empty(Folder.ReadAll().Results);
}
