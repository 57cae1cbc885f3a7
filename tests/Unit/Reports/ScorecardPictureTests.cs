using SkiaSharp;
using WeightPred.Reproduction;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Reports;
using WeightPred.Reproduction.Results;

namespace WeightPred.Unit.Reports;

public sealed class ScorecardPictureTests
{
    private static readonly Statement[] Claims =
    [
        new("P1.1", "XLinear beats Linear", Kind.Result, "Part I", "it did work"),
        new("P2.2", string.Join(' ', Enumerable.Repeat("a long sentence", 8)), Kind.Result, "Part II", "does not decrease"),
    ];

    private static Baseline Approved(string claim, Tier tier, Verdict verdict, bool exact = true, params Measurement[] measurements) => new()
    {
        Format = Baseline.CurrentFormat,
        Claim = claim,
        Sentence = "",
        Kind = Kind.Result,
        Tier = tier,
        Device = new Device(exact ? "exacttorch" : "torchsharp-cpu", exact, ""),
        Verdict = verdict,
        Decisions = [],
        Controls = [],
        Twin = [],
        Plan = default,
        Seeds = [0, 1],
        Measurements = measurements,
        Fingerprint = "",
        Approvals = [],
    };

    private static readonly Measurement[] TwoArms = [new("Linear: final loss", "MSE", [0.04, 0.05]), new("XLinear: final loss", "MSE", [0.02, 0.03]), new("XLinear: held-out loss", "MSE", [1, 1])];

    private static string Row(string claim, params Baseline[] approved) => ScorecardPicture.Text("title", Claims, approved).Split('\n').Single(line => line.StartsWith(claim + " |", StringComparison.Ordinal));

    [Fact]
    public void A_row_says_the_answer_with_its_numbers_and_the_guard() => Assert.Equal(
        "P1.1 | XLinear beats Linear | it did work | Not reproduced, 2 seeds, final loss: Linear 0.045; XLinear 0.025 | Holds here, 2 seeds",
        Row("P1.1", Approved("P1.1", Tier.Full, Verdict.Fails, true, TwoArms), Approved("P1.1", Tier.Quick, Verdict.Holds, true, TwoArms)));

    [Fact]
    public void Every_number_has_its_name() => Assert.Contains(
        $"final loss: {new string('a', 40)} 0.045; b diverged |",
        Row("P1.1", Approved("P1.1", Tier.Full, Verdict.Holds, true, new Measurement($"{new string('a', 40)}: final loss", "MSE", [0.04, 0.05]), new Measurement("b: final loss", "MSE", [0.1, double.PositiveInfinity]))), StringComparison.Ordinal);

    [Fact]
    public void Nothing_approved_is_said() => Assert.EndsWith("| Not yet there | None yet", Row("P2.2", Approved("P1.1", Tier.Full, Verdict.Holds)), StringComparison.Ordinal);

    [Fact]
    public void Devices_without_exact_bits_do_not_count() => Assert.EndsWith("| Not yet there | None yet", Row("P1.1", Approved("P1.1", Tier.Full, Verdict.Holds, exact: false)), StringComparison.Ordinal);

    [Fact]
    public void The_picture_grows_with_its_rows()
    {
        int Height(int rows)
        {
            using var picture = SKBitmap.Decode(ScorecardPicture.Png("title", Claims[..rows], []));
            return picture.Height;
        }

        Assert.True(Height(2) > Height(1) + 30);
    }
}
