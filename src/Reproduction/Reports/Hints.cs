namespace WeightPred.Reproduction;

/// <summary>What a careful reader would ask about a run.</summary>
public static class Hints
{
    /// <summary>One line each, in the order of the claims.</summary>
    public static IReadOnlyList<string> For(Report report)
    {
        var hints = new List<string>();
        if (report.Entries.Count == 0)
            hints.Add("No claim was run: nothing was tested.");
        foreach (var (outcome, baseline) in report.Entries)
        {
            var about = $"{outcome.Statement.Id} ({outcome.Tier})";
            switch (baseline.Kind)
            {
                case BaselineKind.Partial:
                    hints.Add($"{about}: partial run with {outcome.Seeds.Count} seed{(outcome.Seeds.Count == 1 ? "" : "s")}; the claim itself was not tested.");
                    break;
                case BaselineKind.New:
                    hints.Add($"{about}: nothing is approved yet; review {Path.GetFileName(baseline.ReceivedFile)} and approve with {FailureText.ApproveCommands(outcome, "new").Shell}");
                    break;
                case BaselineKind.Unreadable:
                    hints.Add($"{about}: {Path.GetFileName(baseline.VerifiedFile)} cannot be used; restore it from git.");
                    break;
                case BaselineKind.Drifted or BaselineKind.VerdictChanged or BaselineKind.RegistrationChanged:
                    hints.Add($"{about}: {Wording.Of(baseline.Kind)}: {First(baseline)}.");
                    break;
                case BaselineKind.Invalid:
                    hints.Add($"{about}: {string.Join("; ", OutcomeFaults.Of(outcome)).TrimEnd('.')}.");
                    break;
            }
            foreach (var note in baseline.Notes.Where(n => n.StartsWith("wide band", StringComparison.Ordinal)))
                hints.Add($"{about}: {note}.");
            if (baseline.Kind != BaselineKind.Partial)
                hints.AddRange(outcome.Decisions.Select(d => About(about, d)).OfType<string>());
            if (outcome.Controls.Count == 0)
                hints.Add($"{about}: has no control, so nothing shows that it can fail.");
        }
        return hints;
    }

    private static string? About(string about, Decision decision) => decision.Verdict switch
    {
        Verdict.Inconclusive => $"{about}: \"{decision.Name}\" is inconclusive after {decision.Seeds} seeds; it needs more.",
        Verdict.Untestable => $"{about}: \"{decision.Name}\" is untestable: the tolerance lies below the noise between seeds.",
        Verdict.Reproduced or Verdict.NotReproduced when Close(decision) => $"{about}: \"{decision.Name}\" is a close call: the interval ends next to {Numbers.Short(decision.Target)}.",
        _ => null,
    };

    // The interval misses the target by less than a tenth of its half-width: one more unlucky seed could turn it.
    private static bool Close(Decision decision)
    {
        var missed = Math.Max(decision.Low - decision.Target, decision.Target - decision.High);
        return missed > 0 && missed <= 0.05 * (decision.High - decision.Low);
    }

    private static string First(BaselineResult baseline)
        => baseline.Differences is [var first, ..] ? $"{first.What}: {first.Approved} -> {first.Received}" : "see the failure text";
}
