namespace WeightPred.Reproduction.Statistics;

/// <summary>What a decision is about, in the words of its sentences.</summary>
/// <param name="Name">What is decided, as a short sentence ("XLinear beats Linear").</param>
/// <param name="Of">Whose values ("XLinear").</param>
/// <param name="Metric">What is measured, in words ("final loss").</param>
/// <param name="Unit">"MSE", "R²"; "" for a pure number.</param>
public sealed record Subject(string Name, string Of, string Metric, string Unit = "")
{
    /// <summary>"final loss [MSE]".</summary>
    internal string Quantity => Unit.Length > 0 && Unit != Metric ? $"{Metric} [{Unit}]" : Metric;

    /// <summary>"0.0191 MSE".</summary>
    internal string Value(double value) => Words.Number(value) + Suffix;

    /// <summary>" MSE"; "" where the metric is its own unit ("R² 0.98", not "R² 0.98 R²").</summary>
    internal string Suffix => Unit.Length > 0 && Unit != Metric ? " " + Unit : "";

    /// <summary>"XLinear: final loss 0.0191 MSE (0.0178 to 0.0204)".</summary>
    internal string Effect(double value, double low, double high) => $"{Of}: {Metric} {Value(value)} ({Words.Number(low)} to {Words.Number(high)})";
}
