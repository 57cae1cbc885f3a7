using Reproduction.Statistics;

namespace Reproduction.Claims;

/// <summary>The sentences of findings: their statistic, effect and reason, from numbers that others computed.</summary>
internal static class FindingText
{
    /// <summary>Names of a quantity in sentences: whose values, of which metric, in which unit ("" for a pure number).</summary>
    private readonly record struct Subject(string Of, string Metric, string Unit)
    {
        public static Subject From(Quantity quantity) => quantity is Measured m
            ? new(m.Arm.Name, m.Metric.Name, m.Unit)
            : new(Name(quantity), quantity.Unit, quantity.Unit);

        public static string Name(Quantity quantity) => quantity.Called ?? quantity.Name;

        // "final loss [MSE]"; a metric that is its own unit says it once.
        public string Quantity => Unit.Length > 0 && Unit != Metric ? $"{Metric} [{Unit}]" : Metric;

        public double Times => ShownUnit.Of(Unit).Times;

        // "0.0191 MSE", "98.2 %", "1.4" of a ratio that is called so
        public string Value(double value) => Number(value) + Suffix;

        public string Number(double value) => Words.Number(Times * value);

        // Behind a value, which has the unit.
        public string Around(double low, double high) =>
            $"{Number(low)} to {Number(high)}{(Times == 1 ? "" : " %")}";

        public string Range(double low, double high) => $"{Number(low)} to {Number(high)}{Suffix}";

        private string Suffix => ShownUnit.Of(Unit).Text is { Length: > 0 } text && text != Metric ? " " + text : "";
    }

    public static Finding NegativeError(string name, int seed, double value) =>
        Finding.Without(name, Verdict.Invalid, $"Seed {seed} has the value {Words.Number(value)}: an error is never negative.");

    public static Finding SeedsAlike(string name, string quantity) => Finding.Without(
        name, Verdict.Invalid,
        $"{quantity}: every seed gave the same value, so the seed does not reach the run. "
        + "(ExactlyEqual takes a value without noise.)");

    public static Finding NoValue(string name, int seed) => Finding.Without(
        name, Verdict.Invalid, $"Seed {seed} has no value (NaN): a fault, not a diverged run, which counts as infinite.");

    public static Finding NotYet(string name, int first, int there) => Finding.Without(
        name, Verdict.Undecided, $"its first look takes {Words.Count(first, "seed")}, of which there are {there}.");

    public static Finding Of(
        LowerThan decision, MeanTest test, double[] ratios, double confirm, double contradict, Finding finding)
    {
        var subject = Subject.From(decision.Candidate);
        string a = subject.Of, b = Against(decision.Candidate, decision.Reference), factor = Factor(finding.Target),
            inverse = Factor(-finding.Target);
        var (lower, higher) = (ratios.Count(r => r > 0), ratios.Count(r => r < 0));
        string seeds = Words.Count(ratios.Length, "seed");
        string signs = !test.BySigns ? ""
            : " a run diverged or hit an error of 0, so signs decide: "
                + $"beyond the margin in {ratios.Count(r => r > finding.Target)} of {seeds};";
        string margin = finding.Target == 0 ? "" : $" margin: {Change.Of(finding.Target, Change.InPercent(finding.Target))};";
        string head = (finding.Verdict, Math.Sign(finding.Target)) switch
        {
            (Verdict.Undecided, _) => "Undecided",
            (Verdict.Holds, 0) => $"{a} is lower than {b}",
            (Verdict.Holds, > 0) => $"{a} is lower than {b} by more than a factor of {factor}",
            (Verdict.Holds, _) => $"{a} is not higher than {b} by a factor of {inverse} or more",
            (_, 0) => $"{a} is higher than {b}",
            (_, > 0) => $"{a} is not lower than {b} by a factor of {factor} or more",
            _ => $"{a} is higher than {b} by more than a factor of {inverse}",
        };
        string change = Change.Of(b, test.Estimate, finding.Low, finding.High);
        return finding with
        {
            Statistic = $"{(test.BySigns ? "median " : "")}log ratio of {subject.Metric}, {b} / {a}",
            Effect = $"{a}: {subject.Metric} {change}, in {(test.Estimate < 0 ? higher : lower)} of {seeds}",
            Reason = $"{head}:{signs} lower in {lower} of {seeds};{margin} {Level(test, confirm, contradict)}.",
        };
    }

    public static Finding Of(
        HigherThan decision, MeanTest test, double[] differences, double confirm, double contradict, Finding finding)
    {
        var subject = Subject.From(decision.Candidate);
        string a = subject.Of, b = Against(decision.Candidate, decision.Reference);
        bool isHigher = test.Estimate >= 0;
        // Differences of shares are points of their per cent.
        string points = subject.Times == 1 ? "" : " points";
        string Size(double difference) => subject.Number(isHigher ? difference : -difference);
        string seeds = Words.Count(differences.Length, "seed"), side = isHigher ? "higher" : "lower";
        int higher = differences.Count(d => d > 0), lower = differences.Count(d => d < 0);
        string range = test.BySigns ? "no interval"
            : isHigher ? $"{Size(finding.Low)} to {Size(finding.High)}{points}"
            : $"{Size(finding.High)} to {Size(finding.Low)}{points}";
        string head = finding.Verdict switch
        {
            Verdict.Holds => $"{a} is higher than {b}",
            Verdict.Fails => $"{a} is lower than {b}",
            _ => "Undecided",
        };
        string ends = $"{subject.Number(finding.Low)} to {subject.Number(finding.High)}{points}";
        string how = test.BySigns ? "median; a run diverged, so signs decide"
            : $"{ends} at {Words.Percent(finding.Confidence)}";
        string change = test.Estimate == 0 ? $"as high as that of {b}" : $"{Size(test.Estimate)}{points} {side} than {b}";
        return finding with
        {
            Unit = subject.Unit,
            Statistic = $"{(test.BySigns ? "median " : "")}difference of {subject.Quantity}, {a} less {b}",
            Effect = $"{a}: {subject.Metric} {change} ({range}), in {(isHigher ? higher : lower)} of {seeds}",
            Reason = $"{head}: difference of {subject.Metric} {subject.Number(test.Estimate)}{points} ({how}); "
                + $"higher in {higher} of {seeds}; {Level(test, confirm, contradict)}.",
        };
    }

    // "XLinear: final loss 13 % lower than Linear" where both are one metric of two arms; two metrics of one arm by their names.
    private static string Against(Quantity candidate, Quantity reference) =>
        (candidate, reference) is not (Measured a, Measured b) ? Subject.Name(reference)
        : a.Metric.Name == b.Metric.Name ? b.Arm.Name
        : a.Arm == b.Arm ? b.Metric.Name
        : b.Name;

    public static Finding Of(
        MeanWithin decision, MeanTest test, double tolerance, double confirm, double contradict, Finding finding)
    {
        var subject = Subject.From(decision.Quantity);
        string asked = double.IsInfinity(decision.High) ? $"at least {subject.Value(decision.Low)}"
            : double.IsInfinity(decision.Low) ? $"at most {subject.Value(decision.High)}"
            : subject.Range(decision.Low, decision.High);
        string found = finding.Verdict switch
        {
            Verdict.Holds => $"inside, {Level(test, confirm, contradict)}",
            Verdict.Fails => $"outside, {Level(test, confirm, contradict)}",
            Verdict.Untestable => $"the tolerance is only {Words.Number(tolerance)} standard deviations between seeds "
                + $"(below {Words.Number(MeanWithin.SmallestTolerance)} is untestable)",
            _ => $"undecided, {Level(test, confirm, contradict)}",
        };
        string seeds = Words.Count(finding.Seeds, "seed"), value = subject.Value(test.Estimate);
        string interval = subject.Around(finding.Low, finding.High);
        return finding with
        {
            Unit = subject.Unit,
            Statistic = (test.BySigns ? "median " : "") + subject.Quantity,
            Effect = $"{subject.Of}: {subject.Metric} {value} ({interval}), {seeds}",
            Reason = $"{(test.BySigns ? "A run diverged; median" : "Mean")} {subject.Metric} {value}, {interval} "
                + $"at {Words.Percent(finding.Confidence)}, of {seeds}; asked for: {asked}; {found}.",
        };
    }

    /// <summary>Writes the sentences on one printed number.</summary>
    /// <param name="decision">Declares the widest interval.</param>
    /// <param name="quantity">Ours.</param>
    /// <param name="printed">Theirs.</param>
    /// <param name="values">Ours, by seed.</param>
    /// <param name="outer">The interval outside of which it contradicts; null where a run diverged, and there is none.</param>
    /// <param name="finding">The numbers.</param>
    public static Finding Of(
        WithinPredictionInterval decision, Quantity quantity, Quoted printed, IReadOnlyList<double> values, Interval? outer,
        Finding finding)
    {
        var subject = Subject.From(quantity);
        string theirs = subject.Value(printed.Value), side = finding.Target < finding.Estimate ? "lower" : "higher";
        string rank = Rank(printed, values), plain = $"printed {theirs}; {rank}";
        finding = finding with { Unit = subject.Unit, Statistic = "log of " + subject.Quantity };
        if (outer is not { } wide)
            return finding with
            {
                Effect = $"{subject.Of}: median {subject.Metric} {subject.Value(LogRatio.Back(finding.Estimate))}, {plain}",
                Reason = $"Undecided: a run diverged or hit 0, so there is no interval for one more run; {rank}.",
            };
        string head = finding.Verdict switch
        {
            Verdict.Holds => $"The printed {theirs} is a plausible run of ours",
            Verdict.Fails => $"The printed {theirs} is {side} than a run of ours would be",
            Verdict.Untestable => $"The interval is too wide for {theirs} to mean anything",
            _ => $"Undecided: the printed {theirs} is {side} than most runs of ours would be, "
                + "and not beyond the wider interval that contradicts",
        };
        string Ends(double low, double high) => subject.Range(LogRatio.Back(low), LogRatio.Back(high));
        string interval = Ends(finding.Low, finding.High);
        return finding with
        {
            Effect = $"{subject.Of}: {subject.Metric} {interval} expected of one more run, {plain}",
            Reason = $"{head}: one more run ends at {interval} ({Words.Percent(finding.Confidence)}; {Ends(wide.Low, wide.High)} "
                + $"at {Words.Percent(wide.Coverage)}), a ratio of {Factor(finding.High - finding.Low)} "
                + $"(at most {Words.Number(decision.Widest)} declared); {rank}; {Words.P(finding.PValue)}.",
        };
    }

    /// <summary>Writes the sentences on a table of printed numbers.</summary>
    /// <param name="cells">Judged one by one.</param>
    /// <param name="shared">The spread that the cells of each metric share; null where they share none.</param>
    /// <param name="finding">Finding of the table, without its sentences.</param>
    public static Finding Of(Finding[] cells, IReadOnlyList<PooledSpread?> shared, Finding finding)
    {
        int inside = cells.Count(cell => double.IsFinite(cell.Low)
            && cell.PValue > WithinPredictionInterval.ConfirmError / cells.Length);
        string count = $"{inside} of {Words.Count(cells.Length, "printed number")} within our intervals";
        var pooled = shared.OfType<PooledSpread>().ToList();
        string own = cells.Length > shared.Count && pooled.Count == 0 ? ", since they are not alike" : "";
        string spread = pooled.Count == 0 ? $"a spread of its own for each cell{own}"
            : shared.Count == 1
                ? $"one spread of {Words.Number(pooled[0].Deviation)} of the logs ({pooled[0].Degrees} degrees of freedom)"
            : $"one spread for the cells of each metric, pooled in {pooled.Count} of {shared.Count} "
                + $"({pooled.Max(one => one.Degrees)} degrees of freedom)";
        var named = cells.Where(cell => cell.Verdict == finding.Verdict && cell.Verdict != Verdict.Holds);
        return finding with
        {
            Statistic = $"printed numbers outside our intervals, of {cells.Length}",
            Effect = $"{count} for all together",
            Reason = $"{count} for one more run ({Words.Percent(finding.Confidence)} for all together), with {spread}; "
                + $"our mean lies above in {cells.Count(cell => cell.Estimate > cell.Target)}, "
                + $"below in {cells.Count(cell => cell.Estimate < cell.Target)}."
                + string.Concat(named.Select(cell => $" {cell.Name}: {cell.Reason}")),
        };
    }

    public static Finding Of(ExactlyEqual decision, double[] differences, bool[] within, Finding finding)
    {
        var subject = Subject.From(decision.Quantity);
        string most = subject.Value(differences.Max(Math.Abs)), tolerance = subject.Value(decision.Tolerance);
        return finding with
        {
            Unit = subject.Unit,
            Statistic = "difference from the expected: " + subject.Quantity,
            Effect = $"{subject.Of}: {subject.Metric} at most {most} off what it must be (allowed: {tolerance})",
            Reason = EverySeed(subject, differences, within, $"within {tolerance} of what is expected ({decision.Derivation})"),
        };
    }

    public static Finding Of(LowerBound decision, IReadOnlyList<double> values, bool[] above, Finding finding)
    {
        var subject = Subject.From(decision.Quantity);
        string bound = subject.Value(decision.Bound), lowest = subject.Value(values.Min());
        bool holds = finding.Verdict == Verdict.Holds;
        return finding with
        {
            Unit = subject.Unit,
            Statistic = subject.Quantity,
            Effect = holds ? $"{subject.Of}: lowest {subject.Metric} {lowest} (never below {bound})" : "",
            Reason = EverySeed(
                subject, values, above, $"at or above {bound} less {subject.Value(decision.Tolerance)} ({decision.Derivation})")
                + (holds ? "" : " Something leaks."),
        };
    }

    private static string EverySeed(Subject subject, IReadOnlyList<double> values, bool[] good, string rule)
    {
        string all = Words.Count(values.Count, "value");
        int first = Array.IndexOf(good, false);
        return first < 0 ? $"All {all} {rule}."
            : $"{good.Count(g => !g)} of {all} not {rule}; the first is value {first}: {subject.Value(values[first])}.";
    }

    private static string Rank(Quoted printed, IReadOnlyList<double> values)
    {
        var (lower, higher) = (values.Count(v => v < printed.Value), values.Count(v => v > printed.Value));
        double percentile = Math.Round(100 * (lower + (values.Count - lower - higher) / 2.0) / values.Count);
        return $"{lower} of {Words.Count(values.Count, "seed")} lie below it (percentile {Words.Number(percentile)})";
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
