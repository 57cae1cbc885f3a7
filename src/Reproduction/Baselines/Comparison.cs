using System.Globalization;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Baselines;

/// <summary>
/// What is not as approved. Where bits are promised, every seed's value must be the same double. Elsewhere a mean must lie in a band that chance leaves
/// once in 1000 comparisons: <see cref="MeanBand"/>.
/// </summary>
/// <param name="Plan">Sentence, kind and registration.</param>
/// <param name="Verdicts">Of the claim, its decisions, controls and twins.</param>
/// <param name="Numbers">Values or means, and what they came from.</param>
/// <param name="Bands">Of each mean, where bits are not promised.</param>
/// <param name="Notes">What weakens the comparison.</param>
/// <param name="Flips">The claim, or a decision that both have, came out differently: never approved in passing.</param>
internal sealed record Comparison(
    IReadOnlyList<Difference> Plan, IReadOnlyList<Difference> Verdicts, IReadOnlyList<Difference> Numbers, IReadOnlyList<Band> Bands, IReadOnlyList<string> Notes, bool Flips)
{
    private const double UsefulShare = 0.5;
    private const string Missing = "missing";
    private const string Decision = "decision";

    /// <summary>What a difference of seed indices is called.</summary>
    public const string SeedIndices = "seeds";

    /// <summary>The gravest first.</summary>
    public IReadOnlyList<Difference> Differences => [.. Plan, .. Verdicts, .. Numbers];

    public StandingKind Kind => Plan.Count > 0 ? StandingKind.RegistrationChanged
        : Verdicts.Count > 0 ? StandingKind.VerdictChanged
        : Numbers.Count > 0 ? StandingKind.Drifted
        : StandingKind.Equal;

    /// <summary>The same plan, and no seed of one is a seed of the other. (A changed plan may have chosen its seeds anew.)</summary>
    public static bool AreFresh(Baseline approved, Baseline now) => approved.Registration == now.Registration && !now.Seeds.Any(approved.Seeds.Contains);

    /// <summary>A decision that both have and that came out differently.</summary>
    public static bool IsFlippedDecision(Difference difference) => difference.What.StartsWith(Decision, StringComparison.Ordinal) && difference.Approved != Missing && difference.Received != Missing;

    /// <summary>Some of the approved seeds were not run.</summary>
    public static bool AreFewer(Baseline approved, Baseline now) => now.Seeds.Count < approved.Seeds.Count;

    public static Comparison Of(Baseline approved, Baseline now)
    {
        var (numbers, bands, notes) = (Named(approved, now), new List<Band>(), new List<string>());
        if (approved.Device.Exact && approved.Device.Class == now.Device.Class)
            Bits(approved, now, numbers);
        else
            Means(approved, now, numbers, bands, notes);

        var decisions = OfVerdicts(Decision, approved.Decisions, now.Decisions).ToList();
        return new(
            [.. Text("sentence", approved.Sentence, now.Sentence), .. Text("kind", $"{approved.Kind}", $"{now.Kind}"), .. Text("registration", approved.Registration, now.Registration)],
            [
                .. Text("verdict", Words.Of(approved.Verdict, now.Kind, now.Tier), now.Word), .. decisions,
                .. OfVerdicts("control", approved.Controls, now.Controls), .. OfVerdicts("twin", approved.Twin, now.Twin),
            ],
            numbers, bands, notes,
            Flips: approved.Verdict != now.Verdict || decisions.Exists(IsFlippedDecision));
    }

    private static void Bits(Baseline approved, Baseline now, List<Difference> found)
    {
        foreach (var (seed, i) in approved.Seeds.Select((seed, i) => (seed, i)).Where(s => now.Seeds.Contains(s.seed)))
        {
            var j = now.Seeds.TakeWhile(s => s != seed).Count();
            foreach (var (old, fresh) in Pairs(approved, now))
            {
                var (a, b) = (i < old.PerSeed.Count ? old.PerSeed[i] : double.NaN, j < fresh.PerSeed.Count ? fresh.PerSeed[j] : double.NaN);
                if (BitConverter.DoubleToInt64Bits(a) != BitConverter.DoubleToInt64Bits(b))
                    found.Add(new($"{old.Name}, seed {seed}", Full(a), Full(b), Distance(a, b), "0 (bits)"));
            }
        }
        found.AddRange(Text("numerics", approved.Device.Numerics, now.Device.Numerics));
        if (approved.Seeds.SequenceEqual(now.Seeds))
            found.AddRange(Text("fingerprint", approved.Fingerprint, now.Fingerprint));
        else
            found.AddRange(Text(SeedIndices, string.Join(", ", approved.Seeds), string.Join(", ", now.Seeds)));
    }

    private static void Means(Baseline approved, Baseline now, List<Difference> found, List<Band> bands, List<string> notes)
    {
        if (approved.Device.Numerics != now.Device.Numerics)
            notes.Add($"numerics: approved with {approved.Device.Numerics}, run with {now.Device.Numerics}; compared in bands.");
        foreach (var (old, fresh) in Pairs(approved, now))
        {
            var (a, b) = (Finite(approved, old), Finite(now, fresh));
            var (fallenBefore, fallen) = (old.PerSeed.Count - a.Count, fresh.PerSeed.Count - b.Count);
            if (fallen > fallenBefore || (fallen < fallenBefore && !AreFewer(approved, now)))
                found.Add(new($"{old.Name}, diverged runs", $"{fallenBefore} of {old.PerSeed.Count}", $"{fallen} of {fresh.PerSeed.Count}", $"{fallen - fallenBefore:+0;-0}", "0"));
            if (a.Count == 0 || b.Count == 0)
                continue; // all diverged; where only one side did, the count above has said so

            var band = MeanBand.Of(a, b, approved.Device.Class == now.Device.Class);
            var told = new Band(old.Name, band.HalfWidth, band.HalfWidth / Effect(approved, old), band.By);
            bands.Add(told);
            var (before, mean) = (Moments.Mean([.. a.Values]), Moments.Mean([.. b.Values]));
            if (double.IsInfinity(band.HalfWidth))
            {
                if (!a.Values.SequenceEqual(b.Values))
                    found.Add(new($"{old.Name}, mean", Full(before), Full(mean), Full(mean - before), "none: a single value has no spread"));
                continue;
            }
            if (!band.Holds)
                found.Add(new($"{old.Name}, mean", Full(before), Full(mean), Full(band.Difference), $"±{Words.Number(band.HalfWidth)} ({band.By}: {band.Seeds})"));
            if (told.Effect > UsefulShare)
                notes.Add($"wide band: \"{old.Name}\" may move by {Words.Number(told.Effect)} times the claim's effect; approve it with more seeds.");
        }
    }

    /// <summary>How far the approved means of this metric lie apart between the claim's arms, in its unit; NaN for a metric of one arm. A difference of two arms is an effect itself.</summary>
    private static double Effect(Baseline approved, Measurement one)
    {
        if (one.Name.Contains(") - (", StringComparison.Ordinal))
            return Math.Abs(Moments.Mean(one.PerSeed));
        var means = approved.Measurements.Where(m => Metric(m) == Metric(one) && m.Unit == one.Unit).Select(m => m.PerSeed.Where(double.IsFinite).ToArray()).Where(values => values.Length > 0).Select(Moments.Mean).ToList();
        return means.Count > 1 ? means.Max() - means.Min() : double.NaN;

        static string Metric(Measurement m) => m.Name[(m.Name.LastIndexOf(": ", StringComparison.Ordinal) + 1)..];
    }

    private static IEnumerable<Difference> OfVerdicts(string what, IReadOnlyList<NamedVerdict> approved, IReadOnlyList<NamedVerdict> now)
        => from name in approved.Concat(now).Select(v => v.Name).Distinct()
           from difference in Text($"{what} \"{name}\"", Of(approved, name), Of(now, name))
           select difference;

    private static string Of(IReadOnlyList<NamedVerdict> verdicts, string name) => verdicts.FirstOrDefault(v => v.Name == name)?.Verdict.ToString() ?? Missing;

    private static List<Difference> Named(Baseline approved, Baseline now)
        => [.. from name in approved.Measurements.Concat(now.Measurements).Select(m => m.Name).Distinct()
               from difference in Text($"unit of \"{name}\"", UnitOf(approved, name), UnitOf(now, name))
               select difference];

    private static string UnitOf(Baseline baseline, string name) => baseline.Measurements.FirstOrDefault(m => m.Name == name)?.Unit ?? Missing;

    private static IEnumerable<(Measurement Old, Measurement Fresh)> Pairs(Baseline approved, Baseline now)
        => approved.Measurements.Join(now.Measurements, m => m.Name, m => m.Name, (old, fresh) => (old, fresh));

    private static IEnumerable<Difference> Text(string what, string approved, string received) => approved == received ? [] : [new(what, approved, received, "", "")];

    private static SortedDictionary<int, double> Finite(Baseline baseline, Measurement measurement) =>
        new(baseline.Seeds.Zip(measurement.PerSeed).Where(v => double.IsFinite(v.Second)).ToDictionary(v => v.First, v => v.Second));

    private static string Full(double value) => double.IsNaN(value) ? Missing : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Distance(double a, double b)
    {
        if (!double.IsFinite(a) || !double.IsFinite(b))
            return "";
        // Two's complement order of the bits is the order of the doubles, zero's two signs together.
        static Int128 Ordered(double v) => BitConverter.DoubleToInt64Bits(v) is var bits && bits < 0 ? (Int128)long.MinValue - bits : bits;
        return $"{Words.Number(b - a)} ({Int128.Abs(Ordered(b) - Ordered(a))} ulp)";
    }
}
