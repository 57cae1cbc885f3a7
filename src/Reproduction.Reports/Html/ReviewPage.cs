using Reproduction.Baselines;
using Reproduction.Plots;
using Reproduction.Results;

namespace Reproduction.Reports.Html;

/// <summary>
/// A small page on a result that waits for approval: the approved and the received value of every seed, one over the other.
/// </summary>
internal static class ReviewPage
{
    private const string Images = "img { display: block; width: 100%; max-width: 44rem; height: auto; margin: 1rem 0 }";

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
            <style>{new Markup(Embedded.Text("report.css") + Images)}</style>
            </head>
            <body>
            <main>
            <h1>{now.Claim}: {now.Sentence}</h1>
            <p>{Words.Of(now.Tier)} tier, {now.Device.Class}. {verdicts}</p>
            {Say.Table("Means", DifferenceTable.MeansHeader, DifferenceTable.Means(pending))}
            {
                now.Measurements.Select(m => pictures.Of(Overlaid(m,
                before?.Measurements.FirstOrDefault(old => old.Name == m.Name),
                before?.Seeds ?? [], now.Seeds)))}
            {Say.Table(DifferenceTable.Title, DifferenceTable.Header, pending.Differences.Select(DifferenceTable.Row))}
            </main>
            </body>
            </html>

            """).Text;
    }

    // Side by side at each seed, so that equal values hide neither.
    private static Chart Overlaid(Measurement received, Measurement? approved, IReadOnlyList<int> oldSeeds,
        IReadOnlyList<int> seeds)
    {
        const double beside = 0.08;
        return new Chart(
            "", received.Name, new Axis("seed"), new Axis($"{received.Name} [{received.Unit}]"),
            [.. approved is null ? (Series[])[] : [Of("approved", approved, oldSeeds, -beside)],
                Of("received", received, seeds, beside)]);

        static Series Of(string label, Measurement measurement, IReadOnlyList<int> seeds, double shift) =>
            new(label, Drawing.Interval, [.. seeds.Take(measurement.PerSeed.Count).Select(seed => seed + shift)],
                measurement.PerSeed);
    }
}
