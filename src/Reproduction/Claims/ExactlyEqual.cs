using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>"Two quantities are equal, but for rounding": mathematics decides at every seed, with no error rate.</summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Quantity">The measured one.</param>
/// <param name="Expected">The value that it must equal; null for 0.</param>
/// <param name="Tolerance">The largest difference that rounding explains.</param>
/// <param name="Derivation">Where the tolerance comes from ("n eps of a sum of n terms").</param>
public sealed record ExactlyEqual(string Name, Quantity Quantity, Quantity? Expected, double Tolerance, string Derivation)
    : Decision(Name)
{
    public override bool IsIdentity => true;

    public override IEnumerable<Quantity> Quantities => Expected is null ? [Quantity] : [Quantity, Expected];

    public override JsonObject Rule => new()
    {
        ["rule"] = "exactlyEqual", ["quantity"] = Quantity.Name, ["expected"] = Expected?.Name ?? "0", ["tolerance"] = Tolerance,
    };

    public override Decision On(Func<Arm, Arm> arms) => this with { Quantity = Quantity.On(arms), Expected = Expected?.On(arms) };

    public override string? Refusal(SeedSchedule schedule) => NeedsTolerance(Tolerance);

    public override Finding Judge(Look look)
    {
        var values = look.Values(Quantity);
        var expected = Expected is null ? [.. values.Select(_ => 0.0)] : look.Values(Expected);
        double[] differences = [.. values.Zip(expected, (v, e) => v == e ? 0 : v - e)]; // two equal infinities do not differ
        bool[] within = [.. differences.Select(d => Math.Abs(d) <= Tolerance)];
        var verdict = within.All(w => w) ? Verdict.Holds : Verdict.Fails;
        return FindingText.Of(this, differences, within, new(
            Name, verdict, "", differences.Average(), differences.Min(), differences.Max(), 1, 0, double.NaN, look.Seeds, "")
        {
            ToleranceLow = -Tolerance,
            ToleranceHigh = Tolerance,
        });
    }
}
