namespace Reproduction;

/// <summary>
/// Unit of a metric where people read it. Shares of a whole, R² among them, are shown in per cent, and kept as they are.
/// </summary>
/// <param name="Text">"MSE", "%", "% of Var(y)".</param>
/// <param name="Times">From a value to the one that is shown.</param>
internal readonly record struct ShownUnit(string Text, double Times)
{
    private const string Share = "share";

    public static ShownUnit Of(string unit) =>
        unit == "R²" ? new("%", 100)
        : unit == Share || unit.StartsWith(Share + " of ", StringComparison.Ordinal) ? new("%" + unit[Share.Length..], 100)
        : new(unit, 1);
}
