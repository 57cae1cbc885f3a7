namespace WeightPred.Reproduction.Statistics;

/// <summary>
/// Statements that mathematics decides, with no error rate: the tolerance is derived from the arithmetic, the p-value is NaN, and
/// the interval is the range over seeds.
/// </summary>
public static class Oracle
{
    /// <summary>
    /// Every value equals the oracle's within the tolerance ("scaling x_eval leaves R² unchanged"): Holds, or Fails.
    /// </summary>
    /// <param name="subject">What is decided.</param>
    /// <param name="values">One a seed (or a case).</param>
    /// <param name="expected">The oracle's value of each.</param>
    /// <param name="tolerance">The largest difference that rounding explains, in the values' unit.</param>
    /// <param name="derivation">Where the tolerance comes from ("n eps of a sum of n terms").</param>
    public static Finding Equal(Subject subject, IReadOnlyList<double> values, IReadOnlyList<double> expected, double tolerance, string derivation)
    {
        if (values.Count != expected.Count)
            throw new ArgumentException($"{values.Count} values but {expected.Count} expected ones.", nameof(expected));
        double[] differences = [.. values.Zip(expected, (v, e) => v == e ? 0 : v - e)]; // two equal infinities do not differ
        return Decide(subject, "difference from the oracle: " + subject.Quantity, differences, 0, -tolerance, tolerance, tolerance, Verdict.Fails,
            $"within {Words.Number(tolerance)} of the oracle ({derivation})",
            () => $"{subject.Of}: {subject.Metric} at most {subject.Value(differences.Max(Math.Abs))} off what it must be (allowed: {Words.Number(tolerance)})");
    }

    /// <summary>Every value equals one expected value within the tolerance.</summary>
    /// <inheritdoc cref="Equal(Subject, IReadOnlyList{double}, IReadOnlyList{double}, double, string)" path="/param"/>
    public static Finding Equal(Subject subject, IReadOnlyList<double> values, double expected, double tolerance, string derivation) =>
        Equal(subject, values, [.. values.Select(_ => expected)], tolerance, derivation);

    /// <summary>
    /// No value can lie below the bound ("two pairs can never get below 1/3"). One that does has seen what it must not: a
    /// leak, so Invalid, never a success.
    /// </summary>
    /// <param name="subject">What is decided.</param>
    /// <param name="values">One a seed; a diverged run, +∞, is not below.</param>
    /// <param name="bound">What theory allows at best.</param>
    /// <param name="tolerance">How far below it noise alone may take a value, such as 5 standard errors of the test set behind it.</param>
    /// <param name="derivation">Where bound and tolerance come from.</param>
    public static Finding NeverBelow(Subject subject, IReadOnlyList<double> values, double bound, double tolerance, string derivation) =>
        Decide(subject, subject.Quantity, values, bound, bound - tolerance, double.PositiveInfinity, tolerance, Verdict.Invalid,
            $"at or above {Words.Number(bound)} less {Words.Number(tolerance)} ({derivation})",
            () => $"{subject.Of}: lowest {subject.Metric} {subject.Value(values.Min())} (never below {Words.Number(bound)})");

    private static Finding Decide(
        Subject subject, string statistic, IReadOnlyList<double> values, double target, double low, double high, double tolerance, Verdict violated, string rule, Func<string> effect)
    {
        if (values.Count == 0)
            throw new ArgumentException("An oracle that checks no value proves nothing.", nameof(values));
        if (!(tolerance >= 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is at least 0 and finite.");
        if (!double.IsFinite(target))
            throw new ArgumentException($"The bound must be finite, not {target}.");

        int[] violations = [.. Enumerable.Range(0, values.Count).Where(i => !(values[i] >= low && values[i] <= high))];
        var (verdict, reason) = values.Any(double.IsNaN)
            ? (Verdict.Invalid, $"Value {values.ToList().FindIndex(double.IsNaN)} is NaN: a fault.")
            : violations.Length == 0
                ? (Verdict.Holds, $"All {Words.Count(values.Count, "value")} {rule}.")
                : (violated, $"{violations.Length} of {Words.Count(values.Count, "value")} not {rule}; "
                    + $"the first is value {violations[0]}: {Words.Number(values[violations[0]])}."
                    + (violated == Verdict.Invalid ? " Something leaks." : ""));
        return new(subject.Name, verdict, statistic, Moments.Mean(values), values.Min(), values.Max(), 1, target, double.NaN, values.Count, reason)
        {
            ToleranceLow = double.IsFinite(low) ? low : null,
            ToleranceHigh = double.IsFinite(high) ? high : null,
            Effect = verdict == Verdict.Invalid ? "" : effect(),
        };
    }
}
