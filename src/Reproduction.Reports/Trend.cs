using System.Globalization;
using System.Text;
using Reproduction.Reports.Html;
using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>
/// Headlines of the claims, day by day: a csv to which every night adds a row per line of a headline, and a page that draws it.
/// A reduced budget has no headline, and its first finding stands there. Both are functions of their arguments; a claim that is
/// decided twice on one day has the later rows.
/// </summary>
internal static class Trend
{
    private const string Header = "day,claim,line,tier,device,plan,verdict,green,value,ours";
    private const int Width = 240, Height = 44, Edge = 5; // of a drawing, in pixels

    private sealed record Row(
        DateOnly Day, string Claim, int Line, string Tier, string Device, string Plan, string Verdict, bool Green, double Value,
        string Ours)
    {
        public (string Claim, string Tier, string Device) Result => (Claim, Tier, Device);
    }

    /// <summary>Adds a report's results to those of earlier nights.</summary>
    /// <param name="csv">The csv of the night before; "" for the first night.</param>
    /// <param name="report">Its results of today's plans are added, each under the day on which it was decided.</param>
    /// <exception cref="InvalidDataException">The csv is damaged; the message names the line, but no file.</exception>
    public static string Add(string csv, Report report)
    {
        Row[] added = [.. report.Entries.Where(entry => !entry.EarlierPlan).SelectMany(Rows)];
        var replaced = added.Select(row => (row.Day, row.Result)).ToHashSet();
        var ordered = Read(csv).Where(row => !replaced.Contains((row.Day, row.Result))).Concat(added)
            .OrderBy(row => row.Day).ThenBy(row => row.Claim, NaturalOrder.Instance)
            .ThenBy(row => row.Tier, StringComparer.Ordinal).ThenBy(row => row.Device, StringComparer.Ordinal)
            .ThenBy(row => row.Line);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in ordered)
            text.Append(CultureInfo.InvariantCulture, $"{row.Day:yyyy-MM-dd},{row.Claim},{row.Line},{row.Tier},{row.Device},")
                .Append($"{row.Plan},{row.Verdict},{(row.Green ? "green" : "red")},")
                .Append($"{Words.Full(row.Value)},{row.Ours.Replace(',', ';')}\n");
        return text.ToString();
    }

    private static IEnumerable<Row> Rows(ReportEntry entry)
    {
        var result = entry.Result;
        return Lines(entry).Select((line, i) => new Row(
            DateOnly.FromDateTime(result.Origin.Started.UtcDateTime), result.Claim.Id, i + 1, Words.Of(result.Tier),
            result.Device.Class, result.Registration[..8], result.Verdict.ToString(), !entry.Red, line.Value, line.Ours));
    }

    private static IReadOnlyList<(string Of, string Ours, double Value)> Lines(ReportEntry entry) => entry switch
    {
        { Answers: true } => [.. entry.Result.Headline.Select(line => (Subject(line), line.Ours, line.Value))],
        { Result.Findings: [var first, ..] } =>
            [($"{first.Name}: {Say.Quantity(first)}", Words.Number(first.Shown(first.Estimate)), first.Shown(first.Estimate))],
        _ => [("", "no number", double.NaN)],
    };

    private static string Subject(Told line) =>
        line.WriteUp.Length == 0 ? line.Of : $"{line.Of}{(line.Of.Length > 0 ? "; " : "")}the write-up: {line.WriteUp}";

    /// <summary>One line per line of a headline, tier and device: its subject, then its nights, red ones marked.</summary>
    /// <param name="csv">The text of <see cref="Add"/>.</param>
    /// <param name="report">Says in words what each line is of.</param>
    public static string Page(string csv, Report report)
    {
        var words = report.Entries.Where(entry => !entry.EarlierPlan)
            .ToDictionary(entry => (entry.Result.Claim.Id, Words.Of(entry.Result.Tier), entry.Result.Device.Class), Lines);
        var nights = Read(csv).GroupBy(row => (row.Result, row.Line));
        var lines = nights.OrderBy(line => line.Key.Result.Claim, NaturalOrder.Instance).Select(line =>
        {
            var (rows, result) = (line.ToList(), line.Key.Result);
            string of = words.GetValueOrDefault(result)?.ElementAtOrDefault(line.Key.Line - 1).Of ?? "";
            int changes = rows.Zip(rows.Skip(1)).Count(pair => pair.First.Plan != pair.Second.Plan);
            return Markup.Of($"""
                <tr><th scope="row">{result.Claim}</th><td>{result.Tier}, {result.Device}</td><td>{of}</td><td>{Drawn(rows)}</td>
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
            circle{fill:currentColor} .red{fill:#d22} td{min-width:6rem} .scroll{overflow-x:auto}</style></head>
            <body><h1>{{report.Title}}: nights</h1>
            <p>The headline of each claim, night by night; its first finding at a reduced budget, which has no headline. A red dot
            is a night that was not as approved.
            <a href="index.html">The report</a> has the last night, <a href="trend.csv">trend.csv</a> the numbers.</p>
            <div class="scroll"><table><thead><tr><th>Claim</th><th>Tier</th><th>What is drawn</th><th>Nights</th><th>First</th><th>Last</th><th>Count</th></tr></thead>
            <tbody>{{lines}}</tbody></table></div></body></html>

            """).Text;
    }

    private static string Said(Row row) => $"{row.Ours} on {row.Day:yyyy-MM-dd}";

    private static Markup Drawn(IReadOnlyList<Row> rows)
    {
        double[] all = [.. rows.Select(row => row.Value).Where(double.IsFinite).DefaultIfEmpty(0)];
        var (low, high) = (all.Min(), all.Max());
        string[] At(int night)
        {
            double value = double.IsNaN(rows[night].Value) ? low : rows[night].Value;
            double y = high > low ? (Math.Clamp(value, low, high) - low) / (high - low) : 0.5;
            double x = Edge + night * (Width - 2.0 * Edge) / Math.Max(1, rows.Count - 1);
            return [Place(x), Place(Height - Edge - y * (Height - 2 * Edge))];
        }

        string Place(double pixels) => pixels.ToString("0.#", CultureInfo.InvariantCulture);
        Markup Dot(int night, string more) =>
            Markup.Of($"<circle {new Markup(more)} cx=\"{At(night)[0]}\" cy=\"{At(night)[1]}\"/>");
        int[] nights = [.. Enumerable.Range(0, rows.Count)];
        int[] drawn = [.. nights.Where(night => !double.IsNaN(rows[night].Value))];
        string line = string.Join(' ', drawn.Select(night => string.Join(',', At(night))));
        // A night alone is a dot.
        var dots = (rows.Count == 1 ? drawn : []).Select(night => Dot(night, "r=\"2\""))
            .Concat(nights.Where(night => !rows[night].Green).Select(night => Dot(night, "class=\"red\" r=\"3\"")));
        return Markup.Of($"""
            <svg role="img" aria-label="{rows[0].Ours} to {rows[^1].Ours}" width="{Width}" height="{Height}">
            <polyline points="{line}"/>{dots}</svg>
            """);
    }

    private static IEnumerable<Row> Read(string csv) =>
        csv.Split('\n').Index().Where(line => line.Item.Length > 0 && line.Item != Header).Select(line =>
            line.Item.Split(',') is
                [var day, var claim, var number, var tier, var device, var plan, var verdict, ("green" or "red") and var colour,
                    var value, var ours]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var on)
            && int.TryParse(number, CultureInfo.InvariantCulture, out int place)
            && double.TryParse(value, CultureInfo.InvariantCulture, out double measured)
                ? new Row(on, claim, place, tier, device, plan, verdict, colour == "green", measured, ours)
                : throw new InvalidDataException($"line {line.Index + 1} is no row of {Header}"));
}
