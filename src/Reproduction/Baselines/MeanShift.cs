using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Baselines;

/// <summary>How the mean of a measurement moved between what is approved and what was received; a reviewer's first look.</summary>
/// <param name="Measurement">Its name.</param>
/// <param name="Unit">Of the means.</param>
/// <param name="Old">Mean of the approved values; NaN where there are none.</param>
/// <param name="New">Mean of the received values; NaN where there are none.</param>
/// <param name="Z">The difference in its standard error, the spreads of both taken as they are; NaN where a side has no spread.</param>
/// <param name="HalfBand">How far the mean may move, where bits are not promised; else NaN.</param>
public sealed record MeanShift(string Measurement, string Unit, double Old, double New, double Z, double HalfBand)
{
    /// <summary>"-3.3 %"; "" where a side is missing.</summary>
    public string Change => Old == New ? "0" : Words.Change(Old, New);

    /// <summary>One a measurement that either side has, in the order of what was received.</summary>
    public static IReadOnlyList<MeanShift> Of(Pending pending)
    {
        var (now, approved) = (pending.New?.Measurements ?? [], (pending.Old ?? pending.Reference)?.Measurements ?? []);
        return
        [
            .. from one in now.Concat(approved).DistinctBy(m => m.Name)
               let before = approved.FirstOrDefault(m => m.Name == one.Name)?.PerSeed ?? []
               let after = now.FirstOrDefault(m => m.Name == one.Name)?.PerSeed ?? []
               select new MeanShift(one.Name, one.Unit, Mean(before), Mean(after), InErrors(before, after), pending.Bands.FirstOrDefault(b => b.Measurement == one.Name)?.HalfWidth ?? double.NaN),
        ];
    }

    private static double Mean(IReadOnlyList<double> values) => values.Count > 0 ? Moments.Mean(values) : double.NaN;

    private static double InErrors(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        if (before.Count < 2 || after.Count < 2 || !before.Concat(after).All(double.IsFinite))
            return double.NaN;
        var (s, t) = (Moments.StandardDeviation(before), Moments.StandardDeviation(after));
        var error = Math.Sqrt(s * s / before.Count + t * t / after.Count);
        return error > 0 ? (Moments.Mean(after) - Moments.Mean(before)) / error : double.NaN;
    }
}
