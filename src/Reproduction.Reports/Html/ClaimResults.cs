using Reproduction.Results;

namespace Reproduction.Reports.Html;

/// <summary>All results of one claim, as a reader meets them.</summary>
/// <param name="Entries">All of them.</param>
/// <param name="Answer">Result at the write-up's own budget; null where nothing was run at it yet.</param>
/// <param name="Guard">Result at the reduced budget; null where it was not run by today's plan.</param>
internal sealed record ClaimResults(ClaimEntries Entries, ReportEntry? Answer, ReportEntry? Guard)
{
    public static ClaimResults Of(ClaimEntries entries) => new(entries, entries.Answer, entries.Guard);

    public Statement Statement => Entries.Claim;

    /// <summary>The result that is shown unfolded.</summary>
    public ReportEntry Main => Answer ?? Guard ?? Entries.All[0];

    public IEnumerable<ReportEntry> Others => Entries.All.Where(e => e != Main);

    public string Anchor => Statement.Id;

    public Group Group => Entries.Red ? Group.Red
        : Answer is null ? Group.NotYetThere
        : Entries.Open ? Group.Undecided
        : Group.Decided;
}

/// <summary>Groups of the scorecard, in their order.</summary>
internal enum Group
{
    Red,
    Undecided,
    Decided,
    NotYetThere,
}
