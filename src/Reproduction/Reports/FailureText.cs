using System.Text;

namespace WeightPred.Reproduction;

/// <summary>All that somebody needs who meets a red claim, without opening another file.</summary>
public static class FailureText
{
    private const int Width = 140;

    /// <summary>Verify's part first, then the claim: sentence, expected, found, seeds, decisions, machine, replay, how to approve.</summary>
    /// <param name="outcome">The red claim.</param>
    /// <param name="baseline">What <see cref="BaselineComparer"/> said of it.</param>
    /// <param name="machine">The machine line (<see cref="EnvironmentLine"/>).</param>
    public static string For(Outcome outcome, BaselineResult baseline, EnvironmentLine? machine = null)
    {
        var statement = outcome.Statement;
        var text = new StringBuilder();
        text.Append(baseline.Message).Append("\n\n");
        text.Append($"{statement.Id}: {statement.Sentence}\n");
        Field(text, "Write-up", $"{statement.WriteUpSays} ({statement.Section})");
        Field(text, "Expected", baseline.Approved is { } approved ? $"{Wording.Of(approved)} (approved)" : baseline.Kind == BaselineKind.Unreadable ? "unknown: the approved file cannot be used" : "nothing approved yet");
        Field(text, "Found", $"{Wording.Of(outcome.Verdict)} with {outcome.Seeds.Count} seed{(outcome.Seeds.Count == 1 ? "" : "s")}; baseline: {Wording.Of(baseline.Kind)}");
        Field(text, "Machine", $"{machine ?? EnvironmentLine.Here($"{outcome.DeviceClass}, numerics {outcome.Numerics}")}");

        Decisions(text, "Decisions", outcome.Decisions);
        Decisions(text, "Controls (must not come out Reproduced)", outcome.Controls);
        PerSeed(text, outcome);

        if (outcome.Differences.Count > 0)
            text.Append("\nDiffers from the write-up, or left open there:\n");
        foreach (var difference in outcome.Differences)
            foreach (var (line, i) in TextTable.Wrap(difference, Width - 4).Select((line, i) => (line, i)))
                text.Append(i == 0 ? "  - " : "    ").Append(line).Append('\n');

        text.Append("\nReplay:   ").Append(outcome.Replay).Append('\n');
        if (baseline.ReceivedFile is not null)
            text.Append("Received: ").Append(baseline.ReceivedFile).Append('\n');
        if (baseline.CanBeApproved && !baseline.Passed)
        {
            var (shell, powerShell) = ApproveCommands(outcome, baseline.Kind == BaselineKind.New ? "new" : "all");
            text.Append("Approve:  ").Append(shell).Append('\n');
            text.Append("          ").Append(powerShell).Append("   (PowerShell)\n");
        }
        else if (!baseline.Passed)
        {
            text.Append("Approve:  not possible (").Append(Wording.Of(baseline.Kind)).Append("), see above\n");
        }
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The one command that approves, for a Unix shell and for PowerShell.</summary>
    internal static (string Shell, string PowerShell) ApproveCommands(Outcome outcome, string mode)
    {
        // The replay command names tier and category too, and so trains no more than it must.
        var test = outcome.Replay.StartsWith("dotnet test", StringComparison.Ordinal) ? outcome.Replay : $"dotnet test --filter Claim={outcome.Statement.Id}";
        return ($"WEIGHTPRED_UPDATE={mode} {test}", $"$env:WEIGHTPRED_UPDATE='{mode}'; {test}; Remove-Item Env:WEIGHTPRED_UPDATE");
    }

    private static void Field(StringBuilder text, string name, string value)
    {
        foreach (var (line, i) in TextTable.Wrap(value, Width - 12).Select((line, i) => (line, i)))
            text.Append(i == 0 ? $"  {name + ":",-10}" : new string(' ', 12)).Append(line).Append('\n');
    }

    private static void Decisions(StringBuilder text, string title, IReadOnlyList<Decision> decisions)
    {
        if (decisions.Count == 0)
            return;
        text.Append('\n').Append(title).Append(":\n");
        text.Append(TextTable.Render(
            ["Statement", "Verdict", "Estimate [interval]", "Held against", "p", "Seeds", "Statistic and reason"],
            [.. decisions.Select(d => (IReadOnlyList<string>)[d.Name, Wording.Of(d.Verdict), $"{Numbers.WithInterval(d)} {Numbers.Percent(d.Confidence)}", Numbers.Short(d.Target), double.IsNaN(d.PValue) ? "oracle" : Numbers.Short(d.PValue), $"{d.Seeds}", $"{d.Statistic}: {d.Reason}"])],
            Width));
    }

    private static void PerSeed(StringBuilder text, Outcome outcome)
    {
        text.Append("\nPer seed:\n");
        text.Append(TextTable.Render([.. SeedTable.Header(outcome)], SeedTable.Rows(outcome), Width));
    }
}

/// <summary>The per-seed table that failure text and reports share.</summary>
internal static class SeedTable
{
    public static IReadOnlyList<string> Header(Outcome outcome) => ["Seed", .. outcome.Measurements.Select(m => $"{m.Name} [{m.Unit}]")];

    /// <summary>One row a seed, then the mean; a value that is missing shows as "missing".</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(Outcome outcome)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var i = 0; i < outcome.Seeds.Count; i++)
            rows.Add([$"{outcome.Seeds[i]}", .. outcome.Measurements.Select(m => i < m.PerSeed.Count ? Numbers.InColumn(m.PerSeed[i]) : m.FirstSeedsOnly ? "" : "missing")]);
        if (outcome.Seeds.Count > 1)
            rows.Add(["mean", .. outcome.Measurements.Select(m => m.PerSeed.Count > 0 ? Numbers.InColumn(m.PerSeed.Average()) : "missing")]);
        return rows;
    }
}
