using System.Text;
using Reproduction.Results;
using Reproduction.Statistics;

namespace Reproduction.Reports;

/// <summary>Says why a claim is red, and what to do; the page has every seed, control and plot.</summary>
internal static class FailureText
{
    // The console indents it.
    private const int Width = 110;
    private const int DifferencesShown = 12;

    /// <summary>The claim, the verdict, the differences, the decisions,
    /// and the commands that decide it again and approve it.</summary>
    public static string For(Result result)
    {
        var text = new StringBuilder();
        var (claim, standing) = (result.Claim, result.Standing);
        text.Append($"{claim.Id} [{Words.Of(result.Tier)}]: {claim.Sentence}\n");
        Field(text, "Write-up", $"{claim.WriteUp} ({claim.Section})");
        if (result.Decides != claim.Sentence)
            Field(text, "Decided", result.Decides);
        Field(text, "Expected",
            standing?.Approved is { } approved
            ? $"{Words.Of(approved, claim.Kind, result.Tier)}, as approved"
            + (standing.ApprovedOn.Length > 0 ? $" on {standing.ApprovedOn}" : "")
            : "nothing approved that can be read");
        Field(text, "Found", SummaryText.Found(result)
            + (result.Seeds.Count > 0 ? $", with {Words.Count(result.Seeds.Count, "seed")}" : ""));
        Field(text, "Machine", result.Origin.Machine);
        foreach (var fault in result.Faults)
            Field(text, "Fault", fault);

        if (standing is { Differences.Count: > 0 })
        {
            text.Append($"\n{DifferenceTable.Title}:\n").Append(TextTable.Render(
                DifferenceTable.Header, [.. standing.Differences.Take(DifferencesShown).Select(DifferenceTable.Row)], Width));
            if (standing.Differences.Count > DifferencesShown)
                text.Append($"... and {standing.Differences.Count - DifferencesShown} more, in the report\n");
            foreach (var note in standing.Notes)
                Field(text, "Note", note);
        }
        else if (standing is not null)
        {
            text.Append('\n');
            foreach (var line in standing.Message.Split('\n').SelectMany(line => TextTable.Wrap(line, Width)))
                text.Append(line).Append('\n');
        }

        if (result.Findings.Count > 0)
            text.Append("\nDecisions:\n").Append(TextTable.Render(
                ["Finding", "Verdict", "Effect"],
                [.. result.Findings.Select(f => (IReadOnlyList<string>)[f.Name,
                    Words.Of(f.Verdict, result.Claim.Kind, result.Tier), ReportEntry.Effect(f)])], Width));

        // Commands and paths stay whole, to be copied.
        text.Append($"\nReplay:   {result.Replay}\n");
        if (standing?.ReceivedFile is { } received)
            text.Append($"Received: {received}\n");
        if (standing is { CanBeApproved: true, Passed: false, Kind: not StandingKind.New })
            text.Append("If you meant no change, undo it. If you did:\n");
        text.Append(standing is { CanBeApproved: true, Passed: false }
            ? $"Review:   {Hints.Review(result)}\nApprove:  {Hints.Accept(result)}"
            : $"Approve:  not possible: {standing?.Kind.Word() ?? "not compared"}");
        foreach (var command in Hints.Renew(result))
            text.Append($"\nRenew:    {command}");
        return Plain.Of(text.ToString());
    }

    private static void Field(StringBuilder text, string name, string value)
    {
        foreach (var (part, i) in TextTable.Wrap(value, Width - 10).Select((part, i) => (part, i)))
            text.Append(i == 0 ? $"{name + ":",-10}" : new string(' ', 10)).Append(part).Append('\n');
    }
}
