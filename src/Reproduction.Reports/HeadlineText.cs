using Reproduction.Results;

namespace Reproduction.Reports;

/// <summary>A claim's headline in a line of text, the same on every page: "ResLinear: 0.017 → 0.0191; 20 seeds".</summary>
internal static class HeadlineText
{
    /// <summary>Stands between the write-up's side and ours.</summary>
    public const string Arrow = " → ";

    /// <summary>Follows ours where the rule finds the write-up's number outside.</summary>
    public const string Outside = " (outside)";

    /// <summary>The whole headline; the write-up's side alone where nothing of ours is there.</summary>
    public static string Of(IReadOnlyList<Told> headline) =>
        string.Join("; ", Groups(headline).Select(group => $"{Prefix(group.Of)}{string.Join(", ", group.Lines.Select(Line))}")
            .Append(Seeds(headline))
            .Where(part => part.Length > 0));

    /// <summary>Its lines, those of one thing together.</summary>
    public static IEnumerable<(string Of, IReadOnlyList<Told> Lines)> Groups(IReadOnlyList<Told> headline)
    {
        headline = [.. headline.Where(line => line.WriteUp.Length + line.Ours.Length > 0)];
        for (int i = 0; i < headline.Count;)
        {
            Told[] lines = [.. headline.Skip(i).TakeWhile(line => line.Of == headline[i].Of)];
            yield return (headline[i].Of, lines);
            i += lines.Length;
        }
    }

    /// <summary>"5 seeds", from the fewest of a line to the most; "" where nothing of ours is there.</summary>
    public static string Seeds(IReadOnlyList<Told> headline)
    {
        int[] seeds = [.. headline.Select(line => line.Seeds).Where(count => count > 0).Order()];
        return seeds.Length == 0 ? ""
            : seeds[0] == seeds[^1] ? Words.Count(seeds[0], "seed")
            : $"{seeds[0]} to {seeds[^1]} seeds";
    }

    private static string Prefix(string of) => of.Length > 0 ? $"{of}: " : "";

    private static string Line(Told line) =>
        line.Ours.Length == 0 ? line.WriteUp
        : $"{line.WriteUp}{(line.WriteUp.Length > 0 ? Arrow : "")}{line.Ours}{(line.Outside ? Outside : "")}";
}
