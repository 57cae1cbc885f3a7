using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Claims;

/// <summary>The sentences of findings: their statistic, effect and reason, from numbers that others computed.</summary>
internal static class FindingText
{
    /// <summary>Names of a quantity in sentences: whose values, of which metric, in which unit ("" for a pure number).</summary>
    private readonly record struct Subject(string Of, string Metric, string Unit)
    {
        public static Subject From(Quantity quantity) => quantity is Measured m
            ? new(m.Arm.Name, m.Metric.Name, m.Unit)
            : new(quantity.Called ?? quantity.Name, quantity.Unit, quantity.Unit);

        // "final loss [MSE]", "0.0191 MSE"; a metric that is its own unit says it once ("R² 0.98").
        public string Quantity => Unit.Length > 0 && Unit != Metric ? $"{Metric} [{Unit}]" : Metric;

        public string Suffix => Unit.Length > 0 && Unit != Metric ? " " + Unit : "";

        public string Value(double value) => Words.Number(value) + Suffix;
    }

    public static Finding NegativeError(string name, int seed, double value) =>
        Finding.Without(name, Verdict.Invalid, $"Seed {seed} has the value {Words.Number(value)}: an error is never negative.");

    public static Finding SeedsAlike(string name, string quantity) => Finding.Without(
        name, Verdict.Invalid, $"{quantity}: every seed gave the same value, so the seed does not reach the run. (A value without noise is decided by ExactlyEqual.)");

    public static Finding NoValue(string name, int seed) => Finding.Without(
        name, Verdict.Invalid, $"Seed {seed} has no value (NaN): a fault, not a diverged run, which counts as infinite.");

    public static Finding NotYet(string name, int first, int there) =>
        Finding.Without(name, Verdict.Undecided, $"its first look takes {Words.Count(first, "seed")}, and there {(there == 1 ? "is" : "are")} {there}.");

    public static Finding Of(LowerThan decision, MeanTest test, double[] ratios, double confirm, double contradict, Finding finding)
    {
        // "XLinear: final loss 13 % lower than Linear" where both are one metric of two arms; two metrics of one arm by their names.
        var subject = Subject.From(decision.Candidate);
        string against = (decision.Candidate, decision.Reference) is not (Measured a, Measured b) ? decision.Reference.Called ?? decision.Reference.Name
            : a.Metric.Name == b.Metric.Name ? b.Arm.Name
            : a.Arm == b.Arm ? b.Metric.Name
            : b.Name;
        var (lower, higher) = (ratios.Count(r => r > 0), ratios.Count(r => r < 0));
        string seeds = Words.Count(ratios.Length, "seed");
        string range = test.BySigns
            ? $"median {Factor(test.Estimate)}; a run diverged or hit an error of 0, so signs decide: beyond the margin in {ratios.Count(r => r > finding.Target)} of {seeds}"
            : $"{Factor(test.Estimate)}, {Factor(test.Interval.Low)} to {Factor(test.Interval.High)} at {Words.Percent(finding.Confidence)}";
        return finding with
        {
            Statistic = $"{(test.BySigns ? "median " : "")}log ratio of {subject.Metric}, {against} / {subject.Of}",
            Effect = $"{subject.Of}: {subject.Metric} {Change.Of(against, test.Estimate, test.Interval.Low, test.Interval.High)}, in {(test.Estimate < 0 ? higher : lower)} of {seeds}",
            Reason = $"{Head()}: ratio {against} / {subject.Of} of {subject.Metric} {range}; lower in {lower} of {seeds}; margin {Factor(finding.Target)}; {Level(test, confirm, contradict)}.",
        };

        string Head() => (finding.Verdict, Math.Sign(finding.Target)) switch
        {
            (Verdict.Undecided, _) => "Undecided",
            (Verdict.Holds, 0) => $"{subject.Of} is lower than {against}",
            (Verdict.Holds, > 0) => $"{subject.Of} is lower than {against} by more than a factor of {Factor(finding.Target)}",
            (Verdict.Holds, _) => $"{subject.Of} is not higher than {against} by a factor of {Factor(-finding.Target)} or more",
            (_, 0) => $"{subject.Of} is higher than {against}",
            (_, > 0) => $"{subject.Of} is not lower than {against} by a factor of {Factor(finding.Target)} or more",
            _ => $"{subject.Of} is higher than {against} by more than a factor of {Factor(-finding.Target)}",
        };
    }

    public static Finding Of(MeanWithin decision, MeanTest test, double tolerance, double confirm, double contradict, Finding finding)
    {
        var subject = Subject.From(decision.Quantity);
        string asked = double.IsInfinity(decision.High) ? $"at least {Words.Number(decision.Low)}"
            : double.IsInfinity(decision.Low) ? $"at most {Words.Number(decision.High)}"
            : $"{Words.Number(decision.Low)} to {Words.Number(decision.High)}";
        string found = finding.Verdict switch
        {
            Verdict.Holds => $"inside, {Level(test, confirm, contradict)}",
            Verdict.Fails => $"outside, {Level(test, confirm, contradict)}",
            Verdict.Untestable => $"the tolerance is only {Words.Number(tolerance)} standard deviations between seeds (below {Words.Number(MeanWithin.SmallestTolerance)} is untestable)",
            _ => $"undecided, {Level(test, confirm, contradict)}",
        };
        string seeds = Words.Count(finding.Seeds, "seed"), interval = $"{Words.Number(test.Interval.Low)} to {Words.Number(test.Interval.High)}";
        return finding with
        {
            Statistic = (test.BySigns ? "median " : "") + subject.Quantity,
            Effect = $"{subject.Of}: {subject.Metric} {subject.Value(test.Estimate)} ({interval}), {seeds}",
            Reason = $"{(test.BySigns ? "A run diverged; median" : "Mean")} {subject.Metric} {subject.Value(test.Estimate)}, {interval} at {Words.Percent(finding.Confidence)}, of {seeds}; "
                + $"asked for: {asked}; {found}.",
        };
    }

    /// <summary>Of one printed number.</summary>
    public static Finding Of(
        WithinPredictionInterval decision, Quantity quantity, Quoted printed, IReadOnlyList<double> values, Interval outer, Finding finding)
    {
        var subject = Subject.From(quantity);
        string number = $"The printed {subject.Value(printed.Value)}", side = finding.Target < finding.Estimate ? "lower" : "higher", rank = Rank(printed, values);
        var (from, to) = (Words.Number(finding.Shown(finding.Low)), Words.Number(finding.Shown(finding.High)));
        double width = LogRatio.Back(finding.High - finding.Low);
        string head = finding.Verdict switch
        {
            Verdict.Holds => $"{number} is a plausible run of ours",
            Verdict.Fails => $"{number} is {side} than a run of ours would be",
            Verdict.Untestable => $"The interval is too wide for {subject.Value(printed.Value)} to mean anything",
            _ => $"Undecided: {char.ToLowerInvariant(number[0])}{number[1..]} is {side} than most runs of ours would be, and not beyond the wider interval that contradicts",
        };
        return finding with
        {
            Statistic = "log of " + subject.Quantity,
            Effect = $"{subject.Of}: {subject.Metric} {from} to {to}{subject.Suffix} expected of one more run, printed {Words.Number(printed.Value)}; {rank}",
            Reason = $"{head}: one more run ends at {from} to {to} ({Words.Percent(finding.Confidence)}; {Words.Number(LogRatio.Back(outer.Low))} to {Words.Number(LogRatio.Back(outer.High))} at {Words.Percent(outer.Coverage)}), "
                + $"a ratio of {Words.Number(width)} (at most {Words.Number(decision.Widest)} declared); {rank}; {Words.P(finding.PValue)}.",
        };
    }

    public static Finding WithoutInterval(Quantity quantity, Quoted printed, IReadOnlyList<double> values, Finding finding)
    {
        var subject = Subject.From(quantity);
        return finding with
        {
            Statistic = "log of " + subject.Quantity,
            Effect = $"{subject.Of}: median {subject.Metric} {subject.Value(finding.Shown(finding.Estimate))}, printed {Words.Number(printed.Value)}; {Rank(printed, values)}",
            Reason = $"Undecided: a run diverged or hit 0, so there is no interval for one more run; {Rank(printed, values)}.",
        };
    }

    /// <summary>Of a table of printed numbers.</summary>
    public static Finding Of(WithinPredictionInterval decision, Finding[] cells, double[][] whole, PooledSpread? shared, Finding finding)
    {
        int inside = cells.Count(cell => cell.Verdict is not Verdict.Fails && cell.PValue > WithinPredictionInterval.ConfirmError / cells.Length);
        string count = $"{inside} of {Words.Count(cells.Length, "printed number")} within our intervals";
        string spread = shared is { } one
            ? $"one spread of {Words.Number(one.Deviation)} (of the logs, {one.Degrees} degrees of freedom), pooled over {whole.Length} cells"
            : "a spread of its own for each cell" + (whole.Length > 1 ? ", since they are not alike" : "");
        string named = string.Concat(cells.Where(cell => cell.Verdict == finding.Verdict && cell.Verdict != Verdict.Holds).Select(cell => $" {cell.Name}: {cell.Reason}"));
        return finding with
        {
            Statistic = $"printed numbers outside our intervals, of {cells.Length}",
            Effect = count,
            Reason = $"{count} for one more run ({Words.Percent(finding.Confidence)} for all together), with {spread}; "
                + $"our mean lies above in {cells.Count(cell => cell.Estimate > cell.Target)}, below in {cells.Count(cell => cell.Estimate < cell.Target)}.{named}",
        };
    }

    public static Finding Of(ExactlyEqual decision, double[] differences, bool[] within, Finding finding)
    {
        var subject = Subject.From(decision.Quantity);
        string tolerance = Words.Number(decision.Tolerance);
        return finding with
        {
            Statistic = "difference from the expected: " + subject.Quantity,
            Effect = $"{subject.Of}: {subject.Metric} at most {subject.Value(differences.Max(Math.Abs))} off what it must be (allowed: {tolerance})",
            Reason = EverySeed(differences, within, $"within {tolerance} of what is expected ({decision.Derivation})"),
        };
    }

    public static Finding Of(LowerBound decision, IReadOnlyList<double> values, bool[] above, Finding finding)
    {
        var subject = Subject.From(decision.Quantity);
        bool holds = finding.Verdict == Verdict.Holds;
        return finding with
        {
            Statistic = subject.Quantity,
            Effect = holds ? $"{subject.Of}: lowest {subject.Metric} {subject.Value(values.Min())} (never below {Words.Number(decision.Bound)})" : "",
            Reason = EverySeed(values, above, $"at or above {Words.Number(decision.Bound)} less {Words.Number(decision.Tolerance)} ({decision.Derivation})")
                + (holds ? "" : " Something leaks."),
        };
    }

    private static string EverySeed(IReadOnlyList<double> values, bool[] good, string rule) => Array.IndexOf(good, false) is >= 0 and var first
        ? $"{good.Count(g => !g)} of {Words.Count(values.Count, "value")} not {rule}; the first is value {first}: {Words.Number(values[first])}."
        : $"All {Words.Count(values.Count, "value")} {rule}.";

    private static string Rank(Quoted printed, IReadOnlyList<double> values)
    {
        var (lower, higher) = (values.Count(v => v < printed.Value), values.Count(v => v > printed.Value));
        return $"{lower} of {Words.Count(values.Count, "seed")} lie below it (percentile {Words.Number(Math.Round(100 * (lower + (values.Count - lower - higher) / 2.0) / values.Count))})";
    }

    // An open decision says both levels: to contradict asks for more than to confirm.
    private static string Level(MeanTest test, double confirm, double contradict) => $"{Words.P(test.P)} " + test.Verdict switch
    {
        Verdict.Holds => $"(level {Words.Number(confirm)})",
        Verdict.Fails => $"(level {Words.Number(contradict)})",
        _ => $"(level {Words.Number(confirm)}; the contrary asks for {Words.Number(contradict)})",
    };

    private static string Factor(double logRatio) => Words.Number(LogRatio.Back(logRatio));
}
