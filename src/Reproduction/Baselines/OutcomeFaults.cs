namespace WeightPred.Reproduction;

/// <summary>Faults that make an outcome no evidence at all: absence is never a success.</summary>
public static class OutcomeFaults
{
    /// <summary>One sentence a fault; empty for a sound outcome.</summary>
    public static IReadOnlyList<string> Of(Outcome outcome)
    {
        var faults = new List<string>();
        if (outcome.Seeds.Count == 0)
            faults.Add("no seed was run");
        if (outcome.Seeds.Distinct().Count() != outcome.Seeds.Count)
            faults.Add("a seed was run twice");
        if (outcome.Decisions.Count == 0)
            faults.Add("nothing was decided");
        if (outcome.Measurements.Count == 0)
            faults.Add("nothing was measured");
        faults.AddRange(Twice(outcome.Measurements.Select(m => m.Name)).Select(name => $"measurement \"{name}\" is there twice"));
        faults.AddRange(Twice(outcome.Decisions.Select(d => d.Name)).Select(name => $"decision \"{name}\" is there twice"));
        faults.AddRange(Twice(outcome.Controls.Select(d => d.Name)).Select(name => $"control \"{name}\" is there twice"));

        foreach (var measurement in outcome.Measurements)
        {
            if (measurement.PerSeed.Count != outcome.Seeds.Count && !(measurement.FirstSeedsOnly && measurement.PerSeed.Count > 0 && measurement.PerSeed.Count < outcome.Seeds.Count))
                faults.Add($"\"{measurement.Name}\" has {measurement.PerSeed.Count} values for {outcome.Seeds.Count} seeds");
            for (var i = 0; i < Math.Min(measurement.PerSeed.Count, outcome.Seeds.Count); i++)
                if (double.IsNaN(measurement.PerSeed[i]))
                    faults.Add($"\"{measurement.Name}\" is NaN for seed {outcome.Seeds[i]} (a diverged run counts as infinity, never as NaN)");
        }

        faults.AddRange(outcome.Decisions.Where(d => d.Verdict == Verdict.Invalid).Select(d => $"\"{d.Name}\" is invalid: {d.Reason}"));
        faults.AddRange(outcome.Controls.Where(d => d.Verdict == Verdict.Invalid).Select(d => $"control \"{d.Name}\" is invalid: {d.Reason}"));
        // A sabotaged claim that still reproduces means that the claim cannot fail.
        faults.AddRange(outcome.Controls.Where(d => d.Verdict == Verdict.Reproduced).Select(d => $"control \"{d.Name}\" came out Reproduced, so the claim shows nothing"));
        return faults;
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);
}
