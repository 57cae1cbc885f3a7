using System.Globalization;
using System.Text;
using WeightPred.Reproduction.Reports.Html;

namespace WeightPred.Reproduction.Reports;

/// <summary>
/// The first finding of each result, day by day: a csv that every night adds a row per claim to, and a page that draws it. Both are
/// functions of their arguments; a claim that is decided twice on one day has the later row.
/// </summary>
public static class Trend
{
    private const string Header = "day,claim,tier,device,plan,verdict,green,estimate,low,high";
    private const int Width = 240, Height = 44, Edge = 5; // of a drawing, in pixels

    private sealed record Row(DateOnly Day, string Claim, string Tier, string Device, string Plan, string Verdict, bool Green, double[] Numbers)
    {
        public (string Claim, string Tier, string Device) Line => (Claim, Tier, Device);
    }

    /// <summary>Adds a report's results to those of earlier nights.</summary>
    /// <param name="csv">The csv of the night before; "" for the first night.</param>
    /// <param name="report">Its results of today's plans are added, each under the day on which it was decided.</param>
    /// <exception cref="InvalidDataException">The csv is damaged; the message names the line, but no file.</exception>
    public static string Add(string csv, Report report)
    {
        var rows = Read(csv).ToDictionary(row => (row.Day, row.Line));
        foreach (var entry in report.Entries.Where(entry => !entry.EarlierPlan))
        {
            var (result, first) = (entry.Result, entry.Result.Findings.FirstOrDefault());
            double[] numbers = first is null ? [double.NaN, double.NaN, double.NaN]
                : [first.Shown(first.Estimate), first.Shown(first.Low), first.Shown(first.High)];
            var row = new Row(
                DateOnly.FromDateTime(result.Origin.Started.UtcDateTime), result.Claim.Id, Words.Of(result.Tier), result.Device.Class,
                result.Registration[..8], result.Verdict.ToString(), !entry.Red, numbers);
            rows[(row.Day, row.Line)] = row;
        }
        var ordered = rows.Values.OrderBy(row => row.Day).ThenBy(row => row.Claim, NaturalOrder.Instance)
            .ThenBy(row => row.Tier, StringComparer.Ordinal).ThenBy(row => row.Device, StringComparer.Ordinal);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in ordered)
            text.Append(CultureInfo.InvariantCulture, $"{row.Day:yyyy-MM-dd},{row.Claim},{row.Tier},{row.Device},{row.Plan},{row.Verdict},")
                .Append(row.Green ? "green" : "red").Append(string.Concat(row.Numbers.Select(number => "," + Words.Full(number)))).Append('\n');
        return text.ToString();
    }

    /// <summary>One line per claim, tier and device: what it measures, then its nights, red ones marked.</summary>
    /// <param name="csv">The text of <see cref="Add"/>.</param>
    /// <param name="report">Says in words what each line is of.</param>
    public static string Page(string csv, Report report)
    {
        var words = report.Entries.ToLookup(entry => (entry.Result.Claim.Id, Words.Of(entry.Result.Tier), entry.Result.Device.Class));
        var lines = Read(csv).GroupBy(row => row.Line).OrderBy(line => line.Key.Claim, NaturalOrder.Instance).Select(line =>
        {
            var (rows, result) = (line.ToList(), words[line.Key].FirstOrDefault()?.Result);
            string of = result?.Findings is [var first, ..] ? $"{first.Name}: {Say.Quantity(first)}" : "";
            int changes = rows.Zip(rows.Skip(1)).Count(pair => pair.First.Plan != pair.Second.Plan);
            return Markup.Of($"""
                <tr><th scope="row">{line.Key.Claim}</th><td>{line.Key.Tier}, {line.Key.Device}</td><td>{of}</td><td>{Drawn(rows)}</td>
                <td>{Said(rows[0])}</td><td>{Said(rows[^1])}: {rows[^1].Verdict}</td>
                <td>{Words.Count(rows.Count, "night")}, {rows.Count(row => !row.Green)} red{(changes > 0 ? $", {Words.Count(changes, "change")} of the plan" : "")}</td></tr>

                """);
        });
        return Markup.Of($$"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{report.Title}}: nights</title>
            <style>:root{color-scheme:light dark;font:15px/1.4 system-ui,sans-serif} body{margin:1rem} table{border-collapse:collapse}
            th,td{padding:.3rem .6rem;border-bottom:1px solid #8886;text-align:left;vertical-align:middle} polyline{fill:none;stroke:currentColor;stroke-width:1.5}
            polygon{fill:#48f;fill-opacity:.25} circle{fill:currentColor} .red{fill:#d22} td{min-width:6rem} .scroll{overflow-x:auto}</style></head>
            <body><h1>{{report.Title}}: nights</h1>
            <p>The first finding of each claim, night by night: estimate and interval. A red dot is a night that was not as approved.
            <a href="index.html">The report</a> has the last night, <a href="trend.csv">trend.csv</a> the numbers.</p>
            <div class="scroll"><table><thead><tr><th>Claim</th><th>Tier</th><th>What is drawn</th><th>Nights</th><th>First</th><th>Last</th><th>Count</th></tr></thead>
            <tbody>{{lines}}</tbody></table></div></body></html>

            """).Text;
    }

    private static string Said(Row row) => $"{(double.IsNaN(row.Numbers[0]) ? "no number" : Words.Number(row.Numbers[0]))} on {row.Day:yyyy-MM-dd}";

    private static Markup Drawn(IReadOnlyList<Row> rows)
    {
        double[] all = [.. rows.SelectMany(row => row.Numbers).Where(double.IsFinite).DefaultIfEmpty(0)];
        var (low, high) = (all.Min(), all.Max());
        string At(int night, double value)
        {
            double y = high > low ? (Math.Clamp(value, low, high) - low) / (high - low) : 0.5;
            return string.Create(CultureInfo.InvariantCulture,
                $"{Edge + night * (Width - 2.0 * Edge) / Math.Max(1, rows.Count - 1):0.#},{Height - Edge - y * (Height - 2 * Edge):0.#}");
        }
        // A night alone is a dot.
        var dot = rows.Count == 1 && !double.IsNaN(rows[0].Numbers[0]) ? At(0, rows[0].Numbers[0]).Split(',') : null;
        string Points(int number) => string.Join(' ', rows.Index().Where(row => !double.IsNaN(row.Item.Numbers[number])).Select(row => At(row.Index, row.Item.Numbers[number])));
        var red = rows.Index().Where(row => !row.Item.Green).Select(row => At(row.Index, double.IsNaN(row.Item.Numbers[0]) ? low : row.Item.Numbers[0]).Split(','));
        return Markup.Of($"""
            <svg role="img" aria-label="{Words.Number(rows[0].Numbers[0])} to {Words.Number(rows[^1].Numbers[0])}" width="{Width}" height="{Height}"><polygon points="{Points(1)} {string.Join(' ', Points(2).Split(' ').Reverse())}"/><polyline points="{Points(0)}"/>{Markup.If(dot is not null, $"<circle cx=\"{dot?[0]}\" cy=\"{dot?[1]}\" r=\"2\"/>")}{red.Select(at => Markup.Of($"<circle class=\"red\" cx=\"{at[0]}\" cy=\"{at[1]}\" r=\"3\"/>"))}</svg>
            """);
    }

    private static IEnumerable<Row> Read(string csv) => csv.Split('\n').Index().Where(line => line.Item.Length > 0 && line.Item != Header).Select(line =>
        line.Item.Split(',') is [var day, var claim, var tier, var device, var plan, var verdict, "green" or "red", _, _, _] cells
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var on)
        && cells[7..].All(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _))
            ? new Row(on, claim, tier, device, plan, verdict, cells[6] == "green", [.. cells[7..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))])
            : throw new InvalidDataException($"line {line.Index + 1} is no row of {Header}"));
}
