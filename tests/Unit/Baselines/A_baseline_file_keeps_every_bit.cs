using System.Text;
using WeightPred.Reproduction;

namespace WeightPred.Unit.Baselines;

public sealed class A_baseline_file_keeps_every_bit
{
    private static readonly double[] Hard =
        [0.1, 1.0 / 3, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 1e-5, 123456789.123456789, double.PositiveInfinity, Math.BitIncrement(1.0)];

    private static Baseline Approved(Outcome outcome)
    {
        using var scratch = new Scratch();
        var result = Made.Comparer().Compare(outcome, scratch.Path, UpdateMode.New);
        return BaselineFile.Read(result.VerifiedFile);
    }

    private static Outcome WithHardNumbers(string device = "exacttorch") => Made.Outcome(device: device) with
    {
        Seeds = [.. Enumerable.Range(0, Hard.Length)],
        Measurements = [new Measurement("hard numbers in µ² & \"quotes\"", "µ²", Hard)],
    };

    [Theory]
    [InlineData("exacttorch")]
    [InlineData("torchsharp-cuda")]
    public void Numbers_come_back_as_they_went(string device)
    {
        var read = Approved(WithHardNumbers(device)).Measurements[0];
        Assert.Equal(Hard.Select(BitConverter.DoubleToInt64Bits), read.PerSeed.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal("hard numbers in µ² & \"quotes\"", read.Name);
        Assert.Equal("µ²", read.Unit);
    }

    [Fact]
    public void Everything_else_comes_back_too()
    {
        var outcome = Made.Outcome(verdict: Verdict.NotReproduced);
        var read = Approved(outcome);
        Assert.Equal(outcome.Statement.Id, read.Claim);
        Assert.Equal(outcome.Statement.Sentence, read.Sentence);
        Assert.Equal(Tier.Quick, read.Tier);
        Assert.Equal("exacttorch", read.DeviceClass);
        Assert.Equal("1", read.Numerics);
        Assert.Equal(Verdict.NotReproduced, read.Verdict);
        Assert.Equal([new NamedVerdict("XLinear beats Linear", Verdict.NotReproduced)], read.Decisions);
        Assert.Equal([new NamedVerdict("arms swapped", Verdict.NotReproduced)], read.Controls);
        Assert.Equal(outcome.Registration, read.Registration);
        Assert.Equal(outcome.Fingerprint, read.Fingerprint);
        Assert.Equal(outcome.Seeds, read.Seeds);
        var approval = Assert.Single(read.Approvals);
        Assert.Equal(("2026-11-23", "", "invented machine", ""), (approval.Date, approval.Reason, approval.Machine, approval.Previous));
    }

    [Fact]
    public void Infinity_is_a_string_and_bits_stand_beside_the_numbers_only_where_they_are_promised()
    {
        var exact = BaselineFile.ToJson(Approved(WithHardNumbers()));
        Assert.Contains("\"Infinity\"", exact);
        Assert.Contains("\"3fb999999999999a\"", exact); // 0.1
        Assert.DoesNotContain("\"bits\"", BaselineFile.ToJson(Approved(WithHardNumbers("torchsharp-cpu"))));
    }

    [Fact]
    public void The_text_is_the_same_under_a_culture_with_decimal_commas()
    {
        var expected = BaselineFile.ToJson(Approved(WithHardNumbers()));
        var foreign = Foreign.Culture(() => BaselineFile.ToJson(Approved(WithHardNumbers())));
        Assert.Equal(expected, foreign);
        Assert.Contains("1E-05", foreign);
    }

    [Fact]
    public void A_file_has_no_byte_order_mark_no_carriage_return_and_keeps_letters_readable()
    {
        using var scratch = new Scratch();
        var bytes = File.ReadAllBytes(Made.Comparer().Compare(WithHardNumbers(), scratch.Path, UpdateMode.New).VerifiedFile);
        Assert.Equal((byte)'{', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Contains("µ²", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Nothing_but_the_finished_file_is_left_in_the_folder()
    {
        using var scratch = new Scratch();
        for (var i = 0; i < 3; i++)
            WholeFile.Write(scratch["a.json"], $"text {i}");
        Assert.Equal(["a.json"], scratch.Files);
        Assert.Equal("text 2", File.ReadAllText(scratch["a.json"]));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_litter()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch["taken"]);
        File.WriteAllText(Path.Combine(scratch["taken"], "inside"), "old");
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(scratch["taken"], "new"));
        Assert.Equal("old", File.ReadAllText(Path.Combine(scratch["taken"], "inside")));
        Assert.Empty(scratch.Files);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("a:b")]
    public void A_name_that_would_leave_the_folder_is_refused(string name)
    {
        using var scratch = new Scratch();
        Assert.Throws<ArgumentException>(() => Made.Comparer().Compare(Made.Outcome() with { BaselineName = name }, scratch.Path, UpdateMode.New));
    }
}
