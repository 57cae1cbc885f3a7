using WeightPred.Reproduction.Results;

namespace WeightPred.Reproduction.Reports;

/// <summary>The differences to a baseline: one row each, the same in a failure, in a review and in a report.</summary>
public static class DifferenceTable
{
    public const string Title = "What is not as approved";

    public static IReadOnlyList<string> Header { get; } = ["What", "Approved", "Received", "Change", "Band"];

    public static IReadOnlyList<string> Row(Difference difference) =>
        difference.Row() is var row ? [row.What, row.Was, row.Now, row.By, row.Band] : [];
}
