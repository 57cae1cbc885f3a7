using System.Globalization;
using System.Text;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;
using WeightPred.Unit.Files;

namespace WeightPred.Unit.Baselines;

public sealed class BaselineFileTests
{
    private const string File = "the file.verified.json";

    private static readonly double[] Hard =
        [0.1, 1.0 / 3, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 1e-5, 123456789.123456789, double.PositiveInfinity, double.NegativeInfinity, Math.BitIncrement(1.0)];

    // Three approvals, so that the log has a first, a middle and a last entry.
    private static readonly Baseline Sound = SoundOne();
    private static readonly string Text = BaselineFile.ToJson(Sound);

    private static Baseline SoundOne()
    {
        using var scratch = new Scratch();
        Made.Result().Approve(scratch.Path);
        Made.Result().With(0, 1, 2, 3, 4, 5).Approve(scratch.Path, "another start");
        return Made.Result().With(0, 0.25, 0.5, 1e-5, 4, double.PositiveInfinity).Approve(scratch.Path, "the third \"µ²\"");
    }

    private static Baseline Parse(string text) => BaselineFile.Parse(File, Encoding.UTF8.GetBytes(text));

    private static BaselineException Refused(string text)
    {
        var e = Assert.Throws<BaselineException>(() => Parse(text));
        Assert.StartsWith(File, e.Message);
        Assert.EndsWith($"\nRestore it from git (git checkout -- \"{File}\"), or delete it and approve anew.", e.Message);
        return e;
    }

    private static BaselineException Refused(string old, string now)
    {
        Assert.Contains(old, Text);
        var at = Text.IndexOf(old, StringComparison.Ordinal);
        return Refused(Text[..at] + now + Text[(at + old.Length)..]);
    }

    [Fact]
    public void Everything_comes_back_to_the_last_bit()
    {
        using var scratch = new Scratch();
        var result = Made.Result(verdict: Verdict.Untestable, tier: Tier.Published) with
        {
            Seeds = [.. Enumerable.Range(7, Hard.Length)],
            Measurements = [new("hard numbers in µ² & \"quotes\"", "µ²", Hard), new("the first seeds", "MSE", [1, 2])],
        };
        var read = result.Approve(scratch.Path);
        Assert.Equal(Hard.Select(BitConverter.DoubleToInt64Bits), read.Measurements[0].PerSeed.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(("hard numbers in µ² & \"quotes\"", "µ²"), (read.Measurements[0].Name, read.Measurements[0].Unit));
        Assert.Equal(result.Seeds, read.Seeds);
        Assert.Equal([new("XLinear is lower", Verdict.Untestable)], read.Decisions);
        Assert.Equal([new("targets shuffled", Verdict.Fails)], read.Controls);
        Assert.Equal([new("XLinear is lower", Verdict.Undecided)], read.Twin);
        Assert.Equal(("P1.1", "XLinear ends lower at 500 steps", Kind.Result, Tier.Full, Made.Exact, Verdict.Untestable, result.Registration, result.Fingerprint, 2),
            (read.Claim, read.Sentence, read.Kind, read.Tier, read.Device, read.Verdict, read.Registration, read.Fingerprint, read.Format));
        var approval = Assert.Single(read.Approvals);
        Assert.Equal(("2026-11-23", "first", "an invented machine", ""), (approval.Date, approval.Reason, approval.Machine, approval.Previous));
    }

    [Fact]
    public void The_log_keeps_verdict_and_means_of_what_was_approved_before()
    {
        Assert.Equal(["first", "another start", "the third \"µ²\""], Sound.Approvals.Select(a => a.Reason));
        Assert.Equal("Holds here with 5 seeds; Linear: final loss 3 MSE; XLinear: final loss 0.024960000000000003 MSE", Sound.Approvals[2].Previous);
    }

    [Fact]
    public void The_text_is_the_same_under_another_culture_without_mark_or_carriage_return_and_readable()
    {
        var before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (foreign.NumberFormat.NumberDecimalSeparator, foreign.NumberFormat.NegativeSign, foreign.DateTimeFormat.DateSeparator) = (",", "−", ".");
        CultureInfo.CurrentCulture = foreign;
        try
        {
            Assert.Equal(Text, BaselineFile.ToJson(SoundOne()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.StartsWith("{\n  \"format\": 2,\n", Text);
        Assert.Contains("1E-05", Text);
        Assert.Contains("\"Infinity\"", Text);
        Assert.Contains("µ²", Text);
        Assert.DoesNotContain('\r', Text);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n", "is empty")]
    [InlineData("null", "format")]
    [InlineData("[]", "could not be converted")]
    [InlineData("<<<<<<< HEAD", "invalid start")]
    [InlineData("{", "truncated")]
    public void No_baseline_at_all(string text, string problem) => Assert.Contains(problem, Refused(text).Message);

    [Fact]
    public void A_byte_order_mark() => Assert.Contains("byte order mark", Refused("\uFEFF" + Text).Message);

    [Fact]
    public void Carriage_returns_name_the_line()
    {
        var e = Refused(Text[..^1] + "\r\n}");
        Assert.Contains("carriage return", e.Message);
        Assert.Equal(Text.Count(c => c == '\n') + 1, e.Line);
    }

    [Fact]
    public void A_cut_off_file_says_so_and_names_the_line()
    {
        var e = Refused(Text[..(Text.IndexOf("0.0251", StringComparison.Ordinal) + 3)]);
        Assert.Contains("ends too early", e.Message);
        Assert.Equal(LineOf("0.0251"), e.Line);
        Assert.StartsWith($"{File}({e.Line}): ", e.Message);
    }

    [Theory]
    [InlineData("0.0251", "NaN", "is NaN")]
    [InlineData("0.0251", "Infinity", "bare Infinity")]
    [InlineData("0.0251", "-Infinity", "bare Infinity")]
    [InlineData("0.0251", "0.02510", "reads 0.02510, where this suite writes 0.0251,")]
    [InlineData("0.0251", "2.51e-2", "reads 2.51e-2, where this suite writes 0.0251,")]
    [InlineData("0.0251", "0.025100000000000000001", "where this suite writes 0.0251,")]
    [InlineData("0.0251", "null", "could not be converted")]
    [InlineData("0.0251", "\"0.0251\"", "could not be converted")]
    [InlineData("\"kind\": \"Result\"", "\"kind\": \"result\"", "where this suite writes \"kind\": \"Result\"")]
    [InlineData("\"kind\": \"Result\"", "\"kind\": 0", "could not be converted")]
    [InlineData("\"claim\": \"P1.1\"", "\"claim\": 11", "could not be converted")]
    [InlineData("\"claim\": \"P1.1\",", "\"claim\": \"P1.1\", \"extra\": 1,", "extra")]
    [InlineData("\"claim\": \"P1.1\",", "\"claim\": \"P1.1\", \"claim\": \"P1.1\",", "Duplicate")]
    [InlineData("\"claim\"", "/* mine */ \"claim\"", "invalid start")]
    public void What_a_line_may_not_hold_names_the_line(string old, string now, string problem)
    {
        var e = Refused(old, now);
        Assert.Contains(problem, e.Message);
        Assert.Equal(LineOf(old), e.Line);
    }

    [Theory]
    [InlineData("0.0251", "0.0252", "approvals[2].content", "changed by hand")]
    [InlineData("0.0251", "\"NaN\"", "measurements[1].perSeed[1]", "is NaN")]
    [InlineData("\"Holds\"", "\"Invalid\"", "verdict", "never approved")]
    [InlineData("\"reason\": \"another", "\"reason\": \"no other", "approvals[1].hash", "log was changed by hand")]
    [InlineData("2026-11-23", "23.11.2026", "approvals[0].date", "yyyy-MM-dd")]
    [InlineData("\"format\": 2", "\"format\": 1", "format", "is 1: this suite reads format 2.\n")]
    [InlineData("\"format\": 2", "\"format\": 3", "format", "newer version")]
    [InlineData("\"seeds\": [", "\"seeds\": [\n 4,", "seeds", "seed 4 twice")]
    public void What_does_not_fit_names_the_key(string old, string now, string key, string problem)
    {
        var e = Refused(old, now);
        Assert.Equal(key, e.Key);
        Assert.Contains(problem, e.Message);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("claim")]
    [InlineData("kind")]
    [InlineData("device")]
    [InlineData("verdict")]
    [InlineData("twin")]
    [InlineData("seeds")]
    [InlineData("measurements")]
    [InlineData("approvals")]
    [InlineData("unit")]
    [InlineData("perSeed")]
    [InlineData("hash")]
    public void A_missing_key_is_named(string key) => Assert.Contains($"'{key}'", Refused(Without(key)).Message);

    [Theory]
    [InlineData("decisions")]
    [InlineData("controls")]
    [InlineData("twin")]
    [InlineData("measurements")]
    [InlineData("approvals")]
    public void Null_in_a_list(string key) => Assert.Equal((key, true), Refused($"\"{key}\": [", $"\"{key}\": [ null,") is var e ? (e.Key, e.Message.Contains("holds null")) : default);

    [Fact]
    public void Nobody_approved_it() => Assert.Equal("approvals", Refused(BaselineFile.ToJson(Sound with { Approvals = [] })).Key);

    [Fact]
    public void A_file_that_cannot_be_opened_says_so() => Assert.Contains("cannot be read", Assert.Throws<BaselineException>(() => BaselineFile.Read("no such folder/x.verified.json")).Message);

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
        using var scratch = new Scratch();
        foreach (var name in (string[])["a.verified.json", "b.verified.json", "a.verified.txt", "c.received.json"])
            System.IO.File.WriteAllText(scratch[name], "");
        Assert.Equal([scratch["a.verified.txt"], scratch["b.verified.json"]], BaselineFile.Orphans(scratch.Path, ["a", "c"]));
        Assert.Empty(BaselineFile.Orphans(scratch["none"], ["a"]));
    }

    [Fact]
    [Trait("Kind", "Simulation")]
    public void No_damage_passes_unseen()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        var lines = Text.Split('\n');
        var damages = 0;
        void Try(byte[] damaged)
        {
            if (damaged.AsSpan().SequenceEqual(bytes))
                return;
            damages++;
            Assert.Throws<BaselineException>(() => BaselineFile.Parse(File, damaged));
        }
        byte[] Edited(int at, byte now) => [.. bytes[..at], now, .. bytes[(at + 1)..]];
        void TryLines(IEnumerable<string> edited) => Try(Encoding.UTF8.GetBytes(string.Join('\n', edited)));

        for (var i = 0; i < bytes.Length; i++)
        {
            Try(Edited(i, (byte)(bytes[i] ^ (1 << (i % 8)))));
            Try(bytes[..i]);
            if (char.IsAsciiHexDigit((char)bytes[i]))
                Try(Edited(i, (byte)(bytes[i] is (byte)'9' or (byte)'f' ? bytes[i] - 1 : bytes[i] + 1)));
        }
        for (var i = 0; i < lines.Length; i++)
        {
            TryLines(lines.Where((_, j) => j != i));
            TryLines([.. lines[..i], lines[i], .. lines[i..]]);
            for (var j = i + 1; j < lines.Length; j += 7)
                TryLines(lines.Select((line, k) => k == i ? lines[j] : k == j ? lines[i] : line));
        }
        var noise = new Noise(20261125);
        for (var round = 0; round < 5000; round++)
        {
            var (at, length, other) = (noise.Below(bytes.Length), noise.Below(40), noise.Below(bytes.Length));
            var piece = bytes.AsSpan(other, Math.Min(length, bytes.Length - other)).ToArray();
            Try((round % 4) switch
            {
                0 => Edited(at, (byte)noise.Below(256)),
                1 => [.. bytes[..at], .. piece, .. bytes[at..]],
                2 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]],
                _ => [.. bytes[..at], .. piece, .. bytes[Math.Min(bytes.Length, at + piece.Length)..]],
            });
        }
        Assert.InRange(damages, 10_000, 100_000);
    }

    [Fact]
    public void No_edit_of_the_log_passes_unseen()
    {
        var log = Sound.Approvals;
        void Try(params Approval[] edited) => Refused(BaselineFile.ToJson(Sound with { Approvals = edited }));
        for (var i = 0; i < log.Count; i++)
        {
            foreach (var edit in (Approval[])[log[i] with { Date = "2026-11-24" }, log[i] with { Reason = "" }, log[i] with { Machine = "mine" }, log[i] with { Previous = "Fails" },
                log[i] with { Content = new string('0', 64) }])
            {
                Try([.. log.Take(i), edit, .. log.Skip(i + 1)]);
                if (i < log.Count - 1) // its own hash made anew still breaks the next
                    Try([.. log.Take(i), edit.Chained(i > 0 ? log[i - 1] : null), .. log.Skip(i + 1)]);
            }
            Try([.. log.Take(i), log[i] with { Hash = new string('0', 64) }, .. log.Skip(i + 1)]);
            Try([.. log.Take(i), .. log.Skip(i + 1)]);
            Try([.. log.Take(i), log[i], .. log.Skip(i)]);
        }
        Try(log[1], log[0], log[2]);
        Assert.Equal(Sound.Claim, Parse(Text).Claim);
    }

    private static int LineOf(string part) => Text[..Text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    private static string Without(string key)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(Text)!.AsObject();
        var holder = node.ContainsKey(key) ? node : key == "hash" ? node["approvals"]![0]!.AsObject() : node["measurements"]![0]!.AsObject();
        Assert.True(holder.Remove(key));
        return node.ToJsonString();
    }

    /// <summary>SplitMix64: the same numbers in every run.</summary>
    private sealed class Noise(ulong state)
    {
        public int Below(int end)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)end);
        }
    }
}
