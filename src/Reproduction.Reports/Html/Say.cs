using System.Globalization;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports.Html;

/// <summary>Small pieces that every part of the page uses.</summary>
internal static class Say
{
    public static Markup Badge(Verdict verdict, Kind kind, Tier tier) =>
        Markup.Of($"<span class=\"badge {Class(verdict, kind, tier)}\">{Words.Of(verdict, kind, tier)}</span>");

    public static Markup Badge(ReportEntry entry) => Badge(entry.Result.Verdict, entry.Result.Claim.Kind, entry.Result.Tier);

    /// <summary>Colour carries no word: "not reproduced" is a result like any other,
    /// red is for faults and for what is not as approved.</summary>
    public static string Class(Verdict verdict, Kind kind, Tier tier) => (verdict, kind) switch
    {
        (Verdict.Invalid, _) or (Verdict.Fails, Kind.Identity) => "broken",
        (Verdict.Undecided or Verdict.Untestable, _) => "open",
        (_, Kind.Suggestion) when tier != Tier.Quick => "explored",
        (Verdict.Holds, _) => "holds",
        _ => "fails",
    };

    /// <summary>How it stands to its baseline, and its age where it is not of this run.</summary>
    public static Markup Standing(ReportEntry entry) => Markup.Of(
        $"<span class=\"chip{Markup.If(entry.Red, $" red")}\">{Mark(entry)}{entry.Result.Standing?.Kind.Word() ?? "not compared"}"
            + $"</span>{Markup.If(entry.Age.Length > 0, $" <span class=\"chip\">{entry.Age}</span>")}");

    private static string Mark(ReportEntry entry) => entry.Red ? "✗ " : entry.Result.Standing is null ? "" : "✓ ";

    /// <summary>"result", "hypothesis", ...</summary>
    public static string Of(Kind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The effect of a finding, with units; a fault says why there is none.</summary>
    public static string Effect(Finding finding) => Unbroken(ReportEntry.Effect(finding));

    /// <summary>A claim's headline: the write-up's side and ours, those of one thing on one line.</summary>
    public static Markup Headline(IReadOnlyList<Told> headline)
    {
        var groups = HeadlineText.Groups(headline).Select(group => Markup.Of(
            $"<li>{Markup.If(group.Of.Length > 0, $"<span class=\"kind{(group.Lines.Count > 1 ? " above" : "")}\">{group.Of}</span>")}"
                + $"{group.Lines.Select(Pair)}</li>"));
        return Markup.Of($"<ul class=\"headline\">{groups}</ul>"
            + $"{Markup.If(HeadlineText.Seeds(headline).Length > 0, $"<span class=\"kind\">{HeadlineText.Seeds(headline)}</span>")}");
    }

    private static Markup Pair(Told line) => Markup.Of(
        $"<span class=\"pair\">{Unbroken(line.WriteUp)}{Markup.If(line.Ours.Length > 0, $"{(line.WriteUp.Length > 0 ? HeadlineText.Arrow : "")}<b{Markup.If(line.Outside, $" class=\"outside\"")}>{Unbroken(line.Ours)}</b>{(line.Outside ? HeadlineText.Outside : "")}")}</span> ");

    /// <summary>Name of the numbers of a finding, once logs are shown as values or ratios, and shares in per cent.</summary>
    public static string Quantity(Finding finding)
    {
        string name = finding.Scale == Scale.Log
            ? finding.Statistic.Replace("log ratio", "ratio", StringComparison.Ordinal)
                .Replace("log of ", "", StringComparison.Ordinal)
            : finding.Statistic;
        return ShownUnit.Of(finding.Unit) is var (unit, times) && times != 1
            ? $"{name.Replace($" [{finding.Unit}]", "", StringComparison.Ordinal)} [{unit}]" : name;
    }

    /// <summary>A number and its percent sign stay on one line.</summary>
    public static string Unbroken(string text) => text.Replace(" %", "\u00a0%", StringComparison.Ordinal);

    /// <summary>A command that one press copies; without scripts it stands there to be marked.</summary>
    public static Markup Command(string command) =>
        Markup.Of($"<div class=\"command\"><pre tabindex=\"0\"><code>{command}</code></pre><button type=\"button\" "
            + $"class=\"copy\" aria-label=\"Copy the command\">Copy</button></div>");

    /// <summary>A table that scrolls sideways by itself; the first column names the row.</summary>
    public static Markup Table(string caption, IReadOnlyList<string> header,
        IEnumerable<IReadOnlyList<string>> rows) => Markup.Of(
        $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table class=\"values\"><caption>{caption}</caption><thead><tr>{header.Select(h => Markup.Of($"<th scope=\"col\">{h}</th>"))}</tr></thead><tbody>{rows.Select(row => Markup.Of($"<tr>{row.Select((cell, i) => i == 0 ? Markup.Of($"<th scope=\"row\">{cell}</th>") : Markup.Of($"<td>{Short(cell)}</td>"))}</tr>\n"))}</tbody></table></div>\n");

    // Tables hold full precision for files; a page shows four digits.
    private static string Short(string cell) =>
        cell.Length > 7 && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Words.Number(value) : cell;

    public static Markup List(IEnumerable<string> items) =>
        Markup.Of($"<ul>{items.Select(item => Markup.Of($"<li>{item}</li>"))}</ul>");

    /// <summary>Folded away; nothing where there is nothing to say.</summary>
    public static Markup Details(string summary, Markup content, int count = 1) =>
        Markup.If(count > 0 && content.Text.Length > 0, $"<details><summary>{summary}</summary>{content}</details>\n");
}
