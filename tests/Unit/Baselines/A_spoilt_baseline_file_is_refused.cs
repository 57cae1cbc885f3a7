using System.Text;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

/// <summary>One clear error each, that names the file and the key and says what to do; never a default in place of what is missing.</summary>
public sealed class A_spoilt_baseline_file_is_refused
{
    private static readonly string Sound = SoundText();

    private static string SoundText()
    {
        using var scratch = new Scratch();
        return File.ReadAllText(Made.Comparer("first").Compare(Made.Outcome(), scratch.Path, UpdateMode.New).VerifiedFile);
    }

    private static BaselineFormatException Refused(string text)
    {
        var e = Assert.Throws<BaselineFormatException>(() => BaselineFile.Parse("the file.verified.json", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith("the file.verified.json", e.Message);
        Assert.Contains("git checkout -- \"the file.verified.json\"", e.Message);
        Assert.Contains("WEIGHTPRED_UPDATE=new", e.Message);
        return e;
    }

    private static string Replace(string old, string now)
    {
        Assert.Contains(old, Sound);
        var at = Sound.IndexOf(old, StringComparison.Ordinal);
        return Sound[..at] + now + Sound[(at + old.Length)..];
    }

    [Fact]
    public void A_sound_one_is_read() => Assert.Equal("P1.1", BaselineFile.Parse("f", Encoding.UTF8.GetBytes(Sound)).Claim);

    [Fact]
    public void A_byte_order_mark_and_CRLF_are_tolerated()
    {
        var bytes = Encoding.UTF8.Preamble.ToArray().Concat(Encoding.UTF8.GetBytes(Sound.Replace("\n", "\r\n") + "\r\n")).ToArray();
        Assert.Equal(Made.XLinear, BaselineFile.Parse("f", bytes).Measurements[1].PerSeed);
    }

    [Fact]
    public void Cut_off_anywhere()
    {
        for (var length = 0; length < Sound.Length - 1; length++)
            Refused(Sound[..length]);
    }

    [Fact]
    public void Cut_off_inside_a_number_it_names_the_key()
    {
        var e = Refused(Sound[..(Sound.IndexOf("0.0391", StringComparison.Ordinal) + 3)]);
        Assert.Equal("measurements[0].values[1]", e.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("<<<<<<< HEAD")]
    public void No_object_at_all(string text) => Refused(text);

    [Fact]
    public void Text_after_the_end() => Refused(Sound + "{}");

    [Fact]
    public void A_comment() => Refused(Replace("\"claim\"", "/* mine */ \"claim\""));

    [Fact]
    public void A_bare_NaN_names_line_and_key()
    {
        var e = Refused(Replace("0.0391", "NaN"));
        Assert.Equal("measurements[0].values[1]", e.Key);
        Assert.Equal(Sound[..Sound.IndexOf("0.0391", StringComparison.Ordinal)].Count(c => c == '\n') + 1, e.Line);
        Assert.Contains("NaN", e.Message);
    }

    [Fact]
    public void A_quoted_NaN_names_line_and_key()
    {
        var e = Refused(Replace("0.0391", "\"NaN\""));
        Assert.Equal("measurements[0].values[1]", e.Key);
        Assert.Equal(Sound[..Sound.IndexOf("0.0391", StringComparison.Ordinal)].Count(c => c == '\n') + 1, e.Line);
        Assert.Contains("is NaN", e.Message);
    }

    [Theory]
    [InlineData("Infinity", "bare Infinity")]
    [InlineData("1e999", "no double holds")]
    [InlineData("\"0.0391\"", "must be a number")]
    [InlineData("null", "must be a number")]
    [InlineData("[0.0391]", "must be a number")]
    [InlineData("0,0391", "")]
    [InlineData("+0.0391", "")]
    [InlineData(".0391", "")]
    public void No_number_where_one_must_be(string text, string problem) => Assert.Contains(problem, Refused(Replace("0.0391", text)).Message);

    [Theory]
    [InlineData("claim")]
    [InlineData("sentence")]
    [InlineData("tier")]
    [InlineData("deviceClass")]
    [InlineData("numerics")]
    [InlineData("verdict")]
    [InlineData("decisions")]
    [InlineData("controls")]
    [InlineData("registration")]
    [InlineData("seeds")]
    [InlineData("measurements")]
    [InlineData("fingerprint")]
    [InlineData("approvals")]
    [InlineData("format")]
    public void A_missing_key_is_named(string key)
    {
        // Renamed, so that it is missing under its name.
        var e = Refused(Replace($"\n  \"{key}\":", $"\n  \"{key}_\":"));
        Assert.Equal(key, e.Key);
        Assert.Contains("is missing", e.Message);
    }

    [Theory]
    [InlineData("\"unit\"", "\"Unit\"", "measurements[0].unit")]
    [InlineData("\"values\"", "\"value\"", "measurements[0].values")]
    [InlineData("\"bits\"", "\"bit\"", "measurements[0].bits")]
    [InlineData("\"name\"", "\"names\"", "decisions[0].name")]
    [InlineData("\"reason\"", "\"why\"", "approvals[0].reason")]
    public void A_missing_key_inside_is_named(string old, string now, string key) => Assert.Equal(key, Refused(Replace(old, now)).Key);

    [Theory]
    [InlineData("\"claim\": \"P1.1\",", "\"claim\": \"P1.1\", \"extra\": 1,", "extra")]
    [InlineData("\"unit\": \"MSE\",", "\"unit\": \"MSE\", \"k\": 3,", "measurements[0].k")]
    public void An_unknown_key_is_named(string old, string now, string key)
    {
        var e = Refused(Replace(old, now));
        Assert.Equal(key, e.Key);
        Assert.Contains("is unknown", e.Message);
    }

    [Theory]
    [InlineData("\"claim\": \"P1.1\",", "\"claim\": \"P1.1\", \"claim\": \"P1.1\",", "claim")]
    [InlineData("\"unit\": \"MSE\",", "\"unit\": \"MSE\", \"unit\": \"MSE\",", "measurements[0].unit")]
    public void A_key_that_is_there_twice_is_named(string old, string now, string key)
    {
        var e = Refused(Replace(old, now));
        Assert.Equal(key, e.Key);
        Assert.Contains("twice", e.Message);
    }

    [Theory]
    [InlineData("\"claim\": \"P1.1\"", "\"claim\": 11", "claim")]
    [InlineData("\"claim\": \"P1.1\"", "\"claim\": \"\"", "claim")]
    [InlineData("\"tier\": \"Quick\"", "\"tier\": \"quick\"", "tier")]
    [InlineData("\"tier\": \"Quick\"", "\"tier\": 0", "tier")]
    [InlineData("\"verdict\": \"Reproduced\"", "\"verdict\": \"Great\"", "verdict")]
    [InlineData("\"verdict\": \"Reproduced\"", "\"verdict\": \"Inconclusive\"", "verdict")]
    [InlineData("\"verdict\": \"Reproduced\"", "\"verdict\": \"Invalid\"", "verdict")]
    [InlineData("\"seeds\": [", "\"seeds\": [ 1.5,", "seeds[0]")]
    [InlineData("\"seeds\": [", "\"seeds\": [ \"0\",", "seeds[0]")]
    [InlineData("\"seeds\": [", "\"seeds\": [ 4,", "seeds")]
    [InlineData("\"seeds\": [", "\"seeds\": [ 17,", "measurements[0].values")]
    [InlineData("\"date\": \"2026-11-23\"", "\"date\": \"23.11.2026\"", "approvals[0].date")]
    [InlineData("\"decisions\": [", "\"decisions\": {} , \"x\": [", "decisions")]
    public void A_wrong_type_or_value_names_its_key(string old, string now, string key) => Assert.Equal(key, Refused(Replace(old, now)).Key);

    [Fact]
    public void A_newer_format_says_so_before_anything_else()
    {
        var e = Refused(Replace("\"format\": 1,", "\"format\": 2, \"new\": true,"));
        Assert.Equal("format", e.Key);
        Assert.Contains("newer version", e.Message);
    }

    [Fact]
    public void A_number_that_does_not_fit_its_bits()
    {
        var e = Refused(Replace("0.0391", "0.0392"));
        Assert.Equal("measurements[0].bits[1]", e.Key);
        Assert.Contains("changed by hand", e.Message);
    }

    [Theory]
    [InlineData("\"sentence\": \"XLinear beats Linear\"", "\"sentence\": \"XLinear beats Linear, always\"")]
    [InlineData("\"verdict\": \"Reproduced\"", "\"verdict\": \"NotReproduced\"")]
    [InlineData("\"verdict\": \"NotReproduced\"", "\"verdict\": \"Inconclusive\"")]
    [InlineData("\"fingerprint\": \"aa", "\"fingerprint\": \"ba")]
    public void Any_edit_by_hand_after_the_approval(string old, string now)
    {
        var e = Refused(Replace(old, now));
        Assert.Contains("changed by hand after its approval", e.Message);
        Assert.Equal("approvals[0].content", e.Key);
    }

    [Fact]
    public void Nobody_approved_it() => Assert.Equal("approvals", Refused(Sound[..Sound.IndexOf("\"approvals\"", StringComparison.Ordinal)] + "\"approvals\": []}").Key);

    [Fact]
    public void The_comparison_then_is_red_and_an_update_does_not_overwrite_the_log()
    {
        using var scratch = new Scratch();
        var outcome = Made.Outcome();
        var verified = BaselineFile.VerifiedPath(scratch.Path, outcome.BaselineName);
        File.WriteAllText(verified, Sound[..100]);
        foreach (var mode in Enum.GetValues<UpdateMode>())
        {
            var result = Made.Comparer().Compare(outcome, scratch.Path, mode);
            Assert.Equal(BaselineKind.Unreadable, result.Kind);
            Assert.False(result.Passed);
            Assert.False(result.CanBeApproved);
            Assert.Contains("truncated", result.Message);
            Assert.Contains("git checkout", result.Message);
            Assert.Equal(Sound[..100], File.ReadAllText(verified));
        }
    }

    [Fact]
    public void Another_claims_file_is_not_taken_for_this_ones()
    {
        using var scratch = new Scratch();
        var (mine, other) = (Made.Outcome(), Made.Outcome("P1.2"));
        var result = Made.Comparer().Compare(other, scratch.Path, UpdateMode.New);
        File.Move(result.VerifiedFile, BaselineFile.VerifiedPath(scratch.Path, mine.BaselineName));
        result = Made.Comparer().Compare(mine, scratch.Path, UpdateMode.All);
        Assert.Equal(BaselineKind.Unreadable, result.Kind);
        Assert.Contains("is P1.2, but this run is P1.1: the file belongs to another claim", result.Message);
    }

    [Fact]
    public void A_folder_in_its_place_is_an_error_too()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(BaselineFile.VerifiedPath(scratch.Path, Made.Outcome().BaselineName));
        Assert.Equal(BaselineKind.Unreadable, Made.Comparer().Compare(Made.Outcome(), scratch.Path, UpdateMode.All).Kind);
    }
}
