using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Reports;

/// <summary>Many findings, taken together at one error (<see cref="Holm"/>).</summary>
public static class Family
{
    /// <summary>The family-wise error that <see cref="Line"/> is about.</summary>
    public const double Error = 0.01;

    /// <summary>Holm's p-value of each; NaN where an oracle decided.</summary>
    public static double[] Adjust(IEnumerable<Finding> findings) => Holm.Adjust([.. findings.Select(P)]);

    /// <summary>One line: how many of the decided findings stand when all are taken together.</summary>
    /// <param name="findings">Each with the place that readers know it by: "P1.1 quick".</param>
    public static string Line(IReadOnlyList<(string Where, Finding Finding)> findings)
    {
        var tests = findings.Zip(Adjust(findings.Select(f => f.Finding)), (f, p) => (f.Where, f.Finding, P: p)).Where(t => !double.IsNaN(t.P)).ToArray();
        // A printed number is plausible where its test does not reject: nothing that could be too weak.
        var decided = tests.Where(t => t.Finding.Verdict is Verdict.Holds or Verdict.Fails && t.Finding.PValue <= Plausible.Error).ToArray();
        var weak = decided.Where(t => t.P > Error).Select(t => $"{t.Where} \"{t.Finding.Name}\" ({Words.P(t.P)})").ToArray();
        return $"Holm over {Words.Count(tests.Length, "test")}, family error {Words.Percent(Error)}: {decided.Length - weak.Length} of {Words.Count(decided.Length, "decided finding")} stand"
            + (weak.Length > 0 ? $"; too weak together with the others: {string.Join(", ", weak)}." : ".");
    }

    // What cannot be a p-value is no test; a look's own p counts only where nothing was said for all looks.
    private static double P(Finding finding)
    {
        var p = double.IsNaN(finding.OverallP) ? finding.PValue : finding.OverallP;
        return p is >= 0 and <= 1 ? p : double.NaN;
    }
}
