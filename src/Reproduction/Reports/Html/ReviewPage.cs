using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Plots;
using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports.Html;

/// <summary>What waits for approval, as a small page of its own: the approved and the received value of every seed, one over the other.</summary>
public static class ReviewPage
{
    /// <summary>Renders the page, a function of its arguments alone.</summary>
    /// <param name="pending">With a received baseline.</param>
    /// <param name="verdicts">How the verdict came out, in words.</param>
    /// <param name="png">A chart as a PNG; null where it cannot be drawn.</param>
    public static string Render(Pending pending, string verdicts, Func<Chart, byte[]?> png)
    {
        var (now, before) = (pending.New!, pending.Old ?? pending.Reference);
        var pictures = new Pictures(png);
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>Review: {now.Claim}</title>
            <style>{new Markup(Embedded.Text("report.css"))}</style>
            </head>
            <body>
            <main>
            <h1>{now.Claim}: {now.Sentence}</h1>
            <p>{Words.Of(now.Tier)} tier, {now.Device.Class}. {verdicts}</p>
            {Say.Table("Means", MeansHeader, MeanShift.Of(pending).Select(Row))}
            {now.Measurements.Select(m => pictures.Of(Overlaid(m, before?.Measurements.FirstOrDefault(old => old.Name == m.Name), before?.Seeds ?? [], now.Seeds)))}
            {Say.Table("What is not as approved", ["What", "Approved", "Received", "Difference", "Band"], pending.Differences.Select(d => (IReadOnlyList<string>)[d.What, d.Approved, d.Received, d.Distance, d.Band]))}
            </main>
            </body>
            </html>

            """).Text;
    }

    /// <summary>Columns of <see cref="Row"/>.</summary>
    public static IReadOnlyList<string> MeansHeader { get; } = ["Mean of", "Unit", "Old", "New", "Difference", "Band", "z"];

    /// <summary>A mean's move as text; "" for what there is not.</summary>
    public static IReadOnlyList<string> Row(MeanShift shift) =>
    [
        shift.Measurement, shift.Unit, Number(shift.Old), Number(shift.New), Number(shift.Difference),
        double.IsNaN(shift.HalfBand) ? "" : $"±{Words.Number(shift.HalfBand)}", Number(shift.Z),
    ];

    private static string Number(double value) => double.IsNaN(value) ? "" : Words.Number(value);

    private static Chart Overlaid(Measurement received, Measurement? approved, IReadOnlyList<int> oldSeeds, IReadOnlyList<int> seeds) => new(
        "", received.Name, new Axis("seed"), new Axis($"{received.Name} [{received.Unit}]"),
        [
            .. approved is null ? (Series[])[] : [new Series("approved", Drawing.Interval, [.. oldSeeds.Take(approved.PerSeed.Count).Select(seed => (double)seed)], approved.PerSeed)],
            new Series("received", Drawing.Dots, [.. seeds.Take(received.PerSeed.Count).Select(seed => (double)seed)], received.PerSeed),
        ]);
}
