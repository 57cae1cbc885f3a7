using System.Text;
using WeightPred.Reproduction.Baselines;
using WeightPred.Reproduction.Results;
using WeightPred.Reproduction.Statistics;

namespace WeightPred.Reproduction.Reports;

/// <summary>The quick tier on the exact engine and on every device without exact bits, side by side, as Markdown: a function of claims and baselines alone.</summary>
public static class StacksPage
{
    /// <summary>The command that writes the page.</summary>
    public const string Command = "dotnet run --project tools/WeightPred -- stacks";

    /// <summary>Where it stands, from the repository's root.</summary>
    public const string File = "docs/stacks.md";

    /// <summary>The page of all claims.</summary>
    /// <param name="claims">All claims, in order.</param>
    /// <param name="approved">All approved baselines.</param>
    /// <param name="variations">Among them what half the training comes to; null where the repository carries none.</param>
    public static string Render(IReadOnlyList<Statement> claims, IReadOnlyList<Baseline> approved, VariationTable? variations)
    {
        var md = new StringBuilder();
        md.Append($"# The stacks, side by side\n\nWritten from the baselines of the quick tier by `{Command}`.\n\n");
        md.Append("Where bits are not promised, a mean is held in a band that chance leaves once in 1 000 comparisons: \"paired by seed\" from the differences between runs of one seed, or from the "
            + "spread between seeds, whichever is narrower. Below, the band is the one between the two columns.\n");
        var half = variations?.Of(VariationKind.Bands).FirstOrDefault();
        if (half is not null)
            md.Append($"\nA band is worth something if it notices what went wrong. \"Noticed\" counts the means that leave the device's own band where {MarkdownReport.Inline(half.Sentence.TrimEnd('.').Replace("Everything", "everything", StringComparison.Ordinal))} ({half.Machine}).\n");
        var quick = approved.Where(b => b.Tier == Tier.Quick).ToList();
        foreach (var device in quick.Where(b => !b.Device.Exact).GroupBy(b => b.Device.Class).OrderBy(g => g.Key, StringComparer.Ordinal))
            Device(md, device.Key, [.. from claim in claims
                                       let exact = quick.FirstOrDefault(b => b.Claim == claim.Id && b.Device.Exact)
                                       where exact is not null
                                       select (claim, exact, device.FirstOrDefault(b => b.Claim == claim.Id))], half);
        return md.ToString();
    }

    private static void Device(StringBuilder md, string device, IReadOnlyList<(Statement Claim, Baseline Exact, Baseline? Other)> claims, VariedOutcome? half)
    {
        var exact = claims[0].Exact.Device;
        var there = claims.Where(c => c.Other is not null).Select(c => (c.Claim, Rows: Rows(c.Exact, c.Other!))).ToList();
        md.Append($"\n## {device}\n\n{string.Join(", ", claims.Select(c => c.Other?.Device.Numerics).OfType<string>().Distinct())} beside {exact.Class}, {exact.Numerics}. The headline is the first number that a claim measures.\n\n");
        md.Append($"| claim | {exact.Class} | {device} | headline | {exact.Class} | {device} | band |{(half is null ? "" : $" {half.Name} |")}\n| --- | --- | --- | --- | ---: | ---: | ---: |{(half is null ? "" : " --- |")}\n");
        foreach (var (claim, before, now) in claims)
            md.Append($"| {claim.Id} | {Said(before)} | {(now is null ? "not approved" : Said(now))} | {string.Join(" | ", now is null ? ["", "", "", ""] : Rows(before, now)[0].Take(4))} |{(half is null ? "" : $" {Noticed(now, half.Of(claim.Id))} |")}\n");
        md.Append($"\nEvery measurement:\n\n| claim | mean of | {exact.Class} | {device} | band | by |\n| --- | --- | ---: | ---: | ---: | --- |\n");
        foreach (var (claim, rows) in there)
            foreach (var row in rows)
                md.Append($"| {claim.Id} | {string.Join(" | ", row)} |\n");
    }

    /// <summary>The means of a varied claim that leave the bands of a device's baseline, as a run on that device would be held against it.</summary>
    public static IReadOnlyList<string> Outside(Baseline approved, VariedCell cell)
    {
        var now = approved with { Seeds = [.. approved.Seeds.Take(cell.Seeds)], Measurements = cell.Measurements ?? [] };
        return [.. Comparison.Of(approved, now).Of(StandingKind.Drifted).Select(difference => difference.Row().What)];
    }

    private static string Noticed(Baseline? approved, VariedCell? cell) =>
        approved is null || cell?.Measurements is not { } measured ? "" : $"{Outside(approved, cell).Count} of {measured.Count} noticed";

    private static string Said(Baseline baseline) => $"{baseline.Word}, {Words.Count(baseline.Seeds.Count, "seed")}";

    // Name, both means, band, rule.
    private static List<string[]> Rows(Baseline exact, Baseline other)
    {
        var bands = Comparison.Of(exact, other).Bands.ToDictionary(b => b.Measurement);
        return
        [
            .. from now in other.Measurements
               join before in exact.Measurements on now.Name equals before.Name
               let band = bands.GetValueOrDefault(now.Name)
               select (string[])[MarkdownReport.Inline($"{now.Name}, {now.Unit}"), Mean(before), Mean(now), band is null ? "" : $"±{Words.Number(band.HalfWidth)}", band?.By ?? ""],
        ];
    }

    private static string Mean(Measurement measurement) => Words.Number(Moments.Mean(measurement.PerSeed));
}
