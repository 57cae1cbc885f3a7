using System.Globalization;
using System.Text;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>The report for a spreadsheet or a script; numbers with every digit.</summary>
internal static class CsvReport
{
    /// <summary>One line per finding (of the decisions, the controls and the
    /// untrained control), per fault, and per problem of the report.</summary>
    public static string Findings(Report report)
    {
        var csv = new StringBuilder();
        Line(csv, "Claim", "Sentence", "Kind", "Section", "WriteUp", "Tier", "DeviceClass", "Started", "EarlierPlan", "Role",
            "Finding", "Verdict", "Word", "Effect", "Statistic", "Scale",
            "Estimate", "Low", "High", "Confidence", "Target", "ToleranceLow", "ToleranceHigh", "Wins", "PValue", "Seeds",
            "ClaimVerdict", "Baseline", "Passed");
        foreach (var entry in report.Entries)
        {
            var r = entry.Result;
            foreach (var fault in r.Faults)
                Line(csv, [.. About(entry), "fault", "", r.Verdict.ToString(), entry.Word, fault, .. Empty, .. Stands(entry)]);
            var rows = r.Findings.Select(f => ("decision", f)).Concat(r.Controls.Select(f => ("control", f)))
                .Concat(r.Twin.Select(f => ("twin", f)));
            foreach (var (role, f) in rows)
                Line(csv,
                [
                    .. About(entry), role, f.Name, f.Verdict.ToString(), role == "decision"
                        ? Words.Of(f.Verdict, r.Claim.Kind, r.Tier) : "", f.Effect,
                    f.Statistic, f.Scale.ToString(), Words.Full(f.Estimate), Words.Full(f.Low), Words.Full(f.High),
                        Words.Full(f.Confidence),
                    Words.Full(f.Target), Full(f.ToleranceLow), Full(f.ToleranceHigh), Int(f.Wins), Words.Full(f.PValue),
                        Int(f.Seeds), .. Stands(entry),
                ]);
        }
        foreach (var problem in report.Problems)
            Line(csv, [.. Enumerable.Repeat("", 9), "problem", "", "", "", problem, .. Empty, "", "", "false"]);
        return csv.ToString();

        static string[] About(ReportEntry entry)
        {
            var (r, claim) = (entry.Result, entry.Result.Claim);
            return
            [
                claim.Id, claim.Sentence, claim.Kind.ToString(), claim.Section, claim.WriteUp, Words.Of(r.Tier), r.Device.Class,
                Words.Minute(r.Origin.Started), Bool(entry.EarlierPlan),
            ];
        }

        static string[] Stands(ReportEntry entry)
        {
            var r = entry.Result;
            return [r.Verdict.ToString(), r.Standing?.Kind.ToString() ?? "", r.Standing is { } s ? Bool(s.Passed) : ""];
        }
    }

    // Statistic, scale, the numbers, and the seeds.
    private static readonly string[] Empty = [.. Enumerable.Repeat("", 12)];

    /// <summary>One line a measurement and seed.</summary>
    public static string Measurements(Report report)
    {
        var csv = new StringBuilder();
        Line(csv, "Claim", "Tier", "DeviceClass", "Measurement", "Unit", "Seed", "Value");
        foreach (var r in report.Entries.Select(e => e.Result))
            foreach (var m in r.Measurements)
                for (var i = 0; i < Math.Min(r.Seeds.Count, m.PerSeed.Count); i++)
                    Line(csv, r.Claim.Id, Words.Of(r.Tier), r.Device.Class, m.Name, m.Unit, Int(r.Seeds[i]),
                        Words.Full(m.PerSeed[i]));
        return csv.ToString();
    }

    /// <summary>One line a point of a loss curve, of every seed.</summary>
    public static string Curves(Report report)
    {
        var csv = new StringBuilder();
        Line(csv, "Claim", "Tier", "DeviceClass", "Arm", "Seed", "Step", "Loss");
        foreach (var r in report.Entries.Select(e => e.Result))
            foreach (var curve in r.Curves)
                foreach (var point in curve.Points)
                    Line(csv, r.Claim.Id, Words.Of(r.Tier), r.Device.Class, curve.Arm, Int(curve.Seed), Int(point.Step),
                        Words.Full(point.Loss));
        return csv.ToString();
    }

    /// <summary>A table that a claim adds, as the claim gave it.</summary>
    public static string Table(ResultTable table)
    {
        var csv = new StringBuilder();
        foreach (var row in table.Rows.Prepend(table.Header))
            Line(csv, row);
        return csv.ToString();
    }

    private static string Int(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Full(double? value) => value is { } v ? Words.Full(v) : "";

    private static string Bool(bool value) => value ? "true" : "false";

    private static void Line(StringBuilder csv, params IReadOnlyList<string> cells) =>
        csv.Append(string.Join(',', cells.Select(Cell))).Append('\n');

    // A spreadsheet takes for a formula what begins like one; an apostrophe says that it is text.
    private static string Cell(string text) => Quoted(
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "'" + text : text);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
