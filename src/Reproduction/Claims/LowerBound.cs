using System.Text.Json.Nodes;
using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>
/// "No run gets below what theory allows" ("two pairs can never get below 1/3"). A run that does has seen what it must not: a
/// leak, so Invalid, never a success.
/// </summary>
/// <param name="Name">A short sentence.</param>
/// <param name="Quantity">The measured one; a diverged run, +∞, is not below.</param>
/// <param name="Bound">The best that theory allows.</param>
/// <param name="Tolerance">How far below it noise alone may take a value, such as 5 standard errors of the test set.</param>
/// <param name="Derivation">Where both come from.</param>
public sealed record LowerBound(string Name, Quantity Quantity, double Bound, double Tolerance, string Derivation)
    : Decision(Name)
{
    public override bool IsIdentity => true;

    public override IEnumerable<Quantity> Quantities => [Quantity];

    public override JsonObject Rule => new()
    {
        ["rule"] = "lowerBound", ["quantity"] = Quantity.Name, ["bound"] = Bound, ["tolerance"] = Tolerance,
    };

    public override Decision On(Func<Arm, Arm> arms) => this with { Quantity = Quantity.On(arms) };

    public override string? Refusal(SeedSchedule schedule) =>
        double.IsFinite(Bound) ? NeedsTolerance(Tolerance) : "its bound must be finite.";

    public override Finding Judge(Look look)
    {
        var values = look.Values(Quantity);
        bool[] above = [.. values.Select(v => v >= Bound - Tolerance)];
        var verdict = above.All(a => a) ? Verdict.Holds : Verdict.Invalid;
        return FindingText.Of(this, values, above, new(
            Name, verdict, "", values.Average(), values.Min(), values.Max(), 1, Bound, double.NaN, look.Seeds, "")
        {
            ToleranceLow = Bound - Tolerance,
        });
    }
}
