using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Reproduction;
using Reproduction.Baselines;
using Reproduction.Results;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Baselines;

public sealed class BaselineFileTests : IDisposable
{
    private static readonly double[] Hard =
        [0.1, 1.0 / 3, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 1e-5, 123456789.123456789, double.PositiveInfinity,
            double.NegativeInfinity, Math.BitIncrement(1.0)];

    private static readonly Baseline Sound = SoundOne();
    private static readonly string Text = BaselineFile.ToJson(Sound);
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static Baseline SoundOne()
    {
        using var scratch = new Scratch();
        Made.Result().Approve(scratch.Path);
        return Made.Result().With(0, 0.25, 0.5, 1e-5, 4, double.PositiveInfinity).Approve(scratch.Path, "the second \"µ²\"");
    }

    // One line that names the file, and says what to do.
    private string Refused(byte[] bytes)
    {
        var file = _scratch["the file.verified.json"];
        File.WriteAllBytes(file, bytes);
        var message = Assert.Throws<BaselineException>(() => BaselineFile.Read(file)).Message;
        Assert.StartsWith($"{file} cannot be used: ", message);
        Assert.EndsWith($". Restore it from git (git checkout -- \"{file}\"), or delete it and approve anew.", message);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private string Refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Everything_comes_back_to_the_last_bit()
    {
        var result = Made.Result(verdict: Verdict.Untestable, tier: Tier.Published) with
        {
            Seeds = [.. Enumerable.Range(7, Hard.Length)],
            Measurements = [new("hard numbers in µ² & \"quotes\"", "µ²", Hard), new("the first seeds", "MSE", [1, 2])],
        };
        var read = result.Approve(_scratch.Path);
        Assert.Equal(Hard.Select(BitConverter.DoubleToInt64Bits),
            read.Measurements[0].PerSeed.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(("hard numbers in µ² & \"quotes\"", "µ²"), (read.Measurements[0].Name, read.Measurements[0].Unit));
        Assert.Equal(result.Seeds, read.Seeds);
        Assert.Equal([new("XLinear is lower", Verdict.Untestable)], read.Decisions);
        Assert.Equal([new("targets shuffled", Verdict.Fails)], read.Controls);
        Assert.Equal([new("XLinear is lower", Verdict.Undecided)], read.Twin);
        Assert.Equal(("P1.1", "XLinear ends lower at 500 steps", Kind.Result, Tier.Full, Made.Exact, Verdict.Untestable,
            result.Fingerprint, 3),
            (read.Claim, read.Sentence, read.Kind, read.Tier, read.Device, read.Verdict, read.Fingerprint, read.Format));
        Assert.Equal(result.Plan, JsonNode.Parse(read.Plan.GetRawText())!.ToJsonString());
        Assert.Equal(new Approval("2026-11-23", "first", "an invented machine", ""), Assert.Single(read.Approvals));
    }

    [Fact]
    public void The_log_keeps_verdict_and_seeds_of_the_approval_before() =>
        Assert.Equal(["", "Holds here with 5 seeds"], Sound.Approvals.Select(a => a.Previous));

    [Fact]
    public void The_text_is_the_same_under_another_culture_and_has_a_property_a_line()
    {
        var before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NegativeSign,
            foreign.DateTimeFormat.DateSeparator) = (",", "−", ".");
        CultureInfo.CurrentCulture = foreign;
        try
        {
            Assert.Equal(Text, BaselineFile.ToJson(SoundOne()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.StartsWith("{\n  \"format\": 3,\n", Text);
        Assert.Contains("\n          \"LearningRate\": 0.001\n", Text);
        Assert.Contains("1E-05", Text);
        Assert.Contains("\"Infinity\"", Text);
        Assert.Contains("µ²", Text);
        Assert.DoesNotContain('\r', Text);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("null", "no format")]
    [InlineData("[]", "no format")]
    [InlineData("<<<<<<< HEAD", "line 1: '<' is an invalid start")]
    [InlineData("{", "line 1")]
    [InlineData("\uFEFF{}", "line 1")]
    public void No_baseline_at_all(string text, string problem) => Assert.Contains(problem, Refused(text));

    [Fact]
    public void A_value_of_a_megabyte_is_cut() => Assert.InRange(
        Refused(Text.Replace("2026-11-23", new string('x', 1 << 20), StringComparison.Ordinal)).Length, 500, 1200);

    [SkippableFact]
    public void A_pipe_is_no_baseline_and_nothing_waits_for_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes have no names in folders there.");
        string pipe = _scratch["x.verified.json"];
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            made.WaitForExit();
        Assert.Contains("no ordinary file", Assert.Throws<BaselineException>(() => BaselineFile.Read(pipe)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoding_is_refused()
    {
        Assert.Contains("not UTF-8", Refused(Encoding.Latin1.GetBytes(Text)));
        Refused(Encoding.Unicode.GetBytes(Text));
    }

    [Theory]
    [InlineData("0.0251", "NaN", "'N' is an invalid start of a value")]
    [InlineData("0.0251", "\"NaN\"", "key \"measurements[1].perSeed[1]\" is NaN")]
    [InlineData("0.0251", "1e400", "key \"measurements[1].perSeed[1]\" is 1e400")]
    [InlineData("0.0251", "null", "key \"measurements[1].perSeed[1]\" is null")]
    [InlineData("0.0251", "\"0.0251\"", "key \"measurements[1].perSeed[1]\"")]
    [InlineData("\"kind\": \"Result\"", "\"kind\": 0", "key \"kind\"")]
    [InlineData("\"claim\": \"P1.1\"", "\"claim\": 11", "key \"claim\"")]
    [InlineData("\"claim\": \"P1.1\",", "\"claim\": \"P1.1\", \"extra\": 1,", "'extra'")]
    [InlineData("\"sentence\"", "\"claim\": \"P1.1\", \"sentence\"", "claim")]
    [InlineData("\"verdict\": \"Holds\"", "\"verdict\": \"Invalid\"", "key \"verdict\" is Invalid, which is never approved")]
    [InlineData("2026-11-23", "23.11.2026", "key \"approvals[0].date\" is \"23.11.2026\"")]
    [InlineData("\"format\": 3", "\"format\": 2", "it has format 2, this program reads format 3")]
    [InlineData("\"seeds\": [", "\"seeds\": [\n 4,", "key \"seeds\" names \"4\" twice")]
    [InlineData("\"decisions\": [", "\"decisions\": [ null,", "key \"decisions[0]\" is null")]
    public void A_fault_names_its_key(string old, string now, string problem)
    {
        var at = Text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var message = Refused(Text[..at] + now + Text[(at + old.Length)..]);
        Assert.Contains(problem, message);
    }

    public static TheoryData<string> Keys =>
        [.. JsonNode.Parse(Text)!.AsObject().Select(member => member.Key), "unit", "perSeed", "reason", "previous", "numerics"];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_missing_key_is_named_and_never_defaulted(string key)
    {
        var root = JsonNode.Parse(Text)!.AsObject();
        var holder = new[] { root, root["measurements"]![0]!.AsObject(), root["approvals"]![0]!.AsObject(),
            root["device"]!.AsObject() }.First(o => o.ContainsKey(key));
        Assert.True(holder.Remove(key));
        Assert.Contains(key, Refused(root.ToJsonString()));
    }

    [Fact]
    public void Nobody_approved_it() =>
        Assert.Contains("nobody approved it", Refused(BaselineFile.ToJson(Sound with { Approvals = [] })));

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (var length = 0; length < Text.Length; length += 7)
            Refused(Text[..length]);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_says_so() => Assert.StartsWith(
        "no such folder/x.verified.json cannot be used: ",
        Assert.Throws<BaselineException>(() => BaselineFile.Read("no such folder/x.verified.json")).Message);

    [Theory]
    [InlineData("../outside")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("")]
    public void A_name_that_would_leave_the_folder_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => BaselineFile.VerifiedPath("folder", name));
        Assert.Throws<ArgumentException>(() => BaselineFile.ReceivedPath("folder", name));
    }

    [Fact]
    public void Orphans_are_listed_and_a_missing_folder_has_none()
    {
        foreach (var name in (string[])["a.verified.json", "b.verified.json", "c.received.json",
            "a.verified.json.0123.received.tmp"])
            File.WriteAllText(_scratch[name], "");
        Assert.Equal([_scratch["b.verified.json"]], BaselineFile.Orphans(_scratch.Path, ["a", "c"]));
        Assert.Empty(BaselineFile.Orphans(_scratch["none"], ["a"]));
    }
}
