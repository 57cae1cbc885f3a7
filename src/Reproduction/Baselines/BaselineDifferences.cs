using System.Globalization;

namespace WeightPred.Reproduction;

/// <summary>
/// Compares number by number. Where bits are promised, every seed's value must be the same double. Elsewhere the mean must lie in a band from the
/// approved seeds' own spread: |new - old| ≤ k·s with k = t(1 - a/2, n - 1)·√(1/n + 1/m) and a = 0.001 is how far the mean of m new seeds strays from that
/// of n old ones, by chance, once in 1000 comparisons.
/// </summary>
internal static class BaselineDifferences
{
    private const double FalseAlarm = 1e-3;

    /// <summary>Every seed that both have, in the approved order; the first entry names the first differing seed.</summary>
    public static List<BaselineDifference> OfBits(Baseline approved, Baseline received)
    {
        var found = Names(approved, received);
        foreach (var seed in approved.Seeds.Where(received.Seeds.Contains))
        {
            foreach (var old in approved.Measurements)
            {
                if (Same(received, old) is not { } now)
                    continue;
                var (a, b) = (At(approved, old, seed), At(received, now, seed));
                if (BitConverter.DoubleToInt64Bits(a) != BitConverter.DoubleToInt64Bits(b))
                    found.Add(new BaselineDifference($"{old.Name}, seed {seed}", Text(a), Text(b), Distance(a, b), "0 (bits)"));
            }
        }
        return found;
    }

    /// <summary>Means against bands; a diverged run is counted, not averaged.</summary>
    public static List<BaselineDifference> OfMeans(Baseline approved, Baseline received, Func<double, int, double> studentQuantile, List<string> notes)
    {
        var found = Names(approved, received);
        foreach (var old in approved.Measurements)
        {
            if (Same(received, old) is not { } now)
                continue;
            var (a, b) = (Finite(old), Finite(now));
            var (divergedBefore, divergedNow) = (old.PerSeed.Count - a.Count, now.PerSeed.Count - b.Count);
            if (divergedNow > divergedBefore || (divergedNow < divergedBefore && received.Seeds.Count >= approved.Seeds.Count))
            {
                found.Add(new BaselineDifference($"{old.Name}, diverged runs", $"{divergedBefore} of {old.PerSeed.Count}", $"{divergedNow} of {now.PerSeed.Count}", $"{divergedNow - divergedBefore:+0;-0}", "0"));
                continue;
            }
            if (b.Count == 0)
                continue;
            if (a.Count < 2)
            {
                if (a.Count == 0 || !a.SequenceEqual(b))
                    found.Add(new BaselineDifference($"{old.Name}, mean", Mean(a), Mean(b), "?", "none: one approved seed has no spread"));
                continue;
            }
            var (before, mean) = (a.Average(), b.Average());
            var spread = Math.Sqrt(a.Sum(v => (v - before) * (v - before)) / (a.Count - 1));
            var k = studentQuantile(1 - FalseAlarm / 2, a.Count - 1) * Math.Sqrt(1.0 / a.Count + 1.0 / b.Count);
            // Negated, so that a NaN is red.
            if (!(Math.Abs(mean - before) <= k * spread))
                found.Add(new BaselineDifference($"{old.Name}, mean", Text(before), Text(mean), Text(mean - before), string.Create(CultureInfo.InvariantCulture, $"±{k * spread:G4} ({k:F2} s, n={a.Count}, m={b.Count})")));
            if (k > 5 && !notes.Exists(n => n.StartsWith("wide band", StringComparison.Ordinal)))
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"wide band: {k:F1} standard deviations, far wider than the spread; approve with at least 10 seeds"));
        }
        return found;
    }

    /// <summary>Decisions or controls by name.</summary>
    public static IEnumerable<BaselineDifference> OfVerdicts(string what, IReadOnlyList<NamedVerdict> approved, IReadOnlyList<NamedVerdict> received)
    {
        foreach (var old in approved)
        {
            var now = received.FirstOrDefault(r => r.Name == old.Name);
            if (now?.Verdict != old.Verdict)
                yield return new BaselineDifference($"{what} \"{old.Name}\"", Wording.Of(old.Verdict), now is null ? "missing" : Wording.Of(now.Verdict), "", "");
        }
        foreach (var extra in received.Where(r => approved.All(a => a.Name != r.Name)))
            yield return new BaselineDifference($"{what} \"{extra.Name}\"", "missing", Wording.Of(extra.Verdict), "", "");
    }

    private static List<BaselineDifference> Names(Baseline approved, Baseline received)
    {
        var found = new List<BaselineDifference>();
        foreach (var old in approved.Measurements)
        {
            var now = Same(received, old);
            if (now is null)
                found.Add(new BaselineDifference($"measurement \"{old.Name}\"", "there", "missing", "", ""));
            else if (now.Unit != old.Unit)
                found.Add(new BaselineDifference($"unit of \"{old.Name}\"", old.Unit, now.Unit, "", ""));
        }
        found.AddRange(received.Measurements.Where(m => Same(approved, m) is null).Select(m => new BaselineDifference($"measurement \"{m.Name}\"", "missing", "there", "", "")));
        return found;
    }

    private static Measurement? Same(Baseline baseline, Measurement measurement) => baseline.Measurements.FirstOrDefault(m => m.Name == measurement.Name);

    private static double At(Baseline baseline, Measurement measurement, int seed)
    {
        for (var i = 0; i < measurement.PerSeed.Count; i++)
            if (baseline.Seeds[i] == seed)
                return measurement.PerSeed[i];
        return double.NaN;
    }

    private static List<double> Finite(Measurement measurement) => [.. measurement.PerSeed.Where(double.IsFinite)];

    private static string Mean(List<double> values) => values.Count == 0 ? "none" : Text(values.Average());

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Distance(double a, double b)
    {
        if (!double.IsFinite(a) || !double.IsFinite(b))
            return "";
        // Two's complement order of the bits is the order of the doubles, zero's two signs together.
        static Int128 Ordered(double v) => BitConverter.DoubleToInt64Bits(v) is var bits && bits < 0 ? (Int128)long.MinValue - bits : bits;
        var steps = Ordered(b) - Ordered(a);
        return string.Create(CultureInfo.InvariantCulture, $"{b - a:G4} ({(steps < 0 ? -steps : steps)} ulp)");
    }
}
