using System.Globalization;
using System.Text;

namespace WeightPred.Reproduction;

/// <summary>One line a decision or control, for a spreadsheet; numbers with every digit.</summary>
public static class CsvReport
{
    public static string Render(Report report)
    {
        var csv = new StringBuilder();
        Line(csv, "Claim", "Sentence", "Section", "WriteUpSays", "Tier", "DeviceClass", "Kind", "Statement", "Verdict", "Statistic", "Estimate", "Low", "High", "Confidence", "Target", "PValue", "Seeds", "ClaimVerdict", "Baseline", "Passed");
        foreach (var (outcome, baseline) in report.Entries)
        {
            foreach (var (kind, decision) in outcome.Decisions.Select(d => ("decision", d)).Concat(outcome.Controls.Select(d => ("control", d))))
            {
                var s = outcome.Statement;
                Line(csv, s.Id, s.Sentence, s.Section, s.WriteUpSays, outcome.Tier.ToString(), outcome.DeviceClass, kind, decision.Name, Wording.Of(decision.Verdict), decision.Statistic,
                    Numbers.Full(decision.Estimate), Numbers.Full(decision.Low), Numbers.Full(decision.High), Numbers.Full(decision.Confidence), Numbers.Full(decision.Target), Numbers.Full(decision.PValue),
                    decision.Seeds.ToString(CultureInfo.InvariantCulture), Wording.Of(outcome.Verdict), Wording.Of(baseline.Kind), baseline.Passed ? "true" : "false");
            }
        }
        return csv.ToString();
    }

    /// <summary>One line a measurement and seed.</summary>
    public static string RenderMeasurements(Report report)
    {
        var csv = new StringBuilder();
        Line(csv, "Claim", "Tier", "DeviceClass", "Measurement", "Unit", "Seed", "Value");
        foreach (var (outcome, _) in report.Entries)
            foreach (var measurement in outcome.Measurements)
                for (var i = 0; i < Math.Min(outcome.Seeds.Count, measurement.PerSeed.Count); i++)
                    Line(csv, outcome.Statement.Id, outcome.Tier.ToString(), outcome.DeviceClass, measurement.Name, measurement.Unit, outcome.Seeds[i].ToString(CultureInfo.InvariantCulture), Numbers.Full(measurement.PerSeed[i]));
        return csv.ToString();
    }

    /// <summary>A table that a claim adds, as it stands in the report.</summary>
    public static string RenderTable(ResultTable table)
    {
        var csv = new StringBuilder();
        foreach (var row in table.Rows.Prepend(table.Header))
            Line(csv, row);
        return csv.ToString();
    }

    private static void Line(StringBuilder csv, params IReadOnlyList<string> cells)
        => csv.Append(string.Join(',', cells.Select(Cell))).Append('\n');

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
