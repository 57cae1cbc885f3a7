using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Baselines;

/// <summary>
/// The differences between two baselines. Where bits are promised, every seed's value must be the same double. Elsewhere a mean
/// must lie in a band that chance leaves once in 1000 comparisons: <see cref="MeanBand"/>.
/// </summary>
/// <param name="Differences">The gravest first.</param>
/// <param name="Bands">One a mean, where bits are not promised.</param>
/// <param name="Notes">Reasons why the comparison is weaker.</param>
internal sealed record Comparison(IReadOnlyList<Difference> Differences, IReadOnlyList<Band> Bands, IReadOnlyList<string> Notes)
{
    public StandingKind Kind => Differences is [var gravest, ..] ? gravest.Standing : StandingKind.Equal;

    public bool IsEqual => Differences.Count == 0;

    public bool Flips => Differences.Any(d => d.Flips);

    public IEnumerable<Difference> Of(StandingKind kind) => Differences.Where(d => d.Standing == kind);

    public static Comparison Of(Baseline approved, Baseline now)
    {
        List<Difference> found = [.. PlanDiff.Of(approved.Plan, now.Plan), .. Verdicts(approved, now), .. Units(approved, now)];
        var (bands, notes) = (new List<Band>(), new List<string>());
        if (approved.Device.Exact && approved.Device.Class == now.Device.Class)
            found.AddRange(Bits(approved, now));
        else
            Means(approved, now, found, bands, notes);
        return new(found, bands, notes);
    }

    private static IEnumerable<Difference> Verdicts(Baseline approved, Baseline now)
    {
        if (approved.Verdict != now.Verdict)
            yield return new VerdictChanged(Words.Of(approved.Verdict, now.Kind, now.Tier), now.Word);
        foreach (var (name, was, here) in Changed(approved.Decisions, now.Decisions))
            yield return new DecisionChanged(name, was, here);
        foreach (var (name, was, here) in Changed(approved.Controls, now.Controls))
            yield return new ControlChanged(name, Untrained: false, was, here);
        foreach (var (name, was, here) in Changed(approved.Twin, now.Twin))
            yield return new ControlChanged(name, Untrained: true, was, here);
    }

    private static IEnumerable<(string Name, Verdict? Was, Verdict? Now)> Changed(
        IReadOnlyList<NamedVerdict> approved, IReadOnlyList<NamedVerdict> now) =>
        from name in approved.Concat(now).Select(v => v.Name).Distinct()
        let was = approved.FirstOrDefault(v => v.Name == name)?.Verdict
        let here = now.FirstOrDefault(v => v.Name == name)?.Verdict
        where was != here
        select (name, was, here);

    private static IEnumerable<Difference> Units(Baseline approved, Baseline now) =>
        from name in approved.Measurements.Concat(now.Measurements).Select(m => m.Name).Distinct()
        let was = approved.Measurements.FirstOrDefault(m => m.Name == name)?.Unit
        let here = now.Measurements.FirstOrDefault(m => m.Name == name)?.Unit
        where was != here
        select new MeasurementChanged(name, was, here);

    // The means of what moved come first: a reader's first question.
    private static IEnumerable<Difference> Bits(Baseline approved, Baseline now)
    {
        var moved = Pairs(approved, now).SelectMany(pair => Moved(approved, pair.Old, now, pair.Fresh)).ToList();
        foreach (var (old, fresh) in Pairs(approved, now).Where(pair => moved.Exists(m => m.Measurement == pair.Old.Name)))
            yield return new MeanMoved(old.Name, Moments.Mean(old.PerSeed), Moments.Mean(fresh.PerSeed), Band: null);
        foreach (var value in moved)
            yield return value;
        if (approved.Device.Numerics != now.Device.Numerics)
            yield return new NumericsChanged(approved.Device.Numerics, now.Device.Numerics);
        if (!approved.Seeds.SequenceEqual(now.Seeds))
            yield return new SeedsChanged(approved.Seeds, now.Seeds);
        else if (approved.Fingerprint != now.Fingerprint)
            yield return new WeightsChanged(approved.Fingerprint, now.Fingerprint);
    }

    private static IEnumerable<ValueMoved> Moved(Baseline approved, Measurement old, Baseline now, Measurement fresh)
    {
        var (was, here) = (BySeed(approved, old), BySeed(now, fresh));
        return from seed in approved.Seeds
               where now.Seeds.Contains(seed)
               let a = was.TryGetValue(seed, out var x) ? x : (double?)null
               let b = here.TryGetValue(seed, out var y) ? y : (double?)null
               where Bits(a) != Bits(b)
               select new ValueMoved(old.Name, seed, a, b);

        static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;
    }

    private static void Means(Baseline approved, Baseline now, List<Difference> found, List<Band> bands, List<string> notes)
    {
        if (approved.Device.Numerics != now.Device.Numerics)
            notes.Add($"numerics: approved with {approved.Device.Numerics}, run with {now.Device.Numerics}; compared in bands.");
        foreach (var (old, fresh) in Pairs(approved, now))
        {
            var (a, b) = (Finite(approved, old), Finite(now, fresh));
            var (fallenBefore, fallen) = (old.PerSeed.Count - a.Count, fresh.PerSeed.Count - b.Count);
            // Fewer seeds may have left out those that diverged.
            if (fallen > fallenBefore || (fallen < fallenBefore && now.Seeds.Count >= approved.Seeds.Count))
                found.Add(new DivergedRunsChanged(old.Name, fallenBefore, old.PerSeed.Count, fallen, fresh.PerSeed.Count));
            if (a.Count == 0 || b.Count == 0)
                continue; // all diverged; where only one side did, the count above has said so

            var held = MeanBand.Of(a, b, approved.Device.Class == now.Device.Class);
            var band = new Band(old.Name, held.HalfWidth, held.By);
            bands.Add(band);
            // A single value has no spread: its band is infinite, and only equal values hold it.
            if (double.IsInfinity(held.HalfWidth) ? !a.Values.SequenceEqual(b.Values) : !held.Holds)
                found.Add(new MeanMoved(old.Name, Moments.Mean([.. a.Values]), Moments.Mean([.. b.Values]), band));
        }
    }

    private static IEnumerable<(Measurement Old, Measurement Fresh)> Pairs(Baseline approved, Baseline now) =>
        approved.Measurements.Join(now.Measurements, m => m.Name, m => m.Name, (old, fresh) => (old, fresh));

    private static Dictionary<int, double> BySeed(Baseline baseline, Measurement measurement) =>
        baseline.Seeds.Zip(measurement.PerSeed).ToDictionary(v => v.First, v => v.Second);

    private static SortedDictionary<int, double> Finite(Baseline baseline, Measurement measurement) =>
        new(BySeed(baseline, measurement).Where(v => double.IsFinite(v.Value)).ToDictionary());
}
